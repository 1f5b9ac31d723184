use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

on_both! {
    /// 95, while few objects hold a value.
    async fn takes_its_values_along(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        let mut body = variant("v", "a");
        body["attributes"] = json!({"finish": "red"});
        full.post("/api/variants", body).await.expect(201);
        let before = full.get("/api/documents/a").await.expect(200);
        full.delete("/api/attributes/finish?force=true").await.expect(204);
        full.get("/api/attributes/finish").await.expect(404);
        let after = full.with("if-none-match", before.header("etag")).get("/api/documents/a").await.expect(200);
        assert!(after.json()["attributes"].get("finish").is_none(), "{}", after.text());
        assert_eq!(full.get("/api/variants/v").await.json()["attributes"], json!({}));
        full.put("/api/documents/a", json!({"attributes": {"finish": "x"}})).await.refused_at("attributes.finish");
        assert_eq!(history::of(&server, "document", "a").await, ["create", "update"]);
    }
}

on_both! {
    /// v5.md 3.1: a title stays.
    async fn not_a_title(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.put("/api/document-types/lamp", json!({"titleAttribute": {"id": "name"}})).await.expect(200);
        let refused = full.delete("/api/attributes/name").await.expect(409);
        assert!(refused.text().contains("lamp"), "{}", refused.text());
        full.get("/api/attributes/name").await.expect(200);
        full.delete("/api/attributes/nope").await.expect(404);
    }
}
