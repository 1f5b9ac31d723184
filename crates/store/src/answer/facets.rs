//! How often the values of a field occur.

use std::collections::HashMap;
use std::sync::Arc;

use model::attribute::AttributeType;
use model::query::{Facet, FieldRef, MAX_FACET_VALUES};
use model::value::Value;

use super::thing::Written;
use super::{Atom, Axis, Column, Key, Keys, Moment, Set, load, rows};
use crate::Error;
use crate::conn::Conn;

/// A key, and how many have it.
type Count = (Arc<str>, u64);

/// Up to so many keys a field is counted by their sets: the column would be looked at object by object.
const FEW: usize = 256;

/// From 0 to 100.
const PERCENTAGES: usize = 101;

/// The counts of a field over these objects.
pub(super) async fn count(
    conn: &mut Conn<'_>,
    moment: &mut Moment,
    field: &FieldRef,
    found: &Set,
) -> Result<Facet, Error> {
    let counted = if has_few_keys(conn, moment, field).await? {
        Counted::BySets(moment.keys(conn, field.field).await?)
    } else {
        Counted::ByColumn(moment.column(conn, &Axis::Field(field.field)).await?)
    };
    let mut counts = counted.counts(found);
    let missing = if field.kind.is_list() {
        let present = moment.sets(conn, &[Atom::Present(field.field)]).await?;
        present.first().map_or(found.len(), |present| found.difference_len(present))
    } else {
        found.len() - counts.iter().map(|(_, count)| count).sum::<u64>()
    };
    // Percentages, which no body holds, are told whole.
    let most = if field.attribute.is_none() { PERCENTAGES } else { MAX_FACET_VALUES };
    let more = counts.len() > most;
    let first = |left: &Count, right: &Count| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0));
    if more {
        counts.select_nth_unstable_by(most, first);
        counts.truncate(most);
    }
    counts.sort_unstable_by(first);
    // Where keys don't tell, texts as they are written do.
    let written = if counts.first().is_some_and(|(key, _)| field.value_of(key).is_none()) {
        written(conn, moment, field, &counts, |key| counted.holder(key, found)).await?
    } else {
        Vec::new()
    };
    let written = written.iter().map(Option::as_ref).chain(std::iter::repeat(None));
    let counts = counts.iter().zip(written).map(|((key, count), written)| {
        (written.map_or_else(|| value(field, key), |written| written.value.clone()), *count)
    });
    Ok(Facet { of: field.name.clone(), counts: counts.collect(), missing, more })
}

async fn has_few_keys(conn: &mut Conn<'_>, moment: &mut Moment, field: &FieldRef) -> Result<bool, Error> {
    if field.kind.is_list() || field.kind == AttributeType::Boolean || moment.kept::<Keys>(&field.field).is_some() {
        return Ok(true);
    }
    match moment.kept_column(&Axis::Field(field.field)) {
        Some(column) => Ok(column.names().is_some_and(|names| names <= FEW)),
        None => Ok(load::some_keys(conn, field.field, FEW + 1).await? <= FEW),
    }
}

/// What a field is counted by.
enum Counted {
    BySets(Arc<Keys>),
    ByColumn(Arc<Column>),
}

impl Counted {
    fn counts(&self, found: &Set) -> Vec<Count> {
        match self {
            Self::BySets(keys) => {
                let counts = keys.iter().map(|(key, set)| (key.clone(), set.intersection_len(found)));
                counts.filter(|(_, count)| *count > 0).collect()
            }
            Self::ByColumn(column) => {
                let mut counts: HashMap<&str, u64> = HashMap::new();
                for id in found {
                    if let Some(Key::Text(key)) = column.get(id) {
                        *counts.entry(key).or_default() += 1;
                    }
                }
                counts.into_iter().map(|(key, count)| (key.into(), count)).collect()
            }
        }
    }

    /// The first of these that has the key.
    fn holder(&self, key: &str, found: &Set) -> Option<u64> {
        match self {
            Self::BySets(keys) => keys.get(key)?.iter().find(|id| found.contains(*id)),
            Self::ByColumn(column) => {
                let from = column.seek(Key::Text(key), 0);
                column.ids(from..column.len()).find(|id| found.contains(*id))
            }
        }
    }
}

/// The texts of these keys as one that has each writes it. Those that aren't kept are read from the rows of `holder`s.
async fn written(
    conn: &mut Conn<'_>,
    moment: &mut Moment,
    field: &FieldRef,
    counts: &[Count],
    holder: impl Fn(&str) -> Option<u64>,
) -> Result<Vec<Option<Arc<Written>>>, Error> {
    let names: Vec<_> = counts.iter().map(|(key, _)| (field.field, key.clone())).collect();
    let mut found = moment.find::<Written>(conn, &names).await?;
    let missing = names.iter().zip(&found).filter(|(_, written)| written.is_none());
    let holders: Vec<_> = missing.filter_map(|(name, _)| Some((holder(&name.1)?, name.clone()))).collect();
    if !holders.is_empty() {
        let mut values = rows::values(conn, field, holders.iter().map(|(id, _)| id.cast_signed()).collect()).await?;
        for (id, name) in holders {
            if let Some(value) = values.remove(&id) {
                moment.keep(name, &Arc::new(Written { id, value }));
            }
        }
        found = moment.find::<Written>(conn, &names).await?;
    }
    Ok(found)
}

/// The value that a key is of; the key itself if nobody is left to tell.
fn value(field: &FieldRef, key: &str) -> Value {
    field.value_of(key).unwrap_or_else(|| Value::Text(key.to_owned()))
}
