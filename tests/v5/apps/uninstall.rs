use serde_json::json;

use super::{create, open, permission};
use crate::support::db::on_both;
use crate::support::little_app::{Answer, LittleApp};

on_both! {
    async fn the_token_ends_whether_the_app_hears_of_it_or_not(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        let secret = create(&full, &app).await;
        for (answer, told) in [
            (Answer::words("Bye", 0), "The app is uninstalled."),
            (Answer::Json(500, json!({})), "The app is uninstalled; it could not be told: it answered 500."),
        ] {
            full.post("/api/apps/hello/install", json!({})).await.expect(200);
            app.answer("/uninstall", answer);
            let shown = full.post("/api/apps/hello/uninstall", json!({})).await.expect(200).json();
            assert_eq!(shown, json!({"kind": "message", "message": told}));
            server.anonymous().bearer(&app.token()).get("/api/documents").await.expect(401);
            assert_eq!(permission(&full).await, json!(null));
            let call = app.last("/uninstall");
            assert_eq!(call.json(), json!({"data": {"quableInstanceName": "acme"}}));
            assert_eq!(call.header("x-signature"), call.signature(&app.url(), &secret));
        }
        // There is nothing to be told any more.
        full.post("/api/apps/hello/uninstall", json!({})).await.expect(200);
        assert_eq!(app.calls("/uninstall").len(), 2);
    }
}
