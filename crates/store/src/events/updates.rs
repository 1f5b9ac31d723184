//! What jobs do to documents, gathered until they are over, and that they are.

use std::collections::HashMap;

use model::changes::Cursor;
use model::event::Draft;

use super::follower::Advance;
use crate::conn::{Column, Conn, Kind, Row, Statement, Value};
use crate::{Error, round};

const KNOWN: &str = "SELECT u.job_id, u.object_id, u.body FROM {rows} CROSS JOIN event_updates u
    WHERE u.job_id = r.job_id AND u.object_id = r.object_id";

const KNOWN_COLUMNS: &[Column] = &[("job_id", Kind::Int), ("object_id", Kind::Int)];

const KEEP: &str = "INSERT INTO event_updates (job_id, object_id, body)
    SELECT r.job_id, r.object_id, r.body FROM {rows} WHERE true
    ON CONFLICT (job_id, object_id) DO UPDATE SET body = excluded.body";

const KEEP_COLUMNS: &[Column] = &[("job_id", Kind::Int), ("object_id", Kind::Int), ("body", Kind::Text)];

const UPDATES: &str = "SELECT u.job_id, u.object_id, u.body FROM event_updates u
    WHERE u.job_id = $1 ORDER BY u.object_id LIMIT $2";

const TOLD: &str = "DELETE FROM event_updates WHERE job_id = $1 AND object_id <= $2";

const UNHEARD: &str = "DELETE FROM event_updates";

const END_TOLD: &str = "DELETE FROM job_ends WHERE job_id {in $1}";

const ENDING: &str = "INSERT INTO job_ends (job_id)
    SELECT j.id FROM jobs j WHERE j.id = $1 AND j.state <> 'open' ON CONFLICT (job_id) DO NOTHING";

const ENDED: &str = "SELECT e.job_id,
        (SELECT c.tx FROM changes c WHERE c.job_id = e.job_id ORDER BY c.seq DESC LIMIT 1),
        (SELECT c.seq FROM changes c WHERE c.job_id = e.job_id ORDER BY c.seq DESC LIMIT 1)
    FROM job_ends e ORDER BY e.job_id LIMIT $1";

/// Most ends that are looked at together.
const MOST_ENDS: i64 = 100;

/// A job that is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct JobEnd {
    /// Its number.
    pub job: i64,
    /// The last change that it made; the default if it made none.
    pub last: Cursor,
}

/// Jobs that are over and were not told of, the oldest first: of many not all.
pub async fn ended(conn: &mut Conn<'_>) -> Result<Vec<JobEnd>, Error> {
    let end = |row: &Row| {
        let last = row.opt_int(1)?.zip(row.opt_int(2)?).map(|(tx, seq)| Cursor { tx, seq });
        Ok(JobEnd { job: row.int(0)?, last: last.unwrap_or_default() })
    };
    conn.query(ENDED, &[MOST_ENDS.into()]).await?.iter().map(end).collect()
}

/// Writes down that a job is over, in the transaction that ends it; nothing if it isn't.
pub(crate) async fn ending(conn: &mut Conn<'_>, job: i64) -> Result<(), Error> {
    conn.execute(ENDING, &[job.into()]).await?;
    conn.notify();
    Ok(())
}

/// The first documents that a job changed, by their numbers, up to so many.
pub async fn updates(conn: &mut Conn<'_>, job: i64, most: u32) -> Result<Vec<Draft>, Error> {
    let rows = conn.query(UPDATES, &[job.into(), i64::from(most).into()]).await?;
    rows.iter().map(draft).collect()
}

/// Keeps what jobs did to documents, with what they did before.
pub(super) async fn keep(conn: &mut Conn<'_>, later: &[(i64, Draft)]) -> Result<(), Error> {
    let keys = later.iter().map(|(job, draft)| vec![(*job).into(), draft.id.into()]).collect();
    let [known] = round::run(conn, [round::over(KNOWN, KNOWN_COLUMNS, keys)]).await?;
    let known = known.iter().map(|row| Ok(((row.int(0)?, row.int(1)?), draft(row)?)));
    let mut known = known.collect::<Result<HashMap<_, _>, Error>>()?;
    let row = |(job, draft): &(i64, Draft)| {
        let merged = match known.remove(&(*job, draft.id)) {
            Some(mut before) => {
                before.merge(draft.clone());
                before
            }
            None => draft.clone(),
        };
        vec![(*job).into(), merged.id.into(), Value::Text(serde_json::to_string(&merged).unwrap_or_default())]
    };
    let rows = later.iter().map(row).collect();
    round::run(conn, [round::over(KEEP, KEEP_COLUMNS, rows)]).await?;
    Ok(())
}

/// Forgets what a step told, or what nobody wants to hear of.
pub(super) async fn told(conn: &mut Conn<'_>, step: &Advance) -> Result<(), Error> {
    let told = step.told.map(|(job, last, _)| Statement::new(TOLD, vec![job.into(), last.into()]));
    let ended: Vec<i64> = step.told.iter().filter(|(.., ended)| *ended).map(|(job, ..)| *job).collect();
    let unheard = step.unheard.as_ref().map(|_| Statement::new(UNHEARD, Vec::new()));
    let ended = ended.into_iter().chain(step.unheard.iter().flatten().copied()).collect();
    round::run(conn, [told, unheard, round::among(END_TOLD, ended)]).await?;
    Ok(())
}

fn draft(row: &Row) -> Result<Draft, Error> {
    let damaged = |error: serde_json::Error| Error::Damaged {
        table: "event_updates",
        column: "body",
        id: row.int(1).unwrap_or_default(),
        problem: error.to_string(),
    };
    serde_json::from_str(row.text(2)?).map_err(damaged)
}
