//! `/eav-attributes` (v4.md 11).

use model::attribute::AttributeType;
use model::command::{AttributeFields, DefinitionFields, Patch};
use model::object::ObjectKind;
use model::problem::Problem;
use model::schema::{Attribute, AttributeSet, Definition, DefinitionKind, MeasureFamily, Schema};
use serde_json::{Value, json};

use super::asked::Asked;
use super::body::Body;
use super::definitions::{Call, Definitions, label};
use super::kinds;
use super::printer::{Moment, Printer};

/// The resource.
pub struct Attributes;

impl Definitions for Attributes {
    fn kind(&self) -> DefinitionKind {
        DefinitionKind::Attribute
    }

    fn path(&self) -> &'static str {
        "/eav-attributes"
    }

    fn required(&self) -> &'static [&'static str] {
        &["code", "type", "object_type", "name"]
    }

    /// The only document type need not be named.
    fn check_given(&self, body: &Body, schema: &Schema) -> Result<(), Problem> {
        body.require(self.required())?;
        let has_type = matches!(body.peek("object_type"), Some("document" | "variant"));
        if has_type && schema.all(DefinitionKind::DocumentType).nth(1).is_some() {
            body.require(&["document_type_code"])?;
        }
        Ok(())
    }

    fn is_listed(&self, asked: &Asked, definition: &Definition) -> bool {
        let Some(attribute) = definition.says::<Attribute>() else { return false };
        let assists = asked.text("assist").is_none_or(|assist| assist == "0" || assist == "false");
        let is = |name: &str, holds: &dyn Fn(&str) -> bool| asked.text(name).is_none_or(holds);
        let codes = asked.codes("codes");
        (assists || attribute.kind.is_list())
            && is("document_type_code", &|code| attribute.document_type.as_deref() == Some(code))
            && is("object_type", &|name| kinds::name(attribute.object_type) == name)
            && is("type", &|name| AttributeType::from_name(name) == Some(attribute.kind))
            && is("attribute_set_code", &|code| {
                asked.schema.get::<AttributeSet>(code).is_some_and(|(_, set)| set.lists(&definition.code))
            })
            && (codes.is_empty() || codes.contains(&definition.code))
    }

    fn keys(&self) -> &'static [(&'static str, &'static str)] {
        &[
            ("objectType", "object_type"),
            ("isLocalizable", "localized"),
            ("isInherited", "inheritable"),
            ("isRequired", "required"),
            ("isUnique", "unique"),
            ("isReadOnly", "read_only"),
            ("section.id", "attribute_group_code"),
            ("measureFamily", "measure_family_code"),
            ("defaultValue", "default_value"),
        ]
    }

    fn put(&self, body: &mut Body, call: &Call<'_>) -> DefinitionFields {
        let object_type = kinds::taken(body, "object_type", &ObjectKind::ALL);
        let has_type = object_type.value().is_some_and(|name| matches!(name.as_str(), "document" | "variant"));
        let document_type = body.reference("document_type_code");
        let measure_family = family(body, call);
        DefinitionFields::Attribute(Box::new(AttributeFields {
            object_type,
            document_type: if call.is_new && has_type { or_only(document_type, call.schema) } else { document_type },
            link_type: body.reference("link_type_code"),
            kind: kind(body),
            name: label(body.text("name"), call.culture),
            description: label(body.text("description"), call.culture),
            is_localizable: body.switch("localized"),
            is_inherited: body.switch("inheritable"),
            is_required: body.switch("required"),
            is_unique: body.switch("unique"),
            is_read_only: body.switch("read_only"),
            section: body.reference("attribute_group_code"),
            sequence: body.integer("position"),
            constraints: body.input("constraints"),
            measure_family,
            default_value: body.input("default_value"),
            keeps_type: true,
            ..AttributeFields::default()
        }))
    }

    fn row(&self, printer: Printer<'_>, definition: &Definition) -> Value {
        let Some(attribute) = definition.says::<Attribute>() else { return Value::Null };
        let family = attribute.measure_family.as_deref();
        let unit = family.and_then(|code| printer.schema.get::<MeasureFamily>(code));
        let all = printer.schema.all(DefinitionKind::AttributeSet);
        let lists = |set: &&std::sync::Arc<Definition>| {
            set.says::<AttributeSet>().is_some_and(|own| own.lists(&definition.code))
        };
        let sets: Vec<&str> = all.filter(lists).map(|set| set.code.as_str()).collect();
        json!({
            "id": definition.id,
            "code": definition.code,
            "name": printer.label_or(&attribute.name, &definition.code),
            "type": type_name(attribute.kind),
            "object_type": kinds::name(attribute.object_type),
            "document_type_code": attribute.document_type,
            "link_type_code": attribute.link_type,
            "attribute_sets": sets,
            "attribute_group_code": attribute.section,
            "localized": attribute.is_localizable,
            "required": attribute.is_required,
            "inheritable": attribute.is_inherited,
            "unique": attribute.is_unique,
            "multiple": attribute.kind == AttributeType::Multiselect,
            "read_only": attribute.is_read_only,
            "unit": unit.map(|(_, family)| family.base_unit.as_str()),
            "position": attribute.sequence,
            "description": printer.label(&attribute.description),
            "created_at": Moment(definition.created.at),
            "updated_at": Moment(definition.updated.at),
        })
    }
}

/// The family of a measure: by its code, or that of a new one by its base unit if no other family has it.
fn family(body: &mut Body, call: &Call<'_>) -> Patch<String> {
    let named = body.reference("measure_family_code");
    if !call.is_new || named != Patch::Absent || body.peek("type") != Some(AttributeType::Measure.name()) {
        return named;
    }
    match body.peek("unit").and_then(|unit| with_unit(call.schema, unit)) {
        Some(code) => {
            _ = body.text("unit");
            Patch::Value(code)
        }
        None => named,
    }
}

/// The only family with that base unit.
fn with_unit(schema: &Schema, unit: &str) -> Option<String> {
    let all = schema.all(DefinitionKind::MeasureFamily);
    let mut found = all.filter(|family| family.says::<MeasureFamily>().is_some_and(|own| own.base_unit == unit));
    let first = found.next()?;
    found.next().is_none().then(|| first.code.clone())
}

/// The only document type, where none is named.
pub fn or_only(document_type: Patch<String>, schema: &Schema) -> Patch<String> {
    let mut types = schema.all(DefinitionKind::DocumentType);
    match (document_type, types.next(), types.next()) {
        (Patch::Absent, Some(only), None) => Patch::Value(only.code.clone()),
        (document_type, ..) => document_type,
    }
}

/// The type that is named, by v4's word or the core's.
fn kind(body: &mut Body) -> Patch<String> {
    let name = body.text("type");
    if let Some(got) = name.value().filter(|name| AttributeType::from_name(name).is_none()) {
        let names: Vec<_> = AttributeType::ALL.iter().copied().map(type_name).collect();
        let got: String = got.chars().take(60).collect();
        body.refuse("type", "unknown_type", format!("Expected one of {}; got \"{got}\".", names.join(", ")));
        return Patch::Absent;
    }
    name
}

/// v4's word for a type.
fn type_name(kind: AttributeType) -> &'static str {
    if kind == AttributeType::Multiline { "textarea" } else { kind.name() }
}
