//! Requests that are carried out once, however often they come: each is a row, unique by its caller and the key that
//! they gave it. Who has a claim on it writes down, in the transaction of the write itself, that it is done.

use crate::Error;
use crate::conn::{Conn, Row, Value};

/// How long a claim holds that isn't renewed, in microseconds.
pub const LEASE: i64 = 10_000_000;

/// No claim ends later than so many microseconds from now: one that seems to was written down by a clock that has been
/// turned back since, and is over.
const FURTHEST: i64 = LEASE + 60_000_000;

/// How long a request is remembered, in microseconds.
pub const KEPT: i64 = 24 * 3_600_000_000;

/// The key of a request, of one caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The caller.
    pub owner: String,
    /// Their key.
    pub key: String,
}

/// The right to carry out a request: its name, and the word that it was given for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Whose it is.
    pub name: Name,
    /// Known to nobody else.
    pub word: String,
}

impl Claim {
    /// The parameters of a statement about it.
    fn with(&self, more: &[Value]) -> Vec<Value> {
        let own = [(&self.name.owner).into(), (&self.name.key).into(), (&self.word).into()];
        own.into_iter().chain(more.iter().cloned()).collect()
    }
}

/// What is known of a request when it comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It is to be carried out.
    Claimed,
    /// It was carried out, with this receipt, and is still to be answered.
    Written(String),
    /// It was answered so.
    Answered(String),
    /// Somebody is at it.
    Running,
    /// Its key was given to another request.
    Other,
}

const ADD: &str =
    "INSERT INTO idempotency (owner, key, word, request, due_at, created_at) VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (owner, key) DO NOTHING";

const FIND: &str = "SELECT request, due_at, created_at, receipt, answer FROM idempotency
    WHERE owner = $1 AND key = $2{for_update}";

const FORGET: &str = "DELETE FROM idempotency WHERE owner = $1 AND key = $2";

const TAKE: &str = "UPDATE idempotency SET word = $3, due_at = $4 WHERE owner = $1 AND key = $2";

const RENEW: &str = "UPDATE idempotency SET due_at = $4 WHERE owner = $1 AND key = $2 AND word = $3";

const WRITTEN: &str = "UPDATE idempotency SET receipt = $4
    WHERE owner = $1 AND key = $2 AND word = $3 AND receipt IS NULL";

const ANSWERED: &str = "UPDATE idempotency SET answer = $4, due_at = 0 WHERE owner = $1 AND key = $2 AND word = $3";

const GIVE_UP: &str = "DELETE FROM idempotency
    WHERE owner = $1 AND key = $2 AND word = $3 AND receipt IS NULL AND answer IS NULL";

const LET_GO: &str = "UPDATE idempotency SET due_at = 0 WHERE owner = $1 AND key = $2 AND word = $3";

const FREE: &str = "UPDATE idempotency SET due_at = 0 WHERE answer IS NULL AND due_at > 0";

const PURGE: &str = "DELETE FROM idempotency WHERE (owner, key) IN (
        SELECT owner, key FROM idempotency WHERE created_at <= $1 ORDER BY created_at, owner, key LIMIT $2{skip_locked}
    )";

/// Claims a request, unless it was carried out or somebody is at it. `request` tells it from others.
pub async fn claim(conn: &mut Conn<'_>, claim: &Claim, request: &str) -> Result<Standing, Error> {
    let now = conn.now();
    let add = claim.with(&[request.into(), (now + LEASE).into(), now.into()]);
    if conn.execute(ADD, &add).await? == 1 {
        return Ok(Standing::Claimed);
    }
    let found = conn.query(FIND, &add[..2]).await?;
    let Some(row) = found.first() else {
        return Err(Error::Busy("what is known of a request was forgotten just now".into()));
    };
    let standing = read(row, request, now)?;
    match standing {
        Some(Standing::Claimed | Standing::Written(_)) => {
            conn.execute(TAKE, &claim.with(&[(now + LEASE).into()])).await?;
        }
        Some(_) => {}
        None => {
            conn.execute(FORGET, &add[..2]).await?;
            conn.execute(ADD, &add).await?;
        }
    }
    Ok(standing.unwrap_or(Standing::Claimed))
}

/// How a request stands; `None`: what is known of it is too old.
fn read(row: &Row, request: &str, now: i64) -> Result<Option<Standing>, Error> {
    if row.int(2)? <= now - KEPT {
        return Ok(None);
    }
    if row.text(0)? != request {
        return Ok(Some(Standing::Other));
    }
    if let Some(answer) = row.opt_text(4)? {
        return Ok(Some(Standing::Answered(answer.to_owned())));
    }
    if (now + 1..=now + FURTHEST).contains(&row.int(1)?) {
        return Ok(Some(Standing::Running));
    }
    let receipt = row.opt_text(3)?.map(str::to_owned);
    Ok(Some(receipt.map_or(Standing::Claimed, Standing::Written)))
}

/// Keeps a claim for longer. Errors: [`Error::TakenOver`].
pub async fn renew(conn: &mut Conn<'_>, claim: &Claim) -> Result<(), Error> {
    let until = conn.now() + LEASE;
    ours(conn, RENEW, claim, until.into()).await
}

/// Writes down that a request is carried out, in the transaction that does it. Errors: [`Error::TakenOver`], and the
/// transaction is to be given up.
pub async fn written(conn: &mut Conn<'_>, claim: &Claim, receipt: &str) -> Result<(), Error> {
    ours(conn, WRITTEN, claim, receipt.into()).await
}

/// Keeps the answer. Errors: [`Error::TakenOver`].
pub async fn answered(conn: &mut Conn<'_>, claim: &Claim, answer: &str) -> Result<(), Error> {
    ours(conn, ANSWERED, claim, answer.into()).await
}

/// Gives up a claim: where nothing was written the request is as if it had never come, else it is still to be answered.
pub async fn give_up(conn: &mut Conn<'_>, claim: &Claim) -> Result<(), Error> {
    conn.execute(GIVE_UP, &claim.with(&[])).await?;
    conn.execute(LET_GO, &claim.with(&[])).await?;
    Ok(())
}

/// Ends all claims: for whoever knows that no process is left that could hold one.
pub async fn free(conn: &mut Conn<'_>) -> Result<(), Error> {
    conn.execute(FREE, &[]).await?;
    Ok(())
}

/// Forgets the oldest requests that came too long ago, up to so many; how many it forgot.
pub async fn purge(conn: &mut Conn<'_>, most: u32) -> Result<u64, Error> {
    let before = conn.now() - KEPT;
    conn.execute(PURGE, &[before.into(), i64::from(most).into()]).await
}

async fn ours(conn: &mut Conn<'_>, sql: &'static str, claim: &Claim, more: Value) -> Result<(), Error> {
    if conn.execute(sql, &claim.with(&[more])).await? == 0 {
        return Err(Error::TakenOver);
    }
    Ok(())
}
