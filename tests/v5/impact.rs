//! `GET /api/{resource}/{id}/impact`: what a deletion would mean, and then means.

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp, variant};

/// The effects that are told: kind, resource, relation and count.
async fn told(full: &Caller, address: &str) -> (Value, Vec<String>) {
    let told = full.get(&format!("{address}/impact")).await.expect(200).json();
    let effects = told["effects"].as_array().expect("effects").iter().map(|effect| {
        assert!(!effect["examples"].as_array().expect("examples").is_empty(), "{told}");
        let word = |name: &str| effect[name].as_str().expect("a text").to_owned();
        format!("{} {} by {}: {}", word("kind"), word("resource"), word("relation"), effect["count"])
    });
    let effects = effects.collect();
    (told, effects)
}

async fn goes_with(full: &Caller) {
    let link_type =
        json!({"id": "goes_with", "name": {"en_GB": "Goes with"}, "originType": "document", "targetType": "document"});
    full.post("/api/link-types", link_type).await.expect(201);
}

fn link(origin: &str, target: &str) -> Value {
    json!({"linkType": {"id": "goes_with"}, "origin": {"id": origin}, "target": {"id": target}})
}

on_both! {
    async fn of_a_document(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        goes_with(&full).await;
        for id in ["a", "b", "c"] {
            full.post("/api/documents", lamp(id)).await.expect(201);
        }
        full.post("/api/variants", variant("a-1", "a")).await.expect(201);
        full.post("/api/links", link("a", "b")).await.expect(201);
        full.post("/api/links", link("c", "a")).await.expect(201);
        let written = history::length(&server).await;
        let (one, effects) = told(&full, "/api/documents/a").await;
        assert_eq!((&one["isDeletable"], &one["reason"]), (&json!(true), &json!(null)), "{one}");
        assert_eq!(effects, ["deletes links by link: 2", "deletes variants by variants: 1"], "{one}");
        // Of many each is counted once.
        let many = full.post("/api/documents/impact", json!({"ids": ["a", "b", "c"]})).await.expect(200).json();
        assert_eq!((&many["count"], &many["deletable"], &many["isExact"]), (&json!(3), &json!(3), &json!(true)), "{many}");
        let links = many["effects"].as_array().expect("effects").iter().find(|effect| effect["resource"] == "links");
        assert_eq!(links.map(|links| &links["count"]), Some(&json!(2)), "{many}");
        assert_eq!(history::length(&server).await, written, "nothing is deleted");
        full.get("/api/documents/none/impact").await.expect(404);
        server.as_read().get("/api/documents/a/impact").await.expect(403);
        full.delete("/api/documents/a").await.expect(204);
        let left = full.get("/api/links?limit=0").await.expect(200).json();
        assert_eq!(left["hydra:totalItems"], 0);
    }

    async fn of_a_classification(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for id in ["a", "b"] {
            full.post("/api/documents", lamp(id)).await.expect(201);
        }
        let (one, effects) = told(&full, "/api/classifications/desk").await;
        assert_eq!(one["isDeletable"], true, "{one}");
        assert_eq!(effects, ["clears documents by classification: 2"], "{one}");
        // What has others below it goes with them alone.
        let (one, effects) = told(&full, "/api/classifications/lighting").await;
        assert_eq!((&one["isDeletable"], &one["isForceable"]), (&json!(false), &json!(true)), "{one}");
        assert!(one["reason"].as_str().expect("words").contains("below"), "{one}");
        assert_eq!(effects, ["deletes classifications by children: 2", "clears documents by classification: 2"], "{one}");
        let (root, _) = told(&full, "/api/classifications/root").await;
        assert_eq!((&root["isDeletable"], &root["isForceable"]), (&json!(false), &json!(false)), "{root}");
    }

    async fn of_definitions(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for id in ["a", "b"] {
            full.post("/api/documents", lamp(id)).await.expect(201);
        }
        let (one, effects) = told(&full, "/api/attributes/power").await;
        assert_eq!(one["isDeletable"], true, "{one}");
        assert!(effects.contains(&"clears documents by value: 2".to_owned()), "{one}");
        let (one, effects) = told(&full, "/api/predefined-values/attribute=socket;code=e27").await;
        assert!(effects.contains(&"clears documents by value: 2".to_owned()), "{one}");
        let (one, effects) = told(&full, "/api/document-types/lamp").await;
        assert_eq!((&one["isDeletable"], &one["isForceable"]), (&json!(false), &json!(true)), "{one}");
        for expected in ["deletes documents by document: 2", "deletes predefined-values by value: 6"] {
            assert!(effects.contains(&expected.to_owned()), "{expected} in {one}");
        }
        let attributes = effects.iter().find(|effect| effect.starts_with("deletes attributes by attribute: "));
        assert!(attributes.is_some(), "{one}");
        let (one, effects) = told(&full, "/api/attributes/socket").await;
        assert!(effects.contains(&"deletes predefined-values by value: 3".to_owned()), "{one}");
    }

    /// More than a commit touches: a job would follow, and the count is exact all the same.
    async fn of_what_very_many_hold(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let bodies: Vec<_> = (0..1_200)
            .map(|n| {
                let mut body = plain_lamp(&format!("k{n:04}"));
                body["attributes"] = json!({"power": 1});
                body
            })
            .collect();
        full.lines("/api/documents/bulk", &bodies).await.expect(200);
        let (one, effects) = told(&full, "/api/attributes/power").await;
        assert!(effects.contains(&"clears documents by value: 1200".to_owned()), "{one}");
    }
}
