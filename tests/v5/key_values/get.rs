use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// A public one is read by its id without a token, and nothing else: not even a word on what exists.
    async fn a_public_one_needs_no_token(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        full.post("/api/keyvalues", json!({"id": "shown", "value": "a", "isPublic": true})).await.expect(201);
        full.post("/api/keyvalues", json!({"id": "kept", "value": "b"})).await.expect(201);
        for nobody in [server.anonymous(), server.as_read()] {
            assert_eq!(nobody.get("/api/keyvalues/shown").await.expect(200).json()["value"], "a");
            assert_eq!(nobody.get("/api/key-values/shown").await.expect(200).json()["@id"], "/api/keyvalues/shown");
            let etag = nobody.get("/api/keyvalues/shown").await.header("etag").to_owned();
            nobody.with("if-none-match", &etag).get("/api/keyvalues/shown").await.expect(304);
            nobody.head("/api/keyvalues/shown").await.expect(200);
        }
        let unknown = server.anonymous().get("/api/keyvalues/none").await.expect(401).json();
        let kept = server.anonymous().get("/api/keyvalues/kept").await.expect(401).json();
        assert_eq!(kept["message"], unknown["message"]);
        server.anonymous().bearer("nonsense").get("/api/keyvalues/shown").await.expect(401);
        server.anonymous().get("/api/keyvalues").await.expect(401);
        server.anonymous().put("/api/keyvalues/shown", json!({"value": "x"})).await.expect(401);
        server.anonymous().delete("/api/keyvalues/shown").await.expect(401);
        server.as_read().get("/api/keyvalues/kept").await.expect(404);
        assert_eq!(full.get("/api/keyvalues/kept").await.expect(200).json()["value"], "b");
        full.get("/api/keyvalues/none").await.expect(404);
        assert_eq!(full.get("/api/keyvalues/shown").await.json()["value"], "a");
    }
}

on_both! {
    /// The built-in one tells the version; another start leaves it as it is.
    async fn version(engine: Engine) {
        let server = Server::bare(engine).await;
        let version = server.anonymous().get("/api/keyvalues/version").await.expect(200).json();
        assert_eq!(version["value"], env!("CARGO_PKG_VERSION"));
        assert_eq!((&version["isProtected"], &version["isPublic"]), (&json!(true), &json!(true)));
        assert_eq!(crate::support::history::of(&server, "key_value", "version").await, ["create"]);
    }
}
