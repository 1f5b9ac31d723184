//! What only the rows of objects tell: whole texts, and keys of the few where no column is kept.

use std::collections::HashMap;

use model::body::Body;
use model::index::fold;
use model::query::FieldRef;
use model::value::Value;

use super::cursor::Owned;
use super::{Axis, Set};
use crate::Error;
use crate::conn::{Conn, Row};

const CODES: &str = "SELECT o.id, o.code FROM objects o WHERE o.id {in $1}";
const PLACES: &str =
    "SELECT o.id, o.code, o.created_at, o.updated_at, o.sequence, o.parent_id FROM objects o WHERE o.id {in $1}";
const BODIES: &str = "SELECT o.id, o.body FROM objects o WHERE o.id {in $1}";

/// Bodies read at once.
pub(super) const PART: usize = 1_000;

/// Where a text of an object stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Source<'a> {
    /// Its code.
    Code,
    /// The values of a field.
    Field(&'a FieldRef),
}

impl Source<'_> {
    /// Whether rows of objects hold it.
    pub fn is_in_rows(self) -> bool {
        match self {
            Self::Code => true,
            Self::Field(field) => field.attribute.is_some(),
        }
    }
}

/// The whole texts that tests judge, folded ones of texts, by object; those without one are left out.
pub(super) async fn texts(
    conn: &mut Conn<'_>,
    source: Source<'_>,
    ids: impl IntoIterator<Item = u64>,
) -> Result<HashMap<u64, Vec<String>>, Error> {
    let mut found = HashMap::new();
    let read = |row: &Row| -> Result<Vec<String>, Error> {
        match source {
            Source::Code => Ok(vec![row.text(1)?.to_owned()]),
            Source::Field(field) => Ok(value(field, row)?.map_or_else(Vec::new, |value| whole(field, &value))),
        }
    };
    let sql = if matches!(source, Source::Code) { CODES } else { BODIES };
    let ids: Vec<i64> = ids.into_iter().map(u64::cast_signed).collect();
    for part in ids.chunks(PART) {
        for row in conn.query(sql, &[part.to_vec().into()]).await? {
            let texts = read(&row)?;
            if !texts.is_empty() {
                found.insert(row.int(0)?.cast_unsigned(), texts);
            }
        }
    }
    Ok(found)
}

/// The values of a field by object, as they are stored.
pub(super) async fn values(conn: &mut Conn<'_>, field: &FieldRef, ids: Vec<i64>) -> Result<HashMap<u64, Value>, Error> {
    let rows = conn.query(BODIES, &[ids.into()]).await?;
    let values = rows.iter().filter_map(|row| match (row.int(0), value(field, row)) {
        (Ok(id), Ok(value)) => value.map(|value| Ok((id.cast_unsigned(), value))),
        (Err(error), _) | (_, Err(error)) => Some(Err(error)),
    });
    values.collect()
}

/// What a body, the second column, holds in a field.
fn value(field: &FieldRef, row: &Row) -> Result<Option<Value>, Error> {
    let Some(attribute) = &field.attribute else { return Ok(None) };
    let damaged = || Error::Damaged {
        table: "objects",
        column: "body",
        id: row.int(0).unwrap_or_default(),
        problem: "no map of values".into(),
    };
    let body = Body::from_json(row.text(1)?).ok_or_else(damaged)?;
    Ok(body.value(attribute, field.locale.as_deref()).cloned())
}

fn whole(field: &FieldRef, value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) if field.kind.is_text() => vec![fold(text)],
        value => field.keys(value),
    }
}

/// The keys of these objects along an axis; those without one are left out.
pub(super) async fn keys(
    conn: &mut Conn<'_>,
    axis: &Axis,
    field: Option<&FieldRef>,
    ids: &Set,
) -> Result<HashMap<u64, Owned>, Error> {
    let list = ids.iter().map(u64::cast_signed).collect::<Vec<_>>();
    if let Some(field) = field {
        let values = values(conn, field, list).await?;
        let lowest = |value: &Value| field.keys(value).into_iter().min();
        return Ok(values.iter().filter_map(|(id, value)| Some((*id, Owned::Text(lowest(value)?)))).collect());
    }
    let rows = conn.query(PLACES, &[list.into()]).await?;
    let key = |row: &Row| -> Result<Option<Owned>, Error> {
        Ok(match axis {
            Axis::Code(_) => Some(Owned::Text(row.text(1)?.to_owned())),
            Axis::Created(_) => Some(Owned::Number(row.int(2)?)),
            Axis::Updated(_) => Some(Owned::Number(row.int(3)?)),
            Axis::Sequence(_) => Some(Owned::Number(row.int(4)?)),
            Axis::Parent(_) => row.opt_int(5)?.map(Owned::Number),
            Axis::Target | Axis::Field(_) => None,
        })
    };
    let keys = rows.iter().filter_map(|row| match (row.int(0), key(row)) {
        (Ok(id), Ok(key)) => key.map(|key| Ok((id.cast_unsigned(), key))),
        (Err(error), _) | (_, Err(error)) => Some(Err(error)),
    });
    keys.collect()
}
