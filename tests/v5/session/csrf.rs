use std::sync::Arc;

use reqwest::Method;
use serde_json::json;

use super::{PASSWORD, cookie, login, page_of, user};
use crate::support::db::on_both;
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;

on_both! {
    async fn a_write_says_that_it_is_meant(engine: Engine) {
        let server = Server::bare(engine).await;
        user(&server, "ann", false).await;
        let made = server.anonymous().post("/api/session", login("ann", PASSWORD)).await.expect(201);
        let bare = server.anonymous().with("cookie", &cookie(&made).0);
        bare.get("/api/me").await.expect(200);
        bare.patch("/api/me", json!({"firstName": "Eve"})).await.expect(403);
        bare.put("/api/me/preferences/a", json!(1)).await.expect(403);
        bare.post("/api/documents", json!({"id": "a"})).await.expect(403);
        bare.delete("/api/session").await.expect(403);
        assert_eq!(bare.get("/api/me").await.expect(200).json()["firstName"], "Ann");
        bare.with("x-vitrine-session", "1").patch("/api/me", json!({"firstName": "Eve"})).await.expect(200);
    }

    async fn pages_of_other_origins_are_refused(engine: Engine) {
        let server = Server::bare(engine).await;
        let page = page_of(&server, "ann").await;
        for origin in ["https://evil.example", "null", &server.http().replace("http:", "https:")] {
            let foreign = page.with("origin", origin);
            foreign.patch("/api/me", json!({"firstName": "Eve"})).await.expect(403);
            foreign.get("/api/me").await.expect(403);
            let anonymous = server.anonymous().with("origin", origin);
            anonymous.post("/api/session", login("ann", PASSWORD)).await.expect(403);
        }
        page.with("origin", server.http()).patch("/api/me", json!({"firstName": "Eve"})).await.expect(200);
    }

    /// The header can't be sent from elsewhere, as no preflight allows it; nor may anybody read with credentials.
    async fn no_preflight_allows_the_header(engine: Engine) {
        let instance = Arc::new(Instance::new(engine, Content::Builtins).await);
        let server = Server::start_with(instance, |command| {
            command.args(["--cors-origin", "https://shop.example"]);
        }).await;
        let page = page_of(&server, "ann").await;
        let foreign = page.with("origin", "https://shop.example").with("access-control-request-method", "POST");
        let preflight = foreign.send(Method::OPTIONS, "/api/documents", None).await.expect(204);
        let allowed = preflight.all("access-control-allow-headers").to_lowercase();
        assert!(allowed.contains("authorization") && !allowed.contains("x-vitrine-session"), "{allowed}");
        page.with("origin", "https://shop.example").get("/api/documents").await.expect(403);
    }

    /// A token rules over the cookie, which is no bearer's and nothing to API v4.
    async fn it_is_for_v5_alone(engine: Engine) {
        let server = Server::bare(engine).await;
        user(&server, "ann", false).await;
        let made = server.anonymous().post("/api/session", login("ann", PASSWORD)).await.expect(201);
        let pair = cookie(&made).0;
        let bearer = server.anonymous().bearer(pair.trim_start_matches("vitrine="));
        bearer.get("/api/documents").await.expect(401);
        let page = super::with_cookie(&server.anonymous(), &pair);
        page.get("/api_1.php/documents").await.expect(401);
        page.get("/api_1.php/sessions").await.expect(401);
        page.bearer("0").get("/api/documents").await.expect(401);
        page.bearer(&server.instance().token("full")).get("/api/me").await.expect(403);
    }
}
