//! CSV: records of cells.
//!
//! The parser is the core of the `csv` crate, which leaves it to us how much of a record is held: a quote that isn't
//! closed makes one record of all that follows.

use std::io::{self, BufRead, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::{
    BadRow, Row, formula, limits,
    sniff::Dialect,
    text::{NOT_TEXT, Text},
};

/// The records of a file.
pub struct Records<R> {
    text: Text<R>,
    parser: Reader,
    place: Place,
    cells: Vec<u8>,
    ends: Vec<usize>,
}

/// The line of what comes next.
struct Place {
    line: u64,
    last: u8,
}

impl Place {
    fn pass(&mut self, bytes: &[u8]) {
        if self.last != b'\r' && !bytes.contains(&b'\r') {
            self.line += bytes.iter().map(|&byte| u64::from(byte == b'\n')).sum::<u64>();
            self.last = bytes.last().copied().unwrap_or(self.last);
            return;
        }
        for &byte in bytes {
            if byte == b'\r' || byte == b'\n' && self.last != b'\r' {
                self.line += 1;
            }
            self.last = byte;
        }
    }
}

/// How a record came to its end.
enum End {
    /// With so many cells.
    Whole { cells: usize },
    /// As something longer than we hold.
    Long,
    /// With the file, within quotes.
    Open,
}

impl<R: Read> Records<R> {
    pub fn new(text: Text<R>, dialect: Dialect) -> io::Result<Self> {
        let mut parser = ReaderBuilder::new().delimiter(dialect.separator).quote(dialect.quote).build();
        // It takes a byte order mark away from what it is given first, and ours is gone already.
        parser.read_record(b"\n", &mut [0], &mut [0]);
        let place = Place { line: 1, last: 0 };
        let mut records = Self { text, parser, place, cells: vec![0; 4096], ends: vec![0; 64] };
        if dialect.is_named {
            records.skip_line()?;
        }
        Ok(records)
    }

    /// The next record; `None`: there is none.
    pub fn next(&mut self) -> Option<Result<Row, BadRow>> {
        match self.read() {
            Ok(None) => None,
            Ok(Some((line, end))) => Some(self.row(line, &end)),
            Err(error) => Some(Err(BadRow::fatal(self.place.line, format!("the file can't be read: {error}")))),
        }
    }

    fn read(&mut self) -> io::Result<Option<(u64, End)>> {
        if !self.skip_breaks()? {
            return Ok(None);
        }
        let line = self.place.line;
        Ok(Some((line, self.record()?)))
    }

    fn row(&self, line: u64, end: &End) -> Result<Row, BadRow> {
        let count = match *end {
            End::Whole { cells } => cells,
            End::Long => {
                let most = format!("more than {} cells or {} MiB", limits::COLUMNS, limits::ROW >> 20);
                return Err(BadRow::new(line, format!("{most} in one row: is a quote missing?")));
            }
            End::Open => {
                return Err(BadRow::fatal(line, "a quote is opened and never closed: all that follows is in it"));
            }
        };
        let mut cells = Vec::with_capacity(count);
        let mut start = 0;
        for (column, &end) in self.ends[..count].iter().enumerate() {
            let cell = cell(&self.cells[start..end]);
            cells.push(cell.map_err(|problem| BadRow::new(line, problem).in_column(column))?);
            start = end;
        }
        Ok(Row { line, cells })
    }

    /// Reads a record, whatever its length, and keeps what we take.
    fn record(&mut self) -> io::Result<End> {
        let (mut bytes, mut cells, mut is_long) = (0, 0, false);
        loop {
            let input = self.text.fill_buf()?;
            // A line break ends the last record, unless it stands in quotes.
            let at_end = input.is_empty();
            let input = if at_end { b"\n".as_slice() } else { input };
            let (result, read, wrote, ended) =
                self.parser.read_record(input, &mut self.cells[bytes..], &mut self.ends[cells..]);
            if !at_end {
                self.place.pass(&input[..read]);
                self.text.consume(read);
            }
            bytes += wrote;
            cells += ended;
            match result {
                ReadRecordResult::Record | ReadRecordResult::End if is_long => return Ok(End::Long),
                ReadRecordResult::Record | ReadRecordResult::End => return Ok(End::Whole { cells }),
                ReadRecordResult::InputEmpty if at_end => return Ok(End::Open),
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull if self.cells.len() < limits::ROW => self.cells.resize(2 * bytes, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() < limits::COLUMNS => self.ends.resize(2 * cells, 0),
                // What is there already is given up, so that the rest has room.
                ReadRecordResult::OutputFull | ReadRecordResult::OutputEndsFull => {
                    (bytes, cells, is_long) = (0, 0, true);
                }
            }
        }
    }

    /// Passes over line breaks. False: nothing follows.
    fn skip_breaks(&mut self) -> io::Result<bool> {
        loop {
            let input = self.text.fill_buf()?;
            let breaks = input.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            let (is_end, is_all) = (input.is_empty(), breaks == input.len());
            self.place.pass(&input[..breaks]);
            self.text.consume(breaks);
            if is_end || !is_all {
                return Ok(!is_end);
            }
        }
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let input = self.text.fill_buf()?;
            let length = input.iter().take_while(|byte| !matches!(byte, b'\r' | b'\n')).count();
            let is_done = input.is_empty() || length < input.len();
            self.text.consume(length);
            if is_done {
                return Ok(());
            }
        }
    }
}

/// The text of a cell, as it was before it was written. Errors: why it is none.
fn cell(bytes: &[u8]) -> Result<String, &'static str> {
    let text = std::str::from_utf8(bytes).map_err(|_| NOT_TEXT)?;
    if text.contains('\0') {
        return Err("a NUL character, which no text has");
    }
    Ok(formula::bare(text).to_owned())
}
