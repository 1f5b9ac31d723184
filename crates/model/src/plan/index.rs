//! By what a batch makes the index differ.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::overlay::Overlay;
use super::stage::Staged;
use crate::index::{Entries, IndexRows, SLOTS, counted, differing, entries};
use crate::object::Object;
use crate::reshape::Reshape;
use crate::schema::{Locale, Schema};

/// The rows that the index gives up and takes. `schema` is the one that the batch began with.
pub(super) fn rows(overlay: &Overlay<'_>, schema: &Schema) -> IndexRows {
    let mut rows = match &overlay.follows {
        Some(reshape) => renewed(overlay, reshape),
        None => written(overlay, schema),
    };
    recount(overlay, schema, &mut rows);
    rows
}

fn written(overlay: &Overlay<'_>, schema: &Schema) -> IndexRows {
    let is_redefined = overlay.definitions.iter().next().is_some();
    let is_reshaped = overlay.schema.reshapes().next().is_some();
    overlay
        .objects
        .iter()
        .filter_map(|staged| {
            let (mut before, after) = if is_redefined {
                (of(staged.was.as_ref(), schema), of(staged.now.as_ref(), &overlay.schema))
            } else {
                rewritten(staged, schema)?
            };
            if is_reshaped && before.words != after.words {
                before.words = any_words(&overlay.schema);
            }
            Some((staged.last.id, before, after))
        })
        .collect()
}

/// All rows of objects under the definitions of a change, and their words if it says so. A write beside the job may
/// have made some already: all are given up first.
fn renewed(overlay: &Overlay<'_>, reshape: &Reshape) -> IndexRows {
    let definitions = reshape.definitions.iter().filter_map(|id| overlay.schema.by_id(*id));
    let numbers: Vec<i64> = definitions.map(|definition| definition.index).collect();
    let entries_of = |object: &Arc<Object>| {
        let mut after = entries(object, &overlay.schema);
        after.values.retain(|(field, _)| numbers.contains(&(field / SLOTS)));
        let mut before = Entries::default();
        if reshape.words {
            before.words = any_words(&overlay.schema);
        } else {
            after.words.clear();
        }
        (object.id, before, after)
    };
    let mut rows: IndexRows = overlay.objects.present().map(entries_of).collect();
    rows.values_removed.clone_from(&rows.values_added);
    rows
}

/// How complete documents are that a change under way makes others: the index may count such a one as it is stored, or
/// already as it will be, so both are given up first.
fn recount(overlay: &Overlay<'_>, schema: &Schema, rows: &mut IndexRows) {
    let of = |object: Option<&Arc<Object>>, schema: &Schema| object.map_or_else(Vec::new, |it| counted(it, schema));
    for staged in overlay.objects.iter() {
        let id = staged.last.id;
        let stored = overlay.stored.get(&id).or(staged.was.as_ref().filter(|_| overlay.follows.is_some()));
        let Some(stored) = stored else { continue };
        let (stored, was) = (counted(stored, schema), of(staged.was.as_ref(), schema));
        let now = of(staged.now.as_ref(), &overlay.schema);
        if stored == was && was == now {
            continue;
        }
        let row = |(field, key): &(i64, String)| (*field, key.clone(), id);
        rows.values_removed.extend([stored, was].concat().iter().chain(&now).map(row));
        rows.values_added.extend(now.iter().map(row));
    }
    for rows in [&mut rows.values_removed, &mut rows.values_added] {
        rows.sort_unstable();
        rows.dedup();
    }
}

/// Words that no object has, in every slot: which rows there are isn't known while objects follow a change.
fn any_words(schema: &Schema) -> BTreeMap<u8, String> {
    let locales = schema.numbers().filter_map(|definition| definition.says::<Locale>());
    std::iter::once(0).chain(locales.map(|locale| locale.slot)).map(|slot| (slot, String::new())).collect()
}

fn of(object: Option<&Arc<Object>>, schema: &Schema) -> Entries {
    object.map_or_else(Entries::default, |object| entries(object, schema))
}

/// What there was and is of an object under one schema; `None`: the same.
fn rewritten(staged: &Staged<Object>, schema: &Schema) -> Option<(Entries, Entries)> {
    match (&staged.was, &staged.now) {
        (Some(was), Some(now)) if (&was.linked, was.set) == (&now.linked, now.set) => {
            ((&was.body, &was.code) != (&now.body, &now.code)).then(|| differing(was, now, schema))
        }
        (was, now) => Some((of(was.as_ref(), schema), of(now.as_ref(), schema))),
    }
}
