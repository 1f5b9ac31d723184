use serde_json::json;

use super::{about, create, open};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::little_app::LittleApp;

on_both! {
    async fn a_new_secret_takes_the_place_of_the_one_before(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        let first = create(&full, &app).await;
        let drawn = full.post("/api/apps/hello/secret", json!({})).await.expect(200).json();
        let second = drawn["secret"].as_str().unwrap();
        assert_ne!(first, second);
        full.post("/api/apps/hello/slots/document.page.tab", about("document", &["a"])).await.expect(200);
        let call = app.last("/");
        assert_eq!(call.header("x-signature"), call.signature(&app.url(), second));
        assert_ne!(call.header("x-signature"), call.signature(&app.url(), &first));
        let told = full.get("/api/apps/hello/history").await.expect(200);
        assert!(!told.text().contains(second) && !told.text().contains("sealed."), "{}", told.text());
        assert_eq!(history::of(&server, "app", "hello").await, ["create", "update"]);
        // A repeat draws none, and shows none.
        let once = full.with("idempotency-key", "1");
        let third = once.post("/api/apps/hello/secret", json!({})).await.expect(200).json();
        let again = once.post("/api/apps/hello/secret", json!({})).await.expect(200).json();
        assert!(third["secret"].is_string() && again["secret"].is_null(), "{again}");
        assert_eq!(history::of(&server, "app", "hello").await.len(), 3);
        full.post("/api/apps/nobody/secret", json!({})).await.expect(404);
    }
}
