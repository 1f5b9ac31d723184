//! 87 to 89: classifications.

use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::pages::ids;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp};

on_both! {
    async fn n087_shows_where_it_stands(engine: Engine) {
        let server = Server::shop(engine).await;
        let desk = server.as_read().get("/api/classifications/desk").await.expect(200).json();
        assert_eq!((&desk["parent"]["id"], &desk["catalogs"][0]["id"]), (&json!("lighting"), &json!("PIM")));
        assert_eq!(desk["attributes"], json!({"title": {"en_GB": "Desk lamps"}}));
        let root = server.as_read().get("/api/classifications/root").await.expect(200).json();
        assert_eq!((root["parent"].is_null(), &root["level"]), (true, &json!(0)));
    }
}

on_both! {
    async fn n088_moves_but_never_below_itself(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let made = full.post("/api/classifications", json!({"id": "wall", "parent": {"id": "root"}})).await.expect(201).json();
        assert_eq!((&made["level"], &made["parent"]["id"]), (&json!(1), &json!("root")));
        full.post("/api/classifications", json!({"id": "small", "parent": {"id": "desk"}})).await.expect(201);
        for own in ["small", "desk", "lighting"] {
            full.put("/api/classifications/lighting", json!({"parent": {"id": own}})).await.refused_at("parent.id");
        }
        assert_eq!(full.get("/api/classifications/lighting").await.json()["parent"]["id"], "root");
        assert_eq!(history::of(&server, "classification", "lighting").await, ["create"]);
        full.put("/api/classifications/desk", json!({"parent": {"id": "seating"}})).await.expect(200);
        assert_eq!(full.get("/api/classifications/small").await.json()["level"], 3);
    }
}

on_both! {
    async fn n089_with_children_only_recursively(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut both = lamp("both");
        both["classifications"] = json!([{"id": "desk"}, {"id": "seating"}]);
        for document in [plain_lamp("a"), both] {
            full.post("/api/documents", document).await.expect(201);
        }
        full.delete("/api/classifications/lighting").await.expect(409);
        full.get("/api/classifications/desk").await.expect(200);
        let orphans = full.get("/api/documents?orphan=true").await.expect(200).json();
        assert_eq!(orphans["hydra:totalItems"], 0);

        full.delete("/api/classifications/lighting?recursive=true").await.expect(204);
        for gone in ["lighting", "desk", "floor"] {
            full.get(&format!("/api/classifications/{gone}")).await.expect(404);
        }
        assert_eq!(ids(&full.get("/api/documents?orphan=true").await.expect(200).json()), ["a"]);
        assert_eq!(full.get("/api/documents/a").await.expect(200).json()["classifications"], json!([]));
        let both = full.get("/api/documents/both").await.expect(200).json();
        assert_eq!((both["classifications"].as_array().map(Vec::len), &both["classifications"][0]["id"]), (Some(1), &json!("seating")));
    }
}
