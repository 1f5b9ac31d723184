//! Definitions that give documents and sheets their structure: their fields, and the writes that bring them back.

use super::fields::{Fields, Leaf, labels, text};
use super::revert;
use crate::command::AttributeGroupFields;
use crate::input::Input;
use crate::schema::AttributeGroup;

pub(super) fn of_group(group: &AttributeGroup) -> Fields<'_> {
    let mut fields = vec![
        (["level", "", ""], Leaf::Number(i64::from(group.level))),
        (["objectType", "", ""], Leaf::Text(group.object_type.name())),
        (["sequence", "", ""], Leaf::Number(group.sequence)),
    ];
    labels(&mut fields, "name", &group.name);
    text(&mut fields, ["parent", "", ""], group.parent.as_deref());
    text(&mut fields, ["documentType", "", ""], group.document_type.as_deref());
    fields
}

pub(super) fn group(image: &Input) -> AttributeGroupFields {
    AttributeGroupFields {
        name: revert::labels(image, "name"),
        level: revert::number(image, "level"),
        parent: revert::text(image, "parent"),
        object_type: revert::text(image, "objectType"),
        document_type: revert::text(image, "documentType"),
        sequence: revert::number(image, "sequence"),
    }
}
