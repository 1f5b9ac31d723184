//! By what a batch makes the index differ.

use std::sync::Arc;

use super::overlay::Overlay;
use super::stage::Staged;
use crate::index::{Entries, IndexRows, differing, entries};
use crate::object::Object;
use crate::schema::Schema;

/// The rows that the index gives up and takes. `schema` is the one that the batch began with.
pub(super) fn rows(overlay: &Overlay<'_>, schema: &Schema) -> IndexRows {
    let is_redefined = overlay.definitions.iter().next().is_some();
    overlay
        .objects
        .iter()
        .filter_map(|staged| {
            let (before, after) = if is_redefined {
                (of(staged.was.as_ref(), schema), of(staged.now.as_ref(), &overlay.schema))
            } else {
                rewritten(staged, schema)?
            };
            Some((staged.last.id, before, after))
        })
        .collect()
}

fn of(object: Option<&Arc<Object>>, schema: &Schema) -> Entries {
    object.map_or_else(Entries::default, |object| entries(object, schema))
}

/// What there was and is of an object under one schema; `None`: the same. Its code stays.
fn rewritten(staged: &Staged<Object>, schema: &Schema) -> Option<(Entries, Entries)> {
    match (&staged.was, &staged.now) {
        (Some(was), Some(now)) => (was.body != now.body).then(|| differing(was, now, schema)),
        (was, now) => Some((of(was.as_ref(), schema), of(now.as_ref(), schema))),
    }
}
