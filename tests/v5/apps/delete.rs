use serde_json::json;

use super::{create, open};
use crate::support::db::on_both;
use crate::support::little_app::LittleApp;

on_both! {
    async fn the_token_ends_with_the_app(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        create(&full, &app).await;
        full.post("/api/apps/hello/install", json!({})).await.expect(200);
        let own = server.anonymous().bearer(&app.token());
        own.get("/api/documents").await.expect(200);
        full.delete("/api/apps/hello").await.expect(204);
        own.get("/api/documents").await.expect(401);
        full.get("/api/apps/hello").await.expect(404);
        // One of the same id is another app.
        create(&full, &app).await;
        own.get("/api/documents").await.expect(401);
    }

    async fn a_document_type_is_kept_for_the_app_that_is_for_it_alone(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        full.post("/api/document-types", json!({"id": "rug", "name": {"en_GB": "Rug"}})).await.expect(201);
        create(&full, &app).await;
        full.put("/api/apps/hello", json!({"documentType": {"id": "rug"}})).await.expect(200);
        let refused = full.delete("/api/document-types/rug").await.expect(409);
        assert!(refused.text().contains("hello"), "{}", refused.text());
        full.delete("/api/apps/hello").await.expect(204);
        full.delete("/api/document-types/rug").await.expect(204);
    }
}
