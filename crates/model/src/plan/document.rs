//! A document's type, attribute set and classifications (v5.md 2.1).

use std::sync::Arc;

use super::overlay::Overlay;
use super::placement::placements;
use super::put::Place;
use super::step::Faults;
use crate::command::{Patch, PutObject};
use crate::object::Object;
use crate::problem::Field;
use crate::schema::{AttributeSet, CatalogContent, DocumentType};

pub(super) const ATTRIBUTE_SET: Field = Field::Property("attributeSet.id");

/// Its type, its set, and its classifications in order.
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
    let set = set(view, put, before, type_id, faults);
    let refused = faults.violations.len();
    let placements = placements(view, put, before, CatalogContent::Document, faults);
    if placements.is_empty() && faults.violations.len() == refused {
        orphan(put, before, faults);
    }
    Place { type_id, set, placements, ..Place::default() }
}

/// It is in no classification, be it that it never was or that the put says so.
fn orphan(put: &PutObject, before: Option<&Arc<Object>>, faults: &mut Faults) {
    let mentioned = put.classifications != Patch::Absent || put.classification != Patch::Absent;
    if before.is_none() && put.require_classification {
        faults.refuse(Field::Classification, "required", "A new document needs a classification.");
    } else if before.is_none() || mentioned {
        faults.warn(Field::Classification, "orphan", "The document is in no classification.");
    }
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

/// The number of its attribute set; a new document that names none has the default of its type.
fn set(
    view: &Overlay<'_>,
    put: &PutObject,
    before: Option<&Arc<Object>>,
    type_id: Option<i64>,
    faults: &mut Faults,
) -> Option<i64> {
    let document_type = view.schema.code_of(type_id?);
    let code = match (&put.attribute_set, before) {
        (Patch::Absent, Some(before)) => return before.set,
        (Patch::Absent, None) if put.takes_defaults => {
            let mut sets = view.schema.sets_of(document_type);
            return sets.find(|(_, set)| set.is_default).map(|(definition, _)| definition.id);
        }
        (Patch::Absent | Patch::Null, _) => return None,
        (Patch::Value(code), _) => code,
    };
    match view.schema.get::<AttributeSet>(code) {
        Some((id, set)) if set.document_type == document_type => return Some(id),
        Some((_, set)) => {
            let message = format!(
                "Expected an attribute set of the type \"{document_type}\"; \"{code}\" is one of \"{}\".",
                set.document_type
            );
            faults.refuse(ATTRIBUTE_SET, "wrong_type", message);
        }
        None => {
            faults.refuse(ATTRIBUTE_SET, "unknown_reference", format!("There is no attribute set \"{code}\"."));
        }
    }
    None
}
