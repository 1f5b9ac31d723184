//! Jobs: long work, done step by step by the one node that has it on lease.

mod lease;
mod list;

use model::job::JobKind;
use model::reshape::Progress;

use crate::Error;
use crate::conn::{Conn, Row, Statement};
use crate::report::Report;

pub use lease::{attempts, cancel, claim, end, free, give_back, keep, next, renew};
pub use list::{notes, one, page};

/// How long a job stays with a node that says nothing of it, in microseconds.
pub const LEASE: i64 = 15_000_000;

/// How long a job that is over is kept, in microseconds.
pub const KEPT: i64 = 90 * 24 * 3_600_000_000;
/// How many jobs that are over are kept.
pub const MOST_KEPT: i64 = 10_000;

/// Work to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Which sort of work.
    pub kind: JobKind,
    /// What it is about, in words.
    pub subject: String,
    /// What is to be done; the kind knows how to read it.
    pub payload: String,
    /// Who wants it.
    pub by: String,
    /// What its lines are, where it has any, such as `document.color`.
    pub target: Option<String>,
    /// The code of the profile by which it works, if there is one.
    pub profile: Option<String>,
    /// Whether it only tells what it would do.
    pub is_dry_run: bool,
    /// The number of the job that it takes back.
    pub undoes: Option<i64>,
    /// The lower, the sooner it is taken.
    pub priority: i64,
}

impl NewJob {
    /// Work of a kind, as soon as is usual for it.
    pub fn new(kind: JobKind, subject: String, payload: String, by: String) -> Self {
        let priority = kind.priority();
        Self { kind, subject, payload, by, target: None, profile: None, is_dry_run: false, undoes: None, priority }
    }
}

/// A job that isn't over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its number.
    pub id: i64,
    /// Which sort of work; this program may not know it.
    pub kind: String,
    /// What is to be done.
    pub payload: String,
    /// How far it has come, in the kind's own words; "" at first.
    pub checkpoint: String,
    /// How far it has come, for people.
    pub progress: Progress,
    /// How often it was begun since it last came further, this time included.
    pub attempts: i64,
    /// Whether somebody wants it to end before its time.
    pub is_cancelled: bool,
}

/// How a job is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// It is done.
    Done,
    /// It is given up, for this reason.
    Failed(String),
    /// Somebody ended it before its time.
    Cancelled,
}

/// Who has a job: its number, and the word that its lease was given for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    /// The job's number.
    pub job: i64,
    /// Known to nobody else.
    pub word: String,
}

/// How far a job has come, to be written in the transaction that brought it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Whose it is.
    pub lease: Lease,
    /// Where to go on, in the kind's own words.
    pub state: String,
    /// The same for people.
    pub progress: Progress,
    /// What it has made so far: a JSON object of its kind. `None`: as before.
    pub result: Option<String>,
    /// What people should know of this step.
    pub note: Option<String>,
    /// Whether the job is over.
    pub ended: bool,
    /// What is wrong with items of this step, and what would differ.
    pub report: Report,
}

/// No job falls due later than so many microseconds from now: one that seems to was written down by a clock that has
/// been turned back since, and is due.
const FURTHEST: i64 = 600_000_000;

macro_rules! columns {
    () => {
        "id, kind, payload, checkpoint, done, total, attempts, cancelled_by IS NOT NULL"
    };
}
use columns;

const ADD: &str = "INSERT INTO jobs (id, kind, state, due_at, lease, attempts, done, total, created_at, created_by,
        payload, checkpoint, priority, queue, subject, target, profile, is_dry_run, undoes)
    VALUES ($1, $2, 'open', $3, '', 0, 0, 0, $3, $4, $5, '', $6, $7, $8, $9, $10, $11, $12)";

const OPEN: &str = concat!("SELECT ", columns!(), " FROM jobs WHERE state = 'open' AND kind = $1 ORDER BY id");

const PAYLOAD: &str = "SELECT payload FROM jobs WHERE id = $1";

const PURGE: &str = "DELETE FROM jobs WHERE id IN (
        SELECT id FROM jobs WHERE state <> 'open' AND (ended_at <= $1 OR ended_at < (
            SELECT ended_at FROM jobs WHERE state <> 'open' ORDER BY ended_at DESC LIMIT 1 OFFSET $2
        )) ORDER BY ended_at LIMIT $3
    )";

/// Adds a job under a number that was drawn for it, in the transaction that makes it necessary.
pub async fn add(conn: &mut Conn<'_>, id: i64, job: &NewJob) -> Result<(), Error> {
    let at = conn.now();
    conn.batch(vec![adding(id, job, at)]).await?;
    Ok(())
}

/// The statement of [`add`].
pub(crate) fn adding(id: i64, job: &NewJob, at: i64) -> Statement {
    let params = vec![
        id.into(),
        job.kind.name().into(),
        at.into(),
        (&job.by).into(),
        (&job.payload).into(),
        job.priority.into(),
        job.kind.queue().into(),
        (&job.subject).into(),
        job.target.as_deref().into(),
        job.profile.as_deref().into(),
        job.is_dry_run.into(),
        job.undoes.into(),
    ];
    Statement::new(ADD, params)
}

/// What a job was told to do; `None`: there is no such job.
pub async fn payload(conn: &mut Conn<'_>, id: i64) -> Result<Option<String>, Error> {
    conn.query(PAYLOAD, &[id.into()]).await?.first().map(|row| Ok(row.text(0)?.to_owned())).transpose()
}

/// The jobs of a kind that aren't over, the oldest first.
pub async fn open(conn: &mut Conn<'_>, kind: JobKind) -> Result<Vec<Job>, Error> {
    read_open(&conn.query(OPEN, &[kind.name().into()]).await?)
}

/// The statement of [`open`], for [`read_open`].
pub(crate) fn opened(kind: JobKind) -> Statement {
    Statement::new(OPEN, vec![kind.name().into()])
}

pub(crate) fn read_open(rows: &[Row]) -> Result<Vec<Job>, Error> {
    rows.iter().map(job).collect()
}

/// Forgets jobs that were over long ago, or more than [`MOST_KEPT`] jobs ago, up to so many; how many it forgot.
pub async fn purge(conn: &mut Conn<'_>, most: u32) -> Result<u64, Error> {
    let before = conn.now() - KEPT;
    conn.execute(PURGE, &[before.into(), (MOST_KEPT - 1).into(), i64::from(most).into()]).await
}

fn job(row: &Row) -> Result<Job, Error> {
    Ok(Job {
        id: row.int(0)?,
        kind: row.text(1)?.to_owned(),
        payload: row.text(2)?.to_owned(),
        checkpoint: row.text(3)?.to_owned(),
        progress: Progress { done: row.int(4)?, total: row.int(5)? },
        attempts: row.int(6)?,
        is_cancelled: row.bool(7)?,
    })
}
