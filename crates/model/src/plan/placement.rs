//! In which classifications a document or an asset stands.

use std::sync::Arc;

use super::definition::BUILT_IN;
use super::overlay::Overlay;
use super::step::Faults;
use crate::command::{Patch, PutObject};
use crate::object::{Object, ObjectKind, ObjectRef};
use crate::problem::{Field, Violation};
use crate::schema::{Catalog, CatalogContent};

/// Its classifications after a put, the main one first; all are in catalogs with that content.
pub(super) fn placements(
    view: &Overlay<'_>,
    put: &PutObject,
    before: Option<&Arc<Object>>,
    content: CatalogContent,
    faults: &mut Faults,
) -> Vec<ObjectRef> {
    let own = || before.map_or_else(Vec::new, |object| object.placements.clone());
    let mut placements = match &put.classifications {
        Patch::Absent => own(),
        Patch::Null => Vec::new(),
        Patch::Value(codes) if put.by_catalog => beside(view, own(), all(view, codes, content, faults)),
        Patch::Value(codes) => all(view, codes, content, faults),
    };
    match &put.classification {
        Patch::Absent => {}
        Patch::Value(code) if put.by_catalog => match node(view, code, content, Field::Classification) {
            Ok(node) if placements.iter().any(|at| at.id == node.id) => {}
            Ok(node) if is_of_channel(view, node.id) => placements.push(node),
            Ok(node) => placements = beside(view, placements, vec![node]),
            Err(violation) => faults.violations.push(violation),
        },
        // Without a main classification there is none: any other would be the main one.
        Patch::Null => placements.clear(),
        Patch::Value(code) => match node(view, code, content, Field::Classification) {
            Ok(main) => {
                placements.retain(|at| at.id != main.id);
                placements.insert(0, main);
            }
            Err(violation) => faults.violations.push(violation),
        },
    }
    placements
}

/// New placements, and the old ones in other catalogs; those in the master catalog come first.
fn beside(view: &Overlay<'_>, mut old: Vec<ObjectRef>, new: Vec<ObjectRef>) -> Vec<ObjectRef> {
    let catalogs: Vec<_> = new.iter().map(|at| view.catalog(at.id)).collect();
    old.retain(|at| !catalogs.contains(&view.catalog(at.id)));
    let mut placements = [old, new].concat();
    placements.sort_by_key(|at| is_of_channel(view, at.id));
    placements
}

/// Whether a classification is in the tree of a channel.
fn is_of_channel(view: &Overlay<'_>, node: i64) -> bool {
    view.catalog(node).is_some_and(|id| !BUILT_IN.contains(&view.schema.code_of(id)))
}

fn all(view: &Overlay<'_>, codes: &[String], content: CatalogContent, faults: &mut Faults) -> Vec<ObjectRef> {
    let mut placements: Vec<ObjectRef> = Vec::with_capacity(codes.len());
    for (n, code) in codes.iter().enumerate() {
        match node(view, code, content, Field::Classifications(n)) {
            Ok(node) if placements.iter().any(|at| at.id == node.id) => {}
            Ok(node) => placements.push(node),
            Err(violation) => faults.violations.push(violation),
        }
    }
    placements
}

/// The classification of that code, if it may hold such content.
fn node(view: &Overlay<'_>, code: &str, content: CatalogContent, field: Field) -> Result<ObjectRef, Violation> {
    let Some(node) = view.object(ObjectKind::Classification, code) else {
        let message = format!("There is no classification \"{code}\".");
        return Err(Violation::new(field, "unknown_reference", message));
    };
    let catalog = view.schema.by_id(node.type_id).and_then(|definition| definition.says::<Catalog>());
    if catalog.is_some_and(|catalog| catalog.object_type == content) {
        return Ok(node.reference());
    }
    let (catalog, wanted) = (view.schema.code_of(node.type_id), content.name());
    let message = format!("\"{code}\" is in the catalog \"{catalog}\"; expected one that holds {wanted}s.");
    Err(Violation::new(field, "wrong_catalog", message))
}
