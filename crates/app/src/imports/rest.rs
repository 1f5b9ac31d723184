//! What an import has still to read: the rows of all sheets, then, round after round, of those that failed for what
//! wasn't there: it may have stood further below. A round begins as long as the one before brought any of them through.

use std::collections::VecDeque;
use std::fmt;

use formats::sheet::{BadRow, Row};
use model::report::Level;
use store::conn::Conn;
use store::report;
use tokio::sync::mpsc;

use super::reader::{self, Part, Source};
use super::sheet::Sheet;
use crate::{App, Failure};

/// Bytes of rows that are enough to be written together, however few they are.
const HEAVY: usize = 16 << 20;

/// Numbers of lines that are read at once.
const PAGE: u32 = 10_000;

/// Where an import stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Stand {
    /// Lines that had failed when this round over them was begun; `None`: all lines are tried for the first time.
    pub failed: Option<u64>,
    /// The place of the sheet.
    pub sheet: usize,
    /// How many of its rows are done.
    pub rows: u64,
}

impl Stand {
    /// As a checkpoint tells it; the beginning, if it tells nothing.
    pub fn read(at: &str) -> Self {
        let numbers: Option<Vec<u64>> = at.split('/').map(|number| number.parse().ok()).collect();
        let (failed, sheet, rows) = match numbers.as_deref() {
            Some([sheet, rows]) => (None, *sheet, *rows),
            Some([sheet, rows, failed]) => (Some(*failed), *sheet, *rows),
            _ => return Self::default(),
        };
        Self { failed, sheet: usize::try_from(sheet).unwrap_or(usize::MAX), rows }
    }
}

impl fmt::Display for Stand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { failed, sheet, rows } = self;
        write!(f, "{sheet}/{rows}")?;
        failed.map_or(Ok(()), |failed| write!(f, "/{failed}"))
    }
}

/// What is left to be read.
pub(super) struct Rest {
    parts: mpsc::Receiver<Result<Part, Failure>>,
    /// The sheets that are left: their places, and which of their rows are tried again.
    sheets: VecDeque<(usize, Option<Waiting>)>,
    /// How many rows of the first of them were read.
    rows: u64,
    /// Whether none follow in it.
    is_read: bool,
    /// Rows that were read and not taken yet.
    ready: Vec<Placed>,
}

/// A row, and which of its sheet it is, from 1.
pub(super) type Placed = (u64, Result<Row, BadRow>);

impl Rest {
    /// All that an import has to read from where it stands.
    pub async fn of(app: &App, job: i64, (source, sheets): (&Source, &[Sheet]), stand: Stand) -> Result<Self, Failure> {
        let mut left: VecDeque<_> = (stand.sheet..sheets.len()).map(|place| (place, None)).collect();
        if stand.failed.is_some() {
            let read = async move |conn: &mut Conn<'_>| report::sheets(conn, job, Level::Missing).await;
            let with_lines = app.store.read(read).await?;
            left.retain(|(place, _)| with_lines.contains(&sheets[*place].name));
            for (place, again) in &mut left {
                *again = Some(Waiting::of(job, sheets[*place].name.clone()));
            }
        }
        let done = |place: usize| if place == stand.sheet { stand.rows } else { 0 };
        let order = left.iter().map(|(place, _)| (sheets[*place].place, done(*place))).collect();
        let rows = left.front().map_or(0, |(place, _)| done(*place));
        let parts = reader::read(source.clone(), order);
        Ok(Self { parts, sheets: left, rows, is_read: false, ready: Vec::new() })
    }

    /// The place of the sheet that is being read; `None`: all are.
    pub fn sheet(&self) -> Option<usize> {
        self.sheets.front().map(|(place, _)| *place)
    }

    /// Whether all of its rows were taken.
    pub fn is_taken(&self) -> bool {
        self.is_read && self.ready.is_empty()
    }

    /// The next rows of the sheet, at most so many, or enough bytes of them; none: these were all.
    pub async fn next(&mut self, app: &App, most: usize) -> Result<Vec<Placed>, Failure> {
        let mut heavy: usize = self.ready.iter().map(weight).sum();
        while self.ready.len() < most && heavy < HEAVY && !self.is_read {
            let lost = || Failure::Internal("the file is read no more".into());
            let part = self.parts.recv().await.ok_or_else(lost)??;
            self.is_read = part.is_last;
            for row in part.rows {
                self.rows += 1;
                let again = self.sheets.front_mut().and_then(|(_, again)| again.as_mut());
                let is_wanted = match again {
                    Some(again) => again.has(app, line_of(&row)).await?,
                    None => true,
                };
                if is_wanted {
                    let placed = (self.rows, row);
                    heavy += weight(&placed);
                    self.ready.push(placed);
                }
            }
        }
        let rest = self.ready.split_off(most.min(self.ready.len()));
        Ok(std::mem::replace(&mut self.ready, rest))
    }

    /// Goes on with the next sheet.
    pub fn turn_over(&mut self) {
        self.sheets.pop_front();
        (self.rows, self.is_read) = (0, false);
    }
}

/// The line of a row.
pub(super) fn line_of(row: &Result<Row, BadRow>) -> u64 {
    row.as_ref().map_or_else(|bad| bad.line, |row| row.line)
}

fn weight((_, row): &Placed) -> usize {
    row.as_ref().map_or(0, reader::weight)
}

/// The lines of a sheet that are tried again, in order.
struct Waiting {
    job: i64,
    sheet: String,
    /// Some of them.
    lines: VecDeque<u64>,
    /// The last that was read.
    last: u64,
    /// Whether there are more.
    more: bool,
}

impl Waiting {
    fn of(job: i64, sheet: String) -> Self {
        Self { job, sheet, lines: VecDeque::new(), last: 0, more: true }
    }

    /// Whether a line is one of them. Asked for one line after the other.
    async fn has(&mut self, app: &App, line: u64) -> Result<bool, Failure> {
        loop {
            match self.lines.front() {
                Some(first) if *first < line => _ = self.lines.pop_front(),
                Some(first) => return Ok(*first == line),
                None if self.more => self.read(app).await?,
                None => return Ok(false),
            }
        }
    }

    async fn read(&mut self, app: &App) -> Result<(), Failure> {
        let (job, sheet, after) = (self.job, self.sheet.clone(), self.last);
        let read = async move |conn: &mut Conn<'_>| {
            report::lines_of(conn, (job, &sheet), &[Level::Missing], after, PAGE).await
        };
        self.lines = app.store.read(read).await?.into();
        self.more = self.lines.len() == PAGE as usize;
        self.last = self.lines.back().copied().unwrap_or(after);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_an_import_stands_is_written_down() {
        for stand in [Stand { failed: None, sheet: 2, rows: 114 }, Stand { failed: Some(37), sheet: 0, rows: 1 }] {
            assert_eq!(Stand::read(&stand.to_string()), stand);
        }
        assert_eq!(Stand { failed: None, sheet: 2, rows: 114 }.to_string(), "2/114");
        assert_eq!(Stand::read(""), Stand::default());
    }
}
