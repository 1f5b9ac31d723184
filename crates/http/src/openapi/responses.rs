//! What comes back: items, lists and errors in each media type, with their headers (v5.md 1.2, 1.5).

use serde_json::{Map, Value, json};

use crate::v5::negotiate::Format;

/// The failures that an operation may meet: status, name, when.
const FAILURES: [(u16, &str, &str); 11] = [
    (400, "BadRequest", "The query or the body cannot be understood."),
    (401, "Unauthorized", "There is no valid token."),
    (403, "Forbidden", "The token does not allow it."),
    (404, "NotFound", "There is nothing of that id."),
    (406, "NotAcceptable", "`Accept` allows no media type that is offered."),
    (
        409,
        "Conflict",
        "What is there stands against it: the id is taken, something still refers to it, or a call with the same \
         `Idempotency-Key` is still at work.",
    ),
    (412, "PreconditionFailed", "The item has changed since the `ETag` in `If-Match`."),
    (413, "ContentTooLarge", "The body is larger than allowed."),
    (415, "UnsupportedMediaType", "The body comes in no media type that is understood."),
    (422, "UnprocessableContent", "The body breaks rules; `violations` names each with its property."),
    (503, "ServiceUnavailable", "It cannot be done now; `Retry-After` says when to try again."),
];

/// The shared failures.
pub fn components() -> Value {
    let mut all: Map<_, _> =
        FAILURES.iter().map(|(status, name, words)| ((*name).to_owned(), failure(*status, words))).collect();
    all.insert("NotModified".into(), json!({"description": "It is still what `If-None-Match` names."}));
    Value::Object(all)
}

fn failure(status: u16, words: &str) -> Value {
    let schema = |name: &str| json!({"schema": {"$ref": format!("#/components/schemas/{name}")}});
    let mut response = json!({"description": words, "content": {
        "application/ld+json": schema("Error"),
        "application/problem+json": schema("Problem"),
    }});
    match status {
        401 => response["headers"]["WWW-Authenticate"] = json!({"schema": {"type": "string"}}),
        503 => response["headers"]["Retry-After"] = json!({"schema": {"type": "integer", "description": "Seconds."}}),
        _ => {}
    }
    response
}

/// The responses of an operation: its own, and the failures that it may meet.
pub fn with<const N: usize>(failures: &[u16], own: [(&str, Value); N]) -> Value {
    let own = own.into_iter().map(|(status, response)| (status.to_owned(), response));
    let met = FAILURES.iter().filter(|(status, ..)| failures.contains(status));
    let met =
        met.map(|(status, name, _)| (status.to_string(), json!({"$ref": format!("#/components/responses/{name}")})));
    Value::Object(own.chain(met).collect())
}

/// The shared headers.
pub fn headers() -> Value {
    let header = |words: &str| json!({"description": words, "schema": {"type": "string"}});
    let number = |words: &str| json!({"description": words, "schema": {"type": "integer", "minimum": 0}});
    json!({
        "ETag": header("What it is known by in `If-Match` and `If-None-Match`."),
        "Quable-Digest": header("`SHA-256=` and the digest of the body in base64."),
        "Link": header("In JSON-LD the API documentation; else the neighbouring pages of a list."),
        "Location": header("The address of what was created."),
        "Idempotency-Replayed": header("`true`: this is the answer of an earlier call with the same `Idempotency-Key`."),
        "X-Total-Count": number("How many members the list has on all pages; not in JSON-LD."),
        "X-Page": number("The page; not in JSON-LD."),
        "X-Limit": number("The most members of a page; not in JSON-LD."),
        "X-Bulk-Count": number("How many items came to that."),
    })
}

fn with_headers(mut response: Value, names: &[&str]) -> Value {
    for name in names {
        response["headers"][*name] = json!({"$ref": format!("#/components/headers/{name}")});
    }
    response
}

/// The answer of a write, which may be that of an earlier call.
pub fn written(response: Value) -> Value {
    with_headers(response, &["Idempotency-Replayed"])
}

/// One item.
pub fn item(name: &str, words: &str) -> Value {
    let item = json!({"$ref": format!("#/components/schemas/{name}")});
    let response = json!({"description": words, "content": {
        Format::Ld.media_type(): {"schema": {"allOf": [item, {"$ref": "#/components/schemas/JsonLdItem"}]}},
        Format::Json.media_type(): {"schema": item},
        Format::Hal.media_type(): {"schema": {"allOf": [item, {"$ref": "#/components/schemas/HalItem"}]}},
        Format::Lines.media_type(): {"schema": {"type": "string"}},
    }});
    with_headers(response, &["ETag", "Link", "Quable-Digest"])
}

/// A list of items.
pub fn list(name: &str) -> Value {
    let members = json!({"type": "array", "items": {"$ref": format!("#/components/schemas/{name}")}});
    let collection = json!({"allOf": [
        {"$ref": "#/components/schemas/JsonLdCollection"},
        {"type": "object", "properties": {"hydra:member": members}},
    ]});
    let embedded = json!({"type": "object", "properties": {"item": members}});
    let hal = json!({"allOf": [
        {"$ref": "#/components/schemas/HalCollection"},
        {"type": "object", "properties": {"_embedded": embedded}},
    ]});
    let response = json!({"description": "The members", "content": {
        Format::Ld.media_type(): {"schema": collection},
        Format::Json.media_type(): {"schema": members},
        Format::Hal.media_type(): {"schema": hal},
        Format::Lines.media_type(): {"schema": {"type": "string", "description": "One member a line."}},
    }});
    with_headers(response, &["ETag", "Link", "Quable-Digest", "X-Total-Count", "X-Page", "X-Limit"])
}

/// What became of each item of a bulk request.
pub fn bulk() -> Value {
    let mut response = json!({"description": "What became of each item, in order", "content": {
        Format::Json.media_type(): {"schema": {"$ref": "#/components/schemas/BulkReport"}},
        Format::Lines.media_type(): {"schema": {"type": "string", "description": "One `BulkResult` a line."}},
    }});
    for outcome in ["Created", "Updated", "Unchanged", "Deleted", "Failed"] {
        response["headers"][format!("X-Bulk-{outcome}")] = json!({"$ref": "#/components/headers/X-Bulk-Count"});
    }
    with_headers(response, &["Quable-Digest", "Idempotency-Replayed"])
}
