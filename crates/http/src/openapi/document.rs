//! The whole description.

use model::schema::Schema;
use serde_json::{Map, Value, json};

use super::{
    account, apps, auto_link, bulk_edits, completeness, files, flows, impact, model_file, operations, own, parameters,
    past, processes, responses, schemas, template, tokens, trees, webhooks,
};
use crate::v5::changes;
use crate::v5::describe::{self, Description};
use crate::v5::jsonld::{FILE, PROCESS, VIEW};

/// What stands before the list of operations: how to page, filter, order and write.
const WORDS: &str = include_str!("words.md");

/// The description of an instance with this schema.
pub fn of(schema: &Schema) -> Value {
    let resources = describe::all();
    let paths = resources.iter().flat_map(|resource| operations::of(resource, schema));
    let paths: Map<_, _> = paths
        .chain(trees::of(schema))
        .chain(past::paths())
        .chain(files::paths())
        .chain(processes::paths())
        .chain(flows::paths())
        .chain(apps::paths())
        .chain(webhooks::paths())
        .chain(account::paths())
        .chain(tokens::paths())
        .chain(own::of())
        .chain(auto_link::path(schema))
        .chain(bulk_edits::paths())
        .chain(impact::paths())
        .chain(completeness::paths())
        .chain([model_file::path()])
        .chain(template::path())
        .collect();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Vitrine",
            "summary": "Product information by API v5",
            "description": WORDS,
            "version": env!("CARGO_PKG_VERSION"),
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [{"token": []}, {"session": []}],
        "tags": tags(resources),
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {
                "type": "apiKey",
                "in": "header",
                "name": "Authorization",
                "description": "Type `Bearer` and the token: `Bearer 0123…CDEF`.",
            }, "session": {
                "type": "apiKey",
                "in": "cookie",
                "name": "__Host-vitrine",
                "description": "The admin UI's session (`POST /api/session`); writes need the header `X-Vitrine-Session: 1` too.",
            }},
            "parameters": parameters::components(),
            "headers": responses::headers(),
            "responses": responses::components(),
            "schemas": schemas::components(resources, schema),
        },
    })
}

fn tags(resources: &[Description]) -> Vec<Value> {
    let files = [FILE.path, PROCESS.path, flows::TAGS[0], flows::TAGS[1], model_file::TAG];
    let ours = [
        past::TAG,
        changes::TAG,
        webhooks::TAG,
        bulk_edits::TAG,
        completeness::TAG,
        account::TAG,
        VIEW.path,
        tokens::TAG,
    ];
    let others = files.into_iter().chain(ours);
    resources.iter().map(tag).chain(others).map(|name| json!({"name": name})).collect()
}

/// The name under which the operations of a resource stand together.
pub fn tag(resource: &Description) -> &'static str {
    resource.class.path
}
