//! Jobs: long work, done step by step by the one node that has it on lease.

use model::reshape::Progress;

use crate::report::{self, Report};
use crate::Error;
use crate::conn::{Conn, Row, Statement, Value};

/// The kind of the jobs that make objects follow a change of a definition.
pub const RESHAPE: &str = "reshape";

/// How long a job stays with a node that says nothing of it, in microseconds.
pub const LEASE: i64 = 15_000_000;

/// Work to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewJob {
    /// Its number, drawn for it.
    pub id: i64,
    /// Which sort of work.
    pub kind: String,
    /// What is to be done; the kind knows how to read it.
    pub payload: String,
    /// Who wants it.
    pub by: String,
}

/// A job that isn't over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    /// Its number.
    pub id: i64,
    /// Which sort of work.
    pub kind: String,
    /// What is to be done.
    pub payload: String,
    /// How far it has come, in the kind's own words; "" at first.
    pub checkpoint: String,
    /// How far it has come, for people.
    pub progress: Progress,
    /// How often it was begun since it last came further, this time included.
    pub attempts: i64,
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
    /// Whether the job is over.
    pub ended: bool,
    /// What it tells of this step.
    pub report: Report,
}

/// No job falls due later than so many microseconds from now: one that seems to was written down by a clock that has
/// been turned back since, and is due.
const FURTHEST: i64 = 600_000_000;

macro_rules! columns {
    () => {
        "id, kind, payload, checkpoint, done, total, attempts"
    };
}

const ADD: &str = "INSERT INTO jobs (id, kind, state, due_at, lease, attempts, done, total, created_at, created_by,
        payload, checkpoint)
    VALUES ($1, $2, 'open', $3, '', 0, 0, 0, $3, $4, $5, '')";

const NEXT: &str = "SELECT min(CASE WHEN due_at > $1 THEN 0 ELSE due_at END) FROM jobs WHERE state = 'open'";

const CLAIM: &str = concat!(
    "UPDATE jobs SET lease = $1, due_at = $2, attempts = attempts + 1
    WHERE id = (
        SELECT id FROM jobs WHERE state = 'open' AND (due_at <= $3 OR due_at > $4) ORDER BY due_at, id LIMIT 1{skip_locked}
    ) RETURNING ",
    columns!()
);

const RENEW: &str = "UPDATE jobs SET due_at = $3 WHERE id = $1 AND lease = $2 AND state = 'open'";

const KEEP: &str = "UPDATE jobs SET due_at = $3, attempts = 0, checkpoint = $4, done = $5, total = $6, trouble = NULL
    WHERE id = $1 AND lease = $2 AND state = 'open'";

const GIVE_BACK: &str = "UPDATE jobs SET due_at = $3, lease = '', trouble = $4
    WHERE id = $1 AND lease = $2 AND state = 'open'";

const FREE: &str = "UPDATE jobs SET due_at = $1, lease = '' WHERE state = 'open' AND lease <> ''";

const END: &str = "UPDATE jobs SET state = $3, lease = '', ended_at = $4, trouble = $5
    WHERE id = $1 AND lease = $2 AND state = 'open'";

const OPEN: &str = concat!("SELECT ", columns!(), " FROM jobs WHERE state = 'open' AND kind = $1 ORDER BY id");

/// Adds a job, in the transaction that makes it necessary.
pub(crate) fn adding(job: &NewJob, at: i64) -> Statement {
    let params = vec![job.id.into(), (&job.kind).into(), at.into(), (&job.by).into(), (&job.payload).into()];
    Statement::new(ADD, params)
}

/// When the next job falls due, if there is one; the lease of one at work may end then.
pub async fn next(conn: &mut Conn<'_>) -> Result<Option<i64>, Error> {
    let furthest = conn.now() + FURTHEST;
    conn.query(NEXT, &[furthest.into()]).await?.first().map_or(Ok(None), |row| row.opt_int(0))
}

/// Takes the job that has been due for longest, if any is, on a lease for `word`.
pub async fn claim(conn: &mut Conn<'_>, word: &str) -> Result<Option<Job>, Error> {
    let now = conn.now();
    let rows = conn.query(CLAIM, &[word.into(), (now + LEASE).into(), now.into(), (now + FURTHEST).into()]).await?;
    metrics::counter!("vitrine_jobs_begun_total").increment(rows.len() as u64);
    rows.first().map(job).transpose()
}

/// Keeps a job for longer. Errors: [`Error::Lost`].
pub async fn renew(conn: &mut Conn<'_>, lease: &Lease) -> Result<(), Error> {
    let until = conn.now() + LEASE;
    ours(conn, RENEW, lease, vec![until.into()]).await
}

/// Writes down how far a job has come, and keeps it for longer. Errors: [`Error::Lost`].
pub async fn keep(conn: &mut Conn<'_>, checkpoint: &Checkpoint) -> Result<(), Error> {
    let Checkpoint { lease, state, progress, ended, report } = checkpoint;
    let until = conn.now() + LEASE;
    let more = vec![until.into(), state.into(), progress.done.into(), progress.total.into()];
    ours(conn, KEEP, lease, more).await?;
    report::write(conn, lease.job, report).await?;
    metrics::counter!("vitrine_job_steps_total").increment(1);
    if *ended { end(conn, lease, None).await } else { Ok(()) }
}

/// Lets go of a job, which falls due anew after some microseconds. Errors: [`Error::Lost`].
pub async fn give_back(conn: &mut Conn<'_>, lease: &Lease, pause: i64, trouble: Option<&str>) -> Result<(), Error> {
    let due = conn.now() + pause;
    metrics::counter!("vitrine_jobs_failed_total").increment(u64::from(trouble.is_some()));
    ours(conn, GIVE_BACK, lease, vec![due.into(), trouble.into()]).await
}

/// Ends all leases: for whoever knows that no process is left that could hold one.
pub async fn free(conn: &mut Conn<'_>) -> Result<(), Error> {
    let now = conn.now();
    conn.execute(FREE, &[now.into()]).await?;
    Ok(())
}

/// Ends a job: done, or failed for good because of `trouble`. Errors: [`Error::Lost`].
pub async fn end(conn: &mut Conn<'_>, lease: &Lease, trouble: Option<&str>) -> Result<(), Error> {
    let state = if trouble.is_some() { "failed" } else { "done" };
    let now = conn.now();
    metrics::counter!("vitrine_jobs_ended_total").increment(1);
    ours(conn, END, lease, vec![state.into(), now.into(), trouble.into()]).await
}

/// The jobs of a kind that aren't over, the oldest first.
pub async fn open(conn: &mut Conn<'_>, kind: &str) -> Result<Vec<Job>, Error> {
    read_open(&conn.query(OPEN, &[kind.into()]).await?)
}

/// The statement of [`open`], for [`read_open`].
pub(crate) fn opened(kind: &str) -> Statement {
    Statement::new(OPEN, vec![kind.into()])
}

pub(crate) fn read_open(rows: &[Row]) -> Result<Vec<Job>, Error> {
    rows.iter().map(job).collect()
}

async fn ours(conn: &mut Conn<'_>, sql: &str, lease: &Lease, more: Vec<Value>) -> Result<(), Error> {
    let mut params: Vec<Value> = vec![lease.job.into(), (&lease.word).into()];
    params.extend(more);
    if conn.execute(sql, &params).await? == 0 {
        return Err(Error::Lost(lease.job));
    }
    Ok(())
}

fn job(row: &Row) -> Result<Job, Error> {
    Ok(Job {
        id: row.int(0)?,
        kind: row.text(1)?.to_owned(),
        payload: row.text(2)?.to_owned(),
        checkpoint: row.text(3)?.to_owned(),
        progress: Progress { done: row.int(4)?, total: row.int(5)? },
        attempts: row.int(6)?,
    })
}
