use serde_json::json;

use super::{are, furnish, link, linked, targets};
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    async fn moves_a_link_and_changes_its_values(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let note = json!({"id": "note", "objectType": "link", "linkType": {"id": "media"}, "type": "text"});
        full.post("/api/attributes", note).await.expect(201);
        let first = linked(&full, "media", "desk-lamp", "p1").await;
        linked(&full, "media", "desk-lamp", "p2").await;
        let address = format!("/api/links/{first}");
        let put = full.put(&address, json!({"sequence": 2, "attributes": {"note": "front"}})).await.expect(200);
        assert_eq!((&put.json()["sequence"], &put.json()["attributes"]["note"]), (&json!(2), &json!("front")));
        are(&targets(&full, "media", "desk-lamp").await, &[("p1", 2), ("p2", 3)]);
        let found = full.get("/api/links?attributes.note=FRONT").await.json();
        assert_eq!((&found["hydra:totalItems"], &found["hydra:member"][0]["id"]), (&json!(1), &json!(first)));

        let same = full.put(&address, link("media", "desk-lamp", "p1")).await.expect(200);
        assert_eq!(same.json(), put.json());
        full.put(&address, link("similar", "desk-lamp", "p1")).await.refused_at("linkType.id");
        full.put(&address, json!({"origin": {"id": "bulb"}})).await.refused_at("origin.id");
        full.put(&address, json!({"target": null})).await.refused_at("target.id");
        full.put("/api/links/1", json!({"sequence": 1})).await.expect(404);
        let similar = linked(&full, "similar", "desk-lamp", "bulb").await;
        full.put(&format!("/api/links/{similar}"), json!({"attributes": {"note": "x"}})).await.refused_at("attributes.note");
    }
}

on_both! {
    /// Links are part of what their origin says, and show in their target.
    async fn moves_both_ends(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let tag = async |path: &str| full.get(path).await.expect(200).header("etag").to_owned();
        let (lamp, picture) = (tag("/api/documents/desk-lamp").await, tag("/api/assets/p1").await);
        linked(&full, "media", "desk-lamp", "p1").await;
        assert_ne!(tag("/api/documents/desk-lamp").await, lamp);
        assert_ne!(tag("/api/assets/p1").await, picture);
        let stale = full.with("if-match", &lamp).put("/api/documents/desk-lamp", json!({"isActive": false})).await;
        stale.expect(412);
        full.with("if-match", &picture).put("/api/assets/p1", json!({"isActive": false})).await.expect(200);
    }
}
