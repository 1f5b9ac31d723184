//! What the admin UI needs of its users: sessions, who one is, preferences and saved views.

use serde_json::{Map, Value, json};

use super::{filters, responses};
use crate::v5::account::{
    self, ME, MeOut, OpenSessionOut, PASSWORD, PREFERENCES, SESSION, SESSIONS, SessionOut, VIEWS, ViewOut,
};
use crate::v5::describe::schema_of;
use crate::v5::jsonld::VIEW;

/// The tag of what is about whoever asks.
pub const TAG: &str = "me";

/// What goes out.
pub fn schemas() -> Map<String, Value> {
    Map::from_iter([
        ("Me".to_owned(), schema_of::<MeOut<'_>>().to_value()),
        ("OpenSession".to_owned(), schema_of::<OpenSessionOut<'_>>().to_value()),
        ("Session".to_owned(), schema_of::<SessionOut<'_>>().to_value()),
        (VIEW.name.to_owned(), schema_of::<ViewOut<'_>>().to_value()),
    ])
}

/// Their paths.
pub fn paths() -> Vec<(String, Value)> {
    let parameter = |name: &str, words: &str| json!([{"name": name, "in": "path", "required": true, "schema": {"type": "string"}, "description": words}]);
    let id = json!([{"$ref": "#/components/parameters/id"}]);
    vec![
        (SESSION.to_owned(), session()),
        (ME.to_owned(), me()),
        (PASSWORD.to_owned(), json!({"put": password()})),
        (SESSIONS.to_owned(), json!({"get": sessions()})),
        (
            format!("{SESSIONS}/{{id}}"),
            json!({"parameters": parameter("id", "What the session is called."), "delete": gone(
                "deleteOwnSession", "Ends a session of whoever asks", &[400, 401, 403, 404, 503],
            )}),
        ),
        (PREFERENCES.to_owned(), json!({"get": preferences()})),
        (format!("{PREFERENCES}/{{name}}"), preference(&parameter("name", "Small letters, digits, `.`, `_` and `-`."))),
        (VIEWS.to_owned(), views()),
        (format!("{VIEWS}/{{id}}"), view(&id)),
    ]
}

fn body(properties: &Value, required: &[&str]) -> Value {
    let schema = json!({"type": "object", "properties": properties, "required": required});
    json!({"required": true, "content": {"application/json": {"schema": schema}}})
}

fn shows(name: &str, words: &str) -> Value {
    let schema = json!({"$ref": format!("#/components/schemas/{name}")});
    json!({"description": words, "content": {"application/json": {"schema": schema}}})
}

fn too_many() -> (&'static str, Value) {
    ("429", json!({"description": "Too many failures of late; `Retry-After` says when to try again."}))
}

fn gone(operation: &str, summary: &str, failures: &[u16]) -> Value {
    json!({
        "operationId": operation,
        "summary": summary,
        "tags": [TAG],
        "responses": responses::with(failures, [("204", json!({"description": "Done"}))]),
    })
}

fn session() -> Value {
    let sign_in = json!({
        "username": {"type": "string"},
        "password": {"type": "string"},
        "remember": {"type": "boolean", "default": false, "description": "Lasts 30 days rather than 8 hours of rest."},
    });
    json!({
        "get": {
            "operationId": "getSession",
            "summary": "Shows the session of the cookie",
            "tags": [TAG],
            "responses": responses::with(&[401, 403, 503], [("200", shows("OpenSession", "The session"))]),
        },
        "post": {
            "operationId": "createSession",
            "summary": "Signs in; the session is in the cookie that comes back",
            "tags": [TAG],
            "security": [],
            "requestBody": body(&sign_in, &["username", "password"]),
            "responses": responses::with(&[400, 401, 403, 413, 422, 503], [
                ("201", shows("OpenSession", "The session")),
                too_many(),
            ]),
        },
        "delete": gone("deleteSession", "Signs out", &[401, 403, 503]),
    })
}

fn me() -> Value {
    let text = || json!({"type": ["string", "null"]});
    let own = json!({
        "firstName": text(),
        "lastName": text(),
        "email": text(),
        "timezone": text(),
        "isAutomaticTimezone": {"type": ["boolean", "null"]},
        "localeDefault": text(),
        "decimalFormat": text(),
        "interfaceLocale": text(),
    });
    json!({
        "get": {
            "operationId": "getMe",
            "summary": "Shows who asks",
            "tags": [TAG],
            "responses": responses::with(&[401, 403, 503], [("200", shows("Me", "The user"))]),
        },
        "patch": {
            "operationId": "updateMe",
            "summary": "Changes what users may say of themselves",
            "tags": [TAG],
            "requestBody": body(&own, &[]),
            "responses": responses::with(&[400, 401, 403, 413, 415, 422, 503], [("200", shows("Me", "The user"))]),
        },
    })
}

fn password() -> Value {
    let passwords = json!({"currentPassword": {"type": "string"}, "password": {"type": "string", "minLength": 8}});
    let mut operation =
        gone("updateOwnPassword", "Chooses another password; other sessions end", &[400, 401, 403, 413, 415, 422, 503]);
    operation["requestBody"] = body(&passwords, &["currentPassword", "password"]);
    let (status, words) = too_many();
    operation["responses"][status] = words;
    operation
}

fn sessions() -> Value {
    let list = json!({"type": "array", "items": {"$ref": "#/components/schemas/Session"}});
    let list = json!({"description": "The sessions", "content": {"application/json": {"schema": list}}});
    json!({
        "operationId": "getOwnSessions",
        "summary": "Lists the sessions of whoever asks, the one that was used last first",
        "tags": [TAG],
        "responses": responses::with(&[401, 403, 503], [("200", list)]),
    })
}

fn preferences() -> Value {
    let all = json!({"description": "JSON by name", "content": {"application/json": {"schema": {"type": "object"}}}});
    json!({
        "operationId": "getPreferences",
        "summary": "Shows what the admin UI remembers for whoever asks",
        "tags": [TAG],
        "responses": responses::with(&[401, 403, 503], [("200", all)]),
    })
}

fn preference(name: &Value) -> Value {
    let failures = [400, 401, 403, 413, 415, 422, 503];
    let mut put = gone("putPreference", "Remembers any JSON of up to 32 KiB under a name", &failures);
    put["requestBody"] = json!({"required": true, "content": {"application/json": {"schema": {}}}});
    json!({
        "parameters": name,
        "put": put,
        "delete": gone("deletePreference", "Forgets one, if it is there", &[400, 401, 403, 503]),
    })
}

fn views() -> Value {
    let shared = ["page", "limit", "cursor", "If-None-Match"];
    let shared = shared.map(|name| json!({"$ref": format!("#/components/parameters/{name}")}));
    let parameters: Vec<_> = shared.into_iter().chain(account::filters().iter().map(filters::of)).collect();
    json!({
        "get": {
            "operationId": "listView",
            "summary": "Lists one's own views and those that are shared with one, in order of sequence and id",
            "tags": [VIEW.path],
            "parameters": parameters,
            "responses": responses::with(&[400, 401, 403, 406, 503], [
                ("200", responses::list(VIEW.name)),
                ("304", json!({"$ref": "#/components/responses/NotModified"})),
            ]),
        },
        "post": {
            "operationId": "createView",
            "summary": "Makes a view of whoever asks",
            "tags": [VIEW.path],
            "requestBody": view_body(),
            "responses": responses::with(&[400, 401, 403, 406, 413, 415, 422, 503], [
                ("201", responses::item(VIEW.name, "The view")),
            ]),
        },
    })
}

fn view(id: &Value) -> Value {
    let change = |operation: &str| {
        json!({
            "operationId": operation,
            "summary": "Changes a view; what is left out stays",
            "tags": [VIEW.path],
            "parameters": [{"$ref": "#/components/parameters/If-Match"}],
            "requestBody": view_body(),
            "responses": responses::with(&[400, 401, 403, 404, 406, 412, 413, 415, 422, 503], [
                ("200", responses::item(VIEW.name, "The view")),
            ]),
        })
    };
    json!({
        "parameters": id,
        "get": {
            "operationId": "getView",
            "summary": "Shows a view",
            "tags": [VIEW.path],
            "parameters": [{"$ref": "#/components/parameters/If-None-Match"}],
            "responses": responses::with(&[400, 401, 403, 404, 406, 503], [
                ("200", responses::item(VIEW.name, "The view")),
                ("304", json!({"$ref": "#/components/responses/NotModified"})),
            ]),
        },
        "put": change("putView"),
        "patch": change("patchView"),
        "delete": {
            "operationId": "deleteView",
            "summary": "Deletes a view",
            "tags": [VIEW.path],
            "parameters": [{"$ref": "#/components/parameters/If-Match"}],
            "responses": responses::with(&[400, 401, 403, 404, 406, 412, 503], [
                ("204", json!({"description": "It is gone"})),
            ]),
        },
    })
}

fn view_body() -> Value {
    json!({"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/View"}}}})
}
