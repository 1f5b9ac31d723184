use serde_json::json;

use super::{content, moment};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

const PATH: &str = "/api/documents/past";

on_both! {
    /// Each state is seen again as it was printed, and what is there now is still what it is.
    async fn every_state_is_seen_again(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut states = Vec::new();
        let mut keep = async || {
            let item = full.get(PATH).await.expect(200).json();
            states.push((moment(&full, PATH).await, item));
        };
        full.post("/api/documents", lamp("past")).await.expect(201);
        keep().await;
        for change in [
            json!({"attributes": {"name": {"fr_FR": "Autre", "en_GB": null}, "socket": "gu10"}}),
            json!({"classifications": [{"id": "floor"}, {"id": "desk"}], "isActive": false}),
            json!({"attributes": {"name": {"en_GB": "Again"}, "rooms": null, "price": 3}}),
        ] {
            full.put(PATH, change).await.expect(200);
            keep().await;
        }
        let now = full.get(PATH).await.expect(200);
        for (at, item) in &states {
            let seen = full.get(&format!("{PATH}?asOf={at}")).await.expect(200);
            assert_eq!(seen.json(), *item, "{at}");
            assert_ne!(seen.header("etag"), now.header("etag"));
            // A tag of the past guards nothing.
            full.with("if-match", seen.header("etag")).put(PATH, json!({"attributes": {"power": 1}})).await.expect(412);
        }
        assert_eq!(full.get(PATH).await.expect(200).json(), now.json());
        full.get(&format!("{PATH}?asOf=2001-01-01")).await.expect(404);
        full.get(&format!("{PATH}?asOf=2001-01-01T00:00:00%2B02:00")).await.expect(404);
        for bad in ["yesterday", "", "12:00", "2026-13-01T00:00:00Z"] {
            full.get(&format!("{PATH}?asOf={bad}")).await.expect(400);
        }
        full.get(&format!("/api/attributes/power?asOf={}", states[0].0)).await.expect(400);
    }
}

on_both! {
    /// A deleted object, its variants and its classifications are seen as they stood.
    async fn what_is_gone_is_seen_as_it_stood(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("past")).await.expect(201);
        full.post("/api/variants", variant("red", "past")).await.expect(201);
        full.put("/api/variants/red", json!({"attributes": {"cable": 2, "finish": "black"}})).await.expect(200);
        let before = full.get(PATH).await.expect(200).json();
        let red = full.get("/api/variants/red?inherited=true").await.expect(200).json();
        let at = moment(&full, "/api/variants/red").await;
        full.put("/api/variants/red", json!({"attributes": {"cable": 3}})).await.expect(200);
        full.post("/api/variants", variant("blue", "past")).await.expect(201);
        full.delete("/api/variants/red").await.expect(204);
        let seen = full.get(&format!("{PATH}?asOf={at}")).await.expect(200).json();
        assert_eq!(seen["variants"], before["variants"]);
        full.delete(PATH).await.expect(204);
        full.get(PATH).await.expect(404);
        let seen = full.get(&format!("{PATH}?asOf={at}")).await.expect(200).json();
        assert_eq!((&seen["attributes"], &seen["variants"]), (&before["attributes"], &before["variants"]));
        assert_eq!(seen["classifications"], before["classifications"]);
        let seen = full.get(&format!("/api/variants/red?inherited=true&asOf={at}")).await.expect(200).json();
        assert_eq!(content(&seen), content(&red));
        let gone = moment(&full, PATH).await;
        full.get(&format!("{PATH}?asOf={gone}")).await.expect(404);
        // Its successor is another one.
        full.post("/api/documents", lamp("past")).await.expect(201);
        let seen = full.get(&format!("{PATH}?asOf={at}")).await.expect(200).json();
        assert_eq!(seen["legacyId"], before["legacyId"]);
    }
}

on_both! {
    /// Trees are seen as they stood: the level, what was above and below.
    async fn a_tree_is_seen_as_it_stood(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let (desk, lighting) = ("/api/classifications/desk", "/api/classifications/lighting");
        let before = (full.get(desk).await.expect(200).json(), full.get(lighting).await.expect(200).json());
        full.put(desk, json!({"sequence": 9})).await.expect(200);
        full.put(desk, json!({"sequence": 0})).await.expect(200);
        let at = moment(&full, desk).await;
        full.put(desk, json!({"parent": {"id": "seating"}})).await.expect(200);
        full.put(lighting, json!({"parent": {"id": "seating"}})).await.expect(200);
        full.delete("/api/classifications/floor").await.expect(204);
        let seen = full.get(&format!("{desk}?asOf={at}")).await.expect(200).json();
        assert_eq!(content(&seen), content(&before.0));
        let seen = full.get(&format!("{lighting}?asOf={at}")).await.expect(200).json();
        assert_eq!(content(&seen), content(&before.1));
    }
}

on_both! {
    /// What no longer has a definition is left out, and words are those of today.
    async fn definitions_are_those_of_today(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("past")).await.expect(201);
        let at = moment(&full, PATH).await;
        full.put("/api/predefined-values/attribute=socket;code=e27", json!({"name": {"en_GB": "Edison"}})).await.expect(200);
        full.delete("/api/attributes/finish").await.expect(204);
        full.delete("/api/predefined-values/attribute=rooms;code=hall").await.expect(204);
        let seen = full.get(&format!("{PATH}?asOf={at}")).await.expect(200).json();
        assert_eq!(seen["attributes"]["socket"][0]["labels"]["en_GB"], "Edison");
        assert!(seen["attributes"].get("finish").is_none(), "{seen}");
        let rooms: Vec<_> = seen["attributes"]["rooms"].as_array().expect("a list").iter().map(|v| v["code"].clone()).collect();
        assert_eq!(rooms, ["study", "hall"]);
    }
}
