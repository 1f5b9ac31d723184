//! 99 and 100: channels.

use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    async fn n099_members_have_a_plain_name(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let named = json!({"id": "ECO", "name": {"en_GB": "Shop"}, "description": "On the web", "objectType": "document"});
        full.post("/api/catalogs", named).await.expect(201);
        let list = full.get("/api/catalogs?page=1&limit=30").await.expect(200).json();
        let members = list["hydra:member"].as_array().expect("members");
        assert_eq!(members.len(), 3, "DAM, ECO and PIM: {list}");
        for member in members {
            assert!(member["id"].is_string() && member["name"].is_string(), "{member}");
            assert!(member.get("description").is_some_and(|text| text.is_null() || text.is_string()), "{member}");
            assert!(member["objectType"] == "document" || member["objectType"] == "asset", "{member}");
        }
        assert_eq!((&members[1]["name"], &members[1]["description"]), (&json!("Shop"), &json!("On the web")));
    }
}

on_both! {
    async fn n100_short_ids_and_a_root(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let catalog = |id: &str| json!({"id": id, "name": "Shop", "objectType": "document"});
        full.post("/api/catalogs", catalog("SHOP")).await.refused_at("id");
        full.get("/api/catalogs/SHOP").await.expect(404);
        full.get("/api/classifications/root_SHOP").await.expect(404);
        let made = full.post("/api/catalogs", catalog("ECO")).await.expect(201).json();
        assert_eq!(made["root"]["id"], "root_ECO");
        let root = full.get("/api/classifications/root_ECO").await.expect(200).json();
        assert_eq!((&root["catalogs"][0]["id"], &root["level"]), (&json!("ECO"), &json!(0)));
        full.put("/api/catalogs/ECO", json!({"objectType": "asset"})).await.refused_at("objectType");
        assert_eq!(full.get("/api/catalogs/ECO").await.expect(200).json()["objectType"], "document");
    }
}
