//! Links and their types: their fields, and the writes that bring them back.

use super::fields::{Fields, Leaf, Path, flag, labels, values};
use super::revert;
use crate::command::{LinkTypeFields, PutMode, PutObject};
use crate::input::Input;
use crate::object::Object;
use crate::schema::LinkType;

pub(super) const LINK_TYPE: &str = "linkType";
pub(super) const ORIGIN: &str = "origin";
pub(super) const TARGET: &str = "target";
const ORIGIN_DOCUMENT_TYPES: &str = "originDocumentTypes";
const TARGET_DOCUMENT_TYPES: &str = "targetDocumentTypes";

fn at(name: &str) -> Path<'_> {
    [name, "", ""]
}

pub(super) fn of_link<'a>(link: &'a Object, type_code: &'a str) -> Fields<'a> {
    let mut fields = vec![(at(LINK_TYPE), Leaf::Text(type_code)), (at("sequence"), Leaf::Number(link.sequence))];
    let ends = [(ORIGIN, &link.parent), (TARGET, &link.target)];
    fields.extend(ends.iter().filter_map(|(name, end)| Some((at(name), Leaf::Text(&end.as_ref()?.code)))));
    values(&mut fields, &link.body);
    fields
}

/// What a link was. One that comes back is named by its ends: it gets another code.
pub(super) fn restore(put: &mut PutObject, image: &Input) {
    if put.mode == PutMode::Create {
        put.code.clear();
    }
    put.link_type = revert::text(image, LINK_TYPE);
    put.parent = revert::text(image, ORIGIN);
    put.target = revert::text(image, TARGET);
}

pub(super) fn of_type(link_type: &LinkType) -> Fields<'_> {
    let mut fields = vec![
        (at("originType"), Leaf::Text(link_type.origin_type.name())),
        (at("targetType"), Leaf::Text(link_type.target_type.name())),
        (at("priority"), Leaf::Number(link_type.priority)),
        (at(ORIGIN_DOCUMENT_TYPES), codes(&link_type.origin_document_types)),
        (at(TARGET_DOCUMENT_TYPES), codes(&link_type.target_document_types)),
    ];
    labels(&mut fields, "name", &link_type.name);
    flag(&mut fields, "isActive", link_type.is_active);
    fields
}

pub(super) fn codes(codes: &[String]) -> Leaf<'_> {
    Leaf::Codes(codes.iter().map(String::as_str).collect())
}

pub(super) fn link_type(image: &Input) -> LinkTypeFields {
    LinkTypeFields {
        name: revert::labels(image, "name"),
        origin_type: revert::text(image, "originType"),
        target_type: revert::text(image, "targetType"),
        origin_document_types: revert::codes(image, ORIGIN_DOCUMENT_TYPES),
        target_document_types: revert::codes(image, TARGET_DOCUMENT_TYPES),
        priority: revert::number(image, "priority"),
        is_active: revert::flag(image, "isActive"),
    }
}
