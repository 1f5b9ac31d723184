use serde_json::json;

use super::{made, named};
use crate::support::db::on_both;
use crate::support::server::Server;

const NOBODY: &str = "0b0c4f3e-7f0e-4c55-9f57-0d7a6a2f9c11";

on_both! {
    /// What is sent is tested with receivers; here is what is refused.
    async fn are_asked_for_in_words_that_are_known(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let path = made(&full, named("Shop")).await;
        let log = format!("{path}/deliveries");
        let empty = full.get(&format!("{log}?state=failed&event=document.update")).await.expect(200).json();
        assert_eq!((&empty["@id"], &empty["hydra:totalItems"]), (&json!(log), &json!(0)));
        for (query, named) in [("state=lost", "state"), ("event=explode", "event"), ("pagination=false", "pagination")] {
            let refused = full.get(&format!("{log}?{query}")).await.expect(400);
            assert!(refused.text().contains(named), "{}", refused.text());
        }
        full.get("/api/webhooks/nope/deliveries").await.expect(404);
        for delivery in ["7", "nope"] {
            full.post(&format!("{log}/{delivery}/replay"), json!({})).await.expect(404);
            server.as_read().post(&format!("{log}/{delivery}/replay"), json!({})).await.expect(403);
        }
        full.put(&path, json!({"active": false})).await.expect(200);
        full.post(&format!("{log}/7/replay"), json!({})).await.expect(409);
        full.post(&format!("{path}/sample"), json!({"event": "explode"})).await.refused_at("event");
        full.post(&format!("{path}/sample"), json!({"event": 7})).await.refused_at("event");
        full.post("/api/webhooks/nope/sample", json!({})).await.expect(404);
        server.as_read().post(&format!("{path}/sample"), json!({})).await.expect(403);
    }

    async fn nobody_knows_an_event_that_never_was(engine: Engine) {
        let server = Server::bare(engine).await;
        for path in ["/api/events", "/events", "/api_1.php/events"] {
            let one = format!("{path}/{NOBODY}");
            server.as_read().get(&one).await.expect(404);
            server.as_read().get(&format!("{path}/x")).await.expect(404);
            server.anonymous().get(&one).await.expect(401);
        }
    }
}
