//! Bulk edits, and what one would do.

use serde_json::{Map, Value, json};

use super::responses;
use crate::v5::bulk_edits::{self, KINDS, PreviewOut};
use crate::v5::describe::schema_of;
use crate::v5::jsonld::PROCESS;
use crate::v5::links::class_of;

/// The tag under which they stand.
pub const TAG: &str = "bulk-edits";

/// The schemas of what goes in and comes out.
pub fn schemas() -> Map<String, Value> {
    let text = |words: &str| json!({"type": "string", "description": words});
    let texts = |words: &str| json!({"type": "array", "items": {"type": "string"}, "description": words});
    let names = [
        "set",
        "clear",
        "append",
        "remove",
        "replace",
        "attributeSet",
        "classify",
        "transition",
        "active",
        "tags",
        "link",
        "unlink",
        "duplicate",
        "delete",
    ];
    let operation = json!({
        "type": "object",
        "required": ["op"],
        "properties": {
            "op": {"enum": names, "description": "What to do; `duplicate` and `delete` stand alone."},
            "attribute": text("The id of the attribute whose values change."),
            "locale": text("The locale, of a localised attribute."),
            "value": {"description": "What to set, append or remove; of `active` true or false."},
            "find": text("What of a text is replaced, as it stands."),
            "with": text("What stands there then."),
            "matchCase": {"type": "boolean", "default": false},
            "id": {"type": ["string", "null"], "description": "The id of the attribute set; null: none."},
            "add": texts("The ids of classifications or tags."),
            "remove": texts("The same."),
            "main": text("The id of the main classification."),
            "workflow": text("The id of the workflow."),
            "node": text("The id of its node."),
            "linkType": text("The id of the type of the links."),
            "targets": texts("The ids of what they lead to."),
        },
    });
    let edit = json!({
        "type": "object",
        "required": ["resource", "operations"],
        "properties": {
            "resource": {"enum": KINDS.map(|kind| class_of(kind).path), "description": "What is edited."},
            "filter": {"type": ["object", "null"], "description": "Which of them: as the parameter `filter` of their list."},
            "search": {"type": ["string", "null"], "description": "Words that must be found in them."},
            "ids": {
                "type": ["array", "null"], "items": {"type": "string"}, "maxItems": 10_000,
                "description": "These alone, instead of a filter.",
            },
            "operations": {
                "type": "array", "minItems": 1, "maxItems": 50,
                "items": {"$ref": "#/components/schemas/BulkEditOperation"},
            },
            "expected": {"type": ["integer", "null"], "minimum": 0, "description": "How many objects the caller counts on."},
        },
    });
    Map::from_iter([
        ("BulkEditOperation".to_owned(), operation),
        ("BulkEdit".to_owned(), edit),
        ("BulkEditPreview".to_owned(), schema_of::<PreviewOut<'_>>().to_value()),
    ])
}

/// Their paths.
pub fn paths() -> Vec<(String, Value)> {
    let body = json!({
        "required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/BulkEdit"}}},
    });
    let schema = json!({"schema": {"$ref": "#/components/schemas/BulkEditPreview"}});
    let told = json!({"description": "What it would do", "content": {"application/json": schema}});
    let operation = |id: &str, summary: &str, answer: (&str, Value)| {
        json!({"post": {
            "operationId": id, "summary": summary, "tags": [TAG], "requestBody": body,
            "responses": responses::with(&[400, 401, 403, 406, 409, 413, 415, 422, 503], [answer]),
        }})
    };
    vec![
        (
            bulk_edits::PATH.to_owned(),
            operation(
                "createBulkEdit",
                "Begins to do the same to many objects",
                ("202", responses::item(PROCESS.name, "The process")),
            ),
        ),
        (
            bulk_edits::PREVIEW.to_owned(),
            operation("previewBulkEdit", "Tells what an edit would do; nothing is written", ("200", told)),
        ),
    ]
}
