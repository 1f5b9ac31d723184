//! The write that undoes one line of history.

use crate::body::{sendable, stored};
use crate::changes::{Change, Op};
use crate::command::{
    Action, AttributeFields, CatalogFields, DefinitionFields, DocumentTypeFields, FileWish, LocaleFields, OnUse, Patch,
    PutDefinition, PutMode, PutObject, PutValue, ValueInput,
};
use crate::file::Fact;
use crate::input::Input;
use crate::object::ObjectKind;
use crate::schema::{CatalogContent, DefinitionKind, Labels, Planning};
use crate::value::{Stored, Value};

use super::fields::{ATTRIBUTE_SET, ATTRIBUTES, CODE, FILE};
use super::{
    access, app, completeness, key_value, links, planning, profile, structure, tag, units, user, webhook, workflow,
};

/// The kind of a predefined value in history.
pub(crate) const VALUE: &str = "predefined_value";

/// The write that undoes one line of history; `None` if the line can't be read.
/// What was deleted comes back under a new number.
pub fn revert(change: &Change) -> Option<Action> {
    if let Some(kind) = ObjectKind::from_name(change.kind) {
        return revert_object(change, kind);
    }
    if let Some(kind) = DefinitionKind::from_name(change.kind) {
        return revert_definition(change, kind);
    }
    match change.kind {
        VALUE => revert_value(change),
        key_value::KIND => key_value::revert(change),
        user::KIND => user::revert(change),
        _ => None,
    }
}

/// The image before a change, and the mode that brings it back; `deleted`: the mode after a deletion.
pub(super) fn image(change: &Change, deleted: PutMode) -> Option<(Input, PutMode)> {
    let mode = if change.op == Op::Delete { deleted } else { PutMode::Update };
    Some((Input::parse(change.before.as_deref()?).ok()?, mode))
}

fn revert_object(change: &Change, kind: ObjectKind) -> Option<Action> {
    if change.op == Op::Create {
        return Some(Action::DeleteObject { kind, code: change.code.clone(), recursive: false });
    }
    let (image, mode) = image(change, PutMode::Create)?;
    restored(kind, &change.code, mode, &image).map(Action::PutObject)
}

/// The write that makes an object what an image says; what the image doesn't mention stays. `None`: it can't be read.
pub(super) fn restored(kind: ObjectKind, code: &str, mode: PutMode, image: &Input) -> Option<PutObject> {
    let mut put = PutObject::new(kind, code, mode);
    put.takes_defaults = false;
    if mode == PutMode::Update {
        put.new_code = text(image, CODE);
    }
    put.document_type = text(image, "documentType");
    put.attribute_set = text(image, ATTRIBUTE_SET);
    put.parent = text(image, "parent");
    put.catalogs = codes(image, "catalogs");
    put.classifications = codes(image, "classifications");
    put.tags = codes(image, "tags");
    put.workflows = workflow::stood(image);
    put.file = file(image);
    put.active = flag(image, "isActive");
    put.sequence = number(image, "sequence");
    if kind == ObjectKind::Link {
        links::restore(&mut put, image);
    }
    if let Some(Input::Map(values)) = image.get(ATTRIBUTES) {
        let value = |(code, input): &(String, Input)| Some((code.clone(), ValueInput::Whole(sendable(input)?)));
        put.values = values.iter().map(value).collect::<Option<_>>()?;
    }
    Some(put)
}

/// What is told of an asset's file; null: it had none.
fn file(image: &Input) -> Patch<FileWish> {
    patch(image, FILE, |input| matches!(input, Input::Map(_)).then(|| FileWish::Back(file_facts(image))))
}

/// What an image tells of an asset's file; `None`: it says that nothing was known.
pub(super) fn file_facts(image: &Input) -> Vec<(Fact, Option<Value>)> {
    let Some(Input::Map(facts)) = image.get(FILE) else { return Vec::new() };
    facts.iter().filter_map(fact).collect()
}

fn fact((name, input): &(String, Input)) -> Option<(Fact, Option<Value>)> {
    let fact = Fact::ALL.into_iter().find(|fact| fact.name() == name)?;
    match stored(input.clone()) {
        Some(Stored::Plain(value)) => Some((fact, Some(value))),
        _ => Some((fact, None)),
    }
}

fn revert_value(change: &Change) -> Option<Action> {
    let (attribute, code) = change.code.strip_prefix("attribute=")?.split_once(";code=")?;
    let (attribute, code) = (attribute.to_owned(), code.to_owned());
    if change.op == Op::Create {
        return Some(Action::DeleteValue { attribute, code, on_use: OnUse::Clear });
    }
    let (image, mode) = image(change, PutMode::Create)?;
    Some(Action::PutValue(PutValue {
        attribute,
        code,
        mode,
        body_code: None,
        name: labels(&image, "name"),
        sequence: number(&image, "sequence"),
        active: flag(&image, "isActive"),
    }))
}

fn revert_definition(change: &Change, kind: DefinitionKind) -> Option<Action> {
    if change.op == Op::Create {
        return Some(Action::DeleteDefinition { kind, code: change.code.clone(), on_use: OnUse::Refuse });
    }
    // A title attribute is made with its type, which comes back first.
    let (image, mode) = image(change, PutMode::Upsert)?;
    let fields = restored_fields(kind, &image);
    Some(Action::PutDefinition(PutDefinition { code: change.code.clone(), mode, body_code: None, fields }))
}

/// What makes a definition of that kind say what an image does; what the image doesn't mention stays.
pub(crate) fn restored_fields(kind: DefinitionKind, image: &Input) -> DefinitionFields {
    match kind {
        DefinitionKind::Locale => DefinitionFields::Locale(locale(image)),
        DefinitionKind::DocumentType => DefinitionFields::DocumentType(document_type(image)),
        DefinitionKind::Attribute => DefinitionFields::Attribute(Box::new(attribute(image))),
        DefinitionKind::Catalog => DefinitionFields::Catalog(catalog(image)),
        DefinitionKind::LinkType => DefinitionFields::LinkType(links::link_type(image)),
        DefinitionKind::AttributeGroup => DefinitionFields::AttributeGroup(structure::group(image)),
        DefinitionKind::AttributeSet => DefinitionFields::AttributeSet(structure::set(image)),
        DefinitionKind::MeasureFamily => DefinitionFields::MeasureFamily(units::family(image)),
        DefinitionKind::Role => DefinitionFields::Role(access::role(image)),
        DefinitionKind::ClassificationAccess => DefinitionFields::ClassificationAccess(access::profile(image)),
        DefinitionKind::AttributeAccess => DefinitionFields::AttributeAccess(access::profile(image)),
        DefinitionKind::ImageProfile => DefinitionFields::ImageProfile(access::image_profile(image)),
        DefinitionKind::Tag => DefinitionFields::Tag(tag::tag(image)),
        DefinitionKind::Workflow => DefinitionFields::Workflow(workflow::workflow(image)),
        DefinitionKind::CompletenessSetting => DefinitionFields::CompletenessSetting(completeness::setting(image)),
        DefinitionKind::ImportProfile => DefinitionFields::ImportProfile(Box::new(profile::import(image))),
        DefinitionKind::ExportProfile => DefinitionFields::ExportProfile(Box::new(profile::export(image))),
        DefinitionKind::ImportPlanning => DefinitionFields::ImportPlanning(planning::planning(image, Planning::IMPORT)),
        DefinitionKind::ExportPlanning => DefinitionFields::ExportPlanning(planning::planning(image, Planning::EXPORT)),
        DefinitionKind::Webhook => DefinitionFields::Webhook(webhook::webhook(image)),
        DefinitionKind::App => DefinitionFields::App(Box::new(app::app(image))),
    }
}

fn locale(image: &Input) -> LocaleFields {
    LocaleFields {
        name: text(image, "name"),
        is_data: flag(image, "isData"),
        is_interface: flag(image, "isInterface"),
        is_default: flag(image, "isDefault"),
        is_active: flag(image, "isActive"),
        fallback: text(image, "fallback"),
    }
}

fn document_type(image: &Input) -> DocumentTypeFields {
    DocumentTypeFields {
        name: labels(image, "name"),
        description: labels(image, "description"),
        is_active: flag(image, "isActive"),
        has_variants: flag(image, "hasVariants"),
        title_attribute: text(image, "titleAttribute"),
        sequence: number(image, "sequence"),
    }
}

fn attribute(image: &Input) -> AttributeFields {
    AttributeFields {
        object_type: text(image, "objectType"),
        document_type: text(image, "documentType"),
        link_type: text(image, "linkType"),
        kind: text(image, "type"),
        name: labels(image, "name"),
        description: labels(image, "description"),
        is_localizable: flag(image, "isLocalizable"),
        is_inherited: flag(image, "isInherited"),
        is_required: flag(image, "isRequired"),
        is_unique: flag(image, "isUnique"),
        is_read_only: flag(image, "isReadOnly"),
        is_hidden: flag(image, "isHidden"),
        is_filterable: flag(image, "isFilterable"),
        is_searchable: flag(image, "isSearchable"),
        section: text(image, "section"),
        sequence: number(image, "sequence"),
        constraints: input(image, "constraints"),
        measure_family: text(image, "measureFamily"),
        default_value: input(image, "defaultValue"),
        metadata_sources: codes(image, "metadataSources"),
        keeps_type: false,
    }
}

fn catalog(image: &Input) -> CatalogFields {
    CatalogFields {
        name: text(image, "name"),
        description: text(image, "description"),
        object_type: patch(image, "objectType", |input| CatalogContent::from_name(input.text()?)),
    }
}

pub(super) fn input(image: &Input, name: &str) -> Patch<Input> {
    patch(image, name, |input| Some(input.clone()))
}

pub(super) fn patch<T>(image: &Input, name: &str, read: impl FnOnce(&Input) -> Option<T>) -> Patch<T> {
    match image.get(name) {
        None => Patch::Absent,
        Some(input) => read(input).map_or(Patch::Null, Patch::Value),
    }
}

pub(super) fn text(image: &Input, name: &str) -> Patch<String> {
    patch(image, name, |input| input.text().map(str::to_owned))
}

pub(super) fn flag(image: &Input, name: &str) -> Patch<bool> {
    patch(image, name, |input| match input {
        Input::Bool(value) => Some(*value),
        _ => None,
    })
}

pub(super) fn number(image: &Input, name: &str) -> Patch<i64> {
    patch(image, name, |input| match input {
        Input::Number(text) => text.parse().ok(),
        _ => None,
    })
}

pub(super) fn codes(image: &Input, name: &str) -> Patch<Vec<String>> {
    patch(image, name, |input| match input {
        Input::List(items) => items.iter().map(|item| item.text().map(str::to_owned)).collect(),
        _ => None,
    })
}

/// Labels to merge: one that was absent is removed by an empty text.
pub(super) fn labels(image: &Input, name: &str) -> Patch<Labels> {
    patch(image, name, |input| match input {
        Input::Map(pairs) => {
            let label = |(locale, text): &(String, Input)| (locale.clone(), text.text().unwrap_or_default().to_owned());
            Some(pairs.iter().map(label).collect())
        }
        _ => None,
    })
}
