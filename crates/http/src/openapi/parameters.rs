//! Query parameters and request headers (v5.md 1.8, 1.9).

use model::query::{DEFAULT_LIMIT, MAX_LIMIT};
use model::schema::Schema;
use serde_json::{Value, json};

use super::filters;
use crate::v5::describe::Description;

/// Those that several operations share.
pub fn components() -> Value {
    let query = |name: &str, words: &str, schema: Value| json!({"name": name, "in": "query", "description": words, "schema": schema});
    let texts = || json!({"type": "array", "items": {"type": "string"}});
    let switch = |default: bool| json!({"type": "boolean", "default": default});
    json!({
        "id": {"name": "id", "in": "path", "required": true, "description": "Its id.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 511}},
        "If-Match": {"name": "If-Match", "in": "header", "description": "The `ETag` of the item as it was read: the write is refused with 412 if it has changed since.",
            "schema": {"type": "string"}},
        "Idempotency-Key": {"name": "Idempotency-Key", "in": "header", "description": "A key of the caller's choice for this very request. Sent again within 24 hours, it is answered as the first time, with `Idempotency-Replayed: true`, and nothing is written again.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"}},
        "If-None-Match": {"name": "If-None-Match", "in": "header", "description": "The `ETag` of what is there already: 304 if it is still right.",
            "schema": {"type": "string"}},
        "page": query("page", "The page, from 1.", json!({"type": "integer", "minimum": 1, "default": 1})),
        "limit": query("limit", "How many members a page has; more than the most counts as the most, 0 asks for the total alone.",
            json!({"type": "integer", "minimum": 0, "default": DEFAULT_LIMIT, "description": format!("At most {MAX_LIMIT}.")})),
        "pagination": query("pagination", "`false`: all members at once, without pages.", switch(true)),
        "cursor": query("cursor", "Where the page begins, as a `next` link says it; rules over `page`. Empty: at the beginning.",
            json!({"type": "string", "pattern": "^[A-Za-z0-9_-]*$"})),
        "properties": query("properties[]", "Only these properties; `properties[attributes][]` names members of one.", texts()),
        "locales": query("locales[]", "Only these locales, in texts by locale.", texts()),
        "inherited": query("inherited", "Whether inherited values, and those of fallback locales, are shown too.", switch(false)),
        "etag": query("etag", "Whether it carries its own tag, `@etag`, which bulk takes back as a condition.", switch(false)),
        "asOf": query("asOf", "A moment: it is shown as it stood then, in UTC where there is no offset; without a fraction, at the end of that second. Lists show what was there then, by id.",
            json!({"type": "string", "examples": ["2026-11-01T12:00:00Z"]})),
        "search": query("search", "Words that it has in its id, its name or a searchable value; the nearest first.", json!({"type": "string"})),
        "filter": query("filter", "Filters joined by `and`, `or` and `not`, as JSON: `{\"or\": [{\"id\": \"a\"}, {\"isActive\": false}]}`.",
            json!({"type": "string"})),
        "facets": query("facets[]", "Attributes whose values are counted in all that match, as `attributes.{code}`; in JSON-LD alone.", texts()),
        "recursive": query("recursive", "Whether what lies below is deleted with it.", switch(false)),
        "force": query("force", "Whether what still needs it is cleared or deleted with it.", switch(false)),
        "mode": query("mode", "What is done with each item; rules over the body's.",
            json!({"type": "string", "enum": ["upsert", "create", "update", "delete"], "default": "upsert"})),
        "atomic": query("atomic", "Whether all are written or none.", switch(false)),
        "dryRun": query("dryRun", "Whether nothing is written, and the changes are told instead.", switch(false)),
    })
}

pub fn named(names: &[&str]) -> Vec<Value> {
    names.iter().map(|name| json!({"$ref": format!("#/components/parameters/{name}")})).collect()
}

/// Those that say how an item is printed.
pub fn of_item(resource: &Description) -> Vec<Value> {
    let mut all = named(&["properties", "locales", "etag", "If-None-Match"]);
    if resource.objects.is_some() {
        all.extend(named(&["inherited"]));
    }
    all
}

/// Those of a write of one item.
pub fn of_write(resource: &Description) -> Vec<Value> {
    let mut all = of_item(resource);
    all.extend(named(&["Idempotency-Key"]));
    all
}

/// Those of a list.
pub fn of_list(resource: &Description, schema: &Schema) -> Vec<Value> {
    let mut all = named(&["page", "limit", "pagination", "cursor"]);
    all.extend(of_item(resource));
    all.extend(of_members(resource, schema));
    if resource.objects.is_some() {
        all.extend(named(&["asOf", "facets"]));
    }
    all
}

/// Those that say which members a list has, and in which order.
fn of_members(resource: &Description, schema: &Schema) -> Vec<Value> {
    let mut all: Vec<_> = resource.filters.iter().map(filters::of).collect();
    if !resource.orders.is_empty() {
        all.push(filters::order(&resource.orders));
    }
    if let Some(kind) = resource.objects {
        all.extend(named(&["search", "filter"]));
        all.extend(filters::by_attributes(kind, schema));
    }
    all
}

/// Those of a write of all members of a list.
pub fn of_write_of_members(resource: &Description, schema: &Schema) -> Vec<Value> {
    let mut all = of_members(resource, schema);
    all.extend(named(&["dryRun", "Idempotency-Key"]));
    all
}

/// Those of bulk.
pub fn of_bulk() -> Vec<Value> {
    named(&["mode", "atomic", "dryRun", "recursive", "force", "Idempotency-Key"])
}
