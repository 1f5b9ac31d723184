//! Imports, exports, and what their processes made.

use serde_json::{Map, Value, json};

use super::responses;
use crate::v5::describe::schema_of;
use crate::v5::import_preview::{self, PreviewOut};
use crate::v5::jsonld::{EXPORT_PLANNING, PROCESS};
use crate::v5::planning_preview::{self, RunsOut};
use crate::v5::processes::{ForeseenOut, TroubleOut};

/// The tags under which imports and exports stand.
pub const TAGS: [&str; 2] = ["imports", "exports"];

/// What goes in and comes out.
pub fn schemas() -> Map<String, Value> {
    let profile = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let text = |words: &str| json!({"type": "string", "description": words});
    let import = json!({
        "type": "object",
        "properties": {
            "fileId": text("The file: the id of an upload. Either this or `remotePath`."),
            "remotePath": text("Where the file lies: https, sftp, ftps, s3 or a folder."),
            "importProfileId": text("The id or the name of the profile. Without one, what the lines are is found out."),
            "importProfile": {"description": "A profile that is sent along.", "anyOf": [profile("ImportProfile")]},
            "dryRun": {"type": "boolean", "default": false, "description": "Whether nothing is written."},
            "lossLimit": {
                "type": "integer", "minimum": 0, "maximum": 100,
                "description": "Percent of the lines that may delete something or clear a value, instead of the profile's.",
            },
        },
    });
    let export = json!({
        "type": "object",
        "properties": {
            "exportProfileId": text("The id or the name of the profile."),
            "exportProfile": {"description": "A profile that is sent along.", "anyOf": [profile("ExportProfile")]},
            "locale": text("The one language whose values are written, besides those that are in none."),
            "filters": {"type": "object", "description": "Parameters of a list, instead of the profile's."},
            "asOf": text("A moment: objects as they stood then, deleted ones too."),
            "uploadLocation": text("Where the file is put besides; an address that ends with `/` is a folder."),
        },
    });
    Map::from_iter([
        ("NewImport".to_owned(), import),
        ("NewExport".to_owned(), export),
        ("ForeseenChange".to_owned(), schema_of::<ForeseenOut<'_>>().to_value()),
        ("ImportPreview".to_owned(), schema_of::<PreviewOut<'_>>().to_value()),
        ("PlannedRuns".to_owned(), schema_of::<RunsOut>().to_value()),
        ("ProcessTrouble".to_owned(), schema_of::<TroubleOut<'_>>().to_value()),
    ])
}

/// Their paths.
pub fn paths() -> Vec<(String, Value)> {
    let id = json!([{"$ref": "#/components/parameters/id"}]);
    let of_process = |name: &str, operation: Value| {
        (format!("{}/{{id}}/{name}", PROCESS.collection()), json!({"parameters": id, "get": operation}))
    };
    let undo = json!({"parameters": id, "post": undo()});
    let at_once = json!({"parameters": id, "get": export_at_once()});
    vec![
        ("/api/imports".to_owned(), json!({"post": begin("Import", "Begins to write what a file says", TAGS[0])})),
        (import_preview::PATH.to_owned(), json!({"post": preview()})),
        (planning_preview::PATH.to_owned(), json!({"post": planned()})),
        ("/api/exports".to_owned(), json!({"post": begin("Export", "Begins to write things to a file", TAGS[1])})),
        ("/api/export-profiles/{id}/file".to_owned(), at_once),
        of_process(
            "report",
            file("reportOfProcess", "What is told of its lines: `line;column;code;message`…", "text/csv"),
        ),
        of_process(
            "failed",
            file("failedOfProcess", "The lines that could not be imported, to be corrected", "text/csv"),
        ),
        of_process("file", file("fileOfProcess", "The file that an export made, for 30 days", "text/csv")),
        of_process("changes", changes()),
        of_process("errors", errors()),
        (format!("{}/{{id}}/undo", PROCESS.collection()), undo),
    ]
}

fn begin(name: &str, summary: &str, tag: &str) -> Value {
    let taken = json!({"$ref": format!("#/components/schemas/New{name}")});
    json!({
        "operationId": format!("create{name}"),
        "summary": summary,
        "tags": [tag],
        "requestBody": {"required": true, "content": {"application/json": {"schema": taken}}},
        "responses": responses::with(&[400, 401, 403, 406, 413, 415, 422, 503], [
            ("201", responses::item(PROCESS.name, "The process")),
        ]),
    })
}

fn told(operation: &str, summary: &str, tag: &str, taken: &Value, shown: &str) -> Value {
    let shown = json!({"schema": {"$ref": format!("#/components/schemas/{shown}")}});
    json!({
        "operationId": operation,
        "summary": summary,
        "tags": [tag],
        "requestBody": {"required": true, "content": {"application/json": {"schema": taken}}},
        "responses": responses::with(&[400, 401, 403, 406, 413, 415, 422, 503], [
            ("200", json!({"description": "What was found out", "content": {"application/json": shown}})),
        ]),
    })
}

fn preview() -> Value {
    let text = |words: &str| json!({"type": ["string", "null"], "description": words});
    let taken = json!({
        "type": "object",
        "properties": {
            "fileId": text("The file: the id of an upload. Either this or `remotePath`."),
            "remotePath": text("Where the file lies; it has to come within 30 seconds."),
            "importProfileId": text("The id or the name of the profile."),
            "importProfile": {"type": ["object", "null"], "description": "What of a profile is said; the rest is guessed."},
            "sheet": text("The sheet that is shown; without it the first of which it is known what its lines are."),
        },
    });
    told("previewImport", "Shows how a file begins and how it would be imported", TAGS[0], &taken, "ImportPreview")
}

fn planned() -> Value {
    let taken = json!({
        "type": "object",
        "required": ["cron"],
        "properties": {"cron": {"type": "string"}, "timezone": {"type": "string", "default": "UTC"}},
    });
    told("previewPlanning", "Tells when a cron expression would be due", EXPORT_PLANNING.path, &taken, "PlannedRuns")
}

fn file(operation: &str, summary: &str, media_type: &str) -> Value {
    let binary = json!({"schema": {"type": "string", "format": "binary"}});
    let content = json!({media_type: binary, "application/octet-stream": binary});
    json!({
        "operationId": operation,
        "summary": summary,
        "tags": [PROCESS.path],
        "responses": responses::with(&[400, 401, 403, 404, 406, 503], [
            ("200", json!({"description": "The file", "content": content})),
        ]),
    })
}

fn export_at_once() -> Value {
    let locale = json!({
        "name": "locale", "in": "query", "schema": {"type": "string"},
        "description": "The one language whose values are written.",
    });
    let mut operation = file(
        "exportAtOnce",
        "Exports by a profile while the caller waits; other parameters are filters of its list instead of its own",
        "text/csv",
    );
    operation["tags"] = json!([TAGS[1]]);
    operation["parameters"] = json!([locale, {"$ref": "#/components/parameters/asOf"}]);
    operation["responses"]["422"] = responses::with::<0>(&[422], [])["422"].clone();
    operation
}

fn changes() -> Value {
    let schema = json!({"type": "array", "items": {"$ref": "#/components/schemas/ForeseenChange"}});
    json!({
        "operationId": "changesOfProcess",
        "summary": "What a dry run would change, the first 1,000 items",
        "tags": [PROCESS.path],
        "responses": responses::with(&[400, 401, 403, 404, 406, 503], [
            ("200", json!({"description": "Changes", "content": {"application/json": {"schema": schema}}})),
        ]),
    })
}

fn errors() -> Value {
    let schema = json!({"type": "array", "items": {"$ref": "#/components/schemas/ProcessTrouble"}});
    let header = |name: &str| json!({"$ref": format!("#/components/headers/{name}")});
    let page = json!({
        "description": "Errors and warnings",
        "content": {"application/json": {"schema": schema}},
        "headers": {
            "X-Total-Count": header("X-Total-Count"), "X-Page": header("X-Page"), "X-Limit": header("X-Limit"),
        },
    });
    json!({
        "operationId": "errorsOfProcess",
        "summary": "What is told of its items, in pages of up to 1,000",
        "tags": [PROCESS.path],
        "parameters": [
            {
                "name": "level", "in": "query", "schema": {"enum": ["error", "warning"]},
                "description": "What isn't done, or what is done with a word. Both by default.",
            },
            {"name": "limit", "in": "query", "schema": {"type": "integer", "minimum": 0, "maximum": 1_000, "default": 1_000}},
            {"$ref": "#/components/parameters/page"},
        ],
        "responses": responses::with(&[400, 401, 403, 404, 406, 503], [("200", page)]),
    })
}

fn undo() -> Value {
    let dry_run = json!({"$ref": "#/components/parameters/dryRun"});
    json!({
        "operationId": "undoProcess",
        "summary": "Begins to take back all that an import or a bulk edit did; what others changed since stays, and is reported",
        "tags": [PROCESS.path],
        "parameters": [dry_run],
        "responses": responses::with(&[400, 401, 403, 404, 406, 409, 503], [
            ("201", responses::item(PROCESS.name, "The process that does so")),
        ]),
    })
}
