//! Loading: range reads of sets, columns, the keys of a field and the tree.
//!
//! The numbers of a set come as one value, and columns in parts: a row an object would cost more memory
//! for a moment than what is kept of it.

use std::sync::Arc;

use model::object::ObjectKind;

use super::atom::{Atom, Axis, Key, Keys, Set};
use super::column::Column;
use super::filling::Filling;
use super::tree::{Node, Tree};
use crate::Error;
use crate::conn::{Conn, Row, Statement, Value};

const OF_KIND: &str = "SELECT {numbers id} FROM objects WHERE kind = $1";
const OF_TYPE: &str = "SELECT {numbers id} FROM objects WHERE type_id = $1";
const OF_SET: &str = "SELECT {numbers id} FROM objects WHERE set_id = $1";
const ACTIVE: &str = "SELECT {numbers id} FROM objects WHERE active";
const OF_PARENT: &str = "SELECT {numbers id} FROM objects WHERE parent_id = $1";
const OF_TARGET: &str = "SELECT {numbers id} FROM objects WHERE target_id = $1";
const OF_NODE: &str = "SELECT {numbers object_id} FROM placements WHERE node_id = $1";
const PLACED: &str = "SELECT {numbers object_id} FROM placements";
const PRESENT: &str = "SELECT {numbers object_id} FROM value_index WHERE field = $1";
const OF_VALUE: &str = "SELECT {numbers object_id} FROM value_index WHERE field = $1 AND key = $2";
const OF_WORD: &str = "SELECT {numbers rowid / 256} FROM search WHERE {matches $1}";

const KEYS: &str = "SELECT key, {numbers object_id} FROM value_index
    WHERE field = $1 GROUP BY key ORDER BY key";

// From one key to the next: the index is looked into once for each.
const SOME_KEYS: &str = "WITH RECURSIVE distinct_keys(key) AS (
        SELECT MIN(key) FROM value_index WHERE field = $1
        UNION ALL
        SELECT (SELECT MIN(v.key) FROM value_index v WHERE v.field = $1 AND v.key > d.key)
        FROM distinct_keys d WHERE d.key IS NOT NULL
    ) SELECT count(*) FROM (SELECT key FROM distinct_keys WHERE key IS NOT NULL LIMIT $2) AS some_keys";

const TREE: &str = "SELECT id, code, type_id, parent_id FROM objects
    WHERE kind = 'classification' ORDER BY sequence, code";

const HIGHEST: &str = "SELECT MAX(id) FROM objects";

/// Rows of a column read at once.
const PART: i64 = 20_000;

const VALUES: &str = "SELECT object_id, key FROM value_index
    WHERE field = $1 AND (key, object_id) > ($2, $3) ORDER BY key, object_id LIMIT $4";

const CODES: &str = "SELECT id, code FROM objects WHERE kind = $1 AND code > $2 ORDER BY code LIMIT $3";

/// What stands in `$column`, of the objects of a kind, in order of their numbers: as the rows lie. An expression instead
/// of the kind: SQLite would gather all of a kind by another index and sort them, for each part.
macro_rules! by_id {
    ($column:literal) => {
        concat!("SELECT id, ", $column, " FROM objects WHERE kind || '' = $1 AND id > $2 ORDER BY id LIMIT $3")
    };
}

/// The sets of these atoms, in this order, in one round trip.
pub(super) async fn sets(conn: &mut Conn<'_>, atoms: &[Atom]) -> Result<Vec<Set>, Error> {
    if atoms.is_empty() {
        return Ok(Vec::new());
    }
    let dialect = conn.dialect();
    let word = |word: &str, prefix| Statement::new(OF_WORD, vec![dialect.term(word, prefix).into()]);
    let statements = atoms.iter().map(|atom| match atom {
        Atom::Kind(kind) => Statement::new(OF_KIND, vec![kind.name().into()]),
        Atom::Type(id) => Statement::new(OF_TYPE, vec![(*id).into()]),
        Atom::Set(id) => Statement::new(OF_SET, vec![(*id).into()]),
        Atom::Active => Statement::new(ACTIVE, Vec::new()),
        Atom::Node(id) => Statement::new(OF_NODE, vec![(*id).into()]),
        Atom::Placed => Statement::new(PLACED, Vec::new()),
        Atom::Parent(id) => Statement::new(OF_PARENT, vec![(*id).into()]),
        Atom::Target(id) => Statement::new(OF_TARGET, vec![(*id).into()]),
        Atom::Present(field) => Statement::new(PRESENT, vec![(*field).into()]),
        Atom::Value(field, key) => Statement::new(OF_VALUE, vec![(*field).into(), (&**key).into()]),
        Atom::Word(text) => word(text, false),
        Atom::Prefix(text) => word(text, true),
    });
    let answers = conn.batch(statements.collect()).await?;
    answers.iter().map(|rows| rows.first().map_or(Ok(Set::new()), |row| set(row, 0))).collect()
}

/// The highest number of an object; 0 without any.
pub(super) async fn highest(conn: &mut Conn<'_>) -> Result<u64, Error> {
    let rows = conn.query(HIGHEST, &[]).await?;
    Ok(rows.first().map_or(Ok(None), |row| row.opt_int(0))?.unwrap_or_default().unsigned_abs())
}

/// Every key of a field, with its set.
pub(super) async fn keys(conn: &mut Conn<'_>, field: i64) -> Result<Keys, Error> {
    let rows = conn.query(KEYS, &[field.into()]).await?;
    rows.iter().map(|row| Ok((row.text(0)?.into(), Arc::new(set(row, 1)?)))).collect()
}

/// How many keys a field has, or so many if it has more.
pub(super) async fn some_keys(conn: &mut Conn<'_>, field: i64, most: usize) -> Result<usize, Error> {
    let most = i64::try_from(most).unwrap_or(i64::MAX);
    let rows = conn.query(SOME_KEYS, &[field.into(), most.into()]).await?;
    let count = rows.first().map_or(Ok(0), |row| row.int(0))?;
    Ok(usize::try_from(count).unwrap_or_default())
}

/// All classifications.
pub(super) async fn tree(conn: &mut Conn<'_>) -> Result<Tree, Error> {
    let rows = conn.query(TREE, &[]).await?;
    let node = |row: &Row| -> Result<Node, Error> {
        let (id, code) = (row.int(0)?, row.text(1)?.to_owned());
        Ok(Node { id, code, catalog: row.int(2)?, parent: row.opt_int(3)? })
    };
    Ok(Tree::of(rows.iter().map(node).collect::<Result<_, _>>()?))
}

/// The column of an axis.
pub(super) async fn column(conn: &mut Conn<'_>, axis: &Axis) -> Result<Column, Error> {
    match axis {
        Axis::Code(kind) => codes(conn, *kind).await,
        Axis::Created(kind) => places(conn, by_id!("created_at"), *kind).await,
        Axis::Updated(kind) => places(conn, by_id!("updated_at"), *kind).await,
        Axis::Sequence(kind) => places(conn, by_id!("sequence"), *kind).await,
        Axis::Parent(kind) => places(conn, by_id!("parent_id"), *kind).await,
        Axis::Target => places(conn, by_id!("target_id"), ObjectKind::Link).await,
        Axis::Field(field) => values(conn, *field).await,
    }
}

async fn values(conn: &mut Conn<'_>, field: i64) -> Result<Column, Error> {
    let mut filling = Filling::new(Key::Text(""));
    let mut start = vec![Value::from(""), 0.into()];
    let next = |row: &Row| Ok(vec![row.text(1)?.into(), row.int(0)?.into()]);
    while let Some(rows) = part(conn, VALUES, field.into(), &mut start, next).await? {
        for row in &rows {
            filling.add(number(row)?, Key::Text(row.text(1)?));
        }
    }
    Ok(filling.done())
}

async fn codes(conn: &mut Conn<'_>, kind: ObjectKind) -> Result<Column, Error> {
    let mut filling = Filling::new(Key::Text(""));
    let mut start = vec![Value::from("")];
    let next = |row: &Row| Ok(vec![row.text(1)?.into()]);
    while let Some(rows) = part(conn, CODES, kind.name().into(), &mut start, next).await? {
        for row in &rows {
            filling.add(number(row)?, Key::Text(row.text(1)?));
        }
    }
    Ok(filling.done())
}

/// A column of numbers.
async fn places(conn: &mut Conn<'_>, sql: &'static str, kind: ObjectKind) -> Result<Column, Error> {
    let mut pairs = Vec::new();
    let mut start = vec![0.into()];
    let next = |row: &Row| Ok(vec![row.int(0)?.into()]);
    while let Some(rows) = part(conn, sql, kind.name().into(), &mut start, next).await? {
        for row in &rows {
            if let Some(key) = row.opt_int(1)? {
                pairs.push((key, number(row)?));
            }
        }
    }
    pairs.sort_unstable();
    let mut filling = Filling::new(Key::Number(0));
    for (key, id) in pairs {
        filling.add(id, Key::Number(key));
    }
    Ok(filling.done())
}

/// The next rows, of the column `of` and beyond `start`, which moves on; `None` after the last.
async fn part(
    conn: &mut Conn<'_>,
    sql: &'static str,
    of: Value,
    start: &mut Vec<Value>,
    next: impl FnOnce(&Row) -> Result<Vec<Value>, Error>,
) -> Result<Option<Vec<Row>>, Error> {
    if start.is_empty() {
        return Ok(None);
    }
    let mut params = vec![of];
    params.append(start);
    params.push(PART.into());
    let rows = conn.query(sql, &params).await?;
    if let Some(row) = rows.last().filter(|_| i64::try_from(rows.len()) == Ok(PART)) {
        *start = next(row)?;
    }
    Ok(Some(rows))
}

fn number(row: &Row) -> Result<u64, Error> {
    Ok(row.int(0)?.unsigned_abs())
}

/// The set of `{numbers c}`.
pub(super) fn set(row: &Row, at: usize) -> Result<Set, Error> {
    Ok(row.numbers(at)?.collect())
}
