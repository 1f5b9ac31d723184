use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

on_both! {
    async fn merges_its_names(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let put = full.put("/api/document-types/lamp", json!({"name": {"fr_FR": "Luminaire"}, "sequence": 3})).await.expect(200);
        let json = put.json();
        assert_eq!((&json["name"], &json["sequence"]), (&json!({"en_GB": "Lamp", "fr_FR": "Luminaire"}), &json!(3)));
        assert_eq!(json["hasVariants"], true);
        full.put("/api/document-types/lamp", json!({"titleAttribute": {"id": "nope"}})).await.expect(422);
        full.put("/api/document-types/lamp", json!({"id": "other"})).await.refused_at("id");
        full.put("/api/document-types/nope", json!({})).await.expect(404);
        // It shows in the document's body only by its id: the name is the type's own.
        assert_eq!(full.get("/api/document-types/lamp").await.json(), json);
    }
}

on_both! {
    async fn without_variants_takes_none(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let body = json!({"id": "c", "documentType": {"id": "chair"}, "classification": {"id": "seating"}});
        full.post("/api/documents", body).await.expect(201);
        let refused = full.post("/api/variants", variant("v", "c")).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
        full.post("/api/documents", lamp("l")).await.expect(201);
        full.post("/api/variants", variant("v", "l")).await.expect(201);
    }
}
