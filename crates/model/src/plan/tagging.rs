//! The tags that are written on a document (v5.md 2.1).

use super::overlay::Overlay;
use super::step::Faults;
use crate::body::Body;
use crate::command::{Patch, PutObject};
use crate::problem::Field;
use crate::schema::{Schema, Tag};
use crate::tags;

/// Their codes after a put. `is_new`: it takes those that are given by default.
pub(super) fn written(
    view: &Overlay<'_>,
    put: &PutObject,
    document_type: &str,
    own: &Body,
    is_new: bool,
    faults: &mut Faults,
) -> Vec<String> {
    let mut codes = match &put.tags {
        Patch::Absent if is_new => by_default(&view.schema, document_type),
        Patch::Absent => return tags::written(own).to_vec(),
        Patch::Null => Vec::new(),
        Patch::Value(codes) => {
            let one = |(n, code): (_, &String)| known(view, document_type, Field::Item("tags", n, "id"), code, faults);
            codes.iter().enumerate().filter_map(one).collect()
        }
    };
    codes.sort_unstable();
    codes.dedup();
    codes
}

fn by_default(schema: &Schema, document_type: &str) -> Vec<String> {
    let given = schema.tags_of(document_type).filter(|(_, tag)| tag.is_default);
    given.map(|(definition, _)| definition.code.clone()).collect()
}

/// The code, if the tag is one that can be written. What rules give is often read and sent back.
fn known(view: &Overlay<'_>, document_type: &str, field: Field, code: &str, faults: &mut Faults) -> Option<String> {
    match view.schema.get::<Tag>(code) {
        None => faults.refuse(field, "unknown_reference", format!("There is no tag \"{code}\".")),
        Some((_, tag)) if tag.document_type != document_type => {
            let message = format!("A document of the type \"{document_type}\" has no tag \"{code}\".");
            faults.refuse(field, "not_available", message);
        }
        Some((_, tag)) if !tag.rules.is_empty() => {
            faults.warn(
                field,
                "by_rules",
                format!("The tag \"{code}\" is given by its rules alone; this was ignored."),
            );
        }
        Some(_) => return Some(code.to_owned()),
    }
    None
}
