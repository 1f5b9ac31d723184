//! CSV: line ends are LF, cells are enclosed where they need it, quotes in them doubled.

use std::io::{self, Write};

use csv::WriterBuilder;

use super::Writing;
use crate::sheet::{Error, formula, sniff};

pub struct Csv<W: Write>(csv::Writer<W>);

impl<W: Write> Csv<W> {
    pub fn new(mut out: W, writing: &Writing) -> Result<Self, Error> {
        let separator = sniff::ascii(writing.separator)?;
        if separator == b'"' {
            return Err(Error::Separator(writing.separator));
        }
        if writing.bom {
            out.write_all("\u{feff}".as_bytes())?;
        }
        Ok(Self(WriterBuilder::new().delimiter(separator).flexible(true).buffer_capacity(64 * 1024).from_writer(out)))
    }

    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), Error> {
        for cell in cells {
            self.0.write_field(formula::guarded(cell.as_ref()).as_bytes()).map_err(io::Error::from)?;
        }
        self.0.write_record(None::<&[u8]>).map_err(io::Error::from)?;
        Ok(())
    }

    pub fn finish(self) -> Result<W, Error> {
        self.0.into_inner().map_err(|error| error.into_error().into())
    }
}
