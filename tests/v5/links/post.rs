use serde_json::json;

use super::{are, furnish, link, linked, targets};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::snapshot::assert_shape;

on_both! {
    async fn answers_what_get_shows(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let made = full.post("/api/links", link("media", "desk-lamp", "p1")).await.expect(201);
        let address = made.header("location").to_owned();
        assert_eq!(address, format!("/api/links/{}", made.json()["id"].as_str().expect("an id")));
        assert_eq!(full.get(&address).await.expect(200).json(), made.json());
        let mut shape = made.json();
        for name in ["@id", "id"] {
            shape[name] = "…".into();
        }
        assert_shape!("link_ld", shape);
        assert_eq!(history::of(&server, "link", made.json()["id"].as_str().expect("an id")).await, ["create"]);
    }
}

on_both! {
    async fn refuses_what_no_link_can_be(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let before = history::length(&server).await;
        for name in ["linkType", "origin", "target"] {
            let mut body = link("media", "desk-lamp", "p1");
            body.as_object_mut().expect("an object").remove(name);
            full.post("/api/links", body).await.refused_at(name);
        }
        full.post("/api/links", link("nothing", "desk-lamp", "p1")).await.refused_at("linkType.id");
        full.post("/api/links", link("media", "nothing", "p1")).await.refused_at("origin.id");
        full.post("/api/links", link("media", "red", "p1")).await.refused_at("origin.id");
        full.post("/api/links", link("media", "desk-lamp", "bulb")).await.refused_at("target.id");
        full.post("/api/links", link("similar", "bulb", "bulb")).await.refused_at("target.id");
        let mut first = link("media", "desk-lamp", "p1");
        first["sequence"] = json!(0);
        full.post("/api/links", first).await.refused_at("sequence");
        assert_eq!(history::length(&server).await, before);
        let types = json!({"originDocumentTypes": [{"id": "chair"}]});
        full.put("/api/link-types/media", types).await.expect(200);
        full.post("/api/links", link("media", "desk-lamp", "p1")).await.refused_at("origin.id");
    }
}

on_both! {
    async fn a_gap_stays_and_what_is_taken_gives_way(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        linked(&full, "media", "desk-lamp", "p1").await;
        let mut fifth = link("media", "desk-lamp", "p2");
        fifth["sequence"] = json!(5);
        full.post("/api/links", fifth).await.expect(201);
        linked(&full, "media", "desk-lamp", "p3").await;
        are(&targets(&full, "media", "desk-lamp").await, &[("p1", 1), ("p2", 5), ("p3", 6)]);
        let mut again = link("media", "desk-lamp", "p4");
        again["sequence"] = json!(5);
        full.post("/api/links", again).await.expect(201);
        are(&targets(&full, "media", "desk-lamp").await, &[("p1", 1), ("p4", 5), ("p2", 6), ("p3", 7)]);
        server.instance().run(&["check"]).await;
    }
}
