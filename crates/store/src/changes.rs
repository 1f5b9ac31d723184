//! History, and the feed of all changes.

use model::changes::{Change, Op};
use model::object::ObjectKind;
use model::permission::Origin;
use model::schema::DefinitionKind;

use crate::Error;
use crate::conn::{Conn, Row};

/// A change as it was committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its place in the feed.
    pub cursor: Cursor,
    /// When, microseconds since 1970 UTC.
    pub at: i64,
    /// What and who.
    pub change: Change,
}

/// A place in the feed: the transaction (0 on SQLite), then the number. The default is before all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cursor {
    /// The transaction.
    pub tx: i64,
    /// The number; it grows within a transaction.
    pub seq: i64,
}

macro_rules! columns {
    () => {
        "tx, seq, at, actor, origin, kind, object_id, code, op, locales, before, after"
    };
}

const OF_OBJECT: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM changes WHERE kind = $1 AND object_id = $2 ORDER BY tx DESC, seq DESC LIMIT $3"
);

const AFTER: &str =
    concat!("SELECT ", columns!(), " FROM changes WHERE (tx, seq) > ($1, $2) AND {settled} ORDER BY tx, seq LIMIT $3");

/// What happened to one thing, the newest first. `kind` is a name as in [`Change::kind`].
pub async fn of_object(conn: &mut Conn<'_>, kind: &str, object: i64, limit: u32) -> Result<Vec<Recorded>, Error> {
    let rows = conn.query(OF_OBJECT, &[kind.into(), object.into(), i64::from(limit).into()]).await?;
    rows.iter().map(recorded).collect()
}

/// What was committed after the cursor, in order. On PostgreSQL it ends where the oldest transaction
/// still open began, whichever database of the server that is in: nothing can come in between later.
pub async fn after(conn: &mut Conn<'_>, cursor: Cursor, limit: u32) -> Result<Vec<Recorded>, Error> {
    let rows = conn.query(AFTER, &[cursor.tx.into(), cursor.seq.into(), i64::from(limit).into()]).await?;
    rows.iter().map(recorded).collect()
}

fn recorded(row: &Row) -> Result<Recorded, Error> {
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
    let op = row.text(8)?;
    let locales = row.text(9)?;
    let change = Change {
        by: row.text(3)?.to_owned(),
        origin: named("origin", 4, origin)?,
        kind: named("kind", 5, kind)?,
        object_id: row.int(6)?,
        code: row.text(7)?.to_owned(),
        op: [Op::Create, Op::Update, Op::Delete]
            .into_iter()
            .find(|o| o.name() == op)
            .ok_or_else(|| damaged("op", op))?,
        locales: locales.split(',').filter(|locale| !locale.is_empty()).map(str::to_owned).collect(),
        before: row.opt_text(10)?.map(str::to_owned),
        after: row.opt_text(11)?.map(str::to_owned),
    };
    Ok(Recorded { cursor, at: row.int(2)?, change })
}

fn origin(name: &str) -> Option<&'static str> {
    let origins = [Origin::V4, Origin::V5, Origin::Cli, Origin::System];
    origins.into_iter().map(Origin::name).find(|known| *known == name)
}

fn kind(name: &str) -> Option<&'static str> {
    let objects = ObjectKind::ALL.into_iter().map(ObjectKind::name);
    let definitions = DefinitionKind::ALL.iter().map(|kind| kind.name());
    objects.chain(definitions).chain(["predefined_value", "key_value", "user"]).find(|known| *known == name)
}
