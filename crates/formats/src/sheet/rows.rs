//! The rows of a sheet, as many cells in each as its header has.

use super::{book::Bytes, csv::Records, lines::Lines, xlsx::SheetRows};

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it begins in the file, counted from 1; its number in a workbook.
    pub line: u64,
    /// The header comes first, and says how many cells all others have.
    pub cells: Vec<String>,
}

/// How the text of a sheet turned out to be written: as was said, or as was found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The label of its encoding.
    pub encoding: &'static str,
    /// What stands between and around the cells of CSV.
    pub cells: Option<(char, char)>,
}

/// A row that can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct BadRow {
    /// Where it begins.
    pub line: u64,
    /// The cell, counted from 0, where it is one cell's fault.
    pub column: Option<usize>,
    /// Why.
    pub message: String,
    /// Nothing can be read after it.
    pub fatal: bool,
}

impl BadRow {
    /// A row that leaves the others alone.
    pub(super) fn new(line: u64, message: impl Into<String>) -> Self {
        Self { line, column: None, message: message.into(), fatal: false }
    }

    /// The end of all reading.
    pub(super) fn fatal(line: u64, message: impl Into<String>) -> Self {
        Self { fatal: true, ..Self::new(line, message) }
    }

    pub(super) fn in_column(self, column: usize) -> Self {
        Self { column: Some(column), ..self }
    }
}

/// The rows of a sheet in their order. Rows without any text are passed over; a sheet that has none yields nothing.
///
/// The first row is the header: empty cells at its end don't count, and all others have as many cells. A row of CSV
/// with fewer is bad, unless it may be short; in a workbook empty cells needn't be there. Cells that stand under no
/// heading must be empty.
pub struct Rows<'a> {
    source: Source<'a>,
    may_be_short: bool,
    width: Option<usize>,
    ended: bool,
    written: Option<Written>,
}

pub(super) enum Source<'a> {
    Csv(Box<Records<Bytes<'a>>>),
    Lines(Box<Lines<Bytes<'a>>>),
    Workbook(Box<SheetRows<'a>>),
}

impl<'a> Rows<'a> {
    /// `may_be_short`: a row may have fewer cells than the header.
    pub(super) fn new(source: Source<'a>, may_be_short: bool) -> Self {
        Self { source, may_be_short, width: None, ended: false, written: None }
    }

    pub(super) fn of_text(self, written: Written) -> Self {
        Self { written: Some(written), ..self }
    }

    /// How their text is written; `None`: they are a workbook's.
    pub fn written(&self) -> Option<Written> {
        self.written
    }

    fn read(&mut self) -> Option<Result<Row, BadRow>> {
        match &mut self.source {
            Source::Csv(records) => records.next(),
            Source::Lines(lines) => lines.next(),
            Source::Workbook(rows) => rows.next(),
        }
    }

    /// The row, and whether any can follow it: without its header nobody knows what the others mean.
    fn told(&mut self, mut bad: BadRow) -> BadRow {
        bad.fatal |= self.width.is_none() && !matches!(self.source, Source::Lines(_));
        self.ended = bad.fatal;
        bad
    }

    /// The row with as many cells as the header.
    fn squared(&mut self, mut row: Row) -> Result<Row, BadRow> {
        if matches!(self.source, Source::Lines(_)) {
            return Ok(row);
        }
        let used = row.cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
        let width = *self.width.get_or_insert(used);
        let found = row.cells.len();
        if used > width {
            let message = format!("cell {used} stands under no heading: the header has {width}");
            return Err(BadRow::new(row.line, message).in_column(used - 1));
        }
        if found < width && !self.may_be_short {
            return Err(BadRow::new(row.line, format!("{found} cells, and the header has {width}")));
        }
        row.cells.resize(width, String::new());
        Ok(row)
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Row, BadRow>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let row = match self.read() {
                Some(Ok(row)) if row.cells.iter().all(|cell| cell.trim().is_empty()) => continue,
                Some(Ok(row)) => self.squared(row),
                Some(Err(bad)) => Err(bad),
                None => break,
            };
            return Some(row.map_err(|bad| self.told(bad)));
        }
        self.ended = true;
        None
    }
}
