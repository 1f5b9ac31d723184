//! The whole model as lines, out and in.

use serde_json::{Value, json};

use super::{parameters, responses};
use crate::v5::model_file::PATH;
use crate::v5::negotiate::Format;

/// What its operations stand under.
pub const TAG: &str = "model";

/// Its path.
pub fn path() -> (String, Value) {
    let lines = |words: &str| json!({Format::Lines.media_type(): {"schema": {"type": "string", "description": words}}});
    let line = "`{\"resource\": \"attributes\", \"item\": {…}}` a line; `\"delete\"` instead of `\"item\"` deletes.";
    let out = json!({"description": "One line for each", "content": lines(line)});
    let get = json!({
        "operationId": "getModel",
        "summary": "Shows all definitions, predefined values and roots, in an order in which they can be sent back",
        "tags": [TAG],
        "responses": responses::with(&[400, 401, 406, 503], [("200", out)]),
    });
    let put = json!({
        "operationId": "putModel",
        "summary": "Writes definitions, predefined values and roots, each for itself",
        "tags": [TAG],
        "parameters": parameters::named(&["dryRun"]),
        "requestBody": {"required": true, "content": lines(line)},
        "responses": responses::with(&[400, 401, 403, 406, 413, 415, 422, 503], [("200", responses::bulk())]),
    });
    (PATH.to_owned(), json!({"get": get, "put": put}))
}
