use serde_json::json;

use super::{create, hello, open};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::little_app::LittleApp;
use crate::support::server::Server;

on_both! {
    async fn an_app_is_kept_and_its_secret_shown_once(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        let answer = full.post("/api/apps", hello(&app.url())).await.expect(201);
        assert_eq!(answer.header("cache-control"), "private, no-store");
        let made = answer.json();
        let secret = made["secret"].as_str().unwrap().to_owned();
        assert_eq!(secret.len(), 64);
        assert_eq!((&made["type"], &made["configurationMethod"], &made["isActive"]), (&json!("custom"), &json!("get"), &json!(true)));
        assert_eq!(made["slots"], json!(["document.action.bulk", "document.page.tab"]));
        assert_eq!(made["permission"], json!(null));
        for path in ["/api/apps/hello", "/api/apps", "/api/apps/hello/history"] {
            let shown = full.get(path).await.expect(200);
            assert!(!shown.text().contains(&secret) && !shown.text().contains("sealed."), "{path}: {}", shown.text());
        }
        assert_eq!(history::of(&server, "app", "hello").await, ["create"]);
    }

    /// The first answer isn't kept: there is a secret in it.
    async fn a_repeat_makes_no_second_app_and_shows_no_secret(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let once = server.as_full().with("idempotency-key", "1");
        let first = once.post("/api/apps", hello(&app.url())).await.expect(201).json();
        let again = once.post("/api/apps", hello(&app.url())).await.expect(201).json();
        assert!(first["secret"].is_string() && again["secret"].is_null(), "{again}");
        assert_eq!(again["id"], "hello");
    }

    async fn what_is_wrong_is_told_at_its_place(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        let full = server.as_full();
        let before = history::length(&server).await;
        for (field, value, at) in [
            ("url", json!("ftp://h"), "url"),
            ("url", json!("https://h/?a=b"), "url"),
            ("url", json!("https://u:p@h"), "url"),
            ("url", json!(null), "url"),
            ("id", json!("a b"), "id"),
            ("name", json!("x".repeat(201)), "name"),
            ("slots", json!(["document.page.tab", "document.page"]), "slots[1]"),
            ("type", json!("new"), "type"),
            ("configurationMethod", json!("put"), "configurationMethod"),
            ("documentType", json!({"id": "none"}), "documentType.id"),
        ] {
            let mut body = hello(&app.url());
            body[field] = value;
            full.post("/api/apps", body).await.refused_at(at);
        }
        assert_eq!(history::length(&server).await, before);
        create(&full, &app).await;
        full.post("/api/apps", hello(&app.url())).await.expect(409);
    }

    /// Unless the operator says otherwise.
    async fn apps_without_tls_are_refused(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        full.post("/api/apps", hello("http://apps.example.org")).await.refused_at("url");
        full.post("/api/apps", hello("https://127.0.0.1:4711")).await.refused_at("url");
        full.post("/api/apps", hello("https://apps.example.org")).await.expect(201);
    }

    async fn apps_are_managed_by_who_may_write(engine: Engine) {
        let (server, app) = (open(engine).await, LittleApp::open().await);
        server.as_read().post("/api/apps", hello(&app.url())).await.expect(403);
        create(&server.as_full(), &app).await;
        for path in ["install", "uninstall", "secret"] {
            server.as_read().post(&format!("/api/apps/hello/{path}"), json!({})).await.expect(403);
        }
        server.as_read().get("/api/apps/hello/configuration").await.expect(403);
        assert!(app.calls("/permission").is_empty());
    }
}
