use std::sync::Arc;

use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::instance::{Content, Instance};
use crate::support::pages::ids;
use crate::support::server::Server;

on_both! {
    async fn n112_webhooks_are_made_found_by_name_and_updated(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let body = |name: &str| json!({"name": name, "active": true, "url": "https://x.example.com/hook", "events": ["document.update"]});
        let made = full.post("/api/webhooks", body("x")).await.expect(201).json();
        full.post("/api/webhooks", body("x-ray")).await.expect(201);
        let id = made["id"].as_str().unwrap();
        let found = full.get("/api/webhooks?limit=1&name=x").await.expect(200).json();
        assert_eq!((&found["hydra:totalItems"], ids(&found)), (&json!(1), vec![id.to_owned()]));
        let (path, before) = (format!("/api/webhooks/{id}"), history::length(&server).await);
        let put = full.put(&path, json!({"name": "y", "active": false, "events": ["link.create", "media.delete"]})).await.expect(200).json();
        assert_eq!((&put["name"], &put["active"]), (&json!("y"), &json!(false)));
        assert_eq!((&put["events"], &put["url"]), (&json!(["link.create", "media.delete"]), &made["url"]));
        assert_eq!(history::length(&server).await, before + 1);
    }
}

on_both! {
    async fn n113_http_and_unknown_events_are_refused(engine: Engine) {
        let server = Server::bare(engine).await;
        let body = |url: &str, event: &str| json!({"name": "x", "url": url, "events": [event]});
        let plain = body("http://x.example.com/hook", "document.update");
        let before = history::length(&server).await;
        server.as_full().post("/api/webhooks", plain.clone()).await.refused_at("url");
        server.as_full().post("/api/webhooks", body("https://x.example.com/hook", "document.explode")).await.refused_at("events[0]");
        assert_eq!(history::length(&server).await, before);

        let instance = Arc::new(Instance::new(engine, Content::Builtins).await);
        let allowing = Server::start_with(instance, |command| _ = command.arg("--allow-http-webhooks")).await;
        allowing.as_full().post("/api/webhooks", plain).await.expect(201);
    }
}
