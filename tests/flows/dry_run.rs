//! A dry run counts and shows what would change, and writes nothing.

use serde_json::json;

use super::{counts, fetched, import};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::lamp;

on_both! {
    async fn a_dry_run_writes_nothing(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("old")).await.expect(201);
        let written = history::length(&server).await;
        let file = "document_code;document_type_code;classification_code;power\nold;;;41\nnew;lamp;desk;7\nnew;;;8\nbad;;;x\n";
        let process = import(&full, "lamps.csv", file, json!({"dryRun": true})).await;
        assert_eq!(counts(&process), [1, 2, 0, 0, 1], "later lines see what earlier ones would make: {process}");
        let changes: serde_json::Value = serde_json::from_slice(&fetched(&server, &process, "changes").await).unwrap();
        let told: Vec<_> = changes.as_array().expect("a list").iter().map(|one| (one["line"].clone(), one["effect"].clone())).collect();
        assert_eq!(json!(told), json!([[2, "updated"], [3, "created"], [4, "updated"]]));
        assert_eq!(changes[0]["changes"], json!([{"path": "attributes.power", "before": 40, "after": 41}]));
        assert_eq!(history::length(&server).await, written);
        full.get("/api/documents/new").await.expect(404);
    }
}
