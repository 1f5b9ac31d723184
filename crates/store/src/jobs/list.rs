//! Jobs as people see them.

use std::collections::HashMap;

use model::job::{Job, JobNote, JobPage, JobQuery, JobSortBy, JobStatus, Taken};
use model::query::{Span, Start};
use model::reshape::Progress;

use crate::Error;
use crate::conn::{Conn, Row, Value};
use crate::{page, report};

macro_rules! columns {
    () => {
        "id, kind, subject, state, lease <> '', done, total, trouble, cancelled_by, created_by, created_at, begun_at,
        ended_at, target, profile, result, taken_at, taken_done, is_dry_run, undoes"
    };
}

const ONE: &str = concat!("SELECT ", columns!(), " FROM jobs WHERE id = $1");

const LOG: &str = "SELECT log FROM jobs WHERE id = $1";

/// The job of that number.
pub async fn one(conn: &mut Conn<'_>, id: i64) -> Result<Option<Job>, Error> {
    let mut found: Vec<Job> = conn.query(ONE, &[id.into()]).await?.iter().map(job).collect::<Result<_, _>>()?;
    name_files(conn, &mut found).await?;
    Ok(found.pop())
}

/// Says which files these jobs read and made.
async fn name_files(conn: &mut Conn<'_>, jobs: &mut [Job]) -> Result<(), Error> {
    let mut names: HashMap<i64, Vec<String>> = HashMap::new();
    for (id, file) in report::files(conn, jobs.iter().map(|job| job.id).collect()).await? {
        names.entry(id).or_default().push(file.name);
    }
    for job in jobs {
        job.files = names.remove(&job.id).unwrap_or_default();
    }
    Ok(())
}

/// What happened to the job of that number, the oldest first; `None`: there is no such job.
pub async fn notes(conn: &mut Conn<'_>, id: i64) -> Result<Option<Vec<JobNote>>, Error> {
    let rows = conn.query(LOG, &[id.into()]).await?;
    let Some(row) = rows.first() else { return Ok(None) };
    let note = |line: &str| {
        let (at, text) = line.split_once(' ')?;
        Some(JobNote { at: at.parse().ok()?, text: text.to_owned() })
    };
    Ok(Some(row.text(0)?.lines().filter_map(note).collect()))
}

/// A page of jobs.
pub async fn page(conn: &mut Conn<'_>, query: &JobQuery) -> Result<JobPage, Error> {
    let mut asked = Asked::of(query);
    let total = format!("SELECT count(*) FROM jobs WHERE {}", asked.conditions());
    let total = page::total(&conn.query(&total, &asked.params).await?)?;
    if query.limit == 0 {
        return Ok(JobPage { jobs: Vec::new(), total, next: None });
    }
    let limit = i64::from(query.limit);
    let offset = match &query.start {
        Start::After(key) => key.parse().unwrap_or(0),
        start => page::offset(start, query.limit),
    };
    let sql = format!(
        concat!("SELECT ", columns!(), " FROM jobs WHERE {} ORDER BY {} LIMIT {} OFFSET {}"),
        asked.conditions(),
        order(query),
        asked.param((limit + 1).into()),
        asked.param(offset.into())
    );
    let mut rows = conn.query(&sql, &asked.params).await?;
    let more = rows.len() > query.limit as usize;
    rows.truncate(query.limit as usize);
    let mut jobs: Vec<Job> = rows.iter().map(job).collect::<Result<_, _>>()?;
    name_files(conn, &mut jobs).await?;
    Ok(JobPage { jobs, total, next: more.then(|| (offset + limit).to_string()) })
}

/// The conditions of a question, and what they compare with.
struct Asked {
    conditions: Vec<String>,
    params: Vec<Value>,
}

impl Asked {
    fn of(query: &JobQuery) -> Self {
        let mut asked = Self { conditions: Vec::new(), params: Vec::new() };
        for (column, names) in [("kind", &query.kinds), ("target", &query.targets)] {
            if !names.is_empty() {
                let names = asked.param(names.clone().into());
                asked.conditions.push(format!("{column} {{in {names}}}"));
            }
        }
        if !query.statuses.is_empty() {
            let statuses: Vec<_> = query.statuses.iter().map(|status| condition(*status)).collect();
            asked.conditions.push(format!("({})", statuses.join(" OR ")));
        }
        for (column, spans) in [("created_at", &query.created), ("ended_at", &query.ended)] {
            for Span { from, to } in spans {
                for (sign, moment) in [(">=", from), ("<", to)] {
                    if let Some(moment) = moment {
                        let moment = asked.param((*moment).into());
                        asked.conditions.push(format!("{column} {sign} {moment}"));
                    }
                }
            }
        }
        asked
    }

    /// Adds a parameter; its name.
    fn param(&mut self, value: Value) -> String {
        self.params.push(value);
        format!("${}", self.params.len())
    }

    fn conditions(&self) -> String {
        if self.conditions.is_empty() { "true".to_owned() } else { self.conditions.join(" AND ") }
    }
}

fn condition(status: JobStatus) -> &'static str {
    match status {
        JobStatus::Pending => "state = 'open' AND lease = ''",
        JobStatus::Running => "state = 'open' AND lease <> ''",
        JobStatus::Finished => "state = 'done'",
        JobStatus::Failed => "state = 'failed'",
        JobStatus::Cancelled => "state = 'cancelled'",
    }
}

fn order(query: &JobQuery) -> String {
    let mut keys: Vec<String> = Vec::new();
    for sort in &query.order {
        let column = match sort.by {
            JobSortBy::Created => "created_at",
            JobSortBy::Begun => "begun_at",
            JobSortBy::Ended => "ended_at",
            JobSortBy::Kind => "kind",
        };
        // What is missing comes last on both engines, in both directions.
        keys.push(format!("{column} IS NULL"));
        keys.push(format!("{column}{}", if sort.descending { " DESC" } else { "" }));
    }
    let direction = if query.order.last().is_none_or(|sort| sort.descending) { " DESC" } else { "" };
    keys.push(format!("created_at{direction}, id{direction}"));
    keys.join(", ")
}

fn job(row: &Row) -> Result<Job, Error> {
    Ok(Job {
        id: row.int(0)?,
        kind: row.text(1)?.to_owned(),
        subject: row.text(2)?.to_owned(),
        status: match (row.text(3)?, row.bool(4)?) {
            ("open", false) => JobStatus::Pending,
            ("open", true) => JobStatus::Running,
            ("done", _) => JobStatus::Finished,
            ("cancelled", _) => JobStatus::Cancelled,
            _ => JobStatus::Failed,
        },
        progress: Progress { done: row.int(5)?, total: row.int(6)? },
        trouble: row.opt_text(7)?.map(str::to_owned),
        cancelled_by: row.opt_text(8)?.map(str::to_owned),
        created_by: row.text(9)?.to_owned(),
        created_at: row.int(10)?,
        begun_at: row.opt_int(11)?,
        ended_at: row.opt_int(12)?,
        target: row.opt_text(13)?.map(str::to_owned),
        profile: row.opt_text(14)?.map(str::to_owned),
        result: row.opt_text(15)?.map(str::to_owned),
        is_dry_run: row.bool(18)?,
        undoes: row.opt_int(19)?,
        files: Vec::new(),
        taken: row.opt_int(16)?.map(|at| Ok::<_, Error>(Taken { at, done: row.int(17)? })).transpose()?,
    })
}
