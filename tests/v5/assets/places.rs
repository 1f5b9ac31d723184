//! Assets in the classifications of their catalog.

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::pages::ids;
use crate::support::server::Server;

async fn found(full: &Caller, query: &str) -> String {
    ids(&full.get(&format!("/api/assets?{query}")).await.expect(200).json()).join(" ")
}

fn places(asset: &Value) -> Vec<&str> {
    let places = asset["classifications"].as_array().expect("places").iter();
    places.map(|place| place["id"].as_str().expect("an id")).collect()
}

on_both! {
    async fn assets_are_placed_in_several_and_moved(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for (id, parent) in [("shoots", "root_DAM"), ("summer", "shoots"), ("winter", "shoots"), ("logos", "root_DAM")] {
            full.post("/api/classifications", json!({"id": id, "parent": {"id": parent}})).await.expect(201);
        }
        full.post("/api/assets", json!({"id": "a", "classifications": [{"id": "summer"}, {"id": "logos"}]})).await.expect(201);
        full.post("/api/assets", json!({"id": "b", "classification": {"id": "winter"}})).await.expect(201);
        let moved = full.put("/api/assets/a", json!({"classification": {"id": "winter"}})).await.expect(200).json();
        assert_eq!(places(&moved), ["winter", "summer", "logos"], "it goes first, the others stay");
        for (query, expected) in [
            ("classifications.id[]=summer", "a"),
            ("classifications.id[]=winter", "a b"),
            ("classifications.id[]=summer&classifications.id[]=logos", "a"),
            ("classifications[descendants]=shoots", "a b"),
            ("classifications[descendants]=logos", "a"),
            ("filter={\"and\":[{\"classifications.id\":\"winter\"},{\"not\":{\"classifications.id\":\"logos\"}}]}", "b"),
        ] {
            assert_eq!(found(&full, query).await, expected, "{query}");
        }

        let moved = full.put("/api/assets/a", json!({"classifications": [{"id": "logos"}]})).await.expect(200).json();
        assert_eq!((places(&moved), found(&full, "classifications.id[]=winter").await), (vec!["logos"], "b".to_owned()));
        // What is placed below moves with its classification.
        full.put("/api/classifications/winter", json!({"parent": {"id": "logos"}})).await.expect(200);
        assert_eq!(found(&full, "classifications[descendants]=logos").await, "a b");
        assert_eq!(found(&full, "classifications[descendants]=shoots").await, "");
        full.put("/api/assets/a", json!({"classifications": [{"id": "desk"}]})).await.refused_at("classifications[0].id");
        full.put("/api/assets/a", json!({"classifications": []})).await.expect(200);
        assert_eq!(found(&full, "orphan=true&catalogs.id[]=DAM").await, "");
        assert_eq!(found(&full, "orphan=true").await, "a");
        server.instance().run(&["check"]).await;
    }
}
