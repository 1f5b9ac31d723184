use serde_json::json;

use super::{PASSWORD, login, signed_in, user};
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    async fn with_signing_out(engine: Engine) {
        let server = Server::bare(engine).await;
        user(&server, "ann", false).await;
        let page = signed_in(&server.anonymous(), "ann", PASSWORD).await;
        let ended = page.delete("/api/session").await.expect(204);
        assert_eq!(ended.header("set-cookie"), "vitrine=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0");
        page.get("/api/session").await.expect(401);
        page.get("/api/documents").await.expect(401);
        // Once more: the browser shall let go of it.
        page.delete("/api/session").await.expect(204);
        server.anonymous().delete("/api/session").await.expect(401);
    }

    /// Whoever is no longer active is out at once, and stays out when active again.
    async fn with_its_user(engine: Engine) {
        let server = Server::bare(engine).await;
        let path = user(&server, "ann", false).await;
        let page = signed_in(&server.anonymous(), "ann", PASSWORD).await;
        page.get("/api/documents").await.expect(200);
        server.as_full().put(&path, json!({"active": false})).await.expect(200);
        page.get("/api/documents").await.expect(401);
        server.anonymous().post("/api/session", login("ann", PASSWORD)).await.expect(401);
        server.as_full().put(&path, json!({"active": true})).await.expect(200);
        page.get("/api/documents").await.expect(401);
    }

    async fn with_a_password_that_another_chooses(engine: Engine) {
        let server = Server::bare(engine).await;
        let path = user(&server, "ann", false).await;
        let page = signed_in(&server.anonymous(), "ann", PASSWORD).await;
        server.as_full().put(&path, json!({"lastName": "Ray"})).await.expect(200);
        page.get("/api/documents").await.expect(200);
        server.as_full().put(&path, json!({"password": "battery staple"})).await.expect(200);
        page.get("/api/documents").await.expect(401);
    }
}
