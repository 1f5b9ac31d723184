//! The lines of a file as what they ask for, sheet by sheet.

use std::sync::Arc;

use formats::sheet::BadRow;
use model::command::{Action, Command};
use model::flow::{LinePlan, Target};
use model::problem::{Field, Problem, Violation};
use model::report::Counts;
use model::schema::{DefinitionKind, ImportProfile, Schema};

use super::known::Lists;
use super::reader::{self, Source};
use super::rest::{Placed, Rest, Stand, line_of};
use super::sheet::{Rows, Sheet, guessed, is_open, left_out, missing, unfit};
use super::{blocking, item};
use crate::dry_run::Shadow;
use crate::jobs::{About, Entry, Feed, Turn, Work};
use crate::{App, Failure};

/// The lines of the sheets of a file, in the order in which they are imported.
pub(super) struct Lines {
    job: i64,
    source: Source,
    sheets: Vec<Sheet>,
    /// What is left to be read.
    rest: Rest,
    /// How many lines had failed when this round over them was begun; `None`: all are tried for the first time.
    failed: Option<u64>,
    reading: Option<Reading>,
    /// What was read and goes by other definitions than what was taken last.
    ready: Vec<Entry>,
}

/// How the rows of a sheet are read.
enum Reading {
    Cells(Box<Table>),
    Items(Option<Target>),
}

/// Rows of cells under headings.
struct Table {
    plan: Arc<LinePlan>,
    header: Vec<String>,
    lists: Lists,
    /// What is told with the first of its rows.
    warning: Option<String>,
}

impl Lines {
    /// From where an import stands.
    pub async fn begin(work: &Work<'_>, source: Source, sheets: Vec<Sheet>, at: &str) -> Result<Self, Failure> {
        let (job, stand) = (work.job.id, Stand::read(at));
        let rest = Rest::of(work.app, job, (&source, &sheets), stand).await?;
        let failed = stand.failed;
        Ok(Self { job, source, sheets, rest, failed, reading: None, ready: Vec::new() })
    }

    async fn read(
        &mut self,
        app: &App,
        schema: &Arc<Schema>,
        shadow: Option<&mut Shadow>,
        most: usize,
    ) -> Result<Vec<Entry>, Failure> {
        while let Some(place) = self.rest.sheet() {
            if self.reading.is_none() {
                self.reading = Some(self.look_at(schema, place).await?);
            }
            let rows = self.rest.next(app, most).await?;
            if !rows.is_empty() {
                return self.entries(app, (schema, shadow), place, rows).await;
            }
            self.rest.turn_over();
            self.reading = None;
        }
        Ok(Vec::new())
    }

    /// How the rows of a sheet are read, whose turn has come.
    async fn look_at(&self, schema: &Schema, place: usize) -> Result<Reading, Failure> {
        let sheet = &self.sheets[place];
        let (profile, header) = match &sheet.rows {
            Rows::Items(target) => return Ok(Reading::Items(target.clone())),
            Rows::Cells { profile, header, .. } => (profile, header),
        };
        if !is_open(&self.sheets, place) {
            return Ok(Reading::Cells(Box::new(Table::of(&sheet.name, profile, header, schema)?)));
        }
        let (source, at) = (self.source.clone(), sheet.place);
        let samples = blocking(move || reader::samples(&source, at)).await?;
        let profile = guessed(&sheet.name, header, &samples, schema)?;
        let table = Table::of(&sheet.name, &profile, header, schema)?;
        Ok(Reading::Cells(Box::new(Table { warning: left_out(&table.plan), ..table })))
    }

    async fn entries(
        &mut self,
        app: &App,
        (schema, shadow): (&Arc<Schema>, Option<&mut Shadow>),
        place: usize,
        rows: Vec<Placed>,
    ) -> Result<Vec<Entry>, Failure> {
        let failed = self.failed;
        let sheet: Arc<str> = self.sheets[place].name.as_str().into();
        let about = |done: u64, line: u64, turn: Turn| About {
            sheet: Arc::clone(&sheet),
            line,
            code: String::new(),
            turn,
            after: Stand { failed, sheet: place, rows: done }.to_string(),
            warnings: Vec::new(),
            cells: None,
        };
        let turn = if failed.is_some() { Turn::Again } else { Turn::First };
        match &mut self.reading {
            Some(Reading::Cells(table)) => {
                let Table { plan, header, lists, warning } = &mut **table;
                let texts = rows.iter().flat_map(|(_, row)| row).map(|row| row.cells.as_slice());
                let made = lists.missing(app, plan, plan.needed(texts), shadow).await?;
                let (first, line) = rows.first().map_or((1, 1), |(number, row)| (*number, line_of(row)));
                let beside = |command| {
                    let about = about(first - 1, line, Turn::Beside);
                    Entry { about: About { code: code_of(&command), ..about }, command: Ok(command) }
                };
                let mut entries: Vec<Entry> = made.into_iter().map(beside).collect();
                let is_begun = first > 1 || failed.is_some();
                let warned = warning
                    .take()
                    .filter(|_| !is_begun)
                    .map(|words| Violation::new(Field::Property("columns"), "left_out", words));
                entries.extend(rows.into_iter().map(|(number, row)| match row {
                    Ok(row) => table_entry(plan, lists, about(number, row.line, turn), row.cells),
                    Err(bad) => bad_entry(about(number, bad.line, turn), &bad, header),
                }));
                let mut readable = entries.iter_mut().filter(|entry| entry.command.is_ok() && entry.about.turn == turn);
                if let Some(first) = readable.next() {
                    first.about.warnings.extend(warned);
                }
                Ok(entries)
            }
            Some(Reading::Items(target)) => {
                let (items, target) = (app.items()?, target.as_ref());
                let entry = |(number, row): Placed| match row {
                    Ok(row) => item::entry(items.as_ref(), target, schema, about(number, row.line, turn), &row.cells),
                    Err(bad) => bad_entry(about(number, bad.line, turn), &bad, &[]),
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
        self.reading.is_some() && self.ready.is_empty() && !self.rest.is_taken()
    }

    async fn next(
        &mut self,
        app: &App,
        schema: &Arc<Schema>,
        shadow: Option<&mut Shadow>,
        most: usize,
    ) -> Result<Vec<Entry>, Failure> {
        let mut entries = std::mem::take(&mut self.ready);
        if entries.is_empty() {
            entries = self.read(app, schema, shadow, most).await?;
        }
        self.ready = cut(&mut entries);
        Ok(entries)
    }

    async fn again(&mut self, app: &App, counts: &Counts) -> Result<bool, Failure> {
        let has_hope = match self.failed {
            None => counts.created + counts.updated > 0,
            Some(before) => counts.failed < before,
        };
        if counts.failed == 0 || !has_hope {
            return Ok(false);
        }
        let stand = Stand { failed: Some(counts.failed), ..Stand::default() };
        self.rest = Rest::of(app, self.job, (&self.source, &self.sheets), stand).await?;
        self.failed = stand.failed;
        Ok(self.rest.sheet().is_some())
    }
}

impl Table {
    fn of(sheet: &str, profile: &ImportProfile, header: &[String], schema: &Schema) -> Result<Self, Problem> {
        let plan = LinePlan::of(profile, header, schema).map_err(|faults| unfit(sheet, &faults))?;
        let warning = missing(&plan);
        Ok(Self { plan: Arc::new(plan), header: header.to_vec(), lists: Lists::default(), warning })
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

fn code_of(command: &Command) -> String {
    match &command.action {
        Action::PutObject(put) => put.code.clone(),
        Action::PutValue(put) => put.code.clone(),
        _ => String::new(),
    }
}
