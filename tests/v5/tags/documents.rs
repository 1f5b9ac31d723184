use serde_json::{Value, json};

use super::{found, rule, tag, tags_of};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp, variant};

async fn with_tags(full: &Caller) {
    let bodies = [
        tag("new", json!({"isDefault": true})),
        tag("promo", json!({})),
        tag("bright", json!({"rules": [rule("power", "gte", json!(60))]})),
        tag("cosy", json!({"documentType": {"id": "chair"}})),
    ];
    for body in bodies {
        full.post("/api/tags", body).await.expect(201);
    }
}

fn tagged(mut body: Value, tags: &Value) -> Value {
    body["tags"] = tags.clone();
    body
}

on_both! {
    async fn tags_are_written_by_hand_and_given_by_rules(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        with_tags(&full).await;
        let mut bright = lamp("a");
        bright["attributes"]["power"] = json!(60);
        let made = full.post("/api/documents", bright).await.expect(201).json();
        assert_eq!(made["tags"], json!([
            {"@id": "/api/tags/bright", "@type": "Tag", "id": "bright"},
            {"@id": "/api/tags/new", "@type": "Tag", "id": "new"},
        ]));
        full.post("/api/documents", tagged(lamp("b"), &json!([]))).await.expect(201);
        full.post("/api/documents", tagged(lamp("c"), &json!([{"id": "promo"}, "/api/tags/new"]))).await.expect(201);
        assert_eq!(tags_of(&full, "b").await, "");
        assert_eq!(tags_of(&full, "c").await, "new promo");

        full.put("/api/documents/a", json!({"attributes": {"power": 59}})).await.expect(200);
        assert_eq!(tags_of(&full, "a").await, "new");
        full.put("/api/documents/a", json!({"tags": [{"id": "promo"}]})).await.expect(200);
        assert_eq!(tags_of(&full, "a").await, "promo");
        full.patch("/api/documents/a", json!({"tags": null})).await.expect(200);
        assert_eq!(tags_of(&full, "a").await, "");
        for (id, message) in [("nothing", "There is no tag"), ("cosy", "has no tag \"cosy\"")] {
            let refused = full.put("/api/documents/a", json!({"tags": [{"id": "new"}, {"id": id}]})).await.expect(422).violations();
            assert_eq!(refused[0].0, "tags[1].id");
            assert!(refused[0].1.contains(message), "{refused:?}");
        }
        assert_eq!(history::of(&server, "document", "a").await, ["create", "update", "update", "update"]);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    /// Who reads a document and sends it back loses nothing, and is told.
    async fn what_rules_give_is_ignored_in_a_write(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        with_tags(&full).await;
        let mut bright = lamp("a");
        bright["attributes"]["power"] = json!(60);
        full.post("/api/documents", bright).await.expect(201);
        let shown = full.get("/api/documents/a").await.expect(200).json();
        let line = json!({"id": "a", "tags": shown["tags"]});
        let answer = full.lines("/api/documents/bulk", &[line]).await.expect(200).lines();
        assert_eq!(answer[0]["unchanged"], true, "{answer:?}");
        assert_eq!(answer[0]["warnings"][0]["propertyPath"], "tags[0].id", "{answer:?}");
        full.put("/api/documents/a", json!({"tags": shown["tags"], "attributes": {"power": 5}})).await.expect(200);
        assert_eq!(tags_of(&full, "a").await, "new");
    }
}

on_both! {
    async fn documents_are_found_by_their_tags(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        with_tags(&full).await;
        for (id, power, tags) in [("a", 60, json!(["new"])), ("b", 5, json!(["new", "promo"])), ("c", 70, json!([])), ("d", 5, json!([]))] {
            let tags: Value = tags.as_array().expect("a list").iter().map(|tag| json!({"id": tag})).collect();
            let mut body = tagged(plain_lamp(id), &tags);
            body["attributes"] = json!({"power": power});
            full.post("/api/documents", body).await.expect(201);
            full.post("/api/variants", variant(&format!("v{id}"), id)).await.expect(201);
        }
        for (query, expected) in [
            ("tags.id=bright", "a c"),
            ("tags.id=promo", "b"),
            ("tags.id[]=promo&tags.id[]=bright", "a b c"),
            ("tags.id=nothing", ""),
            ("tags.id=new&attributes.power[lt]=10", "b"),
            ("filter=%7B%22not%22%3A%7B%22tags.id%22%3A%22bright%22%7D%7D", "b d"),
        ] {
            assert_eq!(found(&full, &format!("/api/documents?{query}")).await, expected, "{query}");
        }
        assert_eq!(found(&full, "/api/variants?document.tags.id[]=bright").await, "va vc");
        full.put("/api/documents/c", json!({"attributes": {"power": null}})).await.expect(200);
        assert_eq!(found(&full, "/api/documents?tags.id=bright").await, "a");
        assert_eq!(found(&full, "/api/variants?document.tags.id[]=bright").await, "va");
        full.get("/api/documents?tags.id[gt]=x").await.expect(400);
    }
}

on_both! {
    async fn a_dry_run_tells_of_tags(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        with_tags(&full).await;
        full.post("/api/documents", plain_lamp("a")).await.expect(201);
        let lines = [json!({"id": "a", "tags": [{"id": "promo"}]})];
        let answer = full.lines("/api/documents/bulk?dryRun=1", &lines).await.expect(200).lines();
        assert_eq!(answer[0]["changes"], json!([{"path": "tags", "before": ["new"], "after": ["promo"]}]));
        assert_eq!(tags_of(&full, "a").await, "new");
    }
}
