//! The fields of a thing, by their API v5 names.

use std::fmt::Write as _;

use super::{
    State, access, app, completeness, key_value, links, planning, profile, structure, tag, units, user, webhook,
    workflow,
};
use crate::address::{MASK, masked};
use crate::body::{Body, write_held, write_list, write_marked, write_text, write_value};
use crate::changes::Entity;
use crate::file::Fact;
use crate::object::{Object, ObjectKind};
use crate::schema::{
    Attribute, AttributeAccess, Catalog, ClassificationAccess, Constraints, DocumentType, ExportPlanning,
    ImportPlanning, Labels, Locale, Planning, PredefinedValue, Schema, Spec,
};
use crate::standing;
use crate::tags;
use crate::value::{Stored, Value};

/// The field that names an object; told where it changes.
pub(super) const CODE: &str = "id";

/// The field that holds values.
pub(super) const ATTRIBUTES: &str = "attributes";

/// The field that names a document's attribute set.
pub(super) const ATTRIBUTE_SET: &str = "attributeSet";

/// The field that tells of an asset's file.
pub(super) const FILE: &str = "file";

/// Where a field stands: its name, then what is below, such as an attribute's code and a locale; "" fills up.
pub(super) type Path<'a> = [&'a str; 3];

/// The content of a field.
#[derive(Debug, PartialEq)]
pub(super) enum Leaf<'a> {
    Value(&'a Value),
    Text(&'a str),
    Bool(bool),
    Number(i64),
    Codes(Vec<&'a str>),
    Json(String),
    /// A text that is made for the purpose.
    Own(String),
    /// What differs, but is never told.
    Secret(&'a str),
    /// An address whose password is never told.
    Address(&'a str),
}

impl Leaf<'_> {
    /// Writes it as history keeps it: values as they stand in a body.
    pub fn keep(&self, out: &mut String) {
        match self {
            Self::Value(value) => write_marked(out, value),
            other => other.write(out),
        }
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Value(value) => write_value(out, value),
            Self::Text(text) => write_text(out, text),
            // Writing to a string can't fail.
            Self::Bool(value) => drop(write!(out, "{value}")),
            Self::Number(number) => drop(write!(out, "{number}")),
            Self::Codes(codes) => write_list(out, codes, |out, code| write_text(out, code)),
            Self::Json(json) => out.push_str(json),
            Self::Own(text) => write_text(out, text),
            Self::Secret(_) => write_text(out, MASK),
            Self::Address(address) => write_text(out, &masked(address)),
        }
    }

    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }
}

pub(super) type Fields<'a> = Vec<(Path<'a>, Leaf<'a>)>;

/// All fields that say something, sorted by path.
pub(super) fn fields((entity, schema): State<'_>) -> Fields<'_> {
    let mut fields = match entity {
        Entity::Object(object) => of_object(object, schema),
        Entity::Value(value) => of_value(value),
        Entity::KeyValue(pair) => key_value::fields(pair),
        Entity::User(user) => user::fields(user),
        Entity::Definition(definition) => of_spec(&definition.spec),
    };
    fields.sort_by_key(|(path, _)| *path);
    fields
}

pub(super) fn of_spec(spec: &Spec) -> Fields<'_> {
    match spec {
        Spec::Locale(locale) => of_locale(locale),
        Spec::DocumentType(document_type) => of_document_type(document_type),
        Spec::Attribute(attribute) => of_attribute(attribute),
        Spec::Catalog(catalog) => of_catalog(catalog),
        Spec::AttributeGroup(group) => structure::of_group(group),
        Spec::AttributeSet(set) => structure::of_set(set),
        Spec::MeasureFamily(family) => units::of_family(family),
        Spec::Role(role) => access::of_role(role),
        Spec::ClassificationAccess(ClassificationAccess(profile)) | Spec::AttributeAccess(AttributeAccess(profile)) => {
            access::of_profile(profile)
        }
        Spec::ImageProfile(profile) => access::of_image_profile(profile),
        Spec::LinkType(link_type) => links::of_type(link_type),
        Spec::Tag(tag) => tag::of_tag(tag),
        Spec::Workflow(own) => workflow::of_workflow(own),
        Spec::CompletenessSetting(setting) => completeness::of_setting(setting),
        Spec::ImportProfile(own) => profile::of_import(own),
        Spec::ExportProfile(own) => profile::of_export(own),
        Spec::ImportPlanning(ImportPlanning(own)) => planning::of_planning(own, Planning::IMPORT),
        Spec::ExportPlanning(ExportPlanning(own)) => planning::of_planning(own, Planning::EXPORT),
        Spec::Webhook(own) => webhook::of_webhook(own),
        Spec::App(own) => app::of_app(own),
    }
}

pub(super) fn of_object<'a>(object: &'a Object, schema: &'a Schema) -> Fields<'a> {
    let mut fields = Vec::with_capacity(object.body.0.len() + 4);
    let type_code = schema.code_of(object.type_id);
    if matches!(object.kind, ObjectKind::Document | ObjectKind::Asset) {
        let nodes = object.placements.iter().map(|at| at.code.as_str()).collect();
        fields.push((["classifications", "", ""], Leaf::Codes(nodes)));
    }
    match object.kind {
        ObjectKind::Document => {
            fields.push((["documentType", "", ""], Leaf::Text(type_code)));
            text(&mut fields, [ATTRIBUTE_SET, "", ""], object.set.map(|id| schema.code_of(id)));
            workflow::standings(&mut fields, &object.body, type_code, schema);
        }
        ObjectKind::Variant | ObjectKind::Asset => {}
        ObjectKind::Link => return links::of_link(object, type_code),
        ObjectKind::Classification => fields.push((["catalogs", "", ""], Leaf::Codes(vec![type_code]))),
    }
    if let Some(parent) = &object.parent {
        fields.push((["parent", "", ""], Leaf::Text(&parent.code)));
    }
    flag(&mut fields, "isActive", object.active);
    fields.push((["sequence", "", ""], Leaf::Number(object.sequence)));
    values(&mut fields, &object.body);
    fields
}

pub(super) fn values<'a>(fields: &mut Fields<'a>, body: &'a Body) {
    for (code, stored) in body.0.iter().filter(|(code, _)| *code != standing::NODES) {
        match stored {
            Stored::Plain(value) if let Some(fact) = Fact::from_code(code) => {
                fields.push(([FILE, fact.name(), ""], Leaf::Value(value)));
            }
            Stored::Plain(Value::Codes(codes)) if code == tags::WRITTEN => {
                fields.push((["tags", "", ""], links::codes(codes)));
            }
            Stored::Plain(value) => fields.push(([ATTRIBUTES, code, ""], Leaf::Value(value))),
            Stored::Localised(map) => {
                fields.extend(map.iter().map(|(locale, value)| ([ATTRIBUTES, code, locale], Leaf::Value(value))));
            }
        }
    }
}

fn of_value(value: &PredefinedValue) -> Fields<'_> {
    let mut fields = vec![(["sequence", "", ""], Leaf::Number(value.sequence))];
    flag(&mut fields, "isActive", value.active);
    labels(&mut fields, "name", &value.labels);
    fields
}

fn of_locale(locale: &Locale) -> Fields<'_> {
    let mut fields = vec![(["name", "", ""], Leaf::Text(&locale.name))];
    flag(&mut fields, "isData", locale.is_data);
    flag(&mut fields, "isInterface", locale.is_interface);
    flag(&mut fields, "isDefault", locale.is_default);
    flag(&mut fields, "isActive", locale.is_active);
    text(&mut fields, ["fallback", "", ""], locale.fallback.as_deref());
    fields
}

fn of_document_type(document_type: &DocumentType) -> Fields<'_> {
    let mut fields = vec![(["sequence", "", ""], Leaf::Number(document_type.sequence))];
    labels(&mut fields, "name", &document_type.name);
    labels(&mut fields, "description", &document_type.description);
    flag(&mut fields, "isActive", document_type.is_active);
    flag(&mut fields, "hasVariants", document_type.has_variants);
    text(&mut fields, ["titleAttribute", "", ""], document_type.title_attribute.as_deref());
    fields
}

fn of_attribute(attribute: &Attribute) -> Fields<'_> {
    let mut fields = vec![
        (["objectType", "", ""], Leaf::Text(attribute.object_type.name())),
        (["type", "", ""], Leaf::Text(attribute.kind.name())),
        (["sequence", "", ""], Leaf::Number(attribute.sequence)),
    ];
    text(&mut fields, ["documentType", "", ""], attribute.document_type.as_deref());
    text(&mut fields, ["linkType", "", ""], attribute.link_type.as_deref());
    text(&mut fields, ["section", "", ""], attribute.section.as_deref());
    labels(&mut fields, "name", &attribute.name);
    labels(&mut fields, "description", &attribute.description);
    flag(&mut fields, "isLocalizable", attribute.is_localizable);
    flag(&mut fields, "isInherited", attribute.is_inherited);
    flag(&mut fields, "isRequired", attribute.is_required);
    flag(&mut fields, "isUnique", attribute.is_unique);
    flag(&mut fields, "isReadOnly", attribute.is_read_only);
    flag(&mut fields, "isHidden", attribute.is_hidden);
    flag(&mut fields, "isFilterable", attribute.is_filterable);
    flag(&mut fields, "isSearchable", attribute.is_searchable);
    text(&mut fields, ["measureFamily", "", ""], attribute.measure_family.as_deref());
    if let Some(default) = &attribute.default_value {
        let mut json = String::new();
        write_held(&mut json, default);
        fields.push((["defaultValue", "", ""], Leaf::Json(json)));
    }
    if !attribute.metadata_sources.is_empty() {
        let names = attribute.metadata_sources.iter().map(String::as_str).collect();
        fields.push((["metadataSources", "", ""], Leaf::Codes(names)));
    }
    constraints(&mut fields, &attribute.constraints);
    fields
}

fn constraints<'a>(fields: &mut Fields<'a>, constraints: &'a Constraints) {
    let Constraints { max_length, min_value, max_value, decimals, regex, currencies, extensions, lenient } =
        constraints;
    let count = |name: &'a str, count: Option<u32>| {
        count.map(|count| (["constraints", name, ""], Leaf::Number(i64::from(count))))
    };
    fields.extend(count("maxLength", *max_length));
    fields.extend(count("decimals", *decimals));
    text(fields, ["constraints", "minValue", ""], min_value.as_deref());
    text(fields, ["constraints", "maxValue", ""], max_value.as_deref());
    text(fields, ["constraints", "regex", ""], regex.as_ref().map(crate::attribute::Pattern::text));
    for (name, list) in [("currencies", currencies), ("extensions", extensions)] {
        if !list.is_empty() {
            fields.push((["constraints", name, ""], Leaf::Codes(list.iter().map(String::as_str).collect())));
        }
    }
    if *lenient {
        fields.push((["constraints", "lenient", ""], Leaf::Bool(true)));
    }
}

fn of_catalog(catalog: &Catalog) -> Fields<'_> {
    let mut fields = vec![
        (["name", "", ""], Leaf::Text(catalog.name.as_str())),
        (["objectType", "", ""], Leaf::Text(catalog.object_type.name())),
    ];
    text(&mut fields, ["description", "", ""], catalog.description.as_deref());
    fields
}

pub(super) fn flag(fields: &mut Fields<'_>, name: &'static str, value: bool) {
    fields.push(([name, "", ""], Leaf::Bool(value)));
}

pub(super) fn text<'a>(fields: &mut Fields<'a>, path: Path<'a>, text: Option<&'a str>) {
    fields.extend(text.map(|text| (path, Leaf::Text(text))));
}

pub(super) fn labels<'a>(fields: &mut Fields<'a>, name: &'a str, labels: &'a Labels) {
    fields.extend(labels.iter().map(|(locale, label)| ([name, locale, ""], Leaf::Text(label))));
}
