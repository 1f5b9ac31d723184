use serde_json::{Value, json};

use super::{furnish, linked};
use crate::support::db::on_both;
use crate::support::server::Server;

fn ends(list: &Value, end: &str) -> Vec<String> {
    list.as_array().expect("a list").iter().map(|link| link[end]["id"].as_str().expect("an id").to_owned()).collect()
}

on_both! {
    async fn links_show_in_what_they_lead_from_and_to(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let first = linked(&full, "media", "desk-lamp", "p2").await;
        linked(&full, "media", "desk-lamp", "p1").await;
        linked(&full, "similar", "desk-lamp", "bulb").await;
        linked(&full, "photo", "red", "p1").await;
        let lamp = full.get("/api/documents/desk-lamp").await.json();
        assert_eq!((ends(&lamp["assetLinks"], "target"), ends(&lamp["documentLinks"], "target")), (vec!["p2".into(), "p1".into()], vec!["bulb".into()]));
        let expected = json!({
            "@id": format!("/api/links/{first}"), "@type": "Link", "id": first,
            "linkType": {"@id": "/api/link-types/media", "@type": "LinkType", "id": "media"},
            "sequence": 1,
            "target": {"@id": "/api/assets/p2", "@type": "Asset", "id": "p2"},
            "attributes": {},
        });
        assert_eq!(lamp["assetLinks"][0], expected);
        let bulb = full.get("/api/documents/bulb").await.json();
        assert_eq!(ends(&bulb["parentLinks"], "origin"), ["desk-lamp"]);
        let red = full.get("/api/variants/red").await.json();
        assert_eq!(ends(&red["assetLinks"], "target"), ["p1"]);
        let picture = full.get("/api/assets/p1").await.json();
        assert_eq!(ends(&picture["documentLinks"], "origin"), ["desk-lamp"]);
        assert_eq!(ends(&picture["variantLinks"], "origin"), ["red"]);

        // The type of the lowest priority comes first.
        full.post("/api/link-types", json!({"id": "main", "name": {"en_GB": "Main"}, "originType": "document", "targetType": "asset", "priority": -1})).await.expect(201);
        linked(&full, "main", "desk-lamp", "p4").await;
        let lamp = full.get("/api/documents/desk-lamp").await.json();
        assert_eq!(ends(&lamp["assetLinks"], "target"), ["p4", "p2", "p1"]);
    }
}

on_both! {
    async fn a_hundred_links_are_shown(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let assets: Vec<_> = (0..130).map(|n| json!({"id": format!("a{n:03}")})).collect();
        full.lines("/api/assets/bulk", &assets).await.expect(200);
        let links: Vec<_> = (0..130).map(|n| super::link("media", "desk-lamp", &format!("a{n:03}"))).collect();
        let made = full.lines("/api/links/bulk", &links).await.expect(200);
        assert_eq!(made.header("x-bulk-created"), "130");
        let shown = full.get("/api/documents/desk-lamp").await.json();
        let targets = ends(&shown["assetLinks"], "target");
        assert_eq!((targets.len(), targets[0].as_str(), targets[99].as_str()), (100, "a000", "a099"));
        assert_eq!(full.get("/api/links?origin.id=desk-lamp").await.json()["hydra:totalItems"], 130);
    }
}
