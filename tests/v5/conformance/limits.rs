//! 130: the rate limit.

use std::sync::Arc;

use crate::support::db::on_both;
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;

on_both! {
    /// With a hundredth of the hosted product's 6,000 calls, which a test of the counter makes.
    async fn n130_one_call_too_many(engine: Engine) {
        let instance = Arc::new(Instance::new(engine, Content::Builtins).await);
        let free = Server::start(Arc::clone(&instance)).await;
        let unlimited = free.as_read().get("/api/locales/en_GB").await.expect(200);
        assert_eq!(unlimited.header("x-ratelimit-limit"), "", "off by default");
        free.stop().await;

        let limits = ["--rate-limit", "60/10m,300000/24h"];
        let server = Server::start_with(instance, |command| {
            command.args(limits);
        })
        .await;
        let read = server.as_read();
        let first = read.get("/api/locales/en_GB").await.expect(200);
        assert_eq!((first.header("x-ratelimit-limit"), first.header("x-ratelimit-remaining")), ("60", "59"));
        for _ in 1..60 {
            read.head("/api/locales/en_GB").await.expect(200);
        }
        let refused = read.get("/api/locales/en_GB").await.expect(429);
        assert_eq!(refused.json()["code"], 429);
        assert_eq!(refused.header("x-ratelimit-remaining"), "0");
        let wait: u32 = refused.header("retry-after").parse().expect("seconds");
        assert!((1..=604).contains(&wait) && refused.header("x-ratelimit-reset") == wait.to_string(), "{:?}", refused.headers);
        // Another token has calls of its own; one that is none has nothing to lose.
        let other = server.as_full().get("/api/locales/en_GB").await.expect(200);
        assert_eq!(other.header("x-ratelimit-remaining"), "59");
        let unknown = server.anonymous().bearer("nobody").get("/api/locales/en_GB").await.expect(401);
        assert_eq!(unknown.header("x-ratelimit-limit"), "");
    }
}
