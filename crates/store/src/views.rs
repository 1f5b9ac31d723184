//! Saved views.

use std::collections::BTreeSet;

use model::object::{ObjectKind, ObjectRef};
use model::view::{View, ViewBody, ViewHead};
use serde::de::DeserializeOwned;

use crate::Error;
use crate::conn::{Conn, Row, Value};

/// What [`head`] reads, of `views v`.
macro_rules! head_columns {
    () => {
        "v.code, v.owner_id, v.kind, v.type_id, (SELECT d.code FROM definitions d WHERE d.id = v.type_id), v.shared, \
         v.sequence, v.roles, v.attributes"
    };
}

const HEADS: &str =
    concat!("SELECT ", head_columns!(), " FROM views v WHERE v.owner_id = $1 OR v.shared ORDER BY v.code");

const NAMED: &str = concat!(
    "SELECT ",
    head_columns!(),
    ", v.rev, v.created_at, v.updated_at, v.body, u.username
    FROM views v JOIN accounts u ON u.id = v.owner_id WHERE v.code {in $1} ORDER BY v.sequence, v.code"
);

/// The heads of all views that are a user's own, or shared.
pub async fn heads(conn: &mut Conn<'_>, account: Option<i64>) -> Result<Vec<ViewHead>, Error> {
    conn.query(HEADS, &[account.into()]).await?.iter().map(head).collect()
}

/// The views of these ids, in order of sequence and id.
pub async fn named(conn: &mut Conn<'_>, codes: Vec<String>) -> Result<Vec<View>, Error> {
    conn.query(NAMED, &[codes.into()]).await?.iter().map(view).collect()
}

/// The view of this id, which nobody else changes until the transaction ends.
pub async fn hold(conn: &mut Conn<'_>, code: &str) -> Result<Option<View>, Error> {
    conn.query("SELECT code FROM views WHERE code = $1{for_update}", &[code.into()]).await?;
    Ok(named(conn, vec![code.to_owned()]).await?.pop())
}

/// Keeps a new one. `false`: the owner has `most` already.
pub async fn add(conn: &mut Conn<'_>, view: &View, most: usize) -> Result<bool, Error> {
    let owner = view.head.owner;
    // So that several at once are counted one after the other.
    conn.query("SELECT id FROM accounts WHERE id = $1{for_update}", &[owner.into()]).await?;
    let rows = conn.query("SELECT count(*) FROM views WHERE owner_id = $1", &[owner.into()]).await?;
    let count = rows.first().map_or(Ok(0), |row| row.int(0))?;
    if usize::try_from(count).is_ok_and(|count| count >= most) {
        return Ok(false);
    }
    let sql = "INSERT INTO views (code, kind, type_id, shared, sequence, roles, attributes, rev, updated_at, body,
                   created_at, owner_id)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $9, $11)";
    let now = conn.now();
    let mut values = values(view, now)?;
    values.push(owner.into());
    conn.execute(sql, &values).await?;
    Ok(true)
}

/// Writes one that is held; what it says, not whose it is.
pub async fn update(conn: &mut Conn<'_>, view: &View) -> Result<(), Error> {
    let sql =
        "UPDATE views SET kind = $2, type_id = $3, shared = $4, sequence = $5, roles = $6, attributes = $7, rev = $8,
                   updated_at = $9, body = $10
               WHERE code = $1";
    let now = conn.now();
    conn.execute(sql, &values(view, now)?).await.map(drop)
}

/// Deletes one.
pub async fn delete(conn: &mut Conn<'_>, code: &str) -> Result<(), Error> {
    conn.execute("DELETE FROM views WHERE code = $1", &[code.into()]).await.map(drop)
}

fn values(view: &View, now: i64) -> Result<Vec<Value>, Error> {
    let bug = |error: serde_json::Error| Error::Bug(error.to_string());
    let head = &view.head;
    Ok(vec![
        (&head.code).into(),
        head.kind.name().into(),
        head.document_type.as_ref().map(|own| own.id).into(),
        head.is_shared.into(),
        head.sequence.into(),
        serde_json::to_string(&head.roles).map_err(bug)?.into(),
        serde_json::to_string(&head.attributes).map_err(bug)?.into(),
        view.rev.into(),
        now.into(),
        serde_json::to_string(&view.body).map_err(bug)?.into(),
    ])
}

fn head(row: &Row) -> Result<ViewHead, Error> {
    let kind = row.text(2)?;
    let document_type = match (row.opt_int(3)?, row.opt_text(4)?) {
        (Some(id), Some(code)) => Some(ObjectRef { id, code: code.to_owned() }),
        _ => None,
    };
    Ok(ViewHead {
        code: row.text(0)?.to_owned(),
        owner: row.int(1)?,
        kind: ObjectKind::from_name(kind).ok_or_else(|| damaged(row, "kind", kind))?,
        document_type,
        is_shared: row.bool(5)?,
        sequence: row.int(6)?,
        roles: json::<BTreeSet<String>>(row, "roles", 7)?,
        attributes: json::<BTreeSet<String>>(row, "attributes", 8)?,
    })
}

fn view(row: &Row) -> Result<View, Error> {
    Ok(View {
        head: head(row)?,
        rev: row.int(9)?,
        created_at: row.int(10)?,
        updated_at: row.int(11)?,
        body: json::<ViewBody>(row, "body", 12)?,
        owner: row.text(13)?.to_owned(),
    })
}

fn json<T: DeserializeOwned>(row: &Row, column: &'static str, at: usize) -> Result<T, Error> {
    let text = row.text(at)?;
    serde_json::from_str(text).map_err(|_| damaged(row, column, text))
}

/// Views have no numbers: their owner's tells about where it is.
fn damaged(row: &Row, column: &'static str, text: &str) -> Error {
    let shown: String = text.chars().take(60).collect();
    let id = row.int(1).unwrap_or_default();
    Error::Damaged { table: "views", column, id, problem: format!("of the owner of that number: \"{shown}\"") }
}
