//! By what a batch makes the index differ.

use std::sync::Arc;

use super::overlay::Overlay;
use super::stage::Staged;
use crate::index::{Entries, IndexRows, entries};
use crate::object::Object;
use crate::schema::Schema;

/// The rows that the index gives up and takes. `schema` is the one that the batch began with.
pub(super) fn rows(overlay: &Overlay<'_>, schema: &Schema) -> IndexRows {
    let is_redefined = overlay.definitions.iter().next().is_some();
    let touched = overlay.objects.iter().filter(|staged| is_redefined || is_rewritten(staged));
    let of = |object: &Option<Arc<Object>>, schema| {
        object.as_deref().map_or_else(Entries::default, |object| entries(object, schema))
    };
    touched.map(|staged| (staged.last.id, of(&staged.was, schema), of(&staged.now, &overlay.schema))).collect()
}

/// Whether it came or went, or its values differ; its code stays.
fn is_rewritten(staged: &Staged<Object>) -> bool {
    match (&staged.was, &staged.now) {
        (Some(was), Some(now)) => was.body != now.body,
        (was, now) => was.is_some() || now.is_some(),
    }
}
