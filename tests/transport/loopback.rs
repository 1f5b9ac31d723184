use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;
use crate::support::shop::lamp;

on_both! {
    /// v4 1, 2 amended: the loopback listener answers everybody, until proxies are named: then only
    /// them, and only for what came to them by HTTPS.
    async fn plain_http_behind_a_proxy(engine: Engine) {
        let instance = std::sync::Arc::new(Instance::new(engine, Content::Shop).await);
        let server = Server::start_with(instance, |command| {
            command.args(["--trusted-proxy", "127.0.0.0/8"]);
        })
        .await;
        let before = history::length(&server).await;
        let full = server.as_full();
        for caller in [full.clone(), full.with("x-forwarded-proto", "http"), full.with("x-forwarded-proto", "ftp")] {
            let refused = caller.post("/api/documents", lamp("a")).await.expect(403);
            assert_eq!(refused.json()["code"], 403);
        }
        let login = json!({"signin": {"username": "x", "password": "y"}});
        let refused = server.anonymous().post("/api_1.php/sessions", login).await.expect(403);
        assert_eq!(refused.json()["success"], false);
        assert_eq!(history::length(&server).await, before);

        let forwarded = full.with("x-forwarded-proto", "https");
        let made = forwarded.post("/api/documents", lamp("a")).await.expect(201);
        assert_eq!(made.header("strict-transport-security"), "max-age=31536000");
    }
}

on_both! {
    /// v4 2 amended: a peer that is no trusted proxy is refused, whatever it claims.
    async fn plain_http_from_elsewhere(engine: Engine) {
        let instance = std::sync::Arc::new(Instance::new(engine, Content::Builtins).await);
        let server = Server::start_with(instance, |command| {
            command.args(["--trusted-proxy", "10.1.2.3/32"]);
        })
        .await;
        let full = server.as_full().with("x-forwarded-proto", "https");
        full.get("/api/documents").await.expect(403);
        full.get("/api/nowhere").await.expect(403);
    }
}

on_both! {
    /// Plain HTTP on another address than loopback is a mistake in the start, not a leak.
    async fn plain_http_elsewhere_is_refused_at_the_start(engine: Engine) {
        let instance = Instance::new(engine, Content::Builtins).await;
        let serve = ["serve", "--listen", "127.0.0.1:0", "--http", "0.0.0.0:0"];
        let output = instance.command(&serve).output().await.expect("the program runs");
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(1 | 2)), "{}: {told}", output.status);
        assert!(told.contains("--http"), "{told}");
        assert!(output.stdout.is_empty());
    }
}
