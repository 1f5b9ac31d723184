//! A file with its sheets.

use std::{
    fs::File,
    io::{BufReader, Read, Seek},
};

use zip::ZipArchive;

use super::{
    Error, Format, Reading, Rows, SheetName,
    csv::Records,
    lines::Lines,
    rows::{Source, Written},
    sniff::{self, Found},
    text::Text,
    xlsx::Workbook,
    zipped::{self, Zipped},
};

/// Bytes of a file, from its start.
pub type Bytes<'a> = Box<dyn Read + Send + 'a>;

/// A file that is read.
pub struct Book {
    content: Content,
    reading: Reading,
    sheets: Vec<SheetName>,
}

enum Content {
    Text(File),
    Workbook(Workbook),
    Zipped(Zipped),
}

/// What the first bytes of a file say.
enum Kind {
    Empty,
    Zip,
    OldWorkbook,
    Text,
}

/// The sheets of a file: of CSV and lines one, of a workbook or a ZIP file several, in their order there.
///
/// `name` is what the file is called. Sheets of a workbook that are hidden are left out, and of a ZIP file all that its
/// ending doesn't say to be one of ours.
pub fn open(mut file: File, name: &str, reading: &Reading) -> Result<Book, Error> {
    let (content, sheets) = match kind(&mut file)? {
        Kind::Empty => return Err(Error::Empty),
        Kind::OldWorkbook => return Err(Error::OldWorkbook),
        Kind::Zip => match zipped::open(file)? {
            zipped::Opened::Workbook(workbook) => {
                let sheets = workbook.names().map(|name| SheetName { name: name.to_owned(), format: Format::Xlsx });
                let sheets = sheets.collect();
                (Content::Workbook(workbook), sheets)
            }
            zipped::Opened::Zipped(zipped) => {
                let sheets = zipped.sheets();
                (Content::Zipped(zipped), sheets)
            }
        },
        Kind::Text => {
            let format = match reading.format.or_else(|| sniff::format_of_name(name)) {
                Some(Format::Xlsx) => return Err(Error::Other { expected: "workbook" }),
                Some(format) => format,
                None => text_format(&mut file, reading)?,
            };
            (Content::Text(file), vec![SheetName { name: zipped::stem(name).to_owned(), format }])
        }
    };
    Ok(Book { content, reading: reading.clone(), sheets })
}

fn kind(file: &mut File) -> Result<Kind, Error> {
    let mut head = Vec::new();
    file.rewind()?;
    file.by_ref().take(8).read_to_end(&mut head)?;
    Ok(match head.as_slice() {
        [] => Kind::Empty,
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Kind::Zip,
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Kind::OldWorkbook,
        _ => Kind::Text,
    })
}

/// Where a text comes from, so that it can be read from its start again.
pub enum Origin<'a> {
    File(&'a mut File),
    Zipped(&'a mut ZipArchive<BufReader<File>>, usize),
}

impl<'a> Origin<'a> {
    fn again(&mut self) -> Origin<'_> {
        match self {
            Self::File(file) => Origin::File(file),
            Self::Zipped(zip, place) => Origin::Zipped(zip, *place),
        }
    }

    fn bytes(self) -> Result<Bytes<'a>, Error> {
        Ok(match self {
            Self::File(file) => {
                file.rewind()?;
                Box::new(file)
            }
            Self::Zipped(zip, place) => {
                Box::new(zip.by_index(place).map_err(|error| Error::damaged("the ZIP file", &error))?)
            }
        })
    }

    fn text(self, found: Found) -> Result<Text<Bytes<'a>>, Error> {
        Ok(Text::new(self.bytes()?, found.encoding, found.mark)?)
    }
}

/// The rows of a text.
pub fn text_rows<'a>(mut origin: Origin<'a>, format: Format, reading: &Reading) -> Result<Rows<'a>, Error> {
    let found = sniff::encoding(origin.again().bytes()?, reading.encoding.as_deref())?;
    let (source, cells) = match format {
        Format::Lines => (Source::Lines(Box::new(Lines::new(origin.text(found)?))), None),
        Format::Csv | Format::Xlsx => {
            let dialect = sniff::dialect(origin.again().text(found)?, reading)?;
            let cells = (char::from(dialect.separator), char::from(dialect.quote));
            (Source::Csv(Box::new(Records::new(origin.text(found)?, dialect)?)), Some(cells))
        }
    };
    Ok(Rows::new(source, reading.short_rows).of_text(Written { encoding: found.encoding.name(), cells }))
}

/// What a text holds, where neither its name nor anybody says so.
fn text_format(file: &mut File, reading: &Reading) -> Result<Format, Error> {
    let mut origin = Origin::File(file);
    let found = sniff::encoding(origin.again().bytes()?, reading.encoding.as_deref())?;
    Ok(sniff::format(origin.text(found)?)?)
}

impl Book {
    /// Its sheets.
    pub fn sheets(&self) -> &[SheetName] {
        &self.sheets
    }

    /// The rows of one of its sheets, from its start. Panics: there are fewer sheets.
    pub fn rows(&mut self, sheet: usize) -> Result<Rows<'_>, Error> {
        let format = self.sheets[sheet].format;
        match &mut self.content {
            Content::Text(file) => text_rows(Origin::File(file), format, &self.reading),
            Content::Workbook(workbook) => Ok(Rows::new(Source::Workbook(Box::new(workbook.rows(sheet)?)), true)),
            Content::Zipped(zipped) => zipped.rows(sheet, &self.reading),
        }
    }
}
