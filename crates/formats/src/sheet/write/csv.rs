//! CSV: line ends are LF, cells are enclosed where they need it, quotes in them doubled.

use std::io::{self, Write};

use csv::WriterBuilder;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::Writing;
use super::encoded::{Encoded, lacking};
use crate::sheet::{Error, formula, sniff};

pub struct Csv<W: Write> {
    out: csv::Writer<Encoded<W>>,
    encoding: &'static Encoding,
    rows: u64,
}

impl<W: Write> Csv<W> {
    pub fn new(out: W, writing: &Writing) -> Result<Self, Error> {
        let (separator, quote) = (sniff::ascii(writing.separator)?, sniff::ascii(writing.quote)?);
        if separator == quote {
            return Err(Error::Separator(writing.separator));
        }
        let encoding = writing.encoding.as_deref().map_or(Ok(UTF_8), sniff::of_label)?;
        let mut out = Encoded::new(out, encoding);
        if writing.bom && [UTF_8, UTF_16LE, UTF_16BE].contains(&encoding) {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut builder = WriterBuilder::new();
        builder.delimiter(separator).quote(quote).flexible(true).buffer_capacity(64 * 1024);
        Ok(Self { out: builder.from_writer(out), encoding, rows: 0 })
    }

    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), Error> {
        self.rows += 1;
        for (place, cell) in cells.iter().enumerate() {
            let text = formula::guarded(cell.as_ref());
            if let Some(character) = lacking(self.encoding, &text) {
                let (row, column, encoding) = (self.rows, place + 1, self.encoding.name());
                return Err(Error::Character { row, column, character, encoding });
            }
            self.out.write_field(text.as_bytes()).map_err(io::Error::from)?;
        }
        self.out.write_record(None::<&[u8]>).map_err(io::Error::from)?;
        Ok(())
    }

    pub fn finish(self) -> Result<W, Error> {
        let out = self.out.into_inner().map_err(|error| Error::from(error.into_error()))?;
        Ok(out.finish()?)
    }
}
