//! What was told of the items of a job, what a dry run would do, and the files that jobs read and make. All of it goes
//! when the job does.

use std::collections::HashSet;

use model::report::{Foreseen, Level, Trouble};

use crate::Error;
use crate::conn::{Column, Conn, Kind, Row, Statement, Value};
use crate::{page, round};

/// What is told with a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Items, by sheet and line, of which what was told before no longer holds: they were tried again.
    pub tried_again: Vec<(String, u64)>,
    /// What is wrong with items of this step. Those of one line stand together.
    pub troubles: Vec<Trouble>,
    /// What would differ, each with its place among all that is kept of the job.
    pub foreseen: Vec<(u64, Foreseen)>,
}

/// A file of a job.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct JobFile {
    /// Whether the job reads it or makes it.
    pub role: Role,
    /// Its name.
    pub name: String,
    /// How many bytes it has.
    pub size: u64,
    /// The hash of its bytes.
    pub hash: String,
}

/// What a file is to a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Role {
    /// The job reads it.
    Source,
    /// The job makes it.
    Result,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Result => "result",
        }
    }
}

/// How long the files of a job stay after its end, in microseconds.
pub const KEPT: i64 = 30 * 24 * 3_600_000_000;

const FORGET_LINES: &str = "DELETE FROM job_lines
    WHERE (job_id, sheet, line) IN (SELECT r.job_id, r.sheet, r.line FROM {rows})";

const FORGOTTEN_COLUMNS: &[Column] = &[("job_id", Kind::Int), ("sheet", Kind::Text), ("line", Kind::Int)];

const ADD_LINES: &str = "INSERT INTO job_lines (job_id, sheet, line, place, field, code, value, rule, message, level)
    SELECT r.job_id, r.sheet, r.line, r.place, r.field, r.code, r.value, r.rule, r.message, r.level FROM {rows}
    WHERE true ON CONFLICT DO NOTHING";

const LINE_COLUMNS: &[Column] = &[
    ("job_id", Kind::Int),
    ("sheet", Kind::Text),
    ("line", Kind::Int),
    ("place", Kind::Int),
    ("field", Kind::Text),
    ("code", Kind::Text),
    ("value", Kind::Text),
    ("rule", Kind::Text),
    ("message", Kind::Text),
    ("level", Kind::Text),
];

const ADD_CHANGES: &str = "INSERT INTO job_changes (job_id, place, sheet, line, code, effect, changes)
    SELECT r.job_id, r.place, r.sheet, r.line, r.code, r.effect, r.changes FROM {rows}";

const CHANGE_COLUMNS: &[Column] = &[
    ("job_id", Kind::Int),
    ("place", Kind::Int),
    ("sheet", Kind::Text),
    ("line", Kind::Int),
    ("code", Kind::Text),
    ("effect", Kind::Text),
    ("changes", Kind::Text),
];

const LINES: &str = "SELECT sheet, line, place, field, code, value, rule, message, level FROM job_lines
    WHERE job_id = $1 AND (sheet, line, place) > ($2, $3, $4) AND level {in $6} ORDER BY sheet, line, place LIMIT $5";

const PAGE: &str = "SELECT sheet, line, place, field, code, value, rule, message, level FROM job_lines
    WHERE job_id = $1 AND level {in $4} ORDER BY sheet, line, place LIMIT $2 OFFSET $3";

const TOTAL: &str = "SELECT count(*) FROM job_lines WHERE job_id = $1 AND level {in $2}";

const NUMBERS: &str = "SELECT DISTINCT line FROM job_lines
    WHERE job_id = $1 AND sheet = $2 AND line > $3 AND level {in $5} ORDER BY line LIMIT $4";

const SHEETS: &str = "SELECT DISTINCT sheet FROM job_lines WHERE job_id = $1 AND level = $2";

const CHANGES: &str = "SELECT sheet, line, code, effect, changes FROM job_changes WHERE job_id = $1 ORDER BY place";

const CLEAR_LINES: &str = "DELETE FROM job_lines WHERE job_id = $1";
const CLEAR_CHANGES: &str = "DELETE FROM job_changes WHERE job_id = $1";

const ADD_FILES: &str = "INSERT INTO job_files (job_id, role, place, name, size, hash)
    SELECT r.job_id, r.role, r.place, r.name, r.size, r.hash FROM {rows}
    WHERE true ON CONFLICT (job_id, role, place) DO UPDATE
    SET name = excluded.name, size = excluded.size, hash = excluded.hash";

const FILE_COLUMNS: &[Column] = &[
    ("job_id", Kind::Int),
    ("role", Kind::Text),
    ("place", Kind::Int),
    ("name", Kind::Text),
    ("size", Kind::Int),
    ("hash", Kind::Text),
];

const FILES: &str = "SELECT job_id, role, name, size, hash FROM job_files
    WHERE job_id {in $1} ORDER BY job_id, role, place";

const FORGET: &str = "DELETE FROM job_files WHERE job_id IN (SELECT j.id FROM jobs j WHERE j.ended_at < $1)";

/// What writes a report down.
pub(crate) async fn write(conn: &mut Conn<'_>, job: i64, report: &Report) -> Result<(), Error> {
    let again = report.tried_again.iter().map(|(sheet, line)| vec![job.into(), text(sheet), line.cast_signed().into()]);
    let again = round::over(FORGET_LINES, FORGOTTEN_COLUMNS, again.collect());
    let lines = round::over(ADD_LINES, LINE_COLUMNS, lines(job, &report.troubles));
    let changes = report.foreseen.iter().map(|(place, foreseen)| change(job, *place, foreseen)).collect();
    let changes = round::over(ADD_CHANGES, CHANGE_COLUMNS, changes);
    round::run(conn, [again, lines, changes]).await?;
    Ok(())
}

fn lines(job: i64, troubles: &[Trouble]) -> Vec<Vec<Value>> {
    let mut rows = Vec::with_capacity(troubles.len());
    for same in troubles.chunk_by(|a, b| (&a.sheet, a.line) == (&b.sheet, b.line)) {
        for (place, trouble) in (0_i64..).zip(same) {
            rows.push(vec![
                job.into(),
                text(&trouble.sheet),
                trouble.line.cast_signed().into(),
                place.into(),
                text(&trouble.field),
                text(&trouble.code),
                text(&trouble.value),
                text(&trouble.rule),
                text(&trouble.message),
                trouble.level.name().into(),
            ]);
        }
    }
    rows
}

fn change(job: i64, place: u64, foreseen: &Foreseen) -> Vec<Value> {
    vec![
        job.into(),
        place.cast_signed().into(),
        text(&foreseen.sheet),
        foreseen.line.cast_signed().into(),
        text(&foreseen.code),
        text(&foreseen.effect),
        text(&foreseen.changes),
    ]
}

/// No database keeps U+0000, which a broken file may hold.
fn text(text: &str) -> Value {
    if text.contains('\0') { text.replace('\0', "\u{fffd}").into() } else { text.into() }
}

/// Where a list of troubles goes on: after this sheet, line and place.
pub type After = (String, i64, i64);

/// What is told of items of a job, of these levels, in order, up to so many; and where the rest begins, if more follow.
pub async fn troubles(
    conn: &mut Conn<'_>,
    job: i64,
    levels: &[Level],
    after: &After,
    limit: u32,
) -> Result<(Vec<Trouble>, Option<After>), Error> {
    let (sheet, line, place) = after;
    let limited = i64::from(limit).into();
    let params = [job.into(), sheet.into(), (*line).into(), (*place).into(), limited, names(levels)];
    let rows = conn.query(LINES, &params).await?;
    let more = rows.last().filter(|_| rows.len() == limit as usize);
    let next = more.map(|row| Ok::<_, Error>((row.text(0)?.to_owned(), row.int(1)?, row.int(2)?))).transpose()?;
    Ok((rows.iter().map(trouble).collect::<Result<_, _>>()?, next))
}

/// A page of what is told of items of a job, of these levels, in order: `limit` rows after the first `offset`; and how many
/// there are on all pages.
pub async fn troubles_page(
    conn: &mut Conn<'_>,
    job: i64,
    levels: &[Level],
    (limit, offset): (u32, i64),
) -> Result<(Vec<Trouble>, u64), Error> {
    let total = page::total(&conn.query(TOTAL, &[job.into(), names(levels)]).await?)?;
    let params = [job.into(), i64::from(limit).into(), offset.into(), names(levels)];
    let rows = conn.query(PAGE, &params).await?;
    Ok((rows.iter().map(trouble).collect::<Result<_, _>>()?, total))
}

fn trouble(row: &Row) -> Result<Trouble, Error> {
    Ok(Trouble {
        sheet: row.text(0)?.to_owned(),
        line: row.int(1)?.cast_unsigned(),
        field: row.text(3)?.to_owned(),
        code: row.text(4)?.to_owned(),
        value: row.text(5)?.to_owned(),
        rule: row.text(6)?.to_owned(),
        message: row.text(7)?.to_owned(),
        level: Level::from_name(row.text(8)?).unwrap_or_default(),
    })
}

fn names(levels: &[Level]) -> Value {
    levels.iter().map(|level| level.name().to_owned()).collect::<Vec<_>>().into()
}

/// The sheets that have lines of that level.
pub async fn sheets(conn: &mut Conn<'_>, job: i64, level: Level) -> Result<HashSet<String>, Error> {
    let rows = conn.query(SHEETS, &[job.into(), level.name().into()]).await?;
    rows.iter().map(|row| Ok(row.text(0)?.to_owned())).collect()
}

/// The lines of a sheet that have any of these levels, in order, up to so many after that one.
pub async fn lines_of(
    conn: &mut Conn<'_>,
    (job, sheet): (i64, &str),
    levels: &[Level],
    after: u64,
    limit: u32,
) -> Result<Vec<u64>, Error> {
    let params = [job.into(), sheet.into(), after.cast_signed().into(), i64::from(limit).into(), names(levels)];
    conn.query(NUMBERS, &params).await?.iter().map(|row| Ok(row.int(0)?.cast_unsigned())).collect()
}

/// What a dry run would change, as far as that was kept.
pub async fn foreseen(conn: &mut Conn<'_>, job: i64) -> Result<Vec<Foreseen>, Error> {
    let read = |row: &Row| {
        Ok(Foreseen {
            sheet: row.text(0)?.to_owned(),
            line: row.int(1)?.cast_unsigned(),
            code: row.text(2)?.to_owned(),
            effect: row.text(3)?.to_owned(),
            changes: row.text(4)?.to_owned(),
        })
    };
    conn.query(CHANGES, &[job.into()]).await?.iter().map(read).collect()
}

/// Forgets what was told, for a job that begins anew.
pub async fn clear(conn: &mut Conn<'_>, job: i64) -> Result<(), Error> {
    let clear = |sql| Some(Statement::new(sql, vec![job.into()]));
    round::run(conn, [clear(CLEAR_LINES), clear(CLEAR_CHANGES)]).await?;
    Ok(())
}

/// Says which files a job reads or makes, instead of what was said before.
pub async fn add_files(conn: &mut Conn<'_>, job: i64, files: &[JobFile]) -> Result<(), Error> {
    let row = |(place, file): (i64, &JobFile)| {
        vec![
            job.into(),
            file.role.name().into(),
            place.into(),
            text(&file.name),
            file.size.cast_signed().into(),
            (&file.hash).into(),
        ]
    };
    let rows = (0_i64..).zip(files).map(row).collect();
    round::run(conn, [round::over(ADD_FILES, FILE_COLUMNS, rows)]).await?;
    Ok(())
}

/// The files of these jobs, by job.
pub async fn files(conn: &mut Conn<'_>, jobs: Vec<i64>) -> Result<Vec<(i64, JobFile)>, Error> {
    let read = |row: &Row| {
        let file = JobFile {
            role: if row.text(1)? == Role::Source.name() { Role::Source } else { Role::Result },
            name: row.text(2)?.to_owned(),
            size: row.int(3)?.cast_unsigned(),
            hash: row.text(4)?.to_owned(),
        };
        Ok((row.int(0)?, file))
    };
    conn.query(FILES, &[jobs.into()]).await?.iter().map(read).collect()
}

/// Forgets the files of jobs that ended long ago; how many. Those of other jobs keep their bytes.
pub async fn forget_files(conn: &mut Conn<'_>) -> Result<u64, Error> {
    let before = conn.now() - KEPT;
    conn.execute(FORGET, &[before.into()]).await
}
