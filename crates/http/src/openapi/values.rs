//! The map `attributes`: each attribute of the live schema as a typed property (v5.md 1.12).

use std::collections::BTreeSet;

use model::attribute::AttributeType;
use model::object::ObjectKind;
use model::schema::{Attribute, Definition, DefinitionKind, Locale, Schema};
use serde_json::{Map, Value, json};

use crate::v5::describe::Description;

/// The objects that have the same attributes: all of a kind, or those of one document type.
struct Sheet<'a> {
    document_type: Option<&'a str>,
    attributes: Vec<(&'a str, &'a Attribute)>,
}

/// The schemas of what objects of each type hold, and of what they take.
pub fn components(resource: &Description, schema: &Schema) -> Vec<(String, Value)> {
    let Some(kind) = resource.objects else { return Vec::new() };
    let locales: Vec<_> = data_locales(schema).collect();
    let mut all = Vec::new();
    for sheet in sheets(kind, schema) {
        let of = |form: &dyn Fn(&Attribute) -> Value| {
            let properties: Map<_, _> =
                sheet.attributes.iter().map(|(code, attribute)| ((*code).to_owned(), form(attribute))).collect();
            json!({"type": "object", "properties": properties, "additionalProperties": false, "required": []})
        };
        let mut shown = of(&shown);
        if let Value::Object(shown) = &mut shown {
            shown.remove("required");
        }
        all.push((name(resource, "Attributes", &sheet), shown));
        all.push((name(resource, "AttributesInput", &sheet), of(&|attribute| given(attribute, &locales))));
    }
    all
}

/// The schema of the property `attributes` as it is printed; none: the property is another.
pub fn printed(resource: &Description, property: &str, schema: &Schema) -> Option<Value> {
    any(resource, property, "Attributes", schema)
}

/// The same as it is written.
pub fn taken(resource: &Description, property: &str, schema: &Schema) -> Option<Value> {
    any(resource, property, "AttributesInput", schema)
}

fn any(resource: &Description, property: &str, form: &str, schema: &Schema) -> Option<Value> {
    let kind = resource.objects.filter(|_| property == "attributes")?;
    let of = |sheet: &Sheet<'_>| json!({"$ref": format!("#/components/schemas/{}", name(resource, form, sheet))});
    let all: Vec<_> = sheets(kind, schema).iter().map(of).collect();
    Some(if all.is_empty() { json!({"type": "object", "maxProperties": 0}) } else { json!({ "anyOf": all }) })
}

/// Such as `DocumentAttributes.lamp`.
fn name(resource: &Description, form: &str, sheet: &Sheet<'_>) -> String {
    let of = sheet.document_type.map(|code| format!(".{code}")).unwrap_or_default();
    format!("{}{form}{of}", resource.class.name)
}

fn sheets(kind: ObjectKind, schema: &Schema) -> Vec<Sheet<'_>> {
    let sheet = |document_type| {
        let attributes = schema.all(DefinitionKind::Attribute).filter_map(|definition| {
            let attribute: &Attribute = definition.says()?;
            let code = definition.code.as_str();
            is_held((code, attribute), kind, document_type, schema).then_some((code, attribute))
        });
        Sheet { document_type, attributes: attributes.collect() }
    };
    match kind {
        ObjectKind::Document | ObjectKind::Variant => {
            let types = schema.all(DefinitionKind::DocumentType);
            types.map(|definition: &std::sync::Arc<Definition>| sheet(Some(definition.code.as_str()))).collect()
        }
        ObjectKind::Link => {
            let types = schema.all(DefinitionKind::LinkType);
            types.map(|definition| sheet(Some(definition.code.as_str()))).collect()
        }
        ObjectKind::Classification | ObjectKind::Asset => vec![sheet(None)],
    }
}

/// Whether objects of that kind and type may hold an attribute, be it with some attribute set alone.
fn is_held(attribute: (&str, &Attribute), kind: ObjectKind, type_code: Option<&str>, schema: &Schema) -> bool {
    let sets = type_code.into_iter().flat_map(|code| schema.sets_of(code)).map(|(set, _)| Some(set.id));
    sets.chain([None]).any(|set| schema.is_available(attribute, kind, type_code, set))
}

/// The codes of all attributes by which lists of that kind can be filtered.
pub fn filterable(kind: ObjectKind, schema: &Schema) -> BTreeSet<&str> {
    let all = sheets(kind, schema).into_iter().flat_map(|sheet| sheet.attributes);
    all.filter(|(_, attribute)| attribute.is_filterable).map(|(code, _)| code).collect()
}

fn data_locales(schema: &Schema) -> impl Iterator<Item = &str> {
    let is_data = |code: &&str| schema.locale(code).is_some_and(Locale::holds_data);
    schema.all(DefinitionKind::Locale).map(|definition| definition.code.as_str()).filter(is_data)
}

fn described(attribute: &Attribute, mut schema: Value) -> Value {
    if let Some(name) = attribute.name.values().next() {
        schema["title"] = name.as_str().into();
    }
    if let Some(words) = attribute.description.values().next() {
        schema["description"] = words.as_str().into();
    }
    schema
}

/// A value as it is printed.
fn shown(attribute: &Attribute) -> Value {
    let value = match attribute.kind {
        kind if kind.is_text() => text(kind),
        AttributeType::Price => json!({"type": "array", "items": money()}),
        AttributeType::Integer => json!({"type": "integer"}),
        AttributeType::Decimal => json!({"type": "number"}),
        AttributeType::Boolean => json!({"type": "boolean"}),
        AttributeType::Date => json!({"type": "string", "format": "date"}),
        AttributeType::Datetime => json!({"type": "string", "pattern": DATETIME}),
        AttributeType::Time => json!({"type": "string", "pattern": r"^\d{2}:\d{2}:\d{2}$"}),
        AttributeType::Select | AttributeType::Multiselect => {
            json!({"type": "array", "items": {"$ref": "#/components/schemas/Choice"}})
        }
        AttributeType::Media | AttributeType::Document => json!({"type": "array", "items": end()}),
        kind => composed(kind),
    };
    let value = if attribute.is_localizable { json!({"type": "object", "additionalProperties": value}) } else { value };
    described(attribute, value)
}

fn text(kind: AttributeType) -> Value {
    match kind {
        AttributeType::Color => json!({"type": "string", "pattern": "^#[0-9A-Fa-f]{6}$"}),
        AttributeType::Gtin => json!({"type": "string", "pattern": r"^(\d{8}|\d{12,14})$"}),
        _ => json!({"type": "string"}),
    }
}

/// What is printed as it is taken.
fn composed(kind: AttributeType) -> Value {
    match kind {
        AttributeType::Measure => json!({
            "type": "object",
            "properties": {"value": {"type": "number"}, "unit": {"type": "string"}},
            "required": ["value", "unit"],
        }),
        AttributeType::Table => json!({
            "type": "array",
            "items": {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean", "null"]}},
        }),
        _ => json!({}),
    }
}

fn money() -> Value {
    json!({
        "type": "object",
        "properties": {"amount": {"type": "number"}, "currency": {"type": "string", "pattern": "^[A-Z]{3}$"}},
        "required": ["amount", "currency"],
    })
}

const DATETIME: &str = r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$";

/// A value as it is taken; null clears it.
fn given(attribute: &Attribute, locales: &[&str]) -> Value {
    let value = json!({"anyOf": [taken_of(attribute), {"type": "null"}]});
    let value = if attribute.is_localizable {
        let by_locale = json!({
            "type": "object",
            "propertyNames": {"enum": locales},
            "additionalProperties": value,
        });
        json!({"anyOf": [by_locale, {"type": "null"}]})
    } else {
        value
    };
    described(attribute, value)
}

fn taken_of(attribute: &Attribute) -> Value {
    let number = |number: Value| {
        let mut number = number;
        let bound = |text: &Option<String>| text.as_deref().and_then(|text| serde_json::from_str::<Value>(text).ok());
        if let Some(least) = bound(&attribute.constraints.min_value) {
            number["minimum"] = least;
        }
        if let Some(most) = bound(&attribute.constraints.max_value) {
            number["maximum"] = most;
        }
        json!({"anyOf": [number, {"type": "string", "description": "The number as text."}]})
    };
    match attribute.kind {
        kind if kind.is_text() => {
            let mut text = text(kind);
            if let Some(most) = attribute.constraints.max_length {
                text["maxLength"] = most.into();
            }
            text
        }
        AttributeType::Integer => number(json!({"type": "integer"})),
        AttributeType::Decimal => number(json!({"type": "number"})),
        AttributeType::Price => json!({"anyOf": [money(), {"type": "array", "items": money()}]}),
        AttributeType::Boolean => json!({"type": "boolean"}),
        AttributeType::Date => json!({"type": "string", "format": "date"}),
        AttributeType::Time => json!({"type": "string", "pattern": r"^\d{2}:\d{2}(:\d{2})?$"}),
        AttributeType::Datetime => json!({"type": "string", "description": "UTC unless it says otherwise."}),
        AttributeType::Select => {
            json!({"anyOf": [choice(), {"type": "array", "items": choice(), "maxItems": 1}]})
        }
        AttributeType::Multiselect => json!({"type": "array", "items": choice()}),
        AttributeType::Media | AttributeType::Document => {
            json!({"anyOf": [end(), {"type": "array", "items": end()}]})
        }
        kind => composed(kind),
    }
}

/// What a link leads to, by its id.
fn end() -> Value {
    json!({"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]})
}

/// A predefined value: its code, or an object with it.
fn choice() -> Value {
    json!({"anyOf": [
        {"type": "string", "description": "Its code."},
        {"type": "object", "properties": {"code": {"type": "string"}}, "required": ["code"]},
    ]})
}
