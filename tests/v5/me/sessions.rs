use serde_json::Value;

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::v5::session::{PASSWORD, page_of, signed_in};

async fn sessions(page: &Caller) -> Vec<Value> {
    page.get("/api/me/sessions").await.expect(200).json().as_array().expect("a list").clone()
}

on_both! {
    async fn are_shown_and_ended_one_by_one(engine: Engine) {
        let server = Server::bare(engine).await;
        let here = page_of(&server, "ann").await;
        let there = signed_in(&server.anonymous().with("user-agent", "Another/1.0"), "ann", PASSWORD).await;
        let bob = page_of(&server, "bob").await;
        let shown = sessions(&here).await;
        assert_eq!(shown.len(), 2, "{shown:?}");
        let current: Vec<_> = shown.iter().filter(|one| one["isCurrent"] == true).collect();
        assert_eq!(current.len(), 1, "{shown:?}");
        let other = shown.iter().find(|one| one["isCurrent"] == false).expect("another");
        assert_eq!(other["userAgent"], "Another/1.0");
        assert!(other["dateCreated"].is_string() && other["dateUsed"].is_string(), "{other}");

        let path = format!("/api/me/sessions/{}", other["id"].as_str().expect("an id"));
        bob.delete(&path).await.expect(404);
        there.get("/api/me").await.expect(200);
        here.delete(&path).await.expect(204);
        there.get("/api/me").await.expect(401);
        here.delete(&path).await.expect(404);
        assert_eq!(sessions(&here).await.len(), 1);
        assert_eq!(sessions(&bob).await.len(), 1);
    }
}
