use serde_json::json;

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
