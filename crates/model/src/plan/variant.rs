//! A variant's document (v5.md 2.3).

use std::sync::Arc;

use super::overlay::Overlay;
use super::put::Place;
use super::step::Faults;
use crate::command::{Patch, PutObject};
use crate::object::{Object, ObjectKind};
use crate::problem::{Field, Violation};
use crate::schema::Spec;

/// Its document, and with it its type.
pub(super) fn place<'a>(
    view: &'a Overlay<'_>,
    put: &PutObject,
    before: Option<&Arc<Object>>,
    faults: &mut Faults,
) -> Place<'a> {
    if let Some(before) = before {
        return stay(view, put, before, faults);
    }
    match new_document(view, &put.parent) {
        Ok(document) => Place {
            type_id: Some(document.type_id),
            parent: Some(document.reference()),
            document: Some(document),
            ..Place::default()
        },
        Err(violation) => {
            faults.violations.push(violation);
            Place::default()
        }
    }
}

fn stay<'a>(view: &'a Overlay<'_>, put: &PutObject, before: &Object, faults: &mut Faults) -> Place<'a> {
    let own = before.parent.as_ref().map_or("", |parent| parent.code.as_str());
    let got = match &put.parent {
        Patch::Value(code) if code != own => Some(format!("\"{code}\"")),
        Patch::Null => Some("null".to_owned()),
        _ => None,
    };
    if let Some(got) = got {
        faults.refuse(Field::Parent, "immutable", format!("The document is \"{own}\" and stays so; got {got}."));
    }
    Place {
        type_id: Some(before.type_id),
        parent: before.parent.clone(),
        document: view.parent(before),
        ..Place::default()
    }
}

fn new_document<'a>(view: &'a Overlay<'_>, wanted: &Patch<String>) -> Result<&'a Arc<Object>, Violation> {
    let refuse = |rule, message: String| Err(Violation::new(Field::Parent, rule, message));
    let Some(code) = wanted.value() else {
        return refuse("required", "A new variant needs a document.".into());
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
