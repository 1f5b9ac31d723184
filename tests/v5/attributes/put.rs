use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp};

on_both! {
    /// v5.md 3.1: the type may change when every stored value converts, else the offenders are named.
    async fn type_changes_if_all_values_convert(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        let mut worded = lamp("b");
        worded["attributes"]["finish"] = json!("42");
        full.post("/api/documents", worded).await.expect(201);
        let refused = full.put("/api/attributes/finish", json!({"type": "integer"})).await.expect(422);
        assert!(refused.text().contains('a'), "{}", refused.text());
        assert_eq!(full.get("/api/attributes/finish").await.json()["type"], "text");
        assert_eq!(full.get("/api/documents/b").await.json()["attributes"]["finish"], "42");

        full.put("/api/documents/a", json!({"attributes": {"finish": "7"}})).await.expect(200);
        full.put("/api/attributes/finish", json!({"type": "integer"})).await.expect(200);
        assert_eq!(full.get("/api/documents/b").await.json()["attributes"]["finish"], 42);
        assert_eq!(full.get("/api/documents/a").await.json()["attributes"]["finish"], 7);
        full.put("/api/documents/a", json!({"attributes": {"finish": "brass"}})).await.refused_at("attributes.finish");
    }
}

on_both! {
    async fn merges_names_and_keeps_its_kind(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let put = full.put("/api/attributes/power", json!({"name": {"fr_FR": "Puissance"}})).await.expect(200).json();
        assert_eq!(put["name"], json!({"en_GB": "power", "fr_FR": "Puissance"}));
        assert_eq!(put["constraints"], json!({"minValue": 0, "maxValue": 2000}));
        full.put("/api/attributes/power", json!({"objectType": "variant"})).await.expect(422);
        full.put("/api/attributes/power", json!({"documentType": {"id": "chair"}})).await.expect(422);
        full.put("/api/attributes/power", json!({"id": "other"})).await.refused_at("id");
        full.put("/api/attributes/nope", json!({})).await.expect(404);
        let etag = full.get("/api/attributes/power").await.header("etag").to_owned();
        full.with("if-match", &etag).put("/api/attributes/power", json!({"sequence": 50})).await.expect(200);
        full.with("if-match", &etag).put("/api/attributes/power", json!({"sequence": 60})).await.expect(412);
        assert_eq!(full.get("/api/attributes/power").await.json()["sequence"], 50);
    }
}

on_both! {
    /// A rule that tightens looks at what is stored, and holds for what comes.
    async fn becomes_unique_only_if_values_are(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for id in ["a", "b"] {
            let mut body = plain_lamp(id);
            body["attributes"] = json!({"finish": "brass"});
            full.post("/api/documents", body).await.expect(201);
        }
        full.put("/api/attributes/finish", json!({"isUnique": true})).await.expect(422);
        full.put("/api/documents/b", json!({"attributes": {"finish": "steel"}})).await.expect(200);
        full.put("/api/attributes/finish", json!({"isUnique": true})).await.expect(200);
        full.put("/api/documents/b", json!({"attributes": {"finish": "brass"}})).await.refused_at("attributes.finish");
        full.put("/api/attributes/finish", json!({"isUnique": false})).await.expect(200);
        full.put("/api/documents/b", json!({"attributes": {"finish": "brass"}})).await.expect(200);
    }
}
