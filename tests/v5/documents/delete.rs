use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

on_both! {
    /// 78, as far as links and assets exist.
    async fn takes_its_variants_along(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("gone")).await.expect(201);
        full.post("/api/documents", lamp("stays")).await.expect(201);
        full.post("/api/variants", variant("gone-red", "gone")).await.expect(201);
        full.post("/api/variants", variant("stays-red", "stays")).await.expect(201);
        let deleted = full.delete("/api/documents/gone").await.expect(204);
        assert!(deleted.body.is_empty());
        full.get("/api/documents/gone").await.expect(404);
        full.get("/api/variants/gone-red").await.expect(404);
        full.get("/api/documents/stays").await.expect(200);
        full.get("/api/variants/stays-red").await.expect(200);
        assert_eq!(full.get("/api/documents").await.json()["hydra:totalItems"], 1);
        assert_eq!(full.get("/api/variants").await.json()["hydra:totalItems"], 1);
        full.delete("/api/documents/gone").await.expect(404);
        assert_eq!(history::of(&server, "document", "gone").await, ["create", "delete"]);
        assert_eq!(history::of(&server, "variant", "gone-red").await, ["create", "delete"]);
    }
}

on_both! {
    /// Numbers are never reused, so what was kept under an old one can't come back.
    async fn made_anew_it_is_another(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut body = lamp("again");
        body["attributes"]["ean"] = serde_json::json!("4006381333931");
        let first = full.post("/api/documents", body.clone()).await.expect(201);
        full.delete("/api/documents/again").await.expect(204);
        // The unique value is free again.
        let second = full.post("/api/documents", body).await.expect(201);
        assert!(second.json()["legacyId"].as_i64() > first.json()["legacyId"].as_i64(), "{}", second.text());
        let kept = full.with("if-none-match", first.header("etag"));
        assert_eq!(kept.get("/api/documents/again").await.status, 200);
    }
}
