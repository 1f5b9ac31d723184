//! Tables in CSV: rows by the names of their columns.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead as _, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::Error;

/// The mark that may stand before a text; anywhere else it is a character like others.
const MARK: &[u8] = "\u{feff}".as_bytes();
/// What may stand between cells.
const SEPARATORS: [u8; 3] = [b';', b',', b'\t'];

/// A table that is read row by row.
pub struct Table {
    path: PathBuf,
    header: Arc<Header>,
    rows: csv::StringRecordsIntoIter<Box<dyn Read + Send>>,
}

/// The names of columns.
#[derive(Debug, Default)]
pub struct Header {
    names: Vec<String>,
    places: HashMap<String, usize>,
}

/// A row.
#[derive(Debug, Clone)]
pub struct Row {
    /// The line that it begins on, from 1; a cell may hold line breaks.
    pub line: u64,
    header: Arc<Header>,
    cells: Vec<String>,
}

impl Table {
    /// Opens a file. `None`: there is none, or nothing in it.
    pub fn open(path: &Path) -> Result<Option<Self>, Error> {
        let file = match File::open(path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            other => other.map_err(Error::unreadable(path))?,
        };
        let mut reader = BufReader::with_capacity(64 << 10, file);
        let start = reader.fill_buf().map_err(Error::unreadable(path))?;
        if start.is_empty() {
            return Ok(None);
        }
        let marked = if start.starts_with(MARK) { MARK.len() } else { 0 };
        let separator = separator(&start[marked..]);
        reader.consume(marked);
        let reader: Box<dyn Read + Send> = Box::new(reader);
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(reader);
        let names = reader.headers().map_err(|error| unread(path, &error))?.iter().map(str::to_owned);
        let header = Arc::new(Header::of(names.collect()));
        Ok(Some(Self { path: path.to_owned(), header, rows: reader.into_records() }))
    }

    /// The names of its columns.
    pub fn header(&self) -> &Arc<Header> {
        &self.header
    }

    /// All rows of a small table; none if there is no such file.
    pub fn all(path: &Path) -> Result<Vec<Row>, Error> {
        match Self::open(path)? {
            None => Ok(Vec::new()),
            Some(table) => table.collect(),
        }
    }
}

/// What stands between the names of the first line most often.
fn separator(start: &[u8]) -> u8 {
    let line = start.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |separator: &u8| line.iter().filter(|byte| *byte == separator).count();
    SEPARATORS.into_iter().rev().max_by_key(count).unwrap_or(SEPARATORS[0])
}

fn unread(path: &Path, error: &csv::Error) -> Error {
    let line = error.position().map_or(0, csv::Position::line);
    let message = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => "this line is not UTF-8".to_owned(),
        _ => error.to_string(),
    };
    Error::malformed(path, line, message)
}

impl Iterator for Table {
    type Item = Result<Row, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let record = match self.rows.next()? {
            Ok(record) => record,
            Err(error) => return Some(Err(unread(&self.path, &error))),
        };
        let line = record.position().map_or(0, csv::Position::line);
        let cells = record.iter().map(str::to_owned).collect();
        Some(Ok(Row { line, header: Arc::clone(&self.header), cells }))
    }
}

impl Header {
    fn of(names: Vec<String>) -> Self {
        let places = names.iter().enumerate().rev().map(|(place, name)| (name.clone(), place)).collect();
        Self { names, places }
    }

    /// The names in order.
    pub fn names(&self) -> &[String] {
        &self.names
    }
}

impl Row {
    /// The cell of a column; "" where there is none.
    pub fn get(&self, column: &str) -> &str {
        self.header.places.get(column).map_or("", |place| self.at(*place))
    }

    /// The names of its columns.
    pub fn names(&self) -> &[String] {
        &self.header.names
    }

    /// The cell at a place; "" where there is none: a row may end early.
    pub fn at(&self, place: usize) -> &str {
        self.cells.get(place).map_or("", String::as_str)
    }

    /// The filled cells, with their columns.
    pub fn filled(&self) -> impl Iterator<Item = (&str, &str)> {
        let named = self.header.names.iter().zip(&self.cells);
        named.map(|(name, cell)| (name.as_str(), cell.as_str())).filter(|(_, cell)| !cell.is_empty())
    }

    /// The parts of a cell between commas.
    pub fn list(&self, column: &str) -> impl Iterator<Item = &str> {
        self.get(column).split(',').map(str::trim).filter(|part| !part.is_empty())
    }

    /// Whether a cell is `1`.
    pub fn is_on(&self, column: &str) -> bool {
        self.get(column) == "1"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Result<Vec<(u64, Vec<String>)>, Error> {
        let path = std::env::temp_dir().join(format!("vitrine-table-{}-{:p}", std::process::id(), bytes));
        std::fs::write(&path, bytes).unwrap();
        let rows = Table::all(&path);
        std::fs::remove_file(&path).unwrap();
        Ok(rows?.into_iter().map(|row| (row.line, row.cells)).collect())
    }

    #[test]
    fn rows_are_known_by_the_line_they_begin_on() {
        let text = "\u{feff}a;b\r\n1;\"x\ny;\"\"\"\r\n\r\n2;z\u{feff}\r\n3\r\n";
        let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        let rows = read(text.as_bytes()).unwrap();
        assert_eq!(rows, [(2, cells(&["1", "x\ny;\""])), (5, cells(&["2", "z\u{feff}"])), (6, cells(&["3"]))]);
        assert_eq!(read(b"").unwrap(), []);
        assert_eq!(read(b"a,b;c,d\n1,2;3,4\n").unwrap(), [(2, cells(&["1", "2;3", "4"]))]);
    }

    #[test]
    fn bytes_that_are_no_text_are_told_by_their_line() {
        let error = read(b"a;b\n1;2\nx;\xe9\n").unwrap_err().to_string();
        assert!(error.contains("line 3") && error.contains("UTF-8"), "{error}");
    }
}
