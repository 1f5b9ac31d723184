use serde_json::json;

use super::furnish;
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// v5.md 3.2: not while it holds groups or attributes.
    async fn only_an_empty_group(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        furnish(&full).await;
        full.put("/api/attributes/power", json!({"section": {"id": "section"}})).await.expect(200);
        for group in ["tab", "category", "section"] {
            full.delete(&format!("/api/attribute-groups/{group}")).await.expect(409);
        }
        full.put("/api/attributes/power", json!({"section": null})).await.expect(200);
        for group in ["section", "category", "tab"] {
            full.delete(&format!("/api/attribute-groups/{group}")).await.expect(204);
        }
        assert_eq!(full.get("/api/attribute-groups").await.json()["hydra:totalItems"], 0);
    }
}
