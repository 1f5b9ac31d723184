//! The operations of a resource: its paths, with all that may come in and go out.

use model::schema::Schema;
use serde_json::{Value, json};

use super::document::tag;
use super::{parameters, responses};
use crate::v5::describe::Description;
use crate::v5::negotiate::Format;

/// The media types in which a body may come.
const BODIES: [&str; 3] = ["application/json", "application/ld+json", "application/hal+json"];

/// The paths of a resource.
pub fn of(resource: &Description, schema: &Schema) -> [(String, Value); 3] {
    let collection = resource.class.collection();
    let mut item = json!({
        "parameters": [{"$ref": "#/components/parameters/id"}],
        "get": get(resource),
        "put": update(resource, "put", &BODIES),
        "patch": update(resource, "patch", &["application/merge-patch+json", "application/json"]),
    });
    if let (Some(_), Some(parameters)) = (resource.objects, item["get"]["parameters"].as_array_mut()) {
        parameters.push(json!({"$ref": "#/components/parameters/asOf"}));
    }
    if resource.is_deletable {
        item["delete"] = delete(resource);
    }
    [
        (collection.clone(), json!({"get": list(resource, schema), "post": create(resource)})),
        (format!("{collection}/bulk"), json!({"post": bulk(resource)})),
        (format!("{collection}/{{id}}"), item),
    ]
}

pub fn list(resource: &Description, schema: &Schema) -> Value {
    json!({
        "operationId": format!("list{}", resource.class.name),
        "summary": format!("Lists {}", resource.class.path),
        "tags": [tag(resource)],
        "parameters": parameters::of_list(resource, schema),
        "responses": responses::with(&[400, 401, 406, 503], [
            ("200", responses::list(resource.class.name)),
            ("304", json!({"$ref": "#/components/responses/NotModified"})),
        ]),
    })
}

pub fn get(resource: &Description) -> Value {
    let mut get = json!({
        "operationId": format!("get{}", resource.class.name),
        "summary": format!("Shows one of {}", resource.class.path),
        "tags": [tag(resource)],
        "parameters": parameters::of_item(resource),
        "responses": responses::with(&[400, 401, 404, 406, 503], [
            ("200", responses::item(resource.class.name, "The item")),
            ("304", json!({"$ref": "#/components/responses/NotModified"})),
        ]),
    });
    if resource.is_open {
        get["security"] = json!([{}, {"token": []}]);
    }
    get
}

fn create(resource: &Description) -> Value {
    let created = responses::item(resource.class.name, "Created; the item as it now stands");
    let mut created = responses::written(created);
    created["headers"]["Location"] = json!({"$ref": "#/components/headers/Location"});
    created["headers"]["Content-Location"] = json!({"$ref": "#/components/headers/Location"});
    json!({
        "operationId": format!("create{}", resource.class.name),
        "summary": format!("Creates one of {}", resource.class.path),
        "tags": [tag(resource)],
        "parameters": parameters::of_write(resource),
        "requestBody": body(&format!("{}Create", resource.class.name), &BODIES),
        "responses": responses::with(&[400, 401, 403, 406, 409, 413, 415, 422, 503], [("201", created)]),
    })
}

fn update(resource: &Description, method: &str, media_types: &[&str]) -> Value {
    let parameters: Vec<_> = parameters::of_write(resource)
        .into_iter()
        .chain([json!({"$ref": "#/components/parameters/If-Match"})])
        .collect();
    json!({
        "operationId": format!("{method}{}", resource.class.name),
        "summary": format!("Changes one of {}; what is left out stays", resource.class.path),
        "tags": [tag(resource)],
        "parameters": parameters,
        "requestBody": body(&format!("{}Update", resource.class.name), media_types),
        "responses": responses::with(&[400, 401, 403, 404, 406, 409, 412, 413, 415, 422, 503], [
            ("200", responses::written(responses::item(resource.class.name, "The item as it now stands"))),
        ]),
    })
}

fn delete(resource: &Description) -> Value {
    json!({
        "operationId": format!("delete{}", resource.class.name),
        "summary": format!("Deletes one of {}", resource.class.path),
        "tags": [tag(resource)],
        "parameters": [
            {"$ref": "#/components/parameters/recursive"},
            {"$ref": "#/components/parameters/force"},
            {"$ref": "#/components/parameters/If-Match"},
            {"$ref": "#/components/parameters/Idempotency-Key"},
        ],
        "responses": responses::with(&[400, 401, 403, 404, 406, 409, 412, 422, 503], [
            ("204", responses::written(json!({"description": "Deleted"}))),
        ]),
    })
}

fn bulk(resource: &Description) -> Value {
    let mut body = body(&format!("{}Bulk", resource.class.name), &BODIES);
    body["content"][Format::Lines.media_type()] = json!({"schema": {"type": "string"}});
    json!({
        "operationId": format!("bulk{}", resource.class.name),
        "summary": format!("Writes many of {}", resource.class.path),
        "tags": [tag(resource)],
        "parameters": parameters::of_bulk(),
        "requestBody": body,
        "responses": responses::with(&[400, 401, 403, 406, 409, 413, 415, 422, 503], [("200", responses::bulk())]),
    })
}

fn body(schema: &str, media_types: &[&str]) -> Value {
    let content = json!({"schema": {"$ref": format!("#/components/schemas/{schema}")}});
    let content: serde_json::Map<_, _> =
        media_types.iter().map(|media_type| ((*media_type).to_owned(), content.clone())).collect();
    json!({"required": true, "content": content})
}
