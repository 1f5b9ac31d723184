//! Who is at a job: taking it, keeping it, saying how far it is, ending it.

use super::{Checkpoint, End, FURTHEST, Job, LEASE, Lease, columns, job};
use crate::conn::{Conn, Value};
use crate::{Error, events, report};

/// Most characters of a note.
const LONGEST_LINE: usize = 1_000;

/// Adds a line to the notes of a job, unless they are very long already.
macro_rules! noted {
    ($note:literal) => {
        concat!("log = CASE WHEN length(log) < 60000 THEN log || ", $note, " ELSE log END")
    };
}

/// What may be taken: of a queue nothing beside one that is at work, and nothing before one that was wanted earlier.
macro_rules! is_its_turn {
    () => {
        "state = 'open' AND NOT EXISTS (
            SELECT 1 FROM jobs other
            WHERE other.state = 'open' AND other.queue = jobs.queue AND other.queue <> '' AND other.id <> jobs.id
                AND (other.lease <> ''
                    OR jobs.lease = '' AND (other.created_at, other.id) < (jobs.created_at, jobs.id))
        )"
    };
}

const NEXT: &str = concat!(
    "SELECT min(CASE WHEN due_at > $1 THEN 0 ELSE due_at END) FROM jobs WHERE priority <= $2 AND ",
    is_its_turn!()
);

const CLAIM: &str = concat!(
    "UPDATE jobs SET lease = $1, due_at = $2, attempts = attempts + 1, begun_at = COALESCE(begun_at, $3),
        taken_at = $3, taken_done = done, ",
    noted!("CASE WHEN begun_at IS NULL THEN $6 ELSE $7 END"),
    " WHERE id = (
        SELECT id FROM jobs WHERE (due_at <= $3 OR due_at > $4) AND priority <= $5 AND ",
    is_its_turn!(),
    " ORDER BY priority, due_at, id LIMIT 1{skip_locked}
    ) RETURNING ",
    columns!()
);

const RENEW: &str = "UPDATE jobs SET due_at = $3 WHERE id = $1 AND lease = $2 AND state = 'open'
    RETURNING cancelled_by IS NOT NULL";

// What begins anew with each try has come no further by what it shows meanwhile: its state stays as it is.
const KEEP: &str = concat!(
    "UPDATE jobs SET due_at = $3, attempts = CASE checkpoint WHEN $4 THEN attempts ELSE 0 END, checkpoint = $4,
        done = $5, total = $6,
        result = COALESCE($7, result), trouble = NULL, ",
    noted!("$8"),
    " WHERE id = $1 AND lease = $2 AND state = 'open'"
);

const GIVE_BACK: &str = concat!(
    "UPDATE jobs SET due_at = $3, lease = '', trouble = $4,
        attempts = CASE attempts WHEN 0 THEN 0 ELSE attempts - $6 END, ",
    noted!("$5"),
    " WHERE id = $1 AND lease = $2 AND state = 'open'"
);

const ATTEMPTS: &str = "SELECT attempts FROM jobs WHERE id = $1 AND lease = $2 AND state = 'open'";

const FREE: &str = "UPDATE jobs SET due_at = $1, lease = '' WHERE state = 'open' AND lease <> ''";

const END: &str = concat!(
    "UPDATE jobs SET state = $3, lease = '', ended_at = $4, trouble = $5, ",
    noted!("$6"),
    " WHERE id = $1 AND lease = $2 AND state = 'open'"
);

// Who has it on lease ends it; what nobody has is over at once.
const CANCEL: &str = concat!(
    "UPDATE jobs SET cancelled_by = $2, state = CASE lease WHEN '' THEN 'cancelled' ELSE state END,
        ended_at = CASE lease WHEN '' THEN $3 ELSE ended_at END, ",
    noted!("$4"),
    " WHERE id = $1 AND state = 'open' AND cancelled_by IS NULL"
);

/// When the next job of this priority or a lower one falls due, if there is one; the lease of one at work may end then.
pub async fn next(conn: &mut Conn<'_>, priority: i64) -> Result<Option<i64>, Error> {
    let furthest = conn.now() + FURTHEST;
    conn.query(NEXT, &[furthest.into(), priority.into()]).await?.first().map_or(Ok(None), |row| row.opt_int(0))
}

/// Takes a job of this priority or a lower one on a lease for `word`, if any is due: of the lowest the one that has been
/// due for longest.
pub async fn claim(conn: &mut Conn<'_>, word: &str, priority: i64) -> Result<Option<Job>, Error> {
    let now = conn.now();
    let params = [
        word.into(),
        (now + LEASE).into(),
        now.into(),
        (now + FURTHEST).into(),
        priority.into(),
        note(now, "begun").into(),
        note(now, "taken up again").into(),
    ];
    let rows = conn.query(CLAIM, &params).await?;
    metrics::counter!("vitrine_jobs_begun_total").increment(rows.len() as u64);
    rows.first().map(job).transpose()
}

/// Keeps a job for longer; whether somebody wants it to end. Errors: [`Error::Lost`].
pub async fn renew(conn: &mut Conn<'_>, lease: &Lease) -> Result<bool, Error> {
    let until = conn.now() + LEASE;
    let params = [lease.job.into(), (&lease.word).into(), until.into()];
    conn.query(RENEW, &params).await?.first().ok_or(Error::Lost(lease.job))?.bool(0)
}

/// Writes down how far a job has come, and keeps it for longer. Errors: [`Error::Lost`].
pub async fn keep(conn: &mut Conn<'_>, checkpoint: &Checkpoint) -> Result<(), Error> {
    let Checkpoint { lease, state, progress, result, note: told, ended, report } = checkpoint;
    let now = conn.now();
    let more = vec![
        (now + LEASE).into(),
        state.into(),
        progress.done.into(),
        progress.total.into(),
        result.as_deref().into(),
        told.as_ref().map_or_else(String::new, |told| note(now, told)).into(),
    ];
    ours(conn, KEEP, lease, more).await?;
    report::write(conn, lease.job, report).await?;
    metrics::counter!("vitrine_job_steps_total").increment(1);
    if *ended { end(conn, lease, &End::Done).await } else { Ok(()) }
}

/// How often a job was begun since it last came further, this time included. Errors: [`Error::Lost`].
pub async fn attempts(conn: &mut Conn<'_>, lease: &Lease) -> Result<i64, Error> {
    let params = [lease.job.into(), (&lease.word).into()];
    conn.query(ATTEMPTS, &params).await?.first().ok_or(Error::Lost(lease.job))?.int(0)
}

/// Lets go of a job, which falls due anew after some microseconds. Without any `trouble` this was no attempt. Errors:
/// [`Error::Lost`].
pub async fn give_back(conn: &mut Conn<'_>, lease: &Lease, pause: i64, trouble: Option<&str>) -> Result<(), Error> {
    let now = conn.now();
    metrics::counter!("vitrine_jobs_failed_total").increment(u64::from(trouble.is_some()));
    let told = trouble.map_or_else(
        || "put back, as its server stops".to_owned(),
        |trouble| format!("failed, to be tried again after {} s: {trouble}", pause / 1_000_000),
    );
    let more = vec![
        (now + pause).into(),
        trouble.map(line).into(),
        note(now, &told).into(),
        i64::from(trouble.is_none()).into(),
    ];
    ours(conn, GIVE_BACK, lease, more).await
}

/// Ends all leases: for whoever knows that no process is left that could hold one.
pub async fn free(conn: &mut Conn<'_>) -> Result<(), Error> {
    let now = conn.now();
    conn.execute(FREE, &[now.into()]).await?;
    Ok(())
}

/// Ends a job. Errors: [`Error::Lost`].
pub async fn end(conn: &mut Conn<'_>, lease: &Lease, end: &End) -> Result<(), Error> {
    let now = conn.now();
    metrics::counter!("vitrine_jobs_ended_total").increment(1);
    let (state, trouble, told) = match end {
        End::Done => ("done", None, "done".to_owned()),
        End::Failed(trouble) => ("failed", Some(line(trouble)), format!("given up: {trouble}")),
        End::Cancelled => ("cancelled", None, "ended before its time".to_owned()),
    };
    ours(conn, END, lease, vec![state.into(), now.into(), trouble.into(), note(now, &told).into()]).await?;
    events::ending(conn, lease.job).await
}

/// Has a job end before its time, for `by`: at once if nobody is at it. Whether there was one that could.
pub async fn cancel(conn: &mut Conn<'_>, id: i64, by: &str) -> Result<bool, Error> {
    let now = conn.now();
    let told = note(now, &format!("to be ended before its time, says {by}"));
    let could = conn.execute(CANCEL, &[id.into(), by.into(), now.into(), told.into()]).await? > 0;
    if could {
        events::ending(conn, id).await?;
    }
    Ok(could)
}

/// A line of the notes.
fn note(at: i64, text: &str) -> String {
    format!("{at} {}\n", line(text))
}

/// A text of any origin as one line of a bounded length.
fn line(text: &str) -> String {
    text.chars().take(LONGEST_LINE).map(|c| if c.is_control() { ' ' } else { c }).collect()
}

async fn ours(conn: &mut Conn<'_>, sql: &str, lease: &Lease, more: Vec<Value>) -> Result<(), Error> {
    let mut params: Vec<Value> = vec![lease.job.into(), (&lease.word).into()];
    params.extend(more);
    if conn.execute(sql, &params).await? == 0 {
        return Err(Error::Lost(lease.job));
    }
    Ok(())
}
