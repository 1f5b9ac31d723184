//! The admin interface: its pages, and the description that its types are made of.

use serde_json::Value;

use crate::support::db::Engine;
use crate::support::server::Server;

/// What an empty instance tells; `npm run types` makes TypeScript of it.
const KEPT: &str = include_str!("../../../ui/openapi.json");

#[tokio::test]
async fn is_made_for_what_an_empty_instance_tells() {
    let server = Server::bare(Engine::Sqlite).await;
    let told = server.anonymous().get("/api/docs.json").await.expect(200).json();
    let kept: Value = serde_json::from_str(KEPT).expect("JSON");
    assert!(
        told == kept,
        "ui/openapi.json is not what GET /api/docs.json of an empty instance answers: keep that instead"
    );
}

/// One page for all its addresses, under a policy with a nonce of its own; browsers come to it by the bare address.
#[tokio::test]
async fn is_one_page_under_a_strict_policy() {
    let server = Server::bare(Engine::Sqlite).await;
    let browser = server.anonymous().accept("text/html");
    let mut nonces = Vec::new();
    for path in ["/admin/", "/admin/documents/lamp", "/admin/settings/model"] {
        let page = browser.get(path).await.expect(200);
        assert_eq!(
            (page.header("cache-control"), page.header("x-content-type-options")),
            ("no-store", "nosniff"),
            "{path}"
        );
        let policy = page.header("content-security-policy").to_owned();
        assert!(policy.contains("default-src 'self'") && !policy.contains("unsafe"), "{policy}");
        let nonce =
            policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a nonce").to_owned();
        assert!(page.text().contains(&format!("content=\"{nonce}\"")), "{path}");
        // That of the stories and of a built interface elsewhere.
        assert_eq!(policy, include_str!("../../../ui/dev/policy.txt").trim_end().replace("%NONCE%", &nonce));
        nonces.push(nonce);
    }
    nonces.dedup();
    assert_eq!(nonces.len(), 3);
    assert_eq!(browser.get("/").await.expect(303).header("location"), "/admin/");
    // Programs find there what they always did.
    server.anonymous().accept("application/json").get("/").await.expect(404);
    server.as_full().get("/documents").await.expect(200);
}

/// Files are kept for ever by the browser and come packed; there is nothing beside them.
#[tokio::test]
async fn has_files_that_are_packed_and_kept() {
    let server = Server::bare(Engine::Sqlite).await;
    let page = server.anonymous().accept("text/html").get("/admin/").await.expect(200).text();
    let script =
        page.split('"').find(|part| part.starts_with("/admin/static/") && part.contains("/index-")).expect("a script");
    let whole = server.anonymous().get(script).await.expect(200);
    assert_eq!(whole.header("cache-control"), "public, max-age=31536000, immutable");
    let packed = server.anonymous().with("accept-encoding", "gzip, br").get(script).await.expect(200);
    assert_eq!(packed.header("content-encoding"), "br");
    assert!(packed.body.len() * 2 < whole.body.len(), "{} of {}", packed.body.len(), whole.body.len());
    assert_eq!(packed.header("quable-digest"), whole.header("quable-digest"), "of what it unpacks to");
    server.anonymous().with("if-none-match", whole.header("etag")).get(script).await.expect(304);
    server.anonymous().get("/admin/static/nothing.js").await.expect(404);
}
