//! Profiles of imports and exports: their fields, and the writes that bring them back.

use super::fields::{Fields, Leaf, Path, flag, text};
use super::revert;
use crate::command::{ExportProfileFields, ImportProfileFields, LayoutFields};
use crate::input::Input;
use crate::schema::{ExportProfile, ImportProfile, Layout, Mapping, Missing};

fn at(name: &str) -> Path<'_> {
    [name, "", ""]
}

pub(super) fn of_import(profile: &ImportProfile) -> Fields<'_> {
    let mut fields = of_layout(&profile.layout);
    fields.extend([
        (at("emptyCell"), Leaf::Text(profile.empty_cell.name())),
        (at("action"), Leaf::Text(profile.action.name())),
        (at("createMissing"), Leaf::Codes(profile.creates().into_iter().map(Missing::name).collect())),
    ]);
    flag(&mut fields, "matchLabels", profile.matches_labels);
    fields.extend(profile.loss_limit.map(|limit| (at("lossLimit"), Leaf::Number(limit.into()))));
    fields
}

pub(super) fn of_export(profile: &ExportProfile) -> Fields<'_> {
    let mut fields = of_layout(&profile.layout);
    fields.push((at("filters"), Leaf::Json(profile.filters.clone())));
    fields
}

fn of_layout(layout: &Layout) -> Fields<'_> {
    let notation = &layout.notation;
    let mut fields = vec![
        (at("name"), Leaf::Text(&layout.name)),
        (at("model"), Leaf::Own(layout.model.name())),
        (at("locales"), Leaf::Codes(layout.locales.iter().map(String::as_str).collect())),
        (at("extension"), Leaf::Text(notation.extension.name())),
        (at("decimalSeparator"), Leaf::Own(notation.decimal_separator.to_string())),
        (at("dateFormat"), Leaf::Text(&notation.date_format)),
        (at("dateTimeSeparator"), Leaf::Text(&notation.date_time_separator)),
        (at("multiValueSeparator"), Leaf::Own(notation.multi_value_separator.to_string())),
        (at("mappings"), Leaf::Json(mappings(&layout.mappings))),
    ];
    text(&mut fields, at("description"), layout.description.as_deref());
    text(&mut fields, at("encoding"), notation.encoding.as_deref());
    fields.extend(notation.separator.map(|one| (at("separator"), Leaf::Own(one.to_string()))));
    fields.extend(notation.enclosure.map(|one| (at("enclosure"), Leaf::Own(one.to_string()))));
    fields.extend(layout.remote_path.as_deref().map(|address| (at("remotePath"), Leaf::Address(address))));
    fields
}

/// As they may be sent.
fn mappings(mappings: &[Mapping]) -> String {
    let text = |text: &str| Input::Text(text.to_owned());
    let map = |members: Vec<(&str, Input)>| {
        Input::Map(members.into_iter().map(|(name, input)| (name.to_owned(), input)).collect())
    };
    let one = |mapping: &Mapping| {
        let target = &mapping.target;
        let locale = target.locale.as_deref().map(|locale| ("locale", text(locale)));
        let members = [("type", text(target.kind.name())), ("code", text(&target.code))];
        let options = mapping.options.iter();
        let options = options.map(|own| map(vec![("name", text(&own.name)), ("value", own.value.input())])).collect();
        map(vec![
            ("column", text(&mapping.column)),
            ("target", map(members.into_iter().chain(locale).collect())),
            ("options", Input::List(options)),
        ])
    };
    Input::List(mappings.iter().map(one).collect()).to_json()
}

pub(super) fn import(image: &Input) -> ImportProfileFields {
    ImportProfileFields {
        layout: layout(image),
        empty_cell: revert::text(image, "emptyCell"),
        action: revert::text(image, "action"),
        create_missing: revert::codes(image, "createMissing"),
        matches_labels: revert::flag(image, "matchLabels"),
        loss_limit: revert::number(image, "lossLimit"),
    }
}

pub(super) fn export(image: &Input) -> ExportProfileFields {
    ExportProfileFields { layout: layout(image), filters: revert::input(image, "filters") }
}

fn layout(image: &Input) -> LayoutFields {
    LayoutFields {
        name: revert::text(image, "name"),
        description: revert::text(image, "description"),
        model: revert::text(image, "model"),
        locales: revert::codes(image, "locales"),
        extension: revert::text(image, "extension"),
        separator: revert::text(image, "separator"),
        enclosure: revert::text(image, "enclosure"),
        encoding: revert::text(image, "encoding"),
        decimal_separator: revert::text(image, "decimalSeparator"),
        date_format: revert::text(image, "dateFormat"),
        date_time_separator: revert::text(image, "dateTimeSeparator"),
        multi_value_separator: revert::text(image, "multiValueSeparator"),
        remote_path: revert::text(image, "remotePath"),
        mappings: revert::input(image, "mappings"),
    }
}
