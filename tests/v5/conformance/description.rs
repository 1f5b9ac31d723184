//! 2 and 34: the description of the API, and what a program makes of it that sends whatever it allows and forbids.

use std::fs;

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::{Engine, on_both};
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};
use crate::v5::description::tools;

/// All collections of parts 2 and 3 that there are.
const COLLECTIONS: [&str; 8] = [
    "attributes",
    "catalogs",
    "classifications",
    "document-types",
    "documents",
    "locales",
    "predefined-values",
    "variants",
];

on_both! {
    async fn n002_every_path_is_described(engine: Engine) {
        let server = Server::shop(engine).await;
        let answer = server.anonymous().get("/api/docs.json").await.expect(200);
        let description = answer.json();
        assert!(description["openapi"].as_str().is_some_and(|version| version.starts_with("3.")), "{description}");
        for collection in COLLECTIONS {
            let (list, item) = (format!("/api/{collection}"), format!("/api/{collection}/{{id}}"));
            for (path, method) in [(&list, "get"), (&list, "post"), (&item, "get"), (&item, "put")] {
                let operation = &description["paths"][path][method];
                assert!(operation["responses"].is_object(), "{method} {path}: {operation}");
            }
        }
        let full = server.as_full();
        for path in description["paths"].as_object().expect("paths").keys().filter(|path| !path.contains('{')) {
            let answer = full.get(path).await;
            assert!(!answer.text().contains("nothing at this address"), "{path} is described, but not there");
        }
    }
}

on_both! {
    /// Schemathesis draws what the description allows and what it forbids, always the same, and holds every answer
    /// against it: status, media type, headers and body.
    async fn n034_no_failure_of_the_server_in_a_fuzz_run(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for id in ["a", "b", "c"] {
            full.post("/api/documents", lamp(id)).await.expect(201);
            full.post("/api/variants", variant(&format!("{id}-1"), id)).await.expect(201);
        }
        let folder = tempfile::tempdir().expect("a folder");
        let description = narrowed(&full).await.to_string();
        fs::write(folder.path().join("docs.json"), description).expect("a file");
        let header = format!("Authorization: Bearer {}", server.instance().token("full"));
        // All ways to be wrong are tried on one engine: what refuses them knows of none.
        let phases = if engine == Engine::Sqlite { "coverage,fuzzing" } else { "fuzzing" };
        let args = [
            "run", "docs.json", "--url", server.http(), "--header", &header, "--no-color", "--phases", phases,
            "--mode", "all", "--max-examples", "5", "--seed", "1", "--no-shrink",
            "--continue-on-failure", "--generation-database", "none", "--suppress-health-check", "all",
            "--checks", CHECKS, "--warnings", "off",
        ];
        tools::run(&tools::path("python/bin/schemathesis"), &args, folder.path()).await;
        let log = server.log();
        assert!(!log.contains("panicked") && !log.contains("request failed"), "{log}");
        let instance = server.instance().clone();
        server.stop().await;
        instance.run(&["check"]).await;
    }
}

const CHECKS: &str = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,\
                      response_headers_conformance,ignored_auth";

/// The description with ids that there are, less what is the same code for all: other media types of a body, and
/// bulk and `PATCH` of others than documents; and less what takes lines alone, which the tool can't write.
async fn narrowed(full: &Caller) -> Value {
    let mut description = full.get("/api/docs.json").await.expect(200).json();
    let paths = description["paths"].as_object_mut().expect("paths");
    paths.retain(|path, _| !path.ends_with("/bulk") || path == "/api/documents/bulk");
    let lists = |(path, item): (&String, &Value)| item.get("get").map(|_| path.clone());
    let listed: Vec<_> = paths.iter().filter_map(lists).collect();
    for (path, item) in paths {
        if let Some(item) = item.as_object_mut().filter(|_| path != "/api/documents/{id}") {
            item.remove("patch");
        }
        let is_known = |operation: &Value| match operation.pointer("/requestBody/content").and_then(Value::as_object) {
            Some(content) => content.keys().any(|media_type| media_type != "application/x-ndjson"),
            None => true,
        };
        item.as_object_mut().expect("an item").retain(|_, operation| is_known(operation));
        for operation in item.as_object_mut().expect("an item").values_mut() {
            if let Some(content) = operation.pointer_mut("/requestBody/content") {
                let first = content.as_object().and_then(|content| content.iter().next());
                let (media_type, schema) = first.map(|(name, schema)| (name.clone(), schema.clone())).expect("one");
                *content = json!({ media_type: schema });
            }
        }
        if let Some(collection) = path.strip_suffix("/{id}") {
            let mut ids = vec![json!("nobody")];
            // What belongs to people alone has no list for a program.
            if listed.iter().any(|path| path == collection) && !collection.starts_with("/api/me/") {
                let list = full.get(&format!("{collection}?limit=4")).await.expect(200).json();
                ids.extend(list["hydra:member"].as_array().expect("members").iter().map(|member| member["id"].clone()));
            }
            item["parameters"] = json!([{"name": "id", "in": "path", "required": true, "schema": {"enum": ids}}]);
        }
    }
    description
}
