//! Changes that more objects must follow than one commit may touch.

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;
use crate::support::until::until_some;

const MANY: usize = 1_200;

/// Documents with these values of `ean` and `finish`.
async fn fill(full: &Caller, value: impl Fn(usize) -> Value) {
    let body = |n: usize| {
        let mut body = plain_lamp(&format!("d{n:04}"));
        body["attributes"] = value(n);
        body
    };
    let answer = full.lines("/api/documents/bulk", &(0..MANY).map(body).collect::<Vec<_>>()).await.expect(200);
    assert_eq!(answer.header("x-bulk-failed"), "0", "{}", answer.text());
}

/// Asks for the attribute until all objects follow.
async fn settled(full: &Caller, attribute: &str) -> Value {
    let path = format!("/api/attributes/{attribute}");
    let shown = async || Some(full.get(&path).await.expect(200).json()).filter(|shown| shown.get("changing").is_none());
    until_some(shown).await
}

on_both! {
    /// 96: the type changes if every value converts; the first 20 that don't are named.
    async fn type_changes_if_all_values_convert(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        fill(&full, |n| json!({"finish": if n % 40 == 7 { format!("x{n}") } else { n.to_string() }})).await;
        let refused = full.put("/api/attributes/finish", json!({"type": "integer"})).await.expect(422).json();
        let violations = refused["violations"].as_array().expect("a list");
        assert_eq!(violations.len(), 20, "{refused}");
        assert!(violations.iter().all(|violation| violation["propertyPath"] == "type"), "{refused}");
        assert!(refused.to_string().contains("d0007"), "{refused}");
        let unchanged = full.get("/api/attributes/finish").await.json();
        assert_eq!((&unchanged["type"], unchanged.get("changing")), (&json!("text"), None));
        assert_eq!(full.get("/api/documents/d0008").await.json()["attributes"]["finish"], "8");

        fill(&full, |n| json!({"finish": n.to_string()})).await;
        let changed = full.put("/api/attributes/finish", json!({"type": "integer"})).await.expect(200).json();
        assert_eq!(changed["type"], "integer");
        full.put("/api/documents/d0009", json!({"attributes": {"finish": "x"}})).await.refused_at("attributes.finish");
        let written = full.put("/api/documents/d1199", json!({"attributes": {"finish": 7}})).await.expect(200).json();
        assert_eq!(written["attributes"]["finish"], 7);
        settled(&full, "finish").await;
        let found = full.get("/api/documents?attributes.finish[lte]=7&order[attributes.finish]=desc").await.expect(200);
        assert_eq!(found.json()["hydra:totalItems"], 9);
        assert_eq!(full.get("/api/documents/d0010").await.json()["attributes"]["finish"], 10);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    /// New values wait while nobody knows yet who holds which.
    async fn becomes_unique_only_if_values_are(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        fill(&full, |n| json!({"finish": (n % 1_190).to_string()})).await;
        let refused = full.put("/api/attributes/finish", json!({"isUnique": true})).await.expect(422).json();
        assert_eq!(refused["violations"].as_array().map(Vec::len), Some(10), "{refused}");
        fill(&full, |n| json!({"finish": n.to_string()})).await;
        full.put("/api/attributes/finish", json!({"isUnique": true})).await.expect(200);
        let early = full.put("/api/documents/d0001", json!({"attributes": {"finish": "2"}})).await;
        assert!([503, 422].contains(&early.status), "{}", early.text());
        full.put("/api/documents/d0001", json!({"attributes": {"power": 5}})).await.expect(200);
        settled(&full, "finish").await;
        full.put("/api/documents/d0001", json!({"attributes": {"finish": "2"}})).await.refused_at("attributes.finish");
        full.put("/api/documents/d0001", json!({"attributes": {"finish": "new"}})).await.expect(200);
        full.put("/api/documents/d0002", json!({"attributes": {"finish": "1"}})).await.expect(200);
        server.instance().run(&["check"]).await;
    }
}
