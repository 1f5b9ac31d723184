//! An instance as one file, and back, on either engine.

mod daily;
mod feed;
mod files;
mod killed;
mod refused;
mod round_trip;
pub mod rows;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::json;
use tempfile::TempDir;

use crate::flows::import;
use crate::support::db::Engine;
use crate::support::instance::Instance;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp, variant};
use crate::v5::conformance::assets::sent;

const ENGINES: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];

/// A folder for archives, and one in it.
fn place() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("shop.tar");
    (folder, file)
}

/// Backs an instance up, beside its server if it has one.
async fn back_up(instance: &Instance, file: &Path) -> String {
    instance.run(&["backup", file.to_str().expect("UTF-8")]).await
}

/// A new instance with what is in the archive; callers keep the tokens of the old one.
async fn restored(engine: Engine, file: &Path, from: &Instance) -> Arc<Instance> {
    let instance = Instance::untouched(engine).await;
    instance.run(&["restore", file.to_str().expect("UTF-8")]).await;
    for token in ["full", "read"] {
        fs::write(instance.folder().join(token), from.token(token)).expect("room for a token");
    }
    Arc::new(instance)
}

/// A server with so much that there is a half way.
async fn crowded(engine: Engine) -> Server {
    let server = Server::shop(engine).await;
    let body = |n: usize| {
        json!({"id": format!("m{n}"), "documentType": {"id": "lamp"}, "classification": {"id": "desk"},
        "attributes": {"finish": format!("finish{n}"), "ean": n.to_string(), "name": {"en_GB": format!("Lamp {n}")}}})
    };
    let bodies: Vec<_> = (0..3_000).map(body).collect();
    server.as_full().lines("/api/documents/bulk", &bodies).await.expect(200);
    server
}

/// Something in every table.
async fn furnish(server: &Server) {
    let full = server.as_full();
    for id in ["a", "b"] {
        full.with("idempotency-key", id).post("/api/documents", lamp(id)).await.expect(201);
    }
    full.post("/api/documents", plain_lamp("gone")).await.expect(201);
    full.delete("/api/documents/gone").await.expect(204);
    full.put("/api/documents/a", json!({"attributes": {"ean": "4006381333931", "power": 60}})).await.expect(200);
    full.post("/api/variants", variant("a1", "a")).await.expect(201);
    let goes_with =
        json!({"id": "goes_with", "name": {"en_GB": "x"}, "originType": "document", "targetType": "document"});
    full.post("/api/link-types", goes_with).await.expect(201);
    let link = json!({"linkType": {"id": "goes_with"}, "origin": {"id": "a"}, "target": {"id": "b"}});
    full.post("/api/links", link).await.expect(201);
    let id = sent(&full, "a.txt", b"a file").await;
    full.post("/api/assets", json!({"id": "a", "fileId": id})).await.expect(201);
    full.post("/api/keyvalues", json!({"id": "k", "value": "\"é\"\n\u{1F600}"})).await.expect(201);
    // A classification under one that is younger than itself.
    full.post("/api/classifications", json!({"id": "young", "parent": {"id": "root"}})).await.expect(201);
    full.put("/api/classifications/desk", json!({"parent": {"id": "young"}})).await.expect(200);
    // A job, its file, a line that can't be done and one that could.
    import(
        &full,
        "document.lamp.csv",
        "document_code;classification_code;power\nc;desk;x\nd;desk;40\n",
        json!({"dryRun": true}),
    )
    .await;
    let instance = server.instance();
    for row in [
        "planned_runs (planning_id, ran_at, job_id) SELECT id, 1, 1 FROM definitions WHERE code = 'lamp'",
        "app_tokens (hash, app_id, access, created_at, created_by)
            SELECT 'x', id, 'read', 1, 'full' FROM definitions WHERE code = 'lamp'",
        "host_keys (host, fingerprint, seen_at) VALUES ('files.example.org:22', 'SHA256:x', 1)",
        "sealing_keys (id, used_at) VALUES ('0a1b2c3d', 1)",
        "completeness_days (day, setting_id, locale, documents, complete, percents)
            SELECT '2026-11-30', id, 'en_GB', 2, 1, 150 FROM definitions WHERE code = 'lamp'",
        "edit_parts (job_id, part, numbers) SELECT min(id), 0, '1 2' FROM jobs",
    ] {
        instance.tamper(&format!("INSERT INTO {row}")).await;
    }
    instance.run_with(&["user", "create", "--username", "ada", "--admin", "--password-stdin"], "correct horse").await;
    for row in [
        "preferences (account_id, name, value) SELECT id, 'grid', '{\"rows\":50}' FROM accounts WHERE username = 'ada'",
        "views (code, owner_id, kind, type_id, shared, sequence, roles, attributes, rev, created_at, updated_at, body)
            SELECT 'v', a.id, 'document', d.id, true, 1, '[]', '[]', 1, 1, 1, '{\"name\":\"Lamps\"}'
            FROM accounts a, definitions d WHERE a.username = 'ada' AND d.kind = 'document_type' AND d.code = 'lamp'",
    ] {
        instance.tamper(&format!("INSERT INTO {row}")).await;
    }
}
