//! NDJSON: a value on each line.

use std::io::{BufWriter, Write};

use crate::sheet::Error;

pub struct Lines<W: Write>(BufWriter<W>);

impl<W: Write> Lines<W> {
    pub fn new(out: W) -> Self {
        Self(BufWriter::with_capacity(64 * 1024, out))
    }

    pub fn row<S: AsRef<str>>(&mut self, cells: &[S]) -> Result<(), Error> {
        for cell in cells {
            self.0.write_all(cell.as_ref().as_bytes())?;
            self.0.write_all(b"\n")?;
        }
        Ok(())
    }

    pub fn finish(self) -> Result<W, Error> {
        self.0.into_inner().map_err(|error| error.into_error().into())
    }
}
