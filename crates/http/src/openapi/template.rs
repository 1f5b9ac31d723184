//! The empty file of a profile of imports.

use serde_json::{Value, json};

use super::document::tag;
use super::responses;
use crate::v5::describe;
use crate::v5::import_profiles::TEMPLATE;
use crate::v5::jsonld::IMPORT_PROFILE;

/// Its path.
pub fn path() -> Option<(String, Value)> {
    let profiles = describe::all().iter().find(|resource| resource.class == IMPORT_PROFILE)?;
    let file =
        json!({"description": "The header of the file", "content": {"text/csv": {"schema": {"type": "string"}}}});
    let operation = json!({
        "operationId": "getImportProfileTemplate",
        "summary": "An empty file of a profile: the columns that it imports",
        "tags": [tag(profiles)],
        "responses": responses::with(&[400, 401, 404, 422, 503], [("200", file)]),
    });
    let id = json!([{"$ref": "#/components/parameters/id"}]);
    Some((TEMPLATE.to_owned(), json!({"parameters": id, "get": operation})))
}
