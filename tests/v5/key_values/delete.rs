use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

on_both! {
    async fn frees_its_key(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let pair = json!({"id": "a", "value": "1"});
        full.post("/api/keyvalues", pair.clone()).await.expect(201);
        server.as_read().delete("/api/keyvalues/a").await.expect(403);
        assert_eq!(full.delete("/api/keyvalues/a").await.expect(204).body.len(), 0);
        full.get("/api/keyvalues/a").await.expect(404);
        full.delete("/api/keyvalues/a").await.expect(404);
        full.post("/api/keyvalues", pair).await.expect(201);
        assert_eq!(history::of(&server, "key_value", "a").await, ["create", "delete", "create"]);
        let checked = server.instance().run(&["check"]).await;
        assert!(!checked.contains("key_values"), "{checked}");
    }
}
