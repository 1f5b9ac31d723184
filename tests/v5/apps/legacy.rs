use serde_json::json;

use super::{about, open};
use crate::support::db::on_both;
use crate::support::little_app::{Answer, LittleApp};

on_both! {
    async fn an_app_of_former_times_is_called_as_it_was(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        let slots = ["document.page.tab", "document.action.bulk"];
        let body = json!({"id": "old", "url": format!("{}/start.php", app.url()), "type": "legacy", "slots": slots});
        let made = full.post("/api/apps", body).await.expect(201).json();
        app.answer("/start.php", Answer::words("Done", 0));
        let shown = full.post("/api/apps/old/slots/document.page.tab", about("document", &["a"])).await.expect(200);
        assert_eq!(shown.json(), json!({"kind": "message", "message": "Done"}));
        let call = app.last("/start.php");
        assert_eq!((call.method.as_str(), call.path.as_str()), ("POST", "/start.php"));
        assert_eq!(call.header("content-type"), "application/json");
        assert_eq!(call.header("x-signature"), call.signature(&app.url(), made["secret"].as_str().unwrap()));
        let data = &call.json()["data"];
        assert_eq!((&data["quableInstanceName"], &data["userName"]), (&json!("acme"), &json!("full")));
        assert_eq!((&data["sourceAction"], &data["documentIds"]), (&json!("document_page"), &json!(["a"])));
        assert_eq!((&data["dataLocale"], &data["interfaceLocale"]), (&json!("en_GB"), &json!("en_GB")));
        assert_eq!(data["notificationCallback"], json!({"url": null}));
        full.post("/api/apps/old/slots/document.action.bulk", about("document", &["a", "b"])).await.expect(200);
        assert_eq!(app.last("/start.php").json()["data"]["documentIds"], json!(["a", "b"]));
    }
}
