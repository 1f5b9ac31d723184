use serde_json::json;

use super::{PASSWORD, ann, made, session, signed_in};
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// Whoever is no longer active is out at once, with all tokens, and stays out when active again.
    async fn ends_sessions_and_tokens_at_once(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let path = made(&full, ann()).await;
        let opened = signed_in(&server, "ann", PASSWORD).await.expect(201).json();
        let ann = server.anonymous().bearer(opened["oauth"]["access_token"].as_str().unwrap());
        ann.get("/api/documents").await.expect(200);
        assert_eq!(full.put(&path, json!({"active": false})).await.expect(200).json()["active"], false);
        ann.get("/api/documents").await.expect(401);
        signed_in(&server, "ann", PASSWORD).await.expect(401);
        full.put(&path, json!({"active": true})).await.expect(200);
        ann.get("/api/documents").await.expect(401);
        let cookie = format!("quable-remember-me={}", opened["oauth"]["refresh_token"].as_str().unwrap());
        server.anonymous().with("cookie", &cookie).get("/api_1.php/sessions").await.expect(401);
        signed_in(&server, "ann", PASSWORD).await.expect(201);
    }
}

on_both! {
    /// A new password ends what the old one opened; no password lets nobody in; other changes end nothing.
    async fn a_new_password_ends_sessions(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let path = made(&full, ann()).await;
        let ann = session(&server, "ann").await;
        full.put(&path, json!({"lastName": "Ray", "active": true})).await.expect(200);
        ann.get("/api/documents").await.expect(200);
        full.put(&path, json!({"password": "battery staple"})).await.expect(200);
        ann.get("/api/documents").await.expect(401);
        signed_in(&server, "ann", PASSWORD).await.expect(401);
        signed_in(&server, "ann", "battery staple").await.expect(201);
        full.put(&path, json!({"password": null})).await.expect(200);
        signed_in(&server, "ann", "battery staple").await.expect(401);
        signed_in(&server, "ann", "").await.expect(400);
    }
}
