//! What happened to things, how they stood, and the calls that bring that back or make more of the same.

use serde_json::{Map, Value, json};

use super::document::tag;
use super::{filters, responses};
use crate::v5::changes;
use crate::v5::describe::{self, Description};
use crate::v5::history;
use crate::v5::jsonld::{CATALOG, CATALOG_CHANGE, DOCUMENT, HISTORY_ENTRY, PROCESS};

/// The tag of what happened to everything.
pub const TAG: &str = HISTORY_ENTRY.path;

/// Their paths.
pub fn paths() -> Vec<(String, Value)> {
    let id = json!([{"$ref": "#/components/parameters/id"}]);
    let mut paths = vec![
        feed(),
        (
            HISTORY_ENTRY.collection(),
            json!({"get": everything("historyOfAll", "Lists what happened to everything", TAG)}),
        ),
        (format!("{}/{{id}}/history", PROCESS.collection()), json!({"parameters": id, "get": of_process()})),
        (format!("{}/{{id}}/delta", CATALOG.collection()), json!({"parameters": id, "get": delta()})),
    ];
    for resource in describe::all() {
        let address = format!("{}/{{id}}", resource.class.collection());
        let mut add = |name: &str, method: &str, operation: Value| {
            let id = json!([{"$ref": "#/components/parameters/id"}]);
            paths.push((format!("{address}/{name}"), json!({"parameters": id, method: operation})));
        };
        if resource.has_history {
            add("history", "get", of_one(resource));
        }
        if resource.objects.is_some() {
            add("revert", "post", revert(resource));
        }
        if resource.class == DOCUMENT {
            add("duplicate", "post", duplicate(resource));
        }
    }
    paths
}

/// The name of the schema of a change in the feed.
const CHANGE: &str = "Change";

fn feed() -> (String, Value) {
    let query = |name: &str, words: &str, schema: Value| json!({"name": name, "in": "query", "description": words, "schema": schema});
    let wait = json!({"type": "integer", "minimum": 0, "maximum": changes::LONGEST_WAIT.as_secs(), "default": 0});
    let own = [
        query("after", "Where to go on: a cursor; nothing: at the beginning; `now`.", json!({"type": "string"})),
        json!({"$ref": "#/components/parameters/limit"}),
        query("wait", "Seconds to wait for something, if nothing is there.", wait),
    ];
    let parameters: Vec<_> = own.into_iter().chain(changes::filters().iter().map(filters::of)).collect();
    let mut page = responses::list(CHANGE);
    page["content"]["text/event-stream"] =
        json!({"schema": {"type": "string", "description": "Each change an event, its cursor as `id`."}});
    let text = |words: &str| json!({"description": words, "schema": {"type": "string"}});
    page["headers"] = json!({
        "X-Cursor": text("Where to go on."),
        "X-Has-More": text("`true`: there is more already."),
        "Link": {"$ref": "#/components/headers/Link"},
    });
    let operation = json!({
        "operationId": "listChange",
        "summary": "Lists all changes after a place, the oldest first, or sends them as they come",
        "tags": [changes::TAG],
        "parameters": parameters,
        "responses": responses::with(&[400, 401, 406, 503], [("200", page)]),
    });
    (changes::PATH.to_owned(), json!({"get": operation}))
}

fn shared() -> Vec<Value> {
    ["page", "limit", "cursor", "If-None-Match"]
        .map(|name| json!({"$ref": format!("#/components/parameters/{name}")}))
        .into()
}

fn everything(operation: &str, summary: &str, tag: &str) -> Value {
    let parameters: Vec<_> = shared().into_iter().chain(history::filters().iter().map(filters::of)).collect();
    json!({
        "operationId": operation,
        "summary": format!("{summary}, the newest first"),
        "tags": [tag],
        "parameters": parameters,
        "responses": responses::with(&[400, 401, 406, 503], [
            ("200", responses::list(HISTORY_ENTRY.name)),
            ("304", json!({"$ref": "#/components/responses/NotModified"})),
        ]),
    })
}

fn of_process() -> Value {
    let mut operation = everything("historyOfProcess", "Lists what a process changed", PROCESS.path);
    operation["responses"]["404"] = responses::with::<0>(&[404], [])["404"].clone();
    operation
}

fn delta() -> Value {
    let moment = |name: &str, words: &str, is_required: bool| {
        json!({
            "name": name, "in": "query", "required": is_required, "description": words,
            "schema": {"type": "string", "examples": ["2026-11-01T12:00:00Z"]},
        })
    };
    let own = [
        moment("from", "The first moment, in UTC where there is no offset.", true),
        moment("to", "The second moment; now, if there is none.", false),
        json!({"$ref": "#/components/parameters/pagination"}),
    ];
    let parameters: Vec<_> = shared().into_iter().chain(own).collect();
    json!({
        "operationId": "deltaOfCatalog",
        "summary": "Lists the documents that came into a catalog, left it or changed in it between two moments",
        "tags": [CATALOG.path],
        "parameters": parameters,
        "responses": responses::with(&[400, 401, 404, 406, 503], [
            ("200", responses::list(CATALOG_CHANGE.name)),
            ("304", json!({"$ref": "#/components/responses/NotModified"})),
        ]),
    })
}

fn of_one(resource: &Description) -> Value {
    json!({
        "operationId": format!("history{}", resource.class.name),
        "summary": format!("Lists what happened to one of {}, the newest first, deleted ones of the same id too", resource.class.path),
        "tags": [tag(resource)],
        "parameters": shared(),
        "responses": responses::with(&[400, 401, 404, 406, 503], [
            ("200", responses::list(HISTORY_ENTRY.name)),
            ("304", json!({"$ref": "#/components/responses/NotModified"})),
        ]),
    })
}

fn revert(resource: &Description) -> Value {
    let summary = format!(
        "Makes one of {}, be it deleted or not, what it was at a moment or before a change",
        resource.class.path
    );
    let mut operation = written(resource, "revert", &summary, "Revert");
    operation["parameters"] =
        json!([{"$ref": "#/components/parameters/dryRun"}, {"$ref": "#/components/parameters/If-Match"}]);
    operation["responses"] =
        responses::with(&[400, 401, 403, 404, 406, 409, 412, 413, 415, 422, 503], [("200", results())]);
    operation
}

fn duplicate(resource: &Description) -> Value {
    let mut created = results();
    created["headers"]["Location"] = json!({"$ref": "#/components/headers/Location"});
    let mut operation = written(resource, "duplicate", "Makes another document like one that is there", "Duplicate");
    operation["parameters"] = json!([{"$ref": "#/components/parameters/dryRun"}]);
    operation["responses"] = responses::with(
        &[400, 401, 403, 404, 406, 409, 412, 413, 415, 422, 503],
        [("200", results()), ("201", created)],
    );
    operation
}

fn written(resource: &Description, name: &str, summary: &str, body: &str) -> Value {
    let content = json!({"schema": {"$ref": format!("#/components/schemas/{body}")}});
    json!({
        "operationId": format!("{name}{}", resource.class.name),
        "summary": summary,
        "tags": [tag(resource)],
        "requestBody": {"required": true, "content": {"application/json": content}},
    })
}

fn results() -> Value {
    json!({"description": "What became of each object, the one it is about first", "content": {
        "application/json": {"schema": {"$ref": "#/components/schemas/BulkReport"}},
    }})
}

/// The schemas of what goes in and comes out.
pub fn schemas() -> Map<String, Value> {
    let text = |words: &str| json!({"type": "string", "description": words});
    let switch = |words: &str| json!({"type": "boolean", "default": false, "description": words});
    let field = json!({
        "type": "object",
        "properties": {
            "path": text("Where, as in `propertyPath`."),
            "attribute": text("The attribute, if it is a value."),
            "locale": text("The locale, if it is a value in one."),
            "before": {"description": "What it was; null: nothing."},
            "after": {"description": "What it became; null: nothing."},
        },
        "required": ["path", "before", "after"],
    });
    let entry = json!({
        "type": "object",
        "properties": {
            "id": text("Its number: later ones are larger."),
            "date": {"type": "string", "format": "date-time", "description": "When, to the microsecond."},
            "by": text("The user or the token."),
            "origin": {"type": "string", "description": "The way they came.", "enum": ["v4", "v5", "ui", "cli", "system"]},
            "operation": {"type": "string", "enum": ["create", "update", "delete"]},
            "legacyId": {"type": "integer", "description": "The number of the very thing."},
            "resource": {
                "type": "object",
                "description": "What it happened to, where a list tells of several things.",
                "properties": {
                    "@id": text("Its address, in JSON-LD."),
                    "type": text("`document`, `variant`, `attribute`, `predefined_value`…"),
                    "id": text("Its id at that time."),
                },
                "required": ["type", "id"],
            },
            "process": {"type": ["string", "null"], "description": "The id of the process that it was a step of."},
            "locales": {"type": "array", "items": {"type": "string"}, "description": "The locales in which values changed."},
            "changes": {"type": "array", "items": field},
        },
    });
    let revert = json!({
        "type": "object",
        "description": "Either `asOf` or `change`.",
        "properties": {
            "asOf": text("A moment, in UTC where it has no offset."),
            "change": text("The id of a change in its history: it becomes what it was before."),
            "attributes": {"type": "array", "items": {"type": "string"},
                "description": "These attributes alone, `name` or `name.fr_FR`; none: the whole object."},
            "dryRun": switch("Whether nothing is written, and the changes are told instead."),
        },
    });
    let duplicate = json!({
        "type": "object",
        "properties": {
            "id": text("The new document's id."),
            "variants": {"description": "Whether its variants are copied; an object gives ids to copies, by those of the variants.",
                "anyOf": [{"type": "boolean"}, {"type": "object", "additionalProperties": {"type": "string"}}]},
            "links": switch("Whether its links, and those of copied variants, are copied."),
            "dryRun": switch("Whether nothing is written, and the changes are told instead."),
        },
        "required": ["id"],
    });
    let codes = |words: &str| json!({"type": "array", "items": {"type": "string"}, "description": words});
    let differing = json!({
        "type": "object",
        "properties": {
            "id": text("The document's id, at the second moment if it was there."),
            "legacyId": {"type": "integer", "description": "Its number."},
            "change": {"type": "string", "enum": ["entered", "left", "changed"], "description": "What became of it."},
            "date": {"type": "string", "format": "date-time", "description": "When it changed last, to the microsecond."},
            "attributes": codes("The attributes whose values differ, if it was there at both moments."),
            "locales": codes("The locales in which they do."),
            "properties": codes("What else of it differs."),
        },
    });
    let mut change = entry.clone();
    change["properties"]["@id"] = text("Its address, in JSON-LD.");
    change["properties"]["@type"] = text("What it is, in JSON-LD.");
    change["properties"]["cursor"] = text("In the feed, where one goes on after it.");
    let all = [
        (CATALOG_CHANGE.name, differing),
        (CHANGE, change),
        (HISTORY_ENTRY.name, entry),
        ("Revert", revert),
        ("Duplicate", duplicate),
    ];
    all.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}
