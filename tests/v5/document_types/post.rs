use serde_json::json;

use crate::support::db::on_both;
use crate::support::pages::ids;
use crate::support::server::Server;
use crate::support::snapshot::assert_shape;

on_both! {
    /// v5.md 3.5: a title attribute `{id}_name` comes with the type.
    async fn brings_its_title_attribute(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let body = json!({"id": "table", "name": {"en_GB": "Table"}, "hasVariants": true});
        let made = full.post("/api/document-types", body.clone()).await.expect(201);
        assert_eq!(made.header("location"), "/api/document-types/table");
        let got = full.get("/api/document-types/table").await.expect(200).json();
        assert_eq!(made.json(), got);
        assert_eq!(got["titleAttribute"]["id"], "table_name");
        assert_shape!("document_type_ld", got);
        let title = full.get("/api/attributes/table_name").await.expect(200).json();
        assert_eq!((&title["type"], &title["documentType"]["id"]), (&json!("text"), &json!("table")));
        full.post("/api/document-types", body).await.expect(409);
        let all = full.get("/api/document-types").await.expect(200).json();
        assert_eq!(ids(&all), ["chair", "lamp", "table"]);
    }
}

on_both! {
    async fn needs_an_id_and_a_name(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        full.post("/api/document-types", json!({"name": {"en_GB": "X"}})).await.refused_at("id");
        full.post("/api/document-types", json!({"id": "x.y", "name": {"en_GB": "X"}})).await.refused_at("id");
        full.post("/api/document-types", json!({"id": "x"})).await.refused_at("name");
        full.get("/api/document-types/x").await.expect(404);
        let none = full.get("/api/document-types").await.expect(200).json();
        assert_eq!(none["hydra:totalItems"], 0);
    }
}
