use serde_json::json;

use super::{held, set};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::lamp;

on_both! {
    /// Documents fall back to none, and show all again.
    async fn a_set_in_use_goes_by_force(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/attributes-sets", set("summer", &["power"], &[])).await.expect(201);
        let mut body = lamp("a");
        body["attributeSet"] = json!({"id": "summer"});
        full.post("/api/documents", body).await.expect(201);
        full.delete("/api/attributes-sets/summer").await.expect(409);
        assert_eq!(full.get("/api/documents/a").await.json()["attributeSet"]["id"], "summer");
        full.delete("/api/attributes-sets/summer?force=true").await.expect(204);
        full.get("/api/attributes-sets/summer").await.expect(404);
        let shown = full.get("/api/documents/a").await.expect(200).json();
        assert_eq!((&shown["attributeSet"], held(&shown).len()), (&json!(null), 8));
        assert_eq!(history::of(&server, "document", "a").await, ["create", "update"]);
        full.post("/api/attributes-sets", set("summer", &["power"], &[])).await.expect(201);
        full.delete("/api/attribute-sets/summer").await.expect(204);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn a_type_takes_its_sets_along(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/attributes-sets", set("summer", &["power"], &[])).await.expect(201);
        full.delete("/api/document-types/lamp").await.expect(204);
        full.get("/api/attributes-sets/summer").await.expect(404);
    }
}
