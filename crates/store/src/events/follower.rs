//! Who follows the feed of changes, and how far they are.

use model::changes::Cursor;
use model::event::Draft;

use super::made::{self, MadeEvent};
use super::updates;
use crate::conn::{Conn, Row};
use crate::{Error, round};

/// How long the feed stays with a node that doesn't move on, in microseconds.
pub const LEASE: i64 = 15_000_000;
/// No hold ends later than so many microseconds from now: one that seems to was written down by a clock that has been
/// turned back since.
const FURTHEST: i64 = LEASE + 60_000_000;

/// How far the feed was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The last change that is done.
    pub cursor: Cursor,
    /// Of the next one, up to which of its users it is done: "" if it isn't begun.
    pub walked: String,
    /// The number of the next event: together with the rest it tells whether anybody else moved on.
    pub next_event: i64,
    /// Whose turn it is.
    pub word: String,
    /// Until when, microseconds since 1970 UTC.
    pub until: i64,
}

impl Place {
    /// Whether another is at it.
    pub fn is_taken(&self, word: &str, now: i64) -> bool {
        self.word != word && (now + 1..=now + FURTHEST).contains(&self.until)
    }

    /// Whether it is ours for long enough.
    pub fn is_held(&self, word: &str, now: i64) -> bool {
        self.word == word && (now + LEASE / 2..=now + FURTHEST).contains(&self.until)
    }
}

/// A step of the follower.
#[derive(Debug, Clone)]
pub struct Advance {
    /// Where it begins.
    pub from: Place,
    /// Where it ends.
    pub to: Cursor,
    /// Of the change after it, up to which of its users.
    pub walked: String,
    /// What is told at once.
    pub events: Vec<MadeEvent>,
    /// What is told once a job is over.
    pub later: Vec<(i64, Draft)>,
    /// Whose updates were told with [`Self::events`]: a job, the last of its documents, and whether its end was told too.
    pub told: Option<(i64, i64, bool)>,
    /// Jobs of which nobody wants to hear.
    pub unheard: Option<Vec<i64>>,
}

const PLACE: &str = "SELECT f.tx, f.seq, f.walked, f.next_event, f.word, f.until,
        (SELECT n.tx FROM (SELECT tx, seq FROM changes WHERE {settled} ORDER BY tx DESC, seq DESC LIMIT 1) n),
        (SELECT n.seq FROM (SELECT tx, seq FROM changes WHERE {settled} ORDER BY tx DESC, seq DESC LIMIT 1) n),
        EXISTS (SELECT 1 FROM job_ends)
    FROM event_follower f WHERE f.id = 1";

const HOLD: &str = "UPDATE event_follower SET word = $1, until = $2
    WHERE id = 1 AND (word = $1 OR until <= $3 OR until > $4)";

const ADVANCE: &str = "UPDATE event_follower SET tx = $1, seq = $2, walked = $3, next_event = next_event + $4,
        next_delivery = next_delivery + $5, until = $6
    WHERE id = 1 AND word = $7 AND tx = $8 AND seq = $9 AND walked = $10 AND next_event = $11
    RETURNING next_event - $4, next_delivery - $5";

const BEGIN_ANEW: &str = "UPDATE event_follower SET tx = 0, seq = COALESCE((SELECT MAX(seq) FROM changes), 0)";

const FREE: &str = "UPDATE event_follower SET until = 0 WHERE until > 0";

/// The place, the last change that can be followed, and whether jobs are over that were not told of.
pub async fn place(conn: &mut Conn<'_>) -> Result<(Place, Cursor, bool), Error> {
    let rows = conn.query(PLACE, &[]).await?;
    rows.first().map(read).ok_or_else(|| Error::Bug("nobody knows how far the feed was followed".into()))?
}

fn read(row: &Row) -> Result<(Place, Cursor, bool), Error> {
    let place = Place {
        cursor: Cursor { tx: row.int(0)?, seq: row.int(1)? },
        walked: row.text(2)?.to_owned(),
        next_event: row.int(3)?,
        word: row.text(4)?.to_owned(),
        until: row.int(5)?,
    };
    let last = row.opt_int(6)?.zip(row.opt_int(7)?).map(|(tx, seq)| Cursor { tx, seq });
    Ok((place, last.unwrap_or_default(), row.bool(8)?))
}

/// Takes or keeps the turn; whether it is ours.
pub async fn hold(conn: &mut Conn<'_>, word: &str) -> Result<bool, Error> {
    let now = conn.now();
    let params = [word.into(), (now + LEASE).into(), now.into(), (now + FURTHEST).into()];
    Ok(conn.execute(HOLD, &params).await? > 0)
}

/// Lets the next one begin: for whoever knows that no process is left that could be at it.
pub async fn free_follower(conn: &mut Conn<'_>) -> Result<(), Error> {
    conn.execute(FREE, &[]).await?;
    Ok(())
}

/// Moves on and writes what was made, in one transaction; whether anybody else has not moved on meanwhile.
pub async fn advance(conn: &mut Conn<'_>, step: &Advance) -> Result<bool, Error> {
    let (now, from) = (conn.now(), &step.from);
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let owed: usize = step.events.iter().map(|made| made.webhooks.len()).sum();
    let params = [
        step.to.tx.into(),
        step.to.seq.into(),
        (&step.walked).into(),
        count(step.events.len()).into(),
        count(owed).into(),
        (now + LEASE).into(),
        (&from.word).into(),
        from.cursor.tx.into(),
        from.cursor.seq.into(),
        (&from.walked).into(),
        from.next_event.into(),
    ];
    let rows = conn.query(ADVANCE, &params).await?;
    let Some(row) = rows.first() else { return Ok(false) };
    round::run(conn, made::writing(&step.events, (row.int(0)?, row.int(1)?), now)).await?;
    updates::keep(conn, &step.later).await?;
    updates::told(conn, step).await?;
    metrics::counter!("vitrine_events_total").increment(step.events.len() as u64);
    if owed > 0 {
        conn.notify();
    }
    Ok(true)
}

/// Has the follower go on from the newest change, after a restore: what was owed before is given up.
pub(crate) async fn begin_anew(conn: &mut Conn<'_>) -> Result<(), Error> {
    conn.execute(BEGIN_ANEW, &[]).await?;
    Ok(())
}
