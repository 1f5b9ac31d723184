//! What is exported and imported again changes nothing: no line of history is written.

use std::sync::Arc;

use serde_json::json;

use super::{counts, import};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

/// Exports everything in a format and imports it again.
async fn out_and_in(server: &Server, full: &Caller, format: &str, ending: &str) {
    let file = server.instance().folder().join(format!("all.{ending}"));
    let path = file.to_str().expect("a path");
    server.instance().run(&["export", "--quiet", "--format", format, "--output", path]).await;
    let written = history::length(server).await;
    let process = import(full, &format!("all.{ending}"), std::fs::read(&file).unwrap(), json!({"lossLimit": 0})).await;
    let [created, updated, deleted, unchanged, failed] = counts(&process);
    assert_eq!(
        (created, updated, deleted, failed),
        (0, 0, 0, 0),
        "{format}: {process}\n{}",
        super::text(server, &process, "report").await
    );
    assert!(unchanged > 10, "{process}");
    assert_eq!(history::length(server).await, written, "{format}");
}

async fn all_formats(server: &Server, full: &Caller) {
    for (format, ending) in [("ndjson", "ndjson"), ("csv", "zip"), ("xlsx", "zip")] {
        out_and_in(server, full, format, ending).await;
    }
}

on_both! {
    async fn of_the_shop(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/document-types", json!({"id": "room", "name": {"en_GB": "Room"}})).await.expect(201);
        full.post("/api/link-types", json!({"id": "upsell", "name": {"en_GB": "Upsell"}, "originType": "document", "targetType": "document"})).await.expect(201);
        for id in ["a", "b", "odd;\"code\" é"] {
            full.post("/api/documents", lamp(id)).await.expect(201);
        }
        full.put("/api/documents/b", json!({"attributes": {
            "notes": "two\nlines", "story": {"en_GB": "<p>a; \"b\"</p>"}, "finish": "=1+1", "reviewed": "2026-03-01T10:20:30", "dimmable": false,
        }})).await.expect(200);
        full.post("/api/variants", variant("a-1", "a")).await.expect(201);
        full.post("/api/links", json!({"linkType": {"id": "upsell"}, "origin": {"id": "a", "@type": "Document"}, "target": {"id": "b", "@type": "Document"}})).await.expect(201);
        full.post("/api/keyvalues", json!({"id": "greeting", "value": "hello"})).await.expect(201);
        all_formats(&server, &full).await;
    }
}

on_both! {
    async fn of_the_demo(engine: Engine) {
        let instance = Arc::new(Instance::new(engine, Content::Builtins).await);
        instance.run(&["demo", "--quiet"]).await;
        let server = Server::start(instance).await;
        let full = server.as_full();
        all_formats(&server, &full).await;
    }
}

/// Of the sets of real products, where there are any.
#[tokio::test(flavor = "multi_thread")]
async fn of_real_products() {
    let Some(folder) = crate::catalogue::folder() else { return };
    let server = Server::bare(crate::support::db::Engine::Sqlite).await;
    crate::catalogue::load(&server, &folder, "akeneo-icecat").await;
    all_formats(&server, &server.as_full()).await;
}
