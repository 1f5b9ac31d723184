use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::lamp;

on_both! {
    /// 89: not with children, unless recursively; then its documents are orphans.
    async fn with_children_only_recursively(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("ld")).await.expect(201);
        let mut both = lamp("two");
        both["classifications"] = json!([{"id": "desk"}, {"id": "seating"}]);
        full.post("/api/documents", both).await.expect(201);
        full.delete("/api/classifications/lighting").await.expect(409);
        full.get("/api/classifications/desk").await.expect(200);
        assert_eq!(full.get("/api/documents/ld").await.json()["classifications"][0]["id"], "desk");

        full.delete("/api/classifications/lighting?recursive=true").await.expect(204);
        for gone in ["lighting", "desk", "floor"] {
            full.get(&format!("/api/classifications/{gone}")).await.expect(404);
            assert_eq!(history::of(&server, "classification", gone).await, ["create", "delete"]);
        }
        assert_eq!(full.get("/api/documents/ld").await.expect(200).json()["classifications"], json!([]));
        let two = full.get("/api/documents/two").await.expect(200).json();
        assert_eq!(two["classifications"].as_array().map(Vec::len), Some(1), "{two}");
        assert_eq!(two["classifications"][0]["id"], "seating");
    }
}

on_both! {
    /// v5.md 2.2: a root stays.
    async fn not_a_root(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for root in ["root", "root_DAM"] {
            full.delete(&format!("/api/classifications/{root}")).await.expect(409);
            full.delete(&format!("/api/classifications/{root}?recursive=true")).await.expect(409);
            full.get(&format!("/api/classifications/{root}")).await.expect(200);
        }
        full.get("/api/classifications/desk").await.expect(200);
        full.delete("/api/classifications/nope").await.expect(404);
    }
}
