use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::v5::session::{PASSWORD, page_of, signed_in};

const PATH: &str = "/api/me/password";

on_both! {
    /// The session in which it is chosen goes on, the others end, those of API v4 too.
    async fn ends_the_other_sessions(engine: Engine) {
        let server = Server::bare(engine).await;
        let here = page_of(&server, "ann").await;
        let there = signed_in(&server.anonymous(), "ann", PASSWORD).await;
        let v4 = json!({"signin": {"username": "ann", "password": PASSWORD}});
        let opened = server.anonymous().post("/api_1.php/sessions", v4).await.expect(201).json();
        let v4 = server.anonymous().bearer(opened["oauth"]["access_token"].as_str().expect("a token"));
        here.put(PATH, json!({"currentPassword": PASSWORD, "password": "battery staple"})).await.expect(204);
        here.get("/api/me").await.expect(200);
        there.get("/api/me").await.expect(401);
        v4.get("/api/documents").await.expect(401);
        signed_in(&server.anonymous(), "ann", "battery staple").await.get("/api/me").await.expect(200);
        assert_eq!(history::of(&server, "user", "ann").await, ["create", "update"]);
        let lines = history::texts(&server, "SELECT coalesce(before, '') || coalesce(after, '') FROM changes WHERE kind = 'user'").await;
        assert!(lines.iter().all(|line| !line.contains("argon2")), "{lines:?}");
    }

    async fn needs_the_current_one(engine: Engine) {
        let server = Server::bare(engine).await;
        let page = page_of(&server, "ann").await;
        let change = |current: &str, new: &str| json!({"currentPassword": current, "password": new});
        page.put(PATH, change(PASSWORD, "short")).await.expect(422).refused_at("password");
        page.put(PATH, json!({"password": "battery staple"})).await.expect(422).refused_at("currentPassword");
        for _ in 0..10 {
            page.put(PATH, change("wrong", "battery staple")).await.expect(422).refused_at("currentPassword");
        }
        let held = page.put(PATH, change(PASSWORD, "battery staple")).await.expect(429);
        assert!(!held.header("retry-after").is_empty(), "{:?}", held.headers);
        page.get("/api/me").await.expect(200);
    }
}
