use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

on_both! {
    async fn changes_what_is_said(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let path = "/api/keyvalues/custom_app.helloworld";
        full.put(path, json!({"value": "a"})).await.expect(404);
        full.post("/api/keyvalues", json!({"id": "custom_app.helloworld", "value": "a", "isPublic": true})).await.expect(201);
        let etag = full.get(path).await.header("etag").to_owned();
        let put = full.with("if-match", &etag).put(path, json!({"value": {"n": 1}})).await.expect(200).json();
        assert_eq!((&put["value"], &put["isPublic"]), (&json!("{\"n\":1}"), &json!(true)));
        full.with("if-match", &etag).put(path, json!({"value": "late"})).await.expect(412);
        full.put(path, json!({"value": "{\"n\":1}", "isPublic": true})).await.expect(200);
        full.put(path, json!({"id": "other", "value": "b"})).await.refused_at("id");
        full.patch(path, json!({"isPublic": null})).await.expect(200);
        let got = full.get(path).await.json();
        assert_eq!((&got["value"], &got["isPublic"]), (&json!("{\"n\":1}"), &json!(false)));
        server.as_read().put(path, json!({"value": "b"})).await.expect(403);
        assert_eq!(full.put(path, json!({"value": null})).await.expect(200).json()["value"], "");
        assert_eq!(history::of(&server, "key_value", "custom_app.helloworld").await, ["create", "update", "update", "update"]);
    }
}

on_both! {
    /// A protected one, and the built-in version, can be read and no more.
    async fn protected_ones_stay(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        full.post("/api/keyvalues", json!({"id": "fixed", "value": "a", "isProtected": true})).await.expect(201);
        for path in ["/api/keyvalues/fixed", "/api/keyvalues/version"] {
            let before = full.get(path).await.expect(200).json();
            let refused = full.put(path, json!({"value": "b", "isProtected": false})).await.expect(403).json();
            assert!(refused["message"].as_str().unwrap().contains("protected"), "{refused}");
            full.delete(path).await.expect(403);
            assert_eq!(full.get(path).await.json(), before);
        }
    }
}
