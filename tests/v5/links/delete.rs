use serde_json::json;

use super::{are, furnish, linked, targets};
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    async fn links_go_with_either_end(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let mut gone = Vec::new();
        for (link_type, origin, target) in
            [("media", "desk-lamp", "p1"), ("similar", "bulb", "desk-lamp"), ("photo", "red", "p2")]
        {
            gone.push(linked(&full, link_type, origin, target).await);
        }
        linked(&full, "similar", "bulb", "cord").await;
        linked(&full, "media", "bulb", "p1").await;
        full.delete("/api/documents/desk-lamp").await.expect(204);
        for id in gone {
            full.get(&format!("/api/links/{id}")).await.expect(404);
        }
        are(&targets(&full, "similar", "bulb").await, &[("cord", 2)]);
        full.delete("/api/assets/p1").await.expect(204);
        assert_eq!(full.get("/api/links").await.json()["hydra:totalItems"], 1);
        let bulb = full.get("/api/documents/bulb").await.json();
        assert_eq!((bulb["assetLinks"].as_array().unwrap().len(), bulb["documentLinks"].as_array().unwrap().len()), (0, 1));
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn a_link_type_takes_its_links_along(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let note = json!({"id": "note", "objectType": "link", "linkType": {"id": "media"}, "type": "text"});
        full.post("/api/attributes", note).await.expect(201);
        for (link_type, target) in [("media", "p1"), ("media", "p2"), ("similar", "bulb")] {
            linked(&full, link_type, "desk-lamp", target).await;
        }
        let before = full.get("/api/documents/desk-lamp").await;
        full.delete("/api/link-types/media").await.expect(204);
        full.get("/api/attributes/note").await.expect(404);
        let after = full.get("/api/documents/desk-lamp").await;
        assert_ne!(after.header("etag"), before.header("etag"));
        assert_eq!(after.json()["assetLinks"], json!([]));
        assert_eq!(after.json()["documentLinks"], before.json()["documentLinks"]);
        assert_eq!(full.get("/api/links").await.json()["hydra:totalItems"], 1);
        server.instance().run(&["check"]).await;
    }
}
