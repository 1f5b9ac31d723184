//! The feed of all changes.

use model::changes::{Change, Op};
use model::permission::Origin;
use model::query::history::kinds;

use crate::Error;
use crate::conn::{Conn, Row};

pub use model::changes::{Cursor, Recorded};

/// The kind of change that is no object's: the index was mended.
pub(crate) const INDEX: &str = "index";

/// What [`recorded`] reads, of `changes c`.
macro_rules! columns {
    () => {
        "c.tx, c.seq, c.at, c.actor, c.origin, c.kind, c.object_id, c.code, c.op, c.locales, c.before, c.after, c.parent_id, \
         c.target_id, c.job_id"
    };
}

pub(crate) use columns;

const AFTER: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM changes c WHERE (tx, seq) > ($1, $2) AND {settled} ORDER BY tx, seq LIMIT $3"
);

/// What was committed after the cursor, in order. On PostgreSQL it ends where the oldest transaction
/// still open began, whichever database of the server that is in: nothing can come in between later.
pub async fn after(conn: &mut Conn<'_>, cursor: Cursor, limit: u32) -> Result<Vec<Recorded>, Error> {
    let rows = conn.query(AFTER, &[cursor.tx.into(), cursor.seq.into(), i64::from(limit).into()]).await?;
    rows.iter().map(recorded).collect()
}

/// A row of these columns.
pub(crate) fn recorded(row: &Row) -> Result<Recorded, Error> {
    let cursor = Cursor { tx: row.int(0)?, seq: row.int(1)? };
    let damaged = |column, problem: &str| Error::Damaged {
        table: "changes",
        column,
        id: cursor.seq,
        problem: format!("\"{problem}\""),
    };
    let named = |column, index, name: fn(&str) -> Option<&'static str>| {
        let text = row.text(index)?;
        name(text).ok_or_else(|| damaged(column, text))
    };
    let (op, locales) = (row.text(8)?, row.text(9)?);
    let change = Change {
        by: row.text(3)?.to_owned(),
        origin: named("origin", 4, origin)?,
        kind: named("kind", 5, kind)?,
        object_id: row.int(6)?,
        code: row.text(7)?.to_owned(),
        op: Op::from_name(op).ok_or_else(|| damaged("op", op))?,
        locales: split(locales),
        before: row.opt_text(10)?.map(str::to_owned),
        after: row.opt_text(11)?.map(str::to_owned),
        parent: row.opt_int(12)?,
        target: row.opt_int(13)?,
    };
    Ok(Recorded { cursor, at: row.int(2)?, job: row.opt_int(14)?, change })
}

/// The locales of a line.
pub(crate) fn split(locales: &str) -> Vec<String> {
    locales.split(',').filter(|locale| !locale.is_empty()).map(str::to_owned).collect()
}

pub(crate) fn origin(name: &str) -> Option<&'static str> {
    Origin::from_name(name).map(Origin::name)
}

pub(crate) fn kind(name: &str) -> Option<&'static str> {
    kinds().chain([INDEX]).find(|known| *known == name)
}
