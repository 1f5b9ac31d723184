use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::snapshot::assert_shape;

on_both! {
    /// 87, 88 (the first half).
    async fn stands_under_its_parent(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let body = json!({"id": "wall", "parent": {"id": "root"}, "attributes": {"title": {"en_GB": "Wall lamps", "fr_FR": "Appliques"}}});
        let made = full.post("/api/classifications", body).await.expect(201);
        assert_eq!(made.header("location"), "/api/classifications/wall");
        let got = full.get("/api/classifications/wall").await.expect(200).json();
        assert_eq!(made.json(), got);
        assert_eq!(got["level"], 1);
        assert_eq!(got["parent"]["id"], "root");
        assert_eq!(got["catalogs"][0]["id"], "PIM");
        assert_eq!(got["attributes"]["title"]["fr_FR"], "Appliques");
        assert_shape!("classification_ld", got);
        let json = full.accept("application/json").get("/api/classifications/lighting").await.expect(200).json();
        assert_shape!("classification_json", json);

        let below = full.post("/api/classifications", json!({"id": "sconce", "parent": {"id": "wall"}})).await.expect(201);
        assert_eq!(below.json()["level"], 2);
        let wall = full.get("/api/classifications/wall").await.expect(200).json();
        assert_eq!(wall["children"][0]["id"], "sconce", "{wall}");
        assert_eq!(history::of(&server, "classification", "wall").await, ["create"]);
    }
}

on_both! {
    /// v5.md 2.2: `root` with `catalogs` picks the tree; a node is in exactly one.
    async fn root_and_catalog_pick_the_tree(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/catalogs", json!({"id": "ECO", "name": "Shop", "objectType": "document"})).await.expect(201);
        let node = |id: &str, parent: &str, catalogs: Value| json!({"id": id, "parent": {"id": parent}, "catalogs": catalogs});
        let made = full.post("/api/classifications", node("a", "root", json!([{"id": "ECO"}]))).await.expect(201).json();
        assert_eq!((&made["catalogs"], &made["level"]), (&json!([reference("catalogs", "Catalog", "ECO")]), &json!(1)));
        let made = full.post("/api/classifications", node("b", "root_ECO", json!([]))).await;
        assert!(made.status == 201 || made.status == 422, "{}", made.text());
        let made = full.post("/api/classifications", json!({"id": "c", "parent": {"id": "a"}})).await.expect(201).json();
        assert_eq!(made["catalogs"][0]["id"], "ECO");
        let two = node("d", "root", json!([{"id": "ECO"}, {"id": "PIM"}]));
        full.post("/api/classifications", two).await.expect(422);
        full.post("/api/classifications", node("d", "a", json!([{"id": "PIM"}]))).await.expect(422);
        full.get("/api/classifications/d").await.expect(404);
    }
}

/// A nested reference in JSON-LD.
fn reference(resource: &str, kind: &str, id: &str) -> Value {
    json!({"@id": format!("/api/{resource}/{id}"), "@type": kind, "id": id})
}

on_both! {
    /// 32.
    async fn needs_an_existing_parent(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/classifications", json!({"id": "x"})).await.refused_at("parent");
        full.post("/api/classifications", json!({"id": "x", "parent": {"id": "nope"}})).await.refused_at("parent.id");
        full.get("/api/classifications/x").await.expect(404);
        full.post("/api/classifications", json!({"id": "desk", "parent": {"id": "root"}})).await.expect(409);
    }
}
