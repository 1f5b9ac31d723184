use serde_json::json;

use super::{create, open};
use crate::support::db::on_both;
use crate::support::little_app::{Answer, LittleApp};

const PAGE: &str = "/api/apps/hello/configuration";

on_both! {
    async fn the_browser_gets_the_page_or_the_app_is_asked_for_it(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        let secret = create(&full, &app).await;
        let url = format!("{}/?quableInstanceName=acme&dataLocale=en_GB&interfaceLocale=en_GB", app.url());
        assert_eq!(full.get(PAGE).await.expect(200).json(), json!({"kind": "iframe", "url": url}));
        assert!(app.calls("/").is_empty());
        full.put("/api/apps/hello", json!({"configurationMethod": "post"})).await.expect(200);
        app.answer("/", Answer::Html("<form>".to_owned()));
        assert_eq!(full.get(PAGE).await.expect(200).json(), json!({"kind": "html", "html": "<form>"}));
        let call = app.last("/");
        assert_eq!((call.method.as_str(), call.path.as_str(), &call.json()["instance"]), ("POST", "/", &json!("acme")));
        assert_eq!(call.header("x-signature"), call.signature(&app.url(), &secret));
        full.get(&format!("{PAGE}?dataLocale=xx_XX")).await.refused_at("dataLocale");
    }
}
