use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::lamp;

on_both! {
    /// v5 20 amended, 21, 23: no token, no answer, no change; and no word on what exists.
    async fn without_a_token(engine: Engine) {
        let server = Server::shop(engine).await;
        server.as_full().post("/api/documents", lamp("there")).await.expect(201);
        let before = history::length(&server).await;
        let callers = [
            server.anonymous(),
            server.anonymous().with("authorization", &server.instance().token("full")),
            server.anonymous().bearer(&"A".repeat(40)),
            server.anonymous().bearer(&server.instance().token("full").to_lowercase()),
        ];
        for caller in callers {
            let refused = caller.get("/api/documents/there").await.expect(401);
            assert!(refused.header("www-authenticate").starts_with("Bearer"), "{:?}", refused.headers);
            let json = refused.json();
            assert_eq!(json["code"], 401);
            assert!(json["message"].is_string(), "{json}");
            assert_eq!(caller.get("/api/documents/nope").await.expect(401).json()["message"], json["message"]);
            caller.post("/api/documents", lamp("new")).await.expect(401);
            caller.delete("/api/documents/there").await.expect(401);
            caller.lines("/api/documents/bulk", &[lamp("new")]).await.expect(401);
        }
        assert_eq!(history::length(&server).await, before);
        server.as_full().get("/api/documents/new").await.expect(404);
    }
}

on_both! {
    /// A token is 40 upper-case hex digits, shown once, and ends when it is revoked.
    async fn a_token_ends_when_revoked(engine: Engine) {
        let server = Server::bare(engine).await;
        let instance = server.instance();
        let token = instance.run(&["token", "create", "--name", "erp", "--access", "full"]).await;
        assert!(token.len() == 40 && token.bytes().all(|b| b.is_ascii_digit() || (b'A'..=b'F').contains(&b)), "{token}");
        let erp = server.anonymous().bearer(&token);
        erp.get("/api/documents").await.expect(200);
        let listed = instance.run(&["token", "list"]).await;
        assert!(listed.contains("erp") && !listed.contains(&token), "{listed}");
        instance.run(&["token", "revoke", "--name", "erp"]).await;
        erp.get("/api/documents").await.expect(401);
        erp.post("/api/locales", json!({"id": "fr_FR", "name": "F"})).await.expect(401);
        server.as_full().get("/api/locales/fr_FR").await.expect(404);
    }
}

on_both! {
    /// What changed says who did it.
    async fn the_actor_is_the_tokens_name(engine: Engine) {
        let server = Server::shop(engine).await;
        let token = server.instance().run(&["token", "create", "--name", "erp", "--access", "full"]).await;
        server.as_full().post("/api/documents", lamp("a")).await.expect(201);
        let erp = server.anonymous().bearer(&token);
        let put = erp.put("/api/documents/a", json!({"attributes": {"power": 1}})).await.expect(200).json();
        assert_eq!((&put["createdBy"], &put["updatedBy"]), (&json!("full"), &json!("erp")));
        let sql = "SELECT actor || ' by ' || origin FROM changes WHERE kind = 'document' ORDER BY seq";
        assert_eq!(history::texts(&server, sql).await, ["full by v5", "erp by v5"]);
    }
}
