use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};
use crate::support::snapshot::assert_shape;

on_both! {
    async fn answers_what_get_shows(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("ld")).await.expect(201);
        let mut body = variant("ld-red", "ld");
        body["attributes"] = json!({"cable": "1.80", "finish": "red", "tagline": {"fr_FR": "Rouge"}});
        let made = full.post("/api/variants", body).await.expect(201);
        assert_eq!(made.header("location"), "/api/variants/ld-red");
        let got = full.get("/api/variants/ld-red").await.expect(200);
        assert_eq!(made.json(), got.json());
        assert_shape!("variant_ld", got.json());
        assert_shape!("variant_json", full.accept("application/json").get("/api/variants/ld-red").await.json());
        assert_eq!(history::of(&server, "variant", "ld-red").await, ["create"]);
        // 77's rule for documents: they show their variants.
        assert_eq!(full.get("/api/documents/ld").await.json()["variants"][0]["id"], "ld-red");
    }
}

on_both! {
    /// 81.
    async fn needs_an_existing_document(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/variants", variant("v", "nope")).await.refused_at("document.id");
        full.post("/api/variants", json!({"id": "v"})).await.refused_at("document");
        full.get("/api/variants/v").await.expect(404);
        full.post("/api/documents", lamp("ld")).await.expect(201);
        full.post("/api/variants", variant("v", "ld")).await.expect(201);
        full.post("/api/variants", variant("v", "ld")).await.expect(409);
    }
}

on_both! {
    /// Availability: a document's attribute stands on variants only if it is inherited.
    async fn takes_inherited_and_its_own_attributes_only(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("ld")).await.expect(201);
        for (attribute, value) in [("power", json!(5)), ("name", json!({"en_GB": "x"})), ("legs", json!(3))] {
            let mut body = variant("v", "ld");
            body["attributes"] = json!({attribute: value});
            full.post("/api/variants", body).await.refused_at(&format!("attributes.{attribute}"));
        }
        full.get("/api/variants/v").await.expect(404);
    }
}
