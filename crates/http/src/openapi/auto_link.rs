//! Links from products to assets, by the names of files.

use model::schema::Schema;
use serde_json::{Map, Value, json};

use super::document::tag;
use super::{parameters, responses};
use crate::v5::auto_link::{self, AutoLinkOut};
use crate::v5::describe::{self, schema_of};
use crate::v5::jsonld::ASSET;

/// The names of the schemas of what it takes and tells.
const TAKEN: &str = "AutoLink";
const TOLD: &str = "AutoLinkReport";

/// Its path.
pub fn path(schema: &Schema) -> Option<(String, Value)> {
    let assets = describe::all().iter().find(|resource| resource.class == ASSET)?;
    let content =
        |name: &str| json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{name}")}}});
    let told = json!({"description": "What became of the assets", "content": content(TOLD)});
    let operation = json!({
        "operationId": "autoLinkAsset",
        "summary": "Links those of the assets that the filters find to the products that their file names tell",
        "tags": [tag(assets)],
        "parameters": parameters::of_write_of_members(assets, schema),
        "requestBody": {"required": true, "content": content(TAKEN)},
        "responses": responses::with(&[400, 401, 403, 406, 409, 413, 415, 422, 503], [("200", responses::written(told))]),
    });
    Some((auto_link::path(), json!({"post": operation})))
}

/// The schemas of what goes in and comes out.
pub fn schemas() -> Map<String, Value> {
    let id = json!({"type": "object", "properties": {"id": {"type": "string"}}, "required": ["id"]});
    let taken = json!({
        "type": "object",
        "properties": {
            "pattern": {
                "type": "string", "maxLength": 200, "examples": ["{document_code}_{position}"],
                "description": "What the names of files are like: `{document_code}` or `{variant_code}` once, \
                    `{position}` (up to 9 digits), `{any}`, and other text, in any case. One without an ending takes any.",
            },
            "linkType": {"description": "The type of the links, from documents or variants to assets.", "anyOf": [id]},
            "dryRun": {"type": "boolean", "default": false, "description": "Whether nothing is written."},
        },
        "required": ["pattern", "linkType"],
    });
    Map::from_iter([(TAKEN.to_owned(), taken), (TOLD.to_owned(), schema_of::<AutoLinkOut<'_>>().to_value())])
}
