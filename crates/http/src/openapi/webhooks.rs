//! The log of webhooks, samples, and events by their UUID.

use serde_json::{Map, Value, json};

use super::{filters, responses};
use crate::v5::deliveries::{self, DeliveryOut, SampleOut};
use crate::v5::describe::schema_of;
use crate::v5::jsonld::{DELIVERY, WEBHOOK};

/// The tag under which events stand.
pub const TAG: &str = "events";

/// What goes out.
pub fn schemas() -> Map<String, Value> {
    Map::from_iter([
        (DELIVERY.name.to_owned(), schema_of::<DeliveryOut<'_>>().to_value()),
        ("Sample".to_owned(), schema_of::<SampleOut<'_>>().to_value()),
    ])
}

/// Their paths.
pub fn paths() -> Vec<(String, Value)> {
    let id = json!({"$ref": "#/components/parameters/id"});
    let part = json!({"name": "part", "in": "path", "required": true, "schema": {"type": "string"},
        "description": "The id of the delivery."});
    let address = format!("{}/{{id}}", WEBHOOK.collection());
    vec![
        (format!("{address}/deliveries"), json!({"parameters": [id], "get": list()})),
        (format!("{address}/deliveries/{{part}}/replay"), json!({"parameters": [id, part], "post": replay()})),
        (format!("{address}/sample"), json!({"parameters": [id], "post": sample()})),
        (deliveries::EVENT.to_owned(), json!({"parameters": [id], "get": event()})),
    ]
}

fn list() -> Value {
    let shared = ["page", "limit", "cursor", "If-None-Match"];
    let shared = shared.map(|name| json!({"$ref": format!("#/components/parameters/{name}")}));
    let parameters: Vec<_> = shared.into_iter().chain(deliveries::filters().iter().map(filters::of)).collect();
    json!({
        "operationId": "listDelivery",
        "summary": "Lists what was sent to a webhook's receiver, and is to be, the newest first",
        "tags": [WEBHOOK.path],
        "parameters": parameters,
        "responses": responses::with(&[400, 401, 403, 404, 406, 503], [
            ("200", responses::list(DELIVERY.name)),
            ("304", json!({"$ref": "#/components/responses/NotModified"})),
        ]),
    })
}

fn replay() -> Value {
    json!({
        "operationId": "replayDelivery",
        "summary": "Has one sent once more, with the same UUID",
        "tags": [WEBHOOK.path],
        "responses": responses::with(&[400, 401, 403, 404, 406, 409, 503], [
            ("204", json!({"description": "It is due"})),
        ]),
    })
}

fn sample() -> Value {
    let event = json!({"type": "string", "description": "What the sample tells of, such as `document.update`."});
    let body = json!({"type": "object", "properties": {"event": event}});
    let told = json!({"application/json": {"schema": {"$ref": "#/components/schemas/Sample"}}});
    json!({
        "operationId": "sampleWebhook",
        "summary": "Sends a sample to the receiver at once, and tells what became of it",
        "tags": [WEBHOOK.path],
        "requestBody": {"content": {"application/json": {"schema": body}}},
        "responses": responses::with(&[400, 401, 403, 404, 406, 413, 415, 422, 503], [
            ("200", json!({"description": "What was sent and answered", "content": told})),
        ]),
    })
}

fn event() -> Value {
    let content = json!({"application/json": {"schema": {"type": "object"}}});
    json!({
        "operationId": "getEvent",
        "summary": "Shows an event of the last 7 days as it was sent",
        "tags": [TAG],
        "responses": responses::with(&[400, 401, 403, 404, 406, 503], [
            ("200", json!({"description": "What was sent", "content": content})),
        ]),
    })
}
