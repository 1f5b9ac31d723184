//! Tables in CSV: rows by the names of their columns.

use std::collections::HashMap;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use formats::sheet::{self, BadRow, Book, Format, Reading};

use crate::Error;

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

/// Reads a file row by row. One that isn't there, or is empty, has none.
pub fn each(path: &Path, mut take: impl FnMut(Row) -> Result<(), Error>) -> Result<(), Error> {
    let Some(mut book) = open(path)? else { return Ok(()) };
    let mut rows = rows(&mut book, path)?;
    let Some(header) = first(&mut rows)? else { return Ok(()) };
    for row in rows {
        let sheet::Row { line, cells } = row?;
        take(Row { line, header: Arc::clone(&header), cells })?;
    }
    Ok(())
}

/// All rows of a small file.
pub fn all(path: &Path) -> Result<Vec<Row>, Error> {
    let mut rows = Vec::new();
    each(path, |row| {
        rows.push(row);
        Ok(())
    })?;
    Ok(rows)
}

/// The names of a file's columns; `None`: it isn't there, or empty.
pub fn header(path: &Path) -> Result<Option<Arc<Header>>, Error> {
    match open(path)? {
        Some(mut book) => first(&mut rows(&mut book, path)?),
        None => Ok(None),
    }
}

fn open(path: &Path) -> Result<Option<Book>, Error> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        other => other.map_err(Error::unreadable(path))?,
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let reading = Reading { format: Some(Format::Csv), short_rows: true, ..Reading::default() };
    match sheet::open(file, &name, &reading) {
        Ok(book) => Ok(Some(book)),
        Err(sheet::Error::Empty) => Ok(None),
        Err(error) => Err(Error::malformed(path, 1, error.to_string())),
    }
}

type Read = Result<sheet::Row, Error>;

fn rows<'a>(book: &'a mut Book, path: &'a Path) -> Result<impl Iterator<Item = Read> + 'a, Error> {
    let rows = book.rows(0).map_err(|error| Error::malformed(path, 1, error.to_string()))?;
    Ok(rows.map(move |row| row.map_err(|BadRow { line, message, .. }| Error::malformed(path, line, message))))
}

fn first(rows: &mut impl Iterator<Item = Read>) -> Result<Option<Arc<Header>>, Error> {
    Ok(rows.next().transpose()?.map(|row| Arc::new(Header::of(row.cells))))
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
    /// The columns.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The cell of a column; "" where there is none.
    pub fn get(&self, column: &str) -> &str {
        self.header.places.get(column).map_or("", |place| self.at(*place))
    }

    /// The cell at a place; "" where there is none.
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

    fn read(bytes: &[u8]) -> Vec<(u64, Vec<String>)> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), bytes).unwrap();
        all(file.path()).unwrap().into_iter().map(|row| (row.line, row.cells)).collect()
    }

    #[test]
    fn rows_are_known_by_the_line_they_begin_on() {
        let text = "\u{feff}a;b\r\n1;\"x\ny;\"\"\"\r\n2;z\u{feff}\r\n3\r\n";
        let cells = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            read(text.as_bytes()),
            [(2, cells(&["1", "x\ny;\""])), (4, cells(&["2", "z\u{feff}"])), (5, cells(&["3", ""]))]
        );
        assert_eq!(read(b""), []);
        assert!(header(Path::new("/nowhere/at-all.csv")).unwrap().is_none());
    }
}
