//! The two other ways to see classifications: those of one catalog, and those below one another.

use model::schema::Schema;
use serde_json::{Value, json};

use super::{operations, responses};
use crate::v5::describe;
use crate::v5::jsonld::CLASSIFICATION;

/// Their paths.
pub fn of(schema: &Schema) -> Vec<(String, Value)> {
    let Some(classifications) = describe::all().iter().find(|resource| resource.class == CLASSIFICATION) else {
        return Vec::new();
    };
    let mut list = operations::list(classifications, schema);
    list["operationId"] = json!("listCatalogClassification");
    list["summary"] = json!("Lists the classifications of a catalog");
    list["responses"]["404"] = responses::with(&[404], [])["404"].take();
    let mut tree = operations::get(classifications);
    tree["operationId"] = json!("getClassificationTree");
    tree["summary"] = json!("Shows a classification with those below it as its children, up to 10,000");
    let depth = json!({
        "name": "depth", "in": "query", "schema": {"type": "integer", "minimum": 0, "default": 100},
        "description": "How many levels below it are shown, at most 100.",
    });
    if let Some(parameters) = tree["parameters"].as_array_mut() {
        parameters.push(depth);
    }
    let id = json!([{"$ref": "#/components/parameters/id"}]);
    vec![
        ("/api/catalogs/{id}/classifications".to_owned(), json!({"parameters": id, "get": list})),
        ("/api/classifications/{id}/tree".to_owned(), json!({"parameters": id, "get": tree})),
    ]
}
