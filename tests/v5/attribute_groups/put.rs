use serde_json::json;

use super::{furnish, section};
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// A group may move to another parent of the level above; level and sheet stay.
    async fn moves_but_keeps_its_level_and_sheet(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        furnish(&full).await;
        let category = json!({"id": "more", "name": {"en_GB": "More"}, "level": 2, "parent": {"id": "tab"}});
        full.post("/api/attribute-groups", category).await.expect(201);
        let path = "/api/attribute-groups/section";
        let moved = full.put(path, json!({"parent": {"id": "more"}, "name": {"fr_FR": "Section"}})).await.expect(200).json();
        assert_eq!((&moved["parent"]["id"], &moved["name"]["en_GB"]), (&json!("more"), &json!("section")));
        full.put(path, json!({"parent": {"id": "tab"}})).await.refused_at("parent.id");
        full.put(path, json!({"parent": null})).await.refused_at("parent");
        full.put(path, json!({"level": 2})).await.refused_at("level");
        full.put(path, json!({"objectType": "variant"})).await.refused_at("objectType");
        full.put(path, json!({"documentType": {"id": "chair"}})).await.refused_at("documentType.id");
        full.put(path, json!({"id": "other"})).await.refused_at("id");
        assert_eq!(full.get(path).await.json(), moved);
        full.put("/api/attribute-groups/nope", json!({})).await.expect(404);
        full.post("/api/attribute-groups/bulk", json!({"items": [section("a", "more"), section("b", "nope")]}))
            .await
            .expect(200);
        full.get("/api/attribute-groups/a").await.expect(200);
    }
}
