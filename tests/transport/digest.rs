//! Every answer of every test is checked against its digest (`support::client`); here are the odd ones.

use serde_json::json;

use crate::support::client::{DIGEST_OF_NOTHING, digest_of};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::lamp;

on_both! {
    /// v4 3, 6, 23: HEAD carries the digest of what GET gives; bodies are never sent with it.
    async fn on_every_status_and_method(engine: Engine) {
        let server = Server::shop(engine).await;
        // Errors show the request id: the same one makes the same body.
        let full = server.as_full().with("x-request-id", "twice");
        full.post("/api/documents", lamp("a")).await.expect(201);
        for (path, status) in [("/api/documents/a", 200), ("/api/documents", 200), ("/api/documents/nope", 404), ("/nowhere", 404), ("/health", 200)] {
            let get = full.get(path).await.expect(status);
            let head = full.head(path).await.expect(status);
            assert!(head.body.is_empty(), "{path}");
            assert_eq!(head.header("quable-digest"), digest_of(&get.body), "{path}");
            assert_eq!(head.header("content-type"), get.header("content-type"), "{path}");
        }
        let refused = full.delete("/api/documents").await.expect(405);
        assert_eq!(refused.json()["code"], 405);
        let allow = refused.header("allow");
        assert!(allow.contains("GET") && allow.contains("POST"), "{allow}");
        full.send(reqwest::Method::OPTIONS, "/api_1.php/sessions", None).await.expect(204);
        let etag = full.get("/api/documents/a").await.header("etag").to_owned();
        let unchanged = full.with("if-none-match", &etag).get("/api/documents/a").await.expect(304);
        assert_eq!(unchanged.header("quable-digest"), DIGEST_OF_NOTHING);
        let gone = full.delete("/api/documents/a").await.expect(204);
        assert_eq!(gone.header("quable-digest"), DIGEST_OF_NOTHING);
        full.put("/api/documents/a", json!({})).await.expect(404);
        full.post("/nowhere", json!({})).await.expect(404);
    }
}

on_both! {
    /// v4 5: before compression, and over 1 MiB too.
    async fn is_that_of_the_plain_bytes(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let story = "A lamp. ".repeat(2_000);
        let bodies: Vec<_> = (0..100)
            .map(|n| {
                let mut body = lamp(&format!("d{n:03}"));
                body["attributes"]["story"] = json!({"en_GB": story});
                body
            })
            .collect();
        full.lines("/api/documents/bulk", &bodies).await.expect(200);
        for path in ["/api/documents?limit=2", "/api/documents?pagination=false", "/api/documents/d000"] {
            let plain = full.get(path).await.expect(200);
            let packed = full.with("accept-encoding", "gzip").get(path).await.expect(200);
            assert_eq!(packed.header("content-encoding"), "gzip", "{path}");
            assert!(packed.body.len() < plain.body.len() / 2, "{path}");
            assert_eq!(packed.header("quable-digest"), plain.header("quable-digest"), "{path}");
            assert!(packed.all("vary").to_lowercase().contains("accept-encoding"), "{:?}", packed.headers);
        }
        assert!(full.get("/api/documents?pagination=false").await.body.len() > 1 << 20);
    }
}
