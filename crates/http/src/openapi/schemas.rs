//! The schemas of bodies: what each resource prints, and what it takes.

use model::schema::Schema;
use serde_json::{Map, Value, json};

use super::{
    account, apps, auto_link, bulk_edits, completeness, files, flows, impact, past, processes, tokens, values, webhooks,
};
use crate::v5::describe::{Description, Property};

/// All of them by name.
pub fn components(resources: &[Description], schema: &Schema) -> Value {
    let mut all = Map::new();
    for resource in resources {
        let name = resource.class.name;
        all.insert(name.into(), printed(resource, schema));
        all.insert(format!("{name}Create"), created(resource, schema));
        all.insert(format!("{name}Update"), updated(resource, schema));
        all.insert(format!("{name}Bulk"), bulk(name));
        all.extend(values::components(resource, schema));
    }
    all.extend(shared());
    all.extend(past::schemas());
    all.extend(files::schemas());
    all.extend(apps::schemas());
    all.extend(auto_link::schemas());
    all.extend(bulk_edits::schemas());
    all.extend(impact::schemas());
    all.extend(completeness::schemas());
    all.extend(processes::schemas());
    all.extend(flows::schemas());
    all.extend(webhooks::schemas());
    all.extend(account::schemas());
    all.extend(tokens::schemas());
    Value::Object(all)
}

/// What is printed. Nothing is required, because a request may ask for some properties only.
fn printed(resource: &Description, schema: &Schema) -> Value {
    let property = |property: &Property| {
        let mut printed = property.printed.clone()?;
        if let Some(values) = values::printed(resource, &property.name, schema) {
            printed = values;
            printed["description"] = property.words.as_str().into();
        }
        if property.written.is_none() {
            printed["readOnly"] = true.into();
        }
        Some((property.name.clone(), printed))
    };
    json!({"type": "object", "properties": resource.properties.iter().filter_map(property).collect::<Map<_, _>>()})
}

/// What creates one.
fn created(resource: &Description, schema: &Schema) -> Value {
    let required = resource.properties.iter().filter(|property| property.is_required);
    json!({
        "type": "object",
        "properties": taken(resource, schema),
        "required": required.map(|property| property.name.as_str()).collect::<Vec<_>>(),
    })
}

/// What changes one.
fn updated(resource: &Description, schema: &Schema) -> Value {
    json!({"type": "object", "properties": taken(resource, schema), "required": []})
}

fn taken(resource: &Description, schema: &Schema) -> Map<String, Value> {
    let property = |property: &Property| {
        let form = property.written?.schema(property.printed.as_ref());
        let form = values::taken(resource, &property.name, schema).unwrap_or(form);
        let mut taken = if property.is_required { form } else { json!({"anyOf": [form, {"type": "null"}]}) };
        let fixed = if property.is_fixed { " Decided when it is created." } else { "" };
        taken["description"] = format!("{}{fixed}", property.words).into();
        Some((property.name.clone(), taken))
    };
    resource.properties.iter().filter_map(property).collect()
}

fn bulk(name: &str) -> Value {
    let tag = json!({"@etag": {"type": "string", "description": "The item's tag as it was read: it is refused if it has changed since."}});
    let update = json!({"$ref": format!("#/components/schemas/{name}Update")});
    let item = json!({"allOf": [update, {"type": "object", "properties": tag}]});
    json!({
        "type": "object",
        "properties": {
            "mode": {"type": "string", "enum": ["upsert", "create", "update", "delete"]},
            "atomic": {"type": "boolean"},
            "dryRun": {"type": "boolean"},
            "recursive": {"type": "boolean"},
            "force": {"type": "boolean"},
            "items": {"type": "array", "maxItems": 1000, "items": item},
        },
        "required": ["items"],
    })
}

/// Those that belong to no resource.
fn shared() -> Map<String, Value> {
    let text = || json!({"type": "string"});
    let violation = json!({
        "type": "object",
        "properties": {"propertyPath": text(), "message": text(), "code": text()},
        "required": ["propertyPath", "message", "code"],
    });
    let violations = json!({"type": "array", "items": {"$ref": "#/components/schemas/Violation"}});
    let common = json!({
        "status": {"type": "integer"},
        "detail": text(),
        "code": {"type": "integer", "description": "The status."},
        "message": text(),
        "requestId": {"type": ["string", "null"]},
        "violations": violations,
    });
    let failure = |own: Value| {
        let mut properties = own;
        let required: Vec<_> =
            names(&properties).chain(["status", "detail", "code", "message"].map(str::to_owned)).collect();
        merge(&mut properties, &common);
        json!({"type": "object", "properties": properties, "required": required})
    };
    let result = json!({
        "type": "object",
        "properties": {
            "index": {"type": "integer", "minimum": 0},
            "@type": {"type": "string", "description": "What it is, where they are not all of one kind."},
            "id": {"type": ["string", "null"]},
            "status": {"type": "integer"},
            "unchanged": {"type": "boolean"},
            "violations": violations,
            "warnings": violations,
            "changes": {"type": "array", "items": {
                "type": "object",
                "properties": {"path": text(), "before": {}, "after": {}},
                "required": ["path", "before", "after"],
            }},
        },
        "required": ["index", "id", "status"],
    });
    let all = [
        ("Violation", violation),
        (
            "Error",
            failure(json!({"@context": text(), "@type": text(), "hydra:title": text(), "hydra:description": text()})),
        ),
        ("Problem", failure(json!({"type": text(), "title": text()}))),
        (
            "Choice",
            json!({
                "type": "object",
                "properties": {"id": text(), "code": text(), "labels": {"type": "object", "additionalProperties": text()}},
                "required": ["id", "code", "labels"],
            }),
        ),
        ("JsonLdItem", json!({"type": "object", "properties": {"@context": {"type": ["string", "object"]}}})),
        ("JsonLdCollection", collection()),
        ("HalLink", json!({"type": "object", "properties": {"href": text()}, "required": ["href"]})),
        ("HalItem", hal(&json!({"type": "object"}))),
        ("HalCollection", hal_collection()),
        ("BulkResult", result),
        (
            "BulkReport",
            json!({
                "type": "object",
                "properties": {"results": {"type": "array", "items": {"$ref": "#/components/schemas/BulkResult"}}},
                "required": ["results"],
            }),
        ),
    ];
    all.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

/// Links by name, and what is embedded.
fn hal(embedded: &Value) -> Value {
    let link = json!({"$ref": "#/components/schemas/HalLink"});
    let links = json!({"type": "object", "additionalProperties": {"anyOf": [link, {"type": "array", "items": link}]}});
    json!({"type": "object", "properties": {"_links": links, "_embedded": embedded}, "required": ["_links"]})
}

fn hal_collection() -> Value {
    let members = json!({"type": "array", "items": {"$ref": "#/components/schemas/HalItem"}});
    let mut collection = hal(&json!({"type": "object", "properties": {"item": members}, "required": ["item"]}));
    for count in ["totalItems", "itemsPerPage"] {
        collection["properties"][count] = json!({"type": "integer", "minimum": 0});
    }
    collection["required"] = json!(["_links", "_embedded"]);
    collection
}

fn collection() -> Value {
    let text = || json!({"type": "string"});
    json!({
        "type": "object",
        "properties": {
            "@context": text(),
            "@id": text(),
            "@type": {"const": "hydra:Collection"},
            "hydra:member": {"type": "array", "items": {"type": "object"}},
            "hydra:totalItems": {"type": "integer", "minimum": 0},
            "hydra:view": {"type": "object", "properties": {
                "@id": text(),
                "@type": text(),
                "hydra:first": text(),
                "hydra:last": text(),
                "hydra:previous": text(),
                "hydra:next": text(),
            }},
            "facets": {"type": "array", "items": {"type": "object"}},
        },
        "required": ["@context", "@id", "@type", "hydra:member"],
    })
}

fn names(properties: &Value) -> impl Iterator<Item = String> {
    properties.as_object().into_iter().flat_map(Map::keys).cloned()
}

fn merge(into: &mut Value, more: &Value) {
    if let (Value::Object(into), Value::Object(more)) = (into, more) {
        into.extend(more.clone());
    }
}
