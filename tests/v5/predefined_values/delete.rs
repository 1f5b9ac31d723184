use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::lamp;

on_both! {
    /// 93: objects lose it, the others stay; it can't be written any more.
    async fn clears_its_uses(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.post("/api/documents", crate::support::shop::plain_lamp("b")).await.expect(201);
        let before = full.get("/api/documents/a").await.expect(200);
        full.delete("/api/predefined-values/attribute=rooms;code=hall").await.expect(204);
        full.delete("/api/predefined-values/attribute=socket;code=e27").await.expect(204);
        let after = full.with("if-none-match", before.header("etag")).get("/api/documents/a").await.expect(200).json();
        assert_eq!(after["attributes"]["rooms"].as_array().map(Vec::len), Some(1), "{after}");
        assert!(after["attributes"].get("socket").is_none(), "{after}");
        full.get("/api/predefined-values/attribute=socket;code=e27").await.expect(404);
        full.put("/api/documents/a", json!({"attributes": {"socket": "e27"}})).await.refused_at("attributes.socket");
        full.delete("/api/predefined-values/attribute=socket;code=e27").await.expect(404);
        assert_eq!(history::of(&server, "document", "a").await, ["create", "update", "update"]);
        assert_eq!(history::of(&server, "document", "b").await, ["create"]);
        // Made anew, it comes back nowhere.
        let again = json!({"attribute": {"id": "socket"}, "code": "e27", "name": {"en_GB": "E27"}});
        full.post("/api/predefined-values", again).await.expect(201);
        assert!(full.get("/api/documents/a").await.json()["attributes"].get("socket").is_none());
    }
}
