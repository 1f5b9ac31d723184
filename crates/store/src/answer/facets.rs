//! How often the values of a field occur.

use std::collections::HashMap;

use model::attribute::AttributeType;
use model::index::number_of;
use model::query::{Facet, FieldRef, MAX_FACET_VALUES};
use model::value::Value;

use super::{Atom, Axis, Key, Moment, Set, rows};
use crate::Error;
use crate::conn::Conn;

/// A key, how many have it, and the first of them.
type Count = (String, u64, u64);

/// The counts of a field over these objects.
pub(super) async fn count(
    conn: &mut Conn<'_>,
    moment: &mut Moment,
    field: &FieldRef,
    found: &Set,
) -> Result<Facet, Error> {
    let is_short = field.kind.is_list() || field.kind == AttributeType::Boolean;
    let (mut counts, missing) = if is_short {
        by_sets(conn, moment, field, found).await?
    } else {
        by_column(conn, moment, field, found).await?
    };
    let more = counts.len() > MAX_FACET_VALUES;
    let first = |left: &Count, right: &Count| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0));
    if more {
        counts.select_nth_unstable_by(MAX_FACET_VALUES, first);
        counts.truncate(MAX_FACET_VALUES);
    }
    counts.sort_unstable_by(first);
    Ok(Facet { of: field.name.clone(), counts: values(conn, field, counts).await?, missing, more })
}

async fn by_sets(
    conn: &mut Conn<'_>,
    moment: &mut Moment,
    field: &FieldRef,
    found: &Set,
) -> Result<(Vec<Count>, u64), Error> {
    let keys = moment.keys(conn, field.field).await?;
    let counts = keys.iter().map(|(key, set)| (key.to_string(), set.intersection_len(found), 0));
    let counts = counts.filter(|(_, count, _)| *count > 0).collect();
    let present = moment.sets(conn, &[Atom::Present(field.field)]).await?;
    let missing = present.first().map_or(found.len(), |present| found.difference_len(present));
    Ok((counts, missing))
}

async fn by_column(
    conn: &mut Conn<'_>,
    moment: &mut Moment,
    field: &FieldRef,
    found: &Set,
) -> Result<(Vec<Count>, u64), Error> {
    let column = moment.column(conn, &Axis::Field(field.field)).await?;
    let mut counts: HashMap<&str, (u64, u64)> = HashMap::new();
    let mut missing = 0;
    for id in found {
        match column.get(id) {
            Some(Key::Text(key)) => counts.entry(key).or_insert((0, id)).0 += 1,
            _ => missing += 1,
        }
    }
    Ok((counts.into_iter().map(|(key, (count, first))| (key.to_owned(), count, first)).collect(), missing))
}

/// The values of keys. That of a text is as its first holder has it.
async fn values(conn: &mut Conn<'_>, field: &FieldRef, counts: Vec<Count>) -> Result<Vec<(Value, u64)>, Error> {
    let written = if field.kind.is_text() {
        rows::values(conn, field, counts.iter().map(|(_, _, first)| first.cast_signed()).collect()).await?
    } else {
        HashMap::new()
    };
    let value = |key: String, first: u64| match field.kind {
        AttributeType::Integer | AttributeType::Decimal => Value::Number(number_of(&key).unwrap_or(key)),
        AttributeType::Boolean => Value::Bool(key == "1"),
        _ => written.get(&first).cloned().unwrap_or(Value::Text(key)),
    };
    Ok(counts.into_iter().map(|(key, count, first)| (value(key, first), count)).collect())
}
