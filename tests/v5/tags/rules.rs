use serde_json::json;

use super::{found, rule, tag, tags_of};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp};

on_both! {
    /// Documents that are there get and lose a tag with its rules.
    async fn rules_hold_for_what_is_there(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.post("/api/documents", plain_lamp("b")).await.expect(201);
        full.post("/api/tags", tag("t", json!({"rules": [rule("rooms", "in", json!(["hall", "kitchen"]))]}))).await.expect(201);
        assert_eq!((tags_of(&full, "a").await, found(&full, "/api/documents?tags.id=t").await), ("t".into(), "a".into()));
        let modified = full.get("/api/documents/a").await.json()["dateModified"].clone();

        full.put("/api/tags/t", json!({"rules": [rule("rooms", "exists", json!(false))]})).await.expect(200);
        assert_eq!((tags_of(&full, "a").await, tags_of(&full, "b").await), (String::new(), "t".into()));
        assert_eq!(found(&full, "/api/documents?tags.id=t").await, "b");

        full.put("/api/tags/t", json!({"rules": []})).await.expect(200);
        assert_eq!((tags_of(&full, "b").await, found(&full, "/api/documents?tags.id=t").await), (String::new(), String::new()));
        full.put("/api/documents/b", json!({"tags": [{"id": "t"}]})).await.expect(200);
        full.put("/api/tags/t", json!({"rules": [rule("name", "contains", json!("BUREAU"))]})).await.expect(200);
        assert_eq!(found(&full, "/api/documents?tags.id=t").await, "a");

        let shown = full.get("/api/documents/a").await.json();
        assert_eq!(shown["dateModified"], modified, "what rules give is no change of a document");
        assert_eq!(history::of(&server, "document", "b").await, ["create", "update", "update"]);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn what_was_written_goes_with_its_tag(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/tags", tag("t", json!({}))).await.expect(201);
        let mut body = plain_lamp("a");
        body["tags"] = json!([{"id": "t"}]);
        full.post("/api/documents", body).await.expect(201);
        let refused = full.delete("/api/tags/t").await.expect(409);
        assert!(refused.text().contains("used by 1 object"), "{}", refused.text());
        assert_eq!(tags_of(&full, "a").await, "t");
        full.delete("/api/tags/t?force=true").await.expect(204);
        assert_eq!(tags_of(&full, "a").await, "");
        full.post("/api/tags", tag("t", json!({}))).await.expect(201);
        assert_eq!((tags_of(&full, "a").await, found(&full, "/api/documents?tags.id=t").await), (String::new(), String::new()));
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn what_a_rule_is_on_stays(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let rules = json!([rule("notes", "contains", json!("oak")), {
            "attribute": {"id": "name"}, "locale": "fr_FR", "operator": "exists", "value": true,
        }]);
        full.post("/api/tags", tag("t", json!({"rules": rules}))).await.expect(201);
        for answer in [
            full.delete("/api/attributes/notes").await,
            full.put("/api/attributes/notes", json!({"type": "integer"})).await,
            full.put("/api/attributes/name", json!({"isLocalizable": false})).await,
            full.delete("/api/locales/fr_FR?force=true").await,
        ] {
            assert!(answer.expect(409).text().contains("\\\"t\\\""));
        }
        full.put("/api/attributes/notes", json!({"type": "text"})).await.expect(200);
        full.delete("/api/document-types/lamp").await.expect(204);
        full.get("/api/tags/t").await.expect(404);
    }
}

on_both! {
    /// A value of a list that goes takes tags with it; a type that changes may, too.
    async fn tags_follow_changes_of_the_model(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/tags", tag("lit", json!({"rules": [rule("socket", "exists", json!(true))]}))).await.expect(201);
        full.post("/api/tags", tag("low", json!({"rules": [rule("finish", "lt", json!("12"))]}))).await.expect(201);
        let mut body = plain_lamp("a");
        body["attributes"] = json!({"socket": "e27", "finish": "7"});
        full.post("/api/documents", body).await.expect(201);
        assert_eq!(tags_of(&full, "a").await, "lit");
        full.delete("/api/predefined-values/attribute=socket;code=e27").await.expect(204);
        assert_eq!((tags_of(&full, "a").await, found(&full, "/api/documents?tags.id=lit").await), (String::new(), String::new()));
        full.put("/api/attributes/finish", json!({"type": "integer"})).await.expect(200);
        assert_eq!((tags_of(&full, "a").await, found(&full, "/api/documents?tags.id=low").await), ("low".into(), "a".into()));
        server.instance().run(&["check"]).await;
    }
}
