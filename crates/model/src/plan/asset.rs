//! An asset's classifications, which it may do without (v5.md 2.4).

use std::sync::Arc;

use super::overlay::Overlay;
use super::placement::placements;
use super::put::Place;
use super::step::Faults;
use crate::command::PutObject;
use crate::object::Object;
use crate::schema::{Catalog, CatalogContent};

/// The catalog whose number all assets carry, wherever they are placed.
pub(super) const HOME: &str = "DAM";

/// Its classifications in order.
pub(super) fn place<'a>(
    view: &Overlay<'_>,
    put: &PutObject,
    before: Option<&Arc<Object>>,
    faults: &mut Faults,
) -> Place<'a> {
    let home = view.schema.get::<Catalog>(HOME).map(|(id, _)| id);
    let placements = placements(view, put, before, CatalogContent::Asset, faults);
    Place { type_id: before.map_or(home, |before| Some(before.type_id)), placements, ..Place::default() }
}
