//! A classification's place in its catalog's tree (v5.md 2.2).

use std::sync::Arc;

use super::overlay::Overlay;
use super::put::Place;
use super::step::Faults;
use crate::command::{Patch, PutObject};
use crate::object::{Object, ObjectKind};
use crate::problem::{Field, Problem, Violation};
use crate::schema::Catalog;

/// The code by which faces name the root of any tree; stored so only in [`MASTER`].
pub(super) const ROOT: &str = "root";
/// The catalog whose tree is meant where none is named.
pub(super) const MASTER: &str = "PIM";

/// Its parent, and with it its catalog. Errors: a root that would move.
pub(super) fn place<'a>(
    view: &'a Overlay<'_>,
    put: &PutObject,
    before: Option<&Arc<Object>>,
    faults: &mut Faults,
) -> Result<Place<'a>, Problem> {
    let catalog = named_catalog(view, &put.catalogs, faults);
    match before {
        None => Ok(new_place(view, put, catalog, faults)),
        Some(before) => moved(view, put, before, catalog, faults),
    }
}

/// The number and code of the one catalog that the command names.
fn named_catalog<'a>(
    view: &'a Overlay<'_>,
    catalogs: &'a Patch<Vec<String>>,
    faults: &mut Faults,
) -> Option<(i64, &'a str)> {
    let codes = catalogs.value()?;
    let [code] = codes.as_slice() else {
        let message = format!("A classification is in exactly one catalog; got {}.", codes.len());
        faults.refuse(Field::Catalog, "one_expected", message);
        return None;
    };
    let found = view.schema.get::<Catalog>(code).map(|(id, _)| (id, code.as_str()));
    if found.is_none() {
        faults.refuse(Field::Catalog, "unknown_reference", format!("There is no catalog \"{code}\"."));
    }
    found
}

fn new_place<'a>(
    view: &'a Overlay<'_>,
    put: &PutObject,
    catalog: Option<(i64, &str)>,
    faults: &mut Faults,
) -> Place<'a> {
    let Some(code) = put.parent.value() else {
        faults.refuse(Field::Parent, "required", "A new classification needs a parent.");
        return Place::default();
    };
    let parent = match parent(view, code, catalog.map_or(MASTER, |(_, code)| code)) {
        Ok(parent) => parent,
        Err(violation) => {
            faults.violations.push(violation);
            return Place::default();
        }
    };
    if let Some((_, named)) = catalog.filter(|(id, _)| *id != parent.type_id) {
        let own = view.schema.code_of(parent.type_id);
        let message = format!("The parent \"{code}\" is in the catalog \"{own}\"; got \"{named}\".");
        faults.refuse(Field::Catalog, "other_catalog", message);
    }
    Place { type_id: Some(parent.type_id), parent: Some(parent.reference()), ..Place::default() }
}

fn moved<'a>(
    view: &'a Overlay<'_>,
    put: &PutObject,
    before: &Object,
    catalog: Option<(i64, &str)>,
    faults: &mut Faults,
) -> Result<Place<'a>, Problem> {
    let stays = Place { type_id: Some(before.type_id), parent: before.parent.clone(), ..Place::default() };
    let own = view.schema.code_of(before.type_id);
    if let Some((_, named)) = catalog.filter(|(id, _)| *id != before.type_id) {
        let message = format!("The classification is in the catalog \"{own}\" and stays there; got \"{named}\".");
        faults.refuse(Field::Catalog, "other_catalog", message);
    }
    let code = match &put.parent {
        Patch::Absent => return Ok(stays),
        Patch::Null if before.parent.is_none() => return Ok(stays),
        _ if before.parent.is_none() => {
            return Err(Problem::built_in(format!("\"{}\" is a root and can't be moved.", before.code)));
        }
        Patch::Null => {
            faults.refuse(Field::Parent, "required", "A classification needs a parent; got null.");
            return Ok(stays);
        }
        Patch::Value(code) => code,
    };
    let target = match parent(view, code, own) {
        Ok(target) => target,
        Err(violation) => {
            faults.violations.push(violation);
            return Ok(stays);
        }
    };
    if before.parent.as_ref().is_some_and(|parent| parent.id == target.id) {
        return Ok(stays);
    }
    if target.type_id != before.type_id {
        let other = view.schema.code_of(target.type_id);
        let message = format!("The classification is in the catalog \"{own}\"; \"{code}\" is in \"{other}\".");
        faults.refuse(Field::Parent, "other_catalog", message);
        return Ok(stays);
    }
    let path = path_up(view, target);
    if path.iter().any(|above| above.id == before.id) {
        let message = format!("The parent \"{code}\" should not be the classification itself or lie below it.");
        faults.refuse(Field::Parent, "cycle", message);
    }
    Ok(Place {
        parent: Some(target.reference()),
        conditions: path.iter().map(|above| (above.id, above.rev)).collect(),
        locks: path.last().map(|root| root.id).into_iter().collect(),
        ..stays
    })
}

/// Roots keep their codes.
pub(super) fn check_renamed(before: Option<&Arc<Object>>, faults: &mut Faults) {
    let root = before.filter(|object| object.kind == ObjectKind::Classification && object.parent.is_none());
    if let Some(root) = root {
        faults.refuse(Field::Code, "immutable", format!("\"{}\" is a root and keeps its code.", root.code));
    }
}

/// The classification meant as parent; [`ROOT`] is the root of `catalog`.
fn parent<'a>(view: &'a Overlay<'_>, code: &str, catalog: &str) -> Result<&'a Arc<Object>, Violation> {
    let root = view.schema.get::<Catalog>(catalog).filter(|_| code == ROOT).map(|(_, catalog)| catalog.root.as_str());
    view.object(ObjectKind::Classification, root.unwrap_or(code)).ok_or_else(|| {
        Violation::new(Field::Parent, "unknown_reference", format!("There is no classification \"{code}\"."))
    })
}

/// The node and all above it, the root last.
fn path_up<'a>(view: &'a Overlay<'_>, node: &'a Arc<Object>) -> Vec<&'a Arc<Object>> {
    std::iter::successors(Some(node), |node| view.parent(node)).collect()
}
