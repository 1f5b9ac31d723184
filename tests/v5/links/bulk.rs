use serde_json::{Value, json};

use super::{are, furnish, link, targets};
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// A link without an id is known by its ends.
    async fn makes_changes_and_deletes_links(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let bodies: Vec<Value> = ["p1", "p2", "p3", "p4"].map(|id| link("media", "desk-lamp", id)).into();
        let made = full.lines("/api/links/bulk", &bodies).await.expect(200).lines();
        assert!(made.iter().all(|line| line["status"] == 201 && line["id"].is_string()), "{made:?}");
        let again = full.lines("/api/links/bulk", &bodies).await.expect(200);
        assert_eq!(again.header("x-bulk-unchanged"), "4");

        let mut mixed = bodies.clone();
        mixed[0]["sequence"] = json!(3);
        mixed[1] = link("media", "desk-lamp", "bulb");
        let told = full.lines("/api/links/bulk", &mixed).await.expect(200).lines();
        assert_eq!(told.iter().map(|line| line["status"].as_i64().unwrap()).collect::<Vec<_>>(), [200, 422, 200, 200]);
        assert_eq!(told[1]["violations"][0]["propertyPath"], "target.id");
        are(&targets(&full, "media", "desk-lamp").await, &[("p2", 2), ("p1", 3), ("p3", 4), ("p4", 5)]);

        let create = full.lines("/api/links/bulk?mode=create", &bodies[..1]).await.expect(200).lines();
        assert_eq!(create[0]["status"], 409);
        let dry = full.lines("/api/links/bulk?dryRun=1", &[link("similar", "desk-lamp", "bulb")]).await.lines();
        assert_eq!((&dry[0]["status"], &dry[0]["id"]), (&json!(201), &Value::Null));
        let ids: Vec<_> = made.iter().map(|line| json!({ "id": line["id"] })).collect();
        let gone = full.lines("/api/links/bulk?mode=delete", &ids).await.expect(200);
        assert_eq!(gone.header("x-bulk-deleted"), "4");
        assert_eq!(full.get("/api/links").await.json()["hydra:totalItems"], 0);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    /// Deleted and made anew in one request: one link is there in the end.
    async fn a_link_comes_back_in_one_request(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let body = json!({"attributes": {}});
        full.put("/api/documents/bulb", body).await.expect(200);
        let id = super::linked(&full, "media", "desk-lamp", "p1").await;
        full.delete(&format!("/api/links/{id}")).await.expect(204);
        let other = super::linked(&full, "media", "desk-lamp", "p1").await;
        assert_ne!(id, other);
        let shown = full.get("/api/documents/desk-lamp").await.json();
        assert_eq!(shown["assetLinks"].as_array().unwrap().len(), 1);
    }
}
