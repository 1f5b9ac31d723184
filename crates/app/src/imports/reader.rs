//! The rows of a file's sheets, read on a thread of its own, a little ahead of whoever takes them.

use std::collections::HashSet;
use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use files::{Local, Received};
use formats::sheet::{self, BadRow, Book, Format, Reading, Row};
use model::problem::Problem;
use tokio::sync::mpsc;

use crate::Failure;

/// Rows that are handed over at once, and their bytes: rows may be as wide as 4 MiB.
const PART: usize = 250;
const PART_WEIGHT: usize = 1 << 20;
/// Parts that wait to be taken.
const AHEAD: usize = 4;
/// Rows at the beginning of a sheet that are looked at to find out what it is, and the bytes of all sheets' together.
const SAMPLES: usize = 100;
const SAMPLES_WEIGHT: usize = 16 << 20;

/// A file on this machine, there as long as this is.
pub(super) enum Held {
    /// It is kept.
    Kept(Local),
    /// It only came to be looked at.
    Passing(Received),
}

/// Files to be read as one.
#[derive(Clone)]
pub(super) struct Source {
    /// Each, and its name.
    pub files: Arc<[(Held, String)]>,
    /// What is known of them.
    pub reading: Reading,
}

/// A sheet: which file, and which of its sheets.
pub(super) type Place = (usize, usize);

impl Held {
    fn path(&self) -> &Path {
        match self {
            Self::Kept(local) => local.path(),
            Self::Passing(received) => received.path(),
        }
    }
}

impl Source {
    /// Opens one of them. Blocks.
    pub fn open(&self, file: usize) -> Result<Book, Failure> {
        let (held, name) = &self.files[file];
        let open = || sheet::open(File::open(held.path())?, name, &self.reading);
        open().map_err(|error| unreadable(name, &error))
    }
}

/// A sheet as it was found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// Where it is.
    pub place: Place,
    /// Its name, which no other of the file has.
    pub name: String,
    /// How it lies there.
    pub format: Format,
    /// The first row; empty in lines of JSON.
    pub header: Vec<String>,
    /// Some rows.
    pub samples: Vec<Vec<String>>,
    /// How many rows there are, without the header.
    pub rows: u64,
    /// Whether lines of JSON may delete something, or clear a value.
    pub may_lose: bool,
}

/// Some rows of a sheet, in order.
pub(super) struct Part {
    /// Its rows.
    pub rows: Vec<Result<Row, BadRow>>,
    /// Whether none follow.
    pub is_last: bool,
}

/// All sheets, each with a name that no other has. Blocks.
pub(super) fn names(source: &Source) -> Result<Vec<(Place, String, Format)>, Failure> {
    let (mut names, mut taken) = (Vec::new(), HashSet::new());
    for file in 0..source.files.len() {
        let book = source.open(file)?;
        names.extend(names_in(file, &book, &mut taken));
    }
    Ok(names)
}

pub(super) fn names_in(file: usize, book: &Book, taken: &mut HashSet<String>) -> Vec<(Place, String, Format)> {
    let sheets = book.sheets().iter().enumerate();
    sheets.map(|(sheet, own)| ((file, sheet), another(&own.name, taken), own.format)).collect()
}

/// Reads everything once, to find out what there is. Blocks.
pub(super) fn survey(source: &Source) -> Result<Vec<Found>, Failure> {
    let (mut found, mut taken, mut room) = (Vec::new(), HashSet::new(), SAMPLES_WEIGHT);
    for file in 0..source.files.len() {
        let mut book = source.open(file)?;
        for (place, name, format) in names_in(file, &book, &mut taken) {
            let mut rows = book.rows(place.1).map_err(|error| unreadable(&name, &error))?;
            let header = if format == Format::Lines { Vec::new() } else { header(&name, &mut rows)? };
            let mut one = Found { place, name, format, header, samples: Vec::new(), rows: 0, may_lose: false };
            one.count(rows, &mut room)?;
            found.push(one);
        }
    }
    Ok(found)
}

impl Found {
    /// Looks at all its rows, and keeps samples while there is room for them.
    fn count(&mut self, rows: sheet::Rows<'_>, room: &mut usize) -> Result<(), Failure> {
        for row in rows {
            self.rows += 1;
            match row {
                Err(bad) if bad.fatal => return Err(broken(&self.name, &bad).into()),
                Ok(row) if self.format == Format::Lines => self.may_lose |= row.cells.iter().any(|line| loses(line)),
                Ok(row) if self.samples.len() < SAMPLES && weight(&row) <= *room => {
                    *room -= weight(&row);
                    self.samples.push(row.cells);
                }
                _ => {}
            }
        }
        Ok(())
    }
}

/// Some rows of a sheet with headings. Blocks.
pub(super) fn samples(source: &Source, (file, sheet): Place) -> Result<Vec<Vec<String>>, Failure> {
    let mut book = source.open(file)?;
    let rows = book.rows(sheet).map_err(|error| unreadable(&source.files[file].1, &error))?;
    let mut rows = rows.skip(1).take(SAMPLES);
    Ok(part(&mut rows).into_iter().flatten().map(|row| row.cells).collect())
}

/// Whether a line of JSON says anything by which something may go: that it shall, or that a value is empty.
fn loses(line: &str) -> bool {
    ["\"delete\"", "null", "\"\"", "[]", "{}"].iter().any(|word| line.contains(word))
}

pub(super) fn header(sheet: &str, rows: &mut sheet::Rows<'_>) -> Result<Vec<String>, Failure> {
    match rows.next() {
        Some(Ok(row)) => Ok(row.cells),
        Some(Err(bad)) => Err(broken(sheet, &bad).into()),
        None => Ok(Vec::new()),
    }
}

/// A name that no other sheet has.
fn another(name: &str, taken: &mut HashSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name} ({number})"));
    std::iter::once(name.to_owned()).chain(numbered).find(|name| taken.insert(name.clone())).unwrap_or_default()
}

/// Bytes that a row takes.
pub(super) fn weight(row: &Row) -> usize {
    row.cells.iter().map(|cell| size_of::<String>() + cell.len()).sum()
}

/// What is wrong with a file or a sheet as a whole, in words: no further try would help.
pub(super) fn unreadable(name: &str, error: &sheet::Error) -> Failure {
    match error {
        // What can't be unpacked comes as such an error too.
        sheet::Error::Io(error) if !is_damage(error.kind()) => {
            Failure::from(io::Error::new(error.kind(), error.to_string()))
        }
        error => Problem::conflict(format!("\"{name}\" can't be read: {error}.")).into(),
    }
}

fn is_damage(kind: io::ErrorKind) -> bool {
    matches!(kind, io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof)
}

pub(super) fn broken(sheet: &str, bad: &BadRow) -> Problem {
    Problem::conflict(format!("\"{sheet}\", line {}: {}. What follows can't be read.", bad.line, bad.message))
}

/// Reads these sheets, each from a row on, in this order.
pub(super) fn read(source: Source, order: Vec<(Place, u64)>) -> mpsc::Receiver<Result<Part, Failure>> {
    let (sender, receiver) = mpsc::channel(AHEAD);
    tokio::task::spawn_blocking(move || {
        if let Err(failure) = read_all(&source, &order, &sender) {
            // Nobody may listen any more.
            let _ = sender.blocking_send(Err(failure));
        }
    });
    receiver
}

fn read_all(
    source: &Source,
    order: &[(Place, u64)],
    sender: &mpsc::Sender<Result<Part, Failure>>,
) -> Result<(), Failure> {
    // To open a file again may be to unpack it again.
    let mut open: Option<(usize, Book)> = None;
    for ((file, sheet), after) in order {
        let (_, book) = match open.take().filter(|(known, _)| known == file) {
            Some(same) => open.insert(same),
            None => open.insert((*file, source.open(*file)?)),
        };
        let header = usize::from(book.sheets()[*sheet].format != Format::Lines);
        let passed = usize::try_from(*after).unwrap_or(usize::MAX).saturating_add(header);
        let rows = book.rows(*sheet).map_err(|error| unreadable(&source.files[*file].1, &error))?;
        let mut rows = rows.skip(passed).peekable();
        loop {
            let part = part(&mut rows);
            let is_last = rows.peek().is_none();
            if sender.blocking_send(Ok(Part { rows: part, is_last })).is_err() {
                return Ok(());
            }
            if is_last {
                break;
            }
        }
    }
    Ok(())
}

/// The next rows; none: there are no more.
fn part(rows: &mut impl Iterator<Item = Result<Row, BadRow>>) -> Vec<Result<Row, BadRow>> {
    let (mut part, mut heavy) = (Vec::new(), 0);
    while part.len() < PART && heavy < PART_WEIGHT {
        let Some(row) = rows.next() else { break };
        heavy += row.as_ref().map_or(0, weight);
        part.push(row);
    }
    part
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(width: usize) -> Row {
        Row { line: 1, cells: vec!["x".repeat(width)] }
    }

    #[test]
    fn heavy_rows_are_handed_over_one_by_one() {
        let of = |width: usize| part(&mut std::iter::repeat_with(|| Ok(row(width))).take(1_000)).len();
        assert_eq!([of(1), of(PART_WEIGHT / 4), of(4 * PART_WEIGHT)], [PART, 4, 1]);
        assert!(part(&mut std::iter::empty()).is_empty());
    }

    #[test]
    fn each_sheet_has_a_name_of_its_own() {
        let mut taken = HashSet::new();
        let names = ["a", "a", "a (2)", "b", "a"].map(|name| another(name, &mut taken));
        assert_eq!(names, ["a", "a (2)", "a (2) (2)", "b", "a (3)"]);
    }
}
