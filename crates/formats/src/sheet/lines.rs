//! NDJSON: a value on each line.

use std::io::{self, BufRead, Read};

use super::{BadRow, Row, limits, text::Text};

/// The lines of a file that say something.
pub struct Lines<R> {
    text: Text<R>,
    line: u64,
    bytes: Vec<u8>,
}

impl<R: Read> Lines<R> {
    pub fn new(text: Text<R>) -> Self {
        Self { text, line: 0, bytes: Vec::new() }
    }

    /// The next line, as it stands there.
    pub fn next(&mut self) -> Option<Result<Row, BadRow>> {
        loop {
            match self.read() {
                Ok(None) => return None,
                Ok(Some(false)) => {
                    let message = format!("the line is longer than {} MiB", limits::ROW >> 20);
                    return Some(Err(BadRow::new(self.line, message)));
                }
                Ok(Some(true)) if self.bytes.trim_ascii().is_empty() => {}
                Ok(Some(true)) => return Some(self.row()),
                Err(error) => {
                    return Some(Err(BadRow::fatal(self.line + 1, format!("the file can't be read: {error}"))));
                }
            }
        }
    }

    fn row(&self) -> Result<Row, BadRow> {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => Ok(Row { line: self.line, cells: vec![text.to_owned()] }),
            Err(_) => Err(BadRow::new(self.line, "bytes that are no text in the encoding of the file")),
        }
    }

    /// Reads a line without its break. False: it is longer than we take, and passed over. `None`: there is none.
    fn read(&mut self) -> io::Result<Option<bool>> {
        self.bytes.clear();
        let mut fits = true;
        loop {
            let input = self.text.fill_buf()?;
            if input.is_empty() && self.bytes.is_empty() && fits {
                return Ok(None);
            }
            let found = input.iter().position(|&byte| byte == b'\n');
            let piece = &input[..found.unwrap_or(input.len())];
            fits &= self.bytes.len() + piece.len() <= limits::ROW;
            if fits {
                self.bytes.extend_from_slice(piece);
            }
            let is_end = found.is_some() || input.is_empty();
            let read = piece.len() + usize::from(found.is_some());
            self.text.consume(read);
            if is_end {
                self.line += 1;
                self.bytes.truncate(self.bytes.strip_suffix(b"\r").map_or(self.bytes.len(), <[u8]>::len));
                return Ok(Some(fits));
            }
        }
    }
}
