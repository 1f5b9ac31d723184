//! Jobs: their list, what happened to one, and that it shall end.

use serde_json::{Map, Value, json};

use super::{filters, responses};
use crate::v5::describe::schema_of;
use crate::v5::jsonld::PROCESS;
use crate::v5::processes::{self, NoteOut, ProcessOut};

/// What they are printed as.
pub fn schemas() -> Map<String, Value> {
    Map::from_iter([
        (PROCESS.name.to_owned(), schema_of::<ProcessOut<'_>>().to_value()),
        ("ProcessNote".to_owned(), schema_of::<NoteOut<'_>>().to_value()),
    ])
}

/// Their paths.
pub fn paths() -> Vec<(String, Value)> {
    let id = json!([{"$ref": "#/components/parameters/id"}]);
    let (collection, tags) = (PROCESS.collection(), json!([PROCESS.path]));
    let mut one = json!({"parameters": id, "get": show(), "delete": cancel()});
    for operation in ["get", "delete"] {
        one[operation]["tags"] = tags.clone();
    }
    let (mut all, mut log) = (list(), log());
    all["tags"] = tags.clone();
    log["tags"] = tags;
    vec![
        (collection.clone(), json!({"get": all})),
        (format!("{collection}/{{id}}"), one),
        (format!("{collection}/{{id}}/log"), json!({"parameters": id, "get": log})),
    ]
}

fn list() -> Value {
    let shared = ["page", "limit", "cursor", "properties", "If-None-Match"];
    let shared = shared.map(|name| json!({"$ref": format!("#/components/parameters/{name}")}));
    let orders = filters::order(&processes::ORDERS.map(|(name, _)| name.to_owned()));
    let parameters: Vec<_> =
        shared.into_iter().chain(processes::filters().iter().map(filters::of)).chain([orders]).collect();
    json!({
        "operationId": "listProcess",
        "summary": "Lists processes, the newest first",
        "parameters": parameters,
        "responses": responses::with(&[400, 401, 406, 503], [
            ("200", responses::list(PROCESS.name)),
            ("304", json!({"$ref": "#/components/responses/NotModified"})),
        ]),
    })
}

fn show() -> Value {
    json!({
        "operationId": "getProcess",
        "summary": "Shows one of processes",
        "responses": responses::with(&[400, 401, 404, 406, 503], [
            ("200", responses::item(PROCESS.name, "The process")),
            ("304", json!({"$ref": "#/components/responses/NotModified"})),
        ]),
    })
}

fn cancel() -> Value {
    json!({
        "operationId": "deleteProcess",
        "summary": "Has a process end before its time, within seconds; what it did stays",
        "responses": responses::with(&[400, 401, 403, 404, 406, 409, 503], [
            ("204", json!({"description": "It ends"})),
        ]),
    })
}

fn log() -> Value {
    let notes = json!({"type": "array", "items": {"$ref": "#/components/schemas/ProcessNote"}});
    json!({
        "operationId": "logProcess",
        "summary": "Lists what happened to a process, the oldest first",
        "responses": responses::with(&[400, 401, 404, 406, 503], [
            ("200", json!({"description": "Notes", "content": {"application/json": {"schema": notes}}})),
            ("304", json!({"$ref": "#/components/responses/NotModified"})),
        ]),
    })
}
