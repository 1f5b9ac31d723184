//! What is done with apps.

use serde_json::{Map, Value, json};

use super::responses;
use crate::v5::apps::calls::ShownOut;
use crate::v5::describe::schema_of;
use crate::v5::jsonld::APP;

/// What goes in and comes out.
pub fn schemas() -> Map<String, Value> {
    let locale = |words: &str| json!({"type": "string", "description": words});
    let locales = json!({
        "interfaceLocale": locale("The locale of the page that the app shows."),
        "dataLocale": locale("The locale in which data is looked at."),
    });
    let mut call = json!({"type": "object", "properties": locales.clone(), "required": ["object"]});
    call["properties"]["object"] = json!({
        "type": "object",
        "description": "What the app is called about: one object, or up to 1,000 for a bulk action.",
        "properties": {
            "type": {"type": "string", "enum": ["document", "variant", "classification", "asset"]},
            "ids": {"type": "array", "items": {"type": "string"}, "minItems": 1, "maxItems": 1_000},
        },
        "required": ["type", "ids"],
    });
    Map::from_iter([
        ("AppInstall".to_owned(), json!({"type": "object", "properties": locales})),
        ("AppCall".to_owned(), call),
        ("AppAnswer".to_owned(), schema_of::<ShownOut<'_>>().to_value()),
    ])
}

/// Their paths.
pub fn paths() -> Vec<(String, Value)> {
    let id = json!({"$ref": "#/components/parameters/id"});
    let slot = json!({
        "name": "slot", "in": "path", "required": true, "schema": {"type": "string"},
        "description": "One of the app's slots, such as `document.page.tab`.",
    });
    let at = |name: &str, method: &str, operation: Value| {
        (format!("{}/{{id}}/{name}", APP.collection()), json!({"parameters": [id], method: operation}))
    };
    let app = || responses::item(APP.name, "The app");
    let mut called = at("slots/{slot}", "post", taking("callApp", "Calls an app at a slot", "AppCall", shown(), true));
    called.1["parameters"] = json!([id, slot]);
    let mut settings = operation("configureApp", "What is shown for an app's settings", shown());
    settings["parameters"] = ["interfaceLocale", "dataLocale"]
        .map(|name| json!({"name": name, "in": "query", "schema": {"type": "string"}}))
        .into_iter()
        .collect();
    vec![
        at("install", "post", taking("installApp", "Installs an app", "AppInstall", app(), false)),
        at("uninstall", "post", operation("uninstallApp", "Takes an app's token from it, and tells it so", shown())),
        at("secret", "post", operation("renewAppSecret", "Draws a new secret, and shows it once", app())),
        at("configuration", "get", settings),
        called,
    ]
}

fn shown() -> Value {
    let schema = json!({"$ref": "#/components/schemas/AppAnswer"});
    json!({"description": "What is to be shown", "content": {"application/json": {"schema": schema}}})
}

fn operation(name: &str, summary: &str, told: Value) -> Value {
    json!({
        "operationId": name,
        "summary": summary,
        "tags": [APP.path],
        "responses": responses::with(&[400, 401, 403, 404, 406, 409, 422, 503], [("200", told)]),
    })
}

fn taking(name: &str, summary: &str, schema: &str, told: Value, is_required: bool) -> Value {
    let content = json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{schema}")}}});
    let mut operation = operation(name, summary, told);
    operation["requestBody"] = json!({"required": is_required, "content": content});
    let more = responses::with::<0>(&[413, 415], []);
    for status in ["413", "415"] {
        operation["responses"][status] = more[status].clone();
    }
    operation
}
