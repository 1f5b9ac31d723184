//! NDJSON as rows: a line is one cell.

use std::io::Read;

use super::{
    BadRow, Row,
    text::{NOT_TEXT, Text},
};
use crate::lines::{self, Unread};

/// The lines of a file that say something.
pub struct Lines<R>(lines::Lines<Text<R>>);

impl<R: Read> Lines<R> {
    pub fn new(text: Text<R>) -> Self {
        Self(lines::Lines::of(text))
    }

    /// The next line, without the space at its end.
    pub fn next(&mut self) -> Option<Result<Row, BadRow>> {
        let read = self.0.next()?;
        let line = self.0.number();
        Some(match read {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => Ok(Row { line, cells: vec![text] }),
                Err(_) => Err(BadRow::new(line, NOT_TEXT)),
            },
            Err(unread @ Unread::TooLong) => Err(BadRow::new(line, unread.to_string())),
            Err(Unread::Lost(error)) => Err(BadRow::fatal(line + 1, format!("the file can't be read: {error}"))),
        })
    }
}
