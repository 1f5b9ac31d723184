//! API tokens, which administrators manage.

use serde_json::{Map, Value, json};

use super::responses;
use crate::v5::account::{ACCESSES, TOKENS, TokenOut};
use crate::v5::describe::schema_of;

/// The tag under which they stand.
pub const TAG: &str = "tokens";

/// What goes out.
pub fn schemas() -> Map<String, Value> {
    Map::from_iter([("ApiToken".to_owned(), schema_of::<TokenOut<'_>>().to_value())])
}

/// Their paths.
pub fn paths() -> Vec<(String, Value)> {
    let name = json!([{
        "name": "name", "in": "path", "required": true, "schema": {"type": "string"},
        "description": "What the token is called.",
    }]);
    vec![
        (TOKENS.to_owned(), json!({"get": list(), "post": create()})),
        (format!("{TOKENS}/{{name}}"), json!({"parameters": name, "delete": delete()})),
    ]
}

fn list() -> Value {
    let schema = json!({"type": "array", "items": {"$ref": "#/components/schemas/ApiToken"}});
    json!({
        "operationId": "getTokens",
        "summary": "Lists all API tokens by name, without their secrets",
        "tags": [TAG],
        "responses": responses::with(&[401, 403, 503], [
            ("200", json!({"description": "The tokens", "content": {"application/json": {"schema": schema}}})),
        ]),
    })
}

fn create() -> Value {
    let schema = json!({
        "type": "object",
        "required": ["name", "access"],
        "properties": {
            "name": {"type": "string", "minLength": 1, "maxLength": 255},
            "access": {"type": "string", "enum": ACCESSES.map(|(name, _)| name)},
        },
    });
    let made = json!({"schema": {"$ref": "#/components/schemas/ApiToken"}});
    json!({
        "operationId": "createToken",
        "summary": "Makes an API token; its secret is shown this once",
        "tags": [TAG],
        "requestBody": {"required": true, "content": {"application/json": {"schema": schema}}},
        "responses": responses::with(&[400, 401, 403, 409, 413, 415, 422, 503], [
            ("201", json!({"description": "The token, with its secret", "content": {"application/json": made}})),
        ]),
    })
}

fn delete() -> Value {
    json!({
        "operationId": "deleteToken",
        "summary": "Ends an API token, at once",
        "tags": [TAG],
        "responses": responses::with(&[400, 401, 403, 404, 422, 503], [("204", json!({"description": "It is ended"}))]),
    })
}
