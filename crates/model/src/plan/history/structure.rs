//! Definitions that give documents and sheets their structure: their fields, and the writes that bring them back.

use super::fields::{ATTRIBUTES, Fields, Leaf, flag, labels, text};
use super::revert;
use crate::command::{AttributeGroupFields, AttributeSetFields};
use crate::input::Input;
use crate::schema::{AttributeGroup, AttributeSet};

const VARIANT_ATTRIBUTES: &str = "variantAttributes";

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

pub(super) fn of_set(set: &AttributeSet) -> Fields<'_> {
    let mut fields = vec![(["documentType", "", ""], Leaf::Text(&set.document_type))];
    for (name, codes) in [(ATTRIBUTES, &set.attributes), (VARIANT_ATTRIBUTES, &set.variant_attributes)] {
        fields.push(([name, "", ""], Leaf::Codes(codes.iter().map(String::as_str).collect())));
    }
    labels(&mut fields, "name", &set.name);
    flag(&mut fields, "isDefault", set.is_default);
    fields
}

pub(super) fn set(image: &Input) -> AttributeSetFields {
    AttributeSetFields {
        name: revert::labels(image, "name"),
        document_type: revert::text(image, "documentType"),
        attributes: revert::codes(image, ATTRIBUTES),
        variant_attributes: revert::codes(image, VARIANT_ATTRIBUTES),
        is_default: revert::flag(image, "isDefault"),
    }
}
