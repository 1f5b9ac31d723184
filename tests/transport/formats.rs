use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    /// v5 15, 34: broken bodies are told where they break.
    async fn broken_bodies(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let deep = format!("{{\"id\":\"a\",\"attributes\":{{\"x\":{}1{}}}}}", "[".repeat(5_000), "]".repeat(5_000));
        for body in ["{\"id\":", "", "[]", "7", "null", "\"x\"", "{\"id\":\"a\"}{}", "{'id':1}", "\u{feff}{}x", deep.as_str()] {
            let answer = full.post_text("/api/documents", "application/json", body).await;
            assert!(matches!(answer.status, 400 | 422), "{}: {}", &body[..body.len().min(40)], answer.text());
            assert!(answer.json()["message"].as_str().is_some_and(|m| !m.is_empty()), "{}", answer.text());
        }
        // Not UTF-8.
        for wrong in [json!({"id": 7}), json!({"id": ["a"]}), json!({"id": "a", "isActive": "perhaps"}), json!({"id": "a", "attributes": []}), json!({"id": "a", "attributes": 1}),
            json!({"id": "a", "classifications": {"id": "desk"}}), json!({"id": "a", "documentType": 7})]
        {
            let answer = full.post("/api/documents", wrong.clone()).await;
            assert!(matches!(answer.status, 400 | 422), "{wrong}: {}", answer.text());
        }
        full.get("/api/documents/a").await.expect(404);
    }
}
