//! Indicators of completeness: their fields, and the write that brings one back.

use super::fields::{Fields, Leaf, Path, labels};
use super::revert;
use crate::command::CompletenessSettingFields;
use crate::input::Input;
use crate::schema::CompletenessSetting;

fn at(name: &str) -> Path<'_> {
    [name, "", ""]
}

pub(super) fn of_setting(setting: &CompletenessSetting) -> Fields<'_> {
    let codes = |codes| Leaf::Codes(<[String]>::iter(codes).map(String::as_str).collect());
    let mut fields = vec![
        (at("color"), Leaf::Text(&setting.color)),
        (at("documentType"), Leaf::Text(&setting.document_type)),
        (at("attributes"), codes(&setting.attributes)),
        (at("linkTypes"), codes(&setting.link_types)),
    ];
    labels(&mut fields, "name", &setting.name);
    fields
}

pub(super) fn setting(image: &Input) -> CompletenessSettingFields {
    CompletenessSettingFields {
        name: revert::labels(image, "name"),
        color: revert::text(image, "color"),
        document_type: revert::text(image, "documentType"),
        attributes: revert::codes(image, "attributes"),
        link_types: revert::codes(image, "linkTypes"),
    }
}
