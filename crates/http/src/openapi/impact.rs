//! What deletions would mean.

use serde_json::{Map, Value, json};

use super::document::tag;
use super::responses;
use crate::v5::describe::{self, schema_of};
use crate::v5::impact::{self, ImpactOfManyOut, ImpactOut};
use crate::v5::jsonld::DOCUMENT;

/// The schemas of what comes out.
pub fn schemas() -> Map<String, Value> {
    Map::from_iter([
        ("Impact".to_owned(), schema_of::<ImpactOut<'_>>().to_value()),
        ("ImpactOfMany".to_owned(), schema_of::<ImpactOfManyOut<'_>>().to_value()),
    ])
}

/// Their paths.
pub fn paths() -> Vec<(String, Value)> {
    let id = json!([{"$ref": "#/components/parameters/id"}]);
    let told = |name: &str| {
        let schema = json!({"$ref": format!("#/components/schemas/{name}")});
        json!({"description": "What it would mean", "content": {"application/json": {"schema": schema}}})
    };
    let deletable = describe::all().iter().filter(|resource| resource.is_deletable);
    let mut paths: Vec<_> = deletable
        .map(|resource| {
            let operation = json!({
                "operationId": format!("impact{}", resource.class.name),
                "summary": "Tells what a deletion would mean; nothing is deleted",
                "tags": [tag(resource)],
                "responses": responses::with(&[400, 401, 403, 404, 406, 503], [("200", told("Impact"))]),
            });
            (format!("{}/{{id}}/impact", resource.class.collection()), json!({"parameters": id, "get": operation}))
        })
        .collect();
    let picked = json!({
        "type": "object",
        "properties": {
            "ids": {"type": ["array", "null"], "items": {"type": "string"}, "maxItems": 10_000},
            "filter": {"type": ["object", "null"], "description": "As the parameter `filter` of the list."},
            "search": {"type": ["string", "null"]},
        },
    });
    let many = json!({
        "operationId": "impactDocuments",
        "summary": "Tells what the deletion of many would mean; nothing is deleted",
        "tags": [DOCUMENT.path],
        "requestBody": {"required": true, "content": {"application/json": {"schema": picked}}},
        "responses": responses::with(&[400, 401, 403, 406, 413, 415, 422, 503], [("200", told("ImpactOfMany"))]),
    });
    paths.push((impact::MANY.to_owned(), json!({"post": many})));
    paths
}
