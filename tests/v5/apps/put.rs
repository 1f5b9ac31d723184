use serde_json::json;

use super::{about, create, open, permission};
use crate::support::db::on_both;
use crate::support::little_app::LittleApp;

on_both! {
    async fn what_is_left_out_stays(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        create(&full, &app).await;
        let body = json!({"description": "Says hello", "documentType": {"id": "lamp"}, "slots": ["variant.page.tab"]});
        let put = full.put("/api/apps/hello", body).await.expect(200).json();
        assert_eq!((&put["name"], &put["url"]), (&json!("Hello"), &json!(app.url())));
        assert_eq!((&put["documentType"]["id"], &put["slots"]), (&json!("lamp"), &json!(["variant.page.tab"])));
        assert!(put["secret"].is_null());
        let cleared = full.put("/api/apps/hello", json!({"documentType": null, "slots": []})).await.expect(200).json();
        assert_eq!((&cleared["documentType"], &cleared["slots"]), (&json!(null), &json!([])));
        full.put("/api/apps/hello", json!({"type": "store"})).await.expect(200);
        full.put("/api/apps/hello", json!({"type": "legacy"})).await.refused_at("type");
    }

    /// And on again.
    async fn one_that_is_switched_off_is_not_called_and_its_token_rests(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        create(&full, &app).await;
        full.post("/api/apps/hello/install", json!({})).await.expect(200);
        let own = server.anonymous().bearer(&app.token());
        own.get("/api/documents").await.expect(200);
        full.put("/api/apps/hello", json!({"isActive": false})).await.expect(200);
        own.get("/api/documents").await.expect(401);
        full.post("/api/apps/hello/slots/document.page.tab", about("document", &["a"])).await.expect(409);
        assert!(app.calls("/").is_empty());
        full.put("/api/apps/hello", json!({"isActive": true})).await.expect(200);
        own.get("/api/documents").await.expect(200);
        assert_eq!(permission(&full).await, "full_access");
    }
}
