//! The lines of a file as what they ask for, sheet by sheet.

use std::sync::Arc;

use formats::sheet::{BadRow, Row};
use model::command::{Action, Command};
use model::flow::{LinePlan, Target};
use model::problem::Problem;
use model::schema::{DefinitionKind, Schema};
use tokio::sync::mpsc;

use super::item;
use super::known::Lists;
use super::reader::{self, Part, Source};
use super::sheet::{Rows, Sheet, unfit};
use crate::jobs::{About, Entry, Feed};
use crate::{App, Failure};

/// Bytes of rows that are enough to be written together, however few they are.
const HEAVY: usize = 16 << 20;

/// The lines of the sheets of a file, in the order in which they are imported.
pub(super) struct Lines {
    sheets: Vec<Sheet>,
    parts: mpsc::Receiver<Result<Part, Failure>>,
    /// The place of the sheet that is being read.
    current: usize,
    /// How many of its rows were taken.
    taken: u64,
    reading: Option<Reading>,
    /// Rows that were read and not taken yet.
    waiting: Vec<Result<Row, BadRow>>,
    /// Whether none follow in this sheet.
    is_read: bool,
    /// What was read and goes by other definitions than what was taken last.
    ready: Vec<Entry>,
}

/// How the rows of a sheet are read.
enum Reading {
    Cells { plan: Arc<LinePlan>, header: Vec<String>, lists: Lists },
    Items(Option<Target>),
}

impl Lines {
    /// From where an import stands: the place of a sheet and how many of its rows are done.
    pub fn begin(source: Source, sheets: Vec<Sheet>, at: &str) -> Self {
        let stands = at.split_once('/').and_then(|(sheet, rows)| Some((sheet.parse().ok()?, rows.parse().ok()?)));
        let (current, taken): (usize, u64) = stands.unwrap_or_default();
        let rest = sheets.iter().enumerate().skip(current);
        let order = rest.map(|(place, sheet)| (sheet.place, if place == current { taken } else { 0 })).collect();
        let parts = reader::read(source, order);
        Self { sheets, parts, current, taken, reading: None, waiting: Vec::new(), is_read: false, ready: Vec::new() }
    }

    /// Reads until there are so many rows, or enough bytes of them, or the sheet ends.
    async fn fill(&mut self, most: usize) -> Result<(), Failure> {
        let weigh = |rows: &[Result<Row, BadRow>]| rows.iter().flatten().map(reader::weight).sum::<usize>();
        let mut heavy = weigh(&self.waiting);
        while self.waiting.len() < most && heavy < HEAVY && !self.is_read {
            let lost = || Failure::Internal("the file is read no more".into());
            let part = self.parts.recv().await.ok_or_else(lost)??;
            heavy += weigh(&part.rows);
            self.waiting.extend(part.rows);
            self.is_read = part.is_last;
        }
        Ok(())
    }

    async fn entries(
        &mut self,
        app: &App,
        schema: &Arc<Schema>,
        rows: Vec<Result<Row, BadRow>>,
    ) -> Result<Vec<Entry>, Failure> {
        let begun = format!("{}/{}", self.current, self.taken);
        let mut places = (self.current, self.taken);
        self.taken += rows.len() as u64;
        let sheet: Arc<str> = self.sheets[places.0].name.as_str().into();
        let mut about = |line: u64| {
            places.1 += 1;
            let after = format!("{}/{}", places.0, places.1);
            About { sheet: Arc::clone(&sheet), line, code: String::new(), counts: true, after, cells: None }
        };
        match &mut self.reading {
            Some(Reading::Cells { plan, header, lists }) => {
                let texts = rows.iter().flatten().map(|row| row.cells.as_slice());
                let made = lists.missing(app, plan, plan.needed(texts)).await?;
                let first = rows.first().map(|row| row.as_ref().map_or_else(|bad| bad.line, |row| row.line));
                let own = |command| beside(&sheet, first.unwrap_or_default(), &begun, command);
                let mut entries: Vec<Entry> = made.into_iter().map(own).collect();
                entries.extend(rows.into_iter().map(|row| match row {
                    Ok(row) => table_entry(plan, lists, about(row.line), row.cells),
                    Err(bad) => bad_entry(about(bad.line), &bad, header),
                }));
                Ok(entries)
            }
            Some(Reading::Items(target)) => {
                let items = app.items()?;
                let entry = |row: Result<Row, BadRow>| match row {
                    Ok(row) => item::entry(items.as_ref(), target.as_ref(), schema, about(row.line), &row.cells),
                    Err(bad) => bad_entry(about(bad.line), &bad, &[]),
                };
                Ok(rows.into_iter().map(entry).collect())
            }
            None => Ok(Vec::new()),
        }
    }
}

impl Feed for Lines {
    /// What the next sheet says, or what follows definitions, may rely on what was taken.
    fn reads_ahead(&self) -> bool {
        self.reading.is_some() && self.ready.is_empty() && !(self.is_read && self.waiting.is_empty())
    }

    async fn next(&mut self, app: &App, schema: &Arc<Schema>, most: usize) -> Result<Vec<Entry>, Failure> {
        let mut entries = std::mem::take(&mut self.ready);
        if entries.is_empty() {
            entries = self.read(app, schema, most).await?;
        }
        self.ready = cut(&mut entries);
        Ok(entries)
    }
}

impl Lines {
    async fn read(&mut self, app: &App, schema: &Arc<Schema>, most: usize) -> Result<Vec<Entry>, Failure> {
        loop {
            let Some(sheet) = self.sheets.get(self.current) else { return Ok(Vec::new()) };
            if self.reading.is_none() {
                self.reading = Some(Reading::of(schema, sheet)?);
            }
            self.fill(most).await?;
            if self.waiting.is_empty() {
                (self.current, self.taken, self.reading, self.is_read) = (self.current + 1, 0, None, false);
                continue;
            }
            let rest = self.waiting.split_off(most.min(self.waiting.len()));
            let rows = std::mem::replace(&mut self.waiting, rest);
            return self.entries(app, schema, rows).await;
        }
    }
}

impl Reading {
    fn of(schema: &Schema, sheet: &Sheet) -> Result<Self, Problem> {
        match &sheet.rows {
            Rows::Items(target) => Ok(Self::Items(target.clone())),
            Rows::Cells { profile, header } => {
                let plan = LinePlan::of(profile, header, schema).map_err(|faults| unfit(&sheet.name, &faults))?;
                Ok(Self::Cells { plan: Arc::new(plan), header: header.clone(), lists: Lists::default() })
            }
        }
    }
}

fn table_entry(plan: &Arc<LinePlan>, lists: &Lists, about: About, cells: Vec<String>) -> Entry {
    let about = About { code: plan.code(&cells).to_owned(), ..about };
    let command = plan.command(&cells, lists.known());
    let command = command.map_err(|problems| problems.iter().map(|problem| about.cell(problem)).collect());
    Entry { about: About { cells: Some((Arc::clone(plan), cells)), ..about }, command }
}

fn bad_entry(about: About, bad: &BadRow, header: &[String]) -> Entry {
    let column = bad.column.and_then(|place| header.get(place)).map_or("", String::as_str);
    let command = Err(vec![about.trouble(column, "", "unreadable", &bad.message)]);
    Entry { about, command }
}

/// Takes away all from the first on that is of another sort than those before: what is planned together is planned by one
/// schema, which must know what it refers to.
fn cut(entries: &mut Vec<Entry>) -> Vec<Entry> {
    let mut sorts = entries.iter().enumerate().filter_map(|(place, entry)| Some((place, sort(entry)?)));
    let Some((_, first)) = sorts.next() else { return Vec::new() };
    match sorts.find(|(_, sort)| *sort != first) {
        Some((place, _)) => entries.split_off(place),
        None => Vec::new(),
    }
}

/// What may be planned together.
#[derive(PartialEq, Eq)]
enum Sort {
    Definitions(DefinitionKind),
    Others,
}

/// Of what sort it is; `None`: it writes nothing.
fn sort(entry: &Entry) -> Option<Sort> {
    let command = entry.command.as_ref().ok()?;
    Some(match &command.action {
        Action::PutDefinition(put) => Sort::Definitions(put.fields.kind()),
        Action::DeleteDefinition { kind, .. } => Sort::Definitions(*kind),
        _ => Sort::Others,
    })
}

/// What is made so that lines can be written.
fn beside(sheet: &Arc<str>, line: u64, after: &str, command: Command) -> Entry {
    let about = About {
        sheet: Arc::clone(sheet),
        line,
        code: code_of(&command),
        counts: false,
        after: after.to_owned(),
        cells: None,
    };
    Entry { about, command: Ok(command) }
}

fn code_of(command: &Command) -> String {
    match &command.action {
        Action::PutObject(put) => put.code.clone(),
        Action::PutValue(put) => put.code.clone(),
        _ => String::new(),
    }
}
