//! Rows into files.

mod csv;
mod encoded;
mod lines;
mod xlsx;

use std::io::{Seek, Write};

use super::{Error, Format};

/// How a file is written.
#[derive(Clone, Debug)]
pub struct Writing {
    /// Its format.
    pub format: Format,
    /// Between the cells of CSV: an ASCII character, other than a quote or a line break.
    pub separator: char,
    /// Around cells of CSV that need it: another ASCII character.
    pub quote: char,
    /// The encoding of CSV: a label of the Encoding Standard (WHATWG); `None`: UTF-8.
    pub encoding: Option<String>,
    /// Whether CSV in UTF-8 or UTF-16 begins with a byte order mark, by which Excel knows it.
    pub bom: bool,
    /// The name of a workbook's sheet. What Excel doesn't take in a name is replaced.
    pub sheet: String,
}

/// CSV with `;`, as most of Europe's spreadsheets open it.
impl Default for Writing {
    fn default() -> Self {
        let sheet = "Sheet1".to_owned();
        Self { format: Format::Csv, separator: ';', quote: '"', encoding: None, bom: false, sheet }
    }
}

/// Writes rows to a file, each on its way as soon as it is there.
///
/// A workbook is gathered in a temporary file and written by [`Writer::finish`]. It holds 1,048,576 rows; what comes
/// after goes to further sheets, each with the header, called `name (2)` and so on.
pub struct Writer<W: Write + Seek + Send>(Target<W>);

enum Target<W: Write> {
    Csv(Box<csv::Csv<W>>),
    Xlsx(Box<xlsx::Xlsx<W>>),
    Lines(lines::Lines<W>),
}

/// Begins a file. Errors: such a separator or quote can't be; there is no such encoding.
pub fn writer<W: Write + Seek + Send>(out: W, writing: &Writing) -> Result<Writer<W>, Error> {
    Ok(Writer(match writing.format {
        Format::Csv => Target::Csv(Box::new(csv::Csv::new(out, writing)?)),
        Format::Xlsx => Target::Xlsx(Box::new(xlsx::Xlsx::new(out, &writing.sheet)?)),
        Format::Lines => Target::Lines(lines::Lines::new(out)),
    }))
}

impl<W: Write + Seek + Send> Writer<W> {
    /// The first row. Lines have none.
    pub fn header(&mut self, cells: &[&str]) -> Result<(), Error> {
        match &mut self.0 {
            Target::Csv(csv) => csv.row(cells),
            Target::Xlsx(xlsx) => xlsx.header(cells),
            Target::Lines(_) => Ok(()),
        }
    }

    /// A row. Of lines it is one cell: a JSON value without line breaks.
    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), Error> {
        match &mut self.0 {
            Target::Csv(csv) => csv.row(cells),
            Target::Xlsx(xlsx) => xlsx.row(cells),
            Target::Lines(lines) => lines.row(cells),
        }
    }

    /// Writes what is still to be written, and gives the file back.
    pub fn finish(self) -> Result<W, Error> {
        match self.0 {
            Target::Csv(csv) => csv.finish(),
            Target::Xlsx(xlsx) => xlsx.finish(),
            Target::Lines(lines) => lines.finish(),
        }
    }
}
