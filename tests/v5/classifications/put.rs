use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

fn under(parent: &str) -> Value {
    json!({"parent": {"id": parent}})
}

on_both! {
    /// 88: a node moves with what is below it, but never under itself.
    async fn moves_but_not_below_itself(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/classifications", json!({"id": "small", "parent": {"id": "desk"}})).await.expect(201);
        for parent in ["small", "desk", "lighting"] {
            full.put("/api/classifications/lighting", under(parent)).await.refused_at("parent.id");
        }
        assert_eq!(history::of(&server, "classification", "lighting").await, ["create"]);

        full.put("/api/classifications/desk", under("seating")).await.expect(200);
        let small = full.get("/api/classifications/small").await.expect(200).json();
        assert_eq!((&small["parent"]["id"], &small["level"]), (&json!("desk"), &json!(3)));
        let children = |json: Value| -> Vec<Value> {
            json["children"].as_array().expect("a list").iter().map(|child| child["id"].clone()).collect()
        };
        assert_eq!(children(full.get("/api/classifications/seating").await.json()), ["desk"]);
        assert_eq!(children(full.get("/api/classifications/lighting").await.json()), ["floor"]);
        full.put("/api/classifications/desk", under("root")).await.expect(200);
        assert_eq!(full.get("/api/classifications/small").await.json()["level"], 2);
    }
}

on_both! {
    async fn writes_values_and_order(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let body = json!({"attributes": {"title": {"fr_FR": "Lampes de bureau"}}, "sequence": 9, "isActive": false});
        let put = full.put("/api/classifications/desk", body.clone()).await.expect(200);
        assert_eq!(put.json()["attributes"]["title"], json!({"en_GB": "Desk lamps", "fr_FR": "Lampes de bureau"}));
        assert_eq!(put.json()["isActive"], false);
        let again = full.put("/api/classifications/desk", body).await.expect(200);
        assert_eq!(again.json(), put.json());
        assert_eq!(history::of(&server, "classification", "desk").await, ["create", "update"]);
        full.put("/api/classifications/desk", json!({"attributes": {"name": {"en_GB": "x"}}})).await.refused_at("attributes.name");
        full.put("/api/classifications/nope", json!({})).await.expect(404);
        full.put("/api/classifications/desk", json!({"id": "other"})).await.refused_at("id");
    }
}
