//! A document's type and classifications (v5.md 2.1).

use std::sync::Arc;

use super::overlay::Overlay;
use super::placement::placements;
use super::put::Place;
use super::step::Faults;
use crate::command::{Patch, PutObject};
use crate::object::Object;
use crate::problem::Field;
use crate::schema::{CatalogContent, DocumentType};

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
    let refused = faults.violations.len();
    let placements = placements(view, put, before, CatalogContent::Document, faults);
    if placements.is_empty() && faults.violations.len() == refused {
        orphan(put, before, faults);
    }
    Place { type_id, placements, ..Place::default() }
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
