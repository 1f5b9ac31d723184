use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// v5.md 3.7: not with content; built-ins stay.
    async fn only_when_empty(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        full.post("/api/catalogs", json!({"id": "ECO", "name": "Shop", "objectType": "document"})).await.expect(201);
        full.post("/api/classifications", json!({"id": "a", "parent": {"id": "root_ECO"}})).await.expect(201);
        full.delete("/api/catalogs/ECO").await.expect(409);
        full.get("/api/classifications/root_ECO").await.expect(200);
        full.delete("/api/classifications/a").await.expect(204);
        full.delete("/api/catalogs/ECO").await.expect(204);
        full.get("/api/catalogs/ECO").await.expect(404);
        full.get("/api/classifications/root_ECO").await.expect(404);
        for builtin in ["PIM", "DAM"] {
            full.delete(&format!("/api/catalogs/{builtin}")).await.expect(409);
            full.get(&format!("/api/catalogs/{builtin}")).await.expect(200);
        }
    }
}

on_both! {
    /// What is placed there stays.
    async fn with_its_tree_if_forced(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/catalogs", json!({"id": "ECO", "name": "Shop", "objectType": "document"})).await.expect(201);
        full.post("/api/classifications", json!({"id": "a", "parent": {"id": "root_ECO"}})).await.expect(201);
        full.post("/api/classifications", json!({"id": "b", "parent": {"id": "a"}})).await.expect(201);
        let lamp = json!({"id": "only-there", "documentType": {"id": "lamp"}, "classifications": [{"id": "b"}]});
        full.post("/api/documents", lamp).await.expect(201);
        full.delete("/api/catalogs/ECO").await.expect(409);
        full.delete("/api/catalogs/ECO?force=true").await.expect(204);
        for id in ["root_ECO", "a", "b"] {
            full.get(&format!("/api/classifications/{id}")).await.expect(404);
        }
        let left = full.get("/api/documents/only-there").await.expect(200).json();
        assert_eq!(left["classifications"], Value::Array(Vec::new()));
        full.delete("/api/catalogs/DAM?force=true").await.expect(409);
    }
}
