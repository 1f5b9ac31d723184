//! Changes of tags that more documents must follow than one commit may touch.

use serde_json::{Value, json};

use super::{rule, tag, tags_of};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;
use crate::support::until::until;

const MANY: usize = 1_200;

async fn fill(full: &Caller) {
    let body = |n: usize| {
        let mut body = plain_lamp(&format!("d{n:04}"));
        body["attributes"] = json!({"power": n, "rooms": if n.is_multiple_of(2) { ["hall"] } else { ["study"] }});
        body["tags"] = json!([{"id": "hand"}]);
        body
    };
    full.post("/api/tags", tag("hand", json!({}))).await.expect(201);
    let answer = full.lines("/api/documents/bulk", &(0..MANY).map(body).collect::<Vec<_>>()).await.expect(200);
    assert_eq!(answer.header("x-bulk-failed"), "0", "{}", answer.text());
}

/// Asks for the tag until all documents follow.
async fn settled(full: &Caller, id: &str) {
    let path = format!("/api/tags/{id}");
    until(async || full.get(&path).await.expect(200).json().get("changing").is_none()).await;
}

/// How many have the tag; 503 while nobody knows.
async fn count(full: &Caller, id: &str) -> Value {
    full.get(&format!("/api/documents?tags.id={id}&limit=0")).await.expect(200).json()["hydra:totalItems"].clone()
}

on_both! {
    async fn many_documents_get_and_lose_a_tag(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        fill(&full).await;
        let made = tag("strong", json!({"rules": [rule("power", "gte", json!(1_000))]}));
        let made = full.post("/api/tags", made).await.expect(201).json();
        assert_eq!(made["id"], "strong");
        // What is shown follows at once; who asks for it may have to wait.
        assert_eq!(tags_of(&full, "d1100").await, "hand strong");
        let early = full.get("/api/documents?tags.id=strong&limit=0").await;
        assert!([200, 503].contains(&early.status), "{}", early.text());
        settled(&full, "strong").await;
        assert_eq!(count(&full, "strong").await, 200);

        full.put("/api/tags/strong", json!({"rules": [rule("rooms", "equals", json!("hall"))]})).await.expect(200);
        full.put("/api/documents/d0001", json!({"attributes": {"rooms": ["hall", "study"]}})).await.expect(200);
        assert_eq!((tags_of(&full, "d0001").await, tags_of(&full, "d1101").await), ("hand strong".into(), "hand".into()));
        settled(&full, "strong").await;
        assert_eq!(count(&full, "strong").await, 601);
        server.instance().run(&["check"]).await;

        // A value that many hold goes, and with it what a rule says of it.
        full.delete("/api/predefined-values/attribute=rooms;code=hall").await.expect(204);
        assert_eq!(tags_of(&full, "d0002").await, "hand");
        settled(&full, "strong").await;
        assert_eq!(count(&full, "strong").await, 0);
        full.delete("/api/tags/strong").await.expect(204);

        // By hand no more: what was written goes.
        full.put("/api/tags/hand", json!({"rules": [rule("power", "lt", json!(10))]})).await.expect(200);
        assert_eq!((tags_of(&full, "d0009").await, tags_of(&full, "d0010").await), ("hand".into(), String::new()));
        settled(&full, "hand").await;
        assert_eq!(count(&full, "hand").await, 10);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn many_documents_lose_a_deleted_tag(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        fill(&full).await;
        full.delete("/api/tags/hand").await.expect(409);
        full.delete("/api/tags/hand?force=true").await.expect(204);
        assert_eq!(tags_of(&full, "d1199").await, "");
        let refused = full.put("/api/documents/d0007", json!({"tags": [{"id": "hand"}]})).await.expect(422).violations();
        assert_eq!(refused[0].0, "tags[0].id");
        until(async || full.post("/api/tags", tag("hand", json!({}))).await.status == 201).await;
        assert_eq!((count(&full, "hand").await, tags_of(&full, "d1198").await), (json!(0), String::new()));
        server.instance().run(&["check"]).await;
    }
}
