//! A document's type and classifications (v5.md 2.1).

use std::sync::Arc;

use super::overlay::Overlay;
use super::put::Place;
use super::step::Faults;
use crate::command::{Patch, PutObject};
use crate::object::{Object, ObjectKind, ObjectRef};
use crate::problem::{Field, Violation};
use crate::schema::{CatalogContent, DocumentType, Spec};

/// Its type, and its classifications in order.
pub(super) fn place<'a>(
    view: &'a Overlay<'_>,
    put: &PutObject,
    before: Option<&Arc<Object>>,
    faults: &mut Faults,
) -> Place<'a> {
    let type_id = match before {
        None => new_type(view, &put.document_type, faults),
        Some(before) => {
            same_type(view, &put.document_type, before, faults);
            Some(before.type_id)
        }
    };
    let placements = placements(view, put, before, faults);
    Place { type_id, placements, ..Place::default() }
}

fn new_type(view: &Overlay<'_>, wanted: &Patch<String>, faults: &mut Faults) -> Option<i64> {
    let Some(code) = wanted.value() else {
        faults.refuse(Field::DocumentType, "required", "A new document needs a document type.");
        return None;
    };
    let found = view.schema.get::<DocumentType>(code).map(|(id, _)| id);
    if found.is_none() {
        let message = format!("There is no document type \"{code}\".");
        faults.refuse(Field::DocumentType, "unknown_reference", message);
    }
    found
}

fn same_type(view: &Overlay<'_>, wanted: &Patch<String>, before: &Object, faults: &mut Faults) {
    let own = view.schema.code_of(before.type_id);
    let got = match wanted {
        Patch::Value(code) if code != own => format!("\"{code}\""),
        Patch::Null => "null".to_owned(),
        _ => return,
    };
    let message = format!("The document type is \"{own}\" and stays so; got {got}.");
    faults.refuse(Field::DocumentType, "immutable", message);
}

fn placements(
    view: &Overlay<'_>,
    put: &PutObject,
    before: Option<&Arc<Object>>,
    faults: &mut Faults,
) -> Vec<ObjectRef> {
    let mentioned = put.classifications != Patch::Absent || put.classification != Patch::Absent;
    let refused = faults.violations.len();
    let mut placements = match &put.classifications {
        Patch::Absent => before.map_or_else(Vec::new, |object| object.placements.clone()),
        Patch::Null => Vec::new(),
        Patch::Value(codes) => all(view, codes, faults),
    };
    match &put.classification {
        Patch::Absent => {}
        // Without a main classification there is none: any other would be the main one.
        Patch::Null => placements.clear(),
        Patch::Value(code) => match node(view, code, Field::Classification) {
            Ok(main) => {
                placements.retain(|at| at.id != main.id);
                placements.insert(0, main);
            }
            Err(violation) => faults.violations.push(violation),
        },
    }
    let is_understood = faults.violations.len() == refused;
    if placements.is_empty() && is_understood && (before.is_none() || mentioned) {
        if before.is_none() && put.require_classification {
            faults.refuse(Field::Classification, "required", "A new document needs a classification.");
        } else {
            faults.warn(Field::Classification, "orphan", "The document is in no classification.");
        }
    }
    placements
}

fn all(view: &Overlay<'_>, codes: &[String], faults: &mut Faults) -> Vec<ObjectRef> {
    let mut placements: Vec<ObjectRef> = Vec::with_capacity(codes.len());
    for (n, code) in codes.iter().enumerate() {
        match node(view, code, Field::Classifications(n)) {
            Ok(node) if placements.iter().any(|at| at.id == node.id) => {}
            Ok(node) => placements.push(node),
            Err(violation) => faults.violations.push(violation),
        }
    }
    placements
}

/// The classification of that code, if it may hold documents.
fn node(view: &Overlay<'_>, code: &str, field: Field) -> Result<ObjectRef, Violation> {
    let Some(node) = view.object(ObjectKind::Classification, code) else {
        let message = format!("There is no classification \"{code}\".");
        return Err(Violation::new(field, "unknown_reference", message));
    };
    match view.schema.by_id(node.type_id).map(|definition| &definition.spec) {
        Some(Spec::Catalog(catalog)) if catalog.object_type == CatalogContent::Document => Ok(node.reference()),
        _ => {
            let catalog = view.schema.code_of(node.type_id);
            let message = format!("\"{code}\" is in the catalog \"{catalog}\"; expected one that holds documents.");
            Err(Violation::new(field, "wrong_catalog", message))
        }
    }
}
