//! A variant's document (v5.md 2.3).

use std::sync::Arc;

use super::document::ATTRIBUTE_SET;
use super::overlay::Overlay;
use super::put::Place;
use super::step::Faults;
use crate::command::{Patch, PutObject};
use crate::object::{Object, ObjectKind};
use crate::problem::{Field, Violation};
use crate::schema::Spec;

/// Its document, and with it its type; a new one that names no place comes last.
pub(super) fn place<'a>(
    view: &'a Overlay<'_>,
    put: &PutObject,
    before: Option<&Arc<Object>>,
    faults: &mut Faults,
) -> Place<'a> {
    let moves = |before: &Object| match &put.parent {
        Patch::Absent => false,
        Patch::Null => true,
        Patch::Value(code) => before.parent.as_ref().is_none_or(|own| own.code != *code),
    };
    if let Some(before) = before.filter(|before| !moves(before)) {
        let document = view.parent(before);
        if let Some(document) = document {
            same_set(view, put, document, faults);
        }
        return Place { type_id: Some(before.type_id), parent: before.parent.clone(), document, ..Place::default() };
    }
    let document = new_document(view, &put.parent).and_then(|document| same_type(view, before, document));
    match document {
        Ok(document) => {
            same_set(view, put, document, faults);
            let is_unplaced = before.is_none() && put.sequence == Patch::Absent;
            Place {
                type_id: Some(document.type_id),
                parent: Some(document.reference()),
                document: Some(document),
                sequence: is_unplaced.then(|| view.last_variant(document).saturating_add(1)),
                ..Place::default()
            }
        }
        Err(violation) => {
            faults.violations.push(violation);
            Place::default()
        }
    }
}

/// A variant has the attribute set of its document: another one can't be named.
fn same_set(view: &Overlay<'_>, put: &PutObject, document: &Object, faults: &mut Faults) {
    let own = document.set.map(|id| view.schema.code_of(id));
    if let Some(got) = put.attribute_set.value().filter(|got| Some(got.as_str()) != own) {
        let own = own.map_or_else(|| "none".to_owned(), |code| format!("\"{code}\""));
        let message = format!("A variant has the attribute set of its document, {own}; got \"{got}\".");
        faults.refuse(ATTRIBUTE_SET, "not_its_own", message);
    }
}

/// A variant may move between documents of its own document type.
fn same_type<'a>(
    view: &Overlay<'_>,
    before: Option<&Arc<Object>>,
    document: &'a Arc<Object>,
) -> Result<&'a Arc<Object>, Violation> {
    let own = before.map_or(document.type_id, |before| before.type_id);
    if own == document.type_id {
        return Ok(document);
    }
    let (own, got) = (view.schema.code_of(own), view.schema.code_of(document.type_id));
    let message = format!("Expected a document of the type \"{own}\"; \"{}\" is of the type \"{got}\".", document.code);
    Err(Violation::new(Field::Document, "wrong_type", message))
}

fn new_document<'a>(view: &'a Overlay<'_>, wanted: &Patch<String>) -> Result<&'a Arc<Object>, Violation> {
    let refuse = |rule, message: String| Err(Violation::new(Field::Document, rule, message));
    let Some(code) = wanted.value() else {
        return refuse("required", "A variant needs a document.".into());
    };
    let Some(document) = view.object(ObjectKind::Document, code) else {
        return refuse("unknown_reference", format!("There is no document \"{code}\"."));
    };
    match view.schema.by_id(document.type_id).map(|definition| &definition.spec) {
        Some(Spec::DocumentType(document_type)) if document_type.has_variants => Ok(document),
        _ => {
            let own = view.schema.code_of(document.type_id);
            refuse("no_variants", format!("Documents of the type \"{own}\" have no variants."))
        }
    }
}
