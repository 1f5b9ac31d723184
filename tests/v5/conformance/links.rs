//! 46, 78, 84 to 86: links, and what goes with a document.

use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::v5::links::{are, furnish, link, linked, targets};

on_both! {
    async fn n046_type_origin_and_target_name_one_link(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let wanted = linked(&full, "similar", "desk-lamp", "bulb").await;
        linked(&full, "similar", "desk-lamp", "cord").await;
        linked(&full, "similar", "bulb", "cord").await;
        linked(&full, "media", "desk-lamp", "p1").await;
        let found = full.get("/api/links?linkType.id=similar&origin.id=desk-lamp&target.id=bulb").await.expect(200).json();
        assert_eq!(found["hydra:totalItems"], 1);
        assert_eq!(found["hydra:member"].as_array().expect("a list").len(), 1);
        assert_eq!(found["hydra:member"][0]["id"], wanted);
    }
}

on_both! {
    async fn n078_a_deleted_document_takes_its_variants_and_links(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let links = [
            linked(&full, "media", "desk-lamp", "p1").await,
            linked(&full, "similar", "bulb", "desk-lamp").await,
            linked(&full, "photo", "red", "p2").await,
        ];
        let gone = full.delete("/api/documents/desk-lamp").await.expect(204);
        assert!(gone.text().is_empty());
        full.get("/api/documents/desk-lamp").await.expect(404);
        full.get("/api/variants/red").await.expect(404);
        for id in links {
            full.get(&format!("/api/links/{id}")).await.expect(404);
        }
        for (path, list) in [("assets/p1", "documentLinks"), ("assets/p2", "variantLinks"), ("documents/bulb", "documentLinks")] {
            assert_eq!(full.get(&format!("/api/{path}")).await.expect(200).json()[list], json!([]), "{path}");
        }
    }
}

on_both! {
    async fn n084_a_link_comes_and_goes(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let made = full.post("/api/links", link("media", "desk-lamp", "p1")).await.expect(201).json();
        let id = made["id"].as_str().expect("an id").to_owned();
        let path = format!("/api/links/{id}");
        assert!(!id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
        assert_eq!(full.get(&path).await.expect(200).json(), made);
        assert!(full.delete(&path).await.expect(204).text().is_empty());
        full.get(&path).await.expect(404);
        full.get("/api/assets/p1").await.expect(200);
    }
}

on_both! {
    async fn n085_a_link_twice_or_to_the_wrong_kind(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let first = linked(&full, "media", "desk-lamp", "p1").await;
        let before = history::length(&server).await;
        let again = full.post("/api/links", link("media", "desk-lamp", "p1")).await.expect(409).json();
        let told = again["hydra:description"].as_str().expect("words");
        assert!(told.contains(&format!("/api/links/{first}")), "{told}");
        full.post("/api/links", link("media", "desk-lamp", "bulb")).await.refused_at("target.id");
        full.post("/api/links", link("similar", "desk-lamp", "p1")).await.refused_at("target.id");
        assert_eq!(history::length(&server).await, before);
    }
}

on_both! {
    /// Amended: a place that is free moves nothing.
    async fn n086_amended_where_a_new_link_stands(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let at = |target: &str, sequence: u32| {
            let mut body = link("media", "desk-lamp", target);
            body["sequence"] = json!(sequence);
            body
        };
        full.post("/api/links", at("p1", 3)).await.expect(201);
        full.post("/api/links", link("media", "desk-lamp", "p2")).await.expect(201);
        are(&targets(&full, "media", "desk-lamp").await, &[("p1", 3), ("p2", 4)]);
        full.post("/api/links", at("p3", 1)).await.expect(201);
        are(&targets(&full, "media", "desk-lamp").await, &[("p3", 1), ("p1", 3), ("p2", 4)]);
        full.post("/api/links", at("p4", 1)).await.expect(201);
        are(&targets(&full, "media", "desk-lamp").await, &[("p4", 1), ("p3", 2), ("p1", 3), ("p2", 4)]);
    }
}
