use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

on_both! {
    async fn keeps_what_a_role_permits(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let body = json!({"id": "editor", "name": {"en_GB": "Editor"}, "description": "Writes",
            "permissions": {"document": ["update", "view"], "asset": []}});
        let made = full.post("/api/users/groups", body).await.expect(201);
        assert_eq!(made.header("location"), "/api/users/groups/editor");
        let role = full.get("/api/users/groups/editor").await.expect(200).json();
        assert_eq!((&role["@type"], &role["@id"], &role["description"]), (&json!("Role"), &json!("/api/users/groups/editor"), &json!("Writes")));
        assert_eq!(role["permissions"], json!({"asset": [], "document": ["update", "view"]}));
        assert_eq!(full.get("/api/roles/editor").await.expect(200).json(), role);
        assert_eq!(full.get("/api/roles").await.expect(200).json()["@id"], "/api/users/groups");
        let merged = full.put("/api/roles/editor", json!({"permissions": {"asset": null, "link": ["view"]}})).await.expect(200).json();
        assert_eq!(merged["permissions"], json!({"document": ["update", "view"], "link": ["view"]}));
        assert_eq!(history::of(&server, "role", "editor").await, ["create", "update"]);

        full.post("/api/roles", json!({"id": "editor", "name": {"en_GB": "E"}})).await.expect(409);
        full.post("/api/roles", json!({"id": "x"})).await.refused_at("name");
        full.post("/api/roles", json!({"id": "a b", "name": {"en_GB": "E"}})).await.refused_at("id");
        full.post("/api/roles", json!({"id": "x", "name": {"en_GB": "E"}, "permissions": ["view"]})).await.refused_at("permissions");
        full.post("/api/roles", json!({"id": "x", "name": {"en_GB": "E"}, "permissions": {"asset": "view"}})).await.refused_at("permissions");
        full.get("/api/roles/x").await.expect(404);
    }
}
