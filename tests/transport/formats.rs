use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

on_both! {
    /// v5 9, 13, 14, 15.
    async fn of_requests_and_answers(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let text = plain_lamp("a").to_string();
        for refused in ["text/plain", "application/xml", "application/x-www-form-urlencoded"] {
            let answer = full.post_text("/api/documents", refused, &text).await.expect(415);
            assert_eq!(answer.json()["code"], 415);
        }
        full.get("/api/documents/a").await.expect(404);
        for (n, taken) in ["application/json; charset=utf-8", "application/ld+json", "application/hal+json"].iter().enumerate() {
            full.post_text("/api/documents", taken, &plain_lamp(&format!("t{n}")).to_string()).await.expect(201);
        }
        for accept in ["text/csv", "application/xml", "image/png"] {
            let answer = full.accept(accept).get("/api/documents/t0").await.expect(406);
            assert_eq!(answer.json()["code"], 406);
            full.accept(accept).post("/api/documents", plain_lamp("b")).await.expect(406);
        }
        full.get("/api/documents/b").await.expect(404);
        full.accept("text/csv, application/json;q=0.5").get("/api/documents/t0").await.expect(200);
    }
}

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
