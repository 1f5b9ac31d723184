//! Files that are sent before something uses them, whole or piece by piece.

use serde_json::{Map, Value, json};

use super::responses;
use crate::v5::describe::schema_of;
use crate::v5::files::FileOut;
use crate::v5::jsonld::FILE;

/// The header of every request and answer of tus.
const TUS: &str = "Tus-Resumable";

/// What they are printed as.
pub fn schemas() -> Map<String, Value> {
    Map::from_iter([(FILE.name.to_owned(), schema_of::<FileOut<'_>>().to_value())])
}

/// Their paths.
pub fn paths() -> Vec<(String, Value)> {
    let id = json!([{"$ref": "#/components/parameters/id"}]);
    let mut one = json!({"parameters": id, "get": show(), "patch": append(), "delete": delete()});
    let content = json!({"parameters": id, "get": content()});
    for operation in ["get", "patch", "delete"] {
        one[operation]["tags"] = json!([FILE.path]);
    }
    vec![
        (FILE.collection(), json!({"post": create()})),
        (format!("{}/{{id}}", FILE.collection()), one),
        (format!("{}/{{id}}/content", FILE.collection()), content),
    ]
}

fn create() -> Value {
    let text = |words: &str| json!({"type": "string", "description": words});
    let form = json!({
        "type": "object",
        "required": ["file"],
        "properties": {
            "file": {"type": "string", "format": "binary", "description": "The bytes, under the name of the file."},
            "fileType": {"type": "string", "enum": ["asset", "import", "export"], "default": "asset"},
        },
    });
    let mut created = responses::item(FILE.name, "The file that was sent; by tus nothing but its address");
    created["headers"]["Location"] = json!({"$ref": "#/components/headers/Location"});
    json!({
        "operationId": "createFile",
        "summary": "Sends a file, or by tus 1.0 makes room for one that comes piece by piece",
        "tags": [FILE.path],
        "parameters": [
            header(TUS, &text("`1.0.0`, by tus; then without a body.")),
            header("Upload-Length", &text("How many bytes there will be, by tus.")),
            header("Upload-Metadata", &text("`filename` and `fileType` with their values in base64, by tus.")),
        ],
        "requestBody": {"content": {"multipart/form-data": {"schema": form}}},
        "responses": responses::with(&[400, 401, 403, 406, 409, 412, 413, 422, 503], [("201", created)]),
    })
}

fn show() -> Value {
    json!({
        "operationId": "getFile",
        "summary": "Shows a file that was sent; HEAD tells by tus how much of it is there",
        "responses": responses::with(&[400, 401, 404, 406, 503], [
            ("200", responses::item(FILE.name, "The file")),
            ("304", json!({"$ref": "#/components/responses/NotModified"})),
        ]),
    })
}

fn append() -> Value {
    let text = json!({"type": "string"});
    let bytes = json!({"schema": {"type": "string", "format": "binary"}});
    json!({
        "operationId": "appendFile",
        "summary": "Adds a piece to a file, by tus 1.0",
        "parameters": [header(TUS, &text), header("Upload-Offset", &text)],
        "requestBody": {"required": true, "content": {"application/offset+octet-stream": bytes}},
        "responses": responses::with(&[400, 401, 403, 404, 406, 409, 412, 413, 415, 503], [
            ("204", json!({"description": "It is there; `Upload-Offset` says how many bytes there are now"})),
        ]),
    })
}

fn delete() -> Value {
    json!({
        "operationId": "deleteFile",
        "summary": "Forgets a file; what uses its bytes keeps them",
        "responses": responses::with(&[400, 401, 403, 404, 406, 503], [
            ("204", json!({"description": "Forgotten"})),
        ]),
    })
}

fn content() -> Value {
    let bytes = json!({"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}});
    json!({
        "operationId": "getFileContent",
        "summary": "The bytes of a file that was sent",
        "tags": [FILE.path],
        "responses": responses::with(&[400, 401, 404, 406, 409, 503], [
            ("200", json!({"description": "The bytes", "content": bytes})),
        ]),
    })
}

fn header(name: &str, schema: &Value) -> Value {
    json!({"name": name, "in": "header", "schema": schema})
}
