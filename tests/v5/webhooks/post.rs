use serde_json::{Value, json};

use super::named;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::v5::users;

on_both! {
    async fn makes_one_under_an_id_of_the_servers(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let mut body = named("Shop");
        body["id"] = json!("mine");
        let made = full.post("/api/webhooks", body).await.expect(201);
        let (path, made) = (made.header("location").to_owned(), made.json());
        assert_eq!(made["id"].as_str().unwrap().len(), 36, "{made}");
        assert_eq!((&made["@id"], &made["@type"]), (&json!(path), &json!("Webhook")));
        assert_eq!((&made["active"], &made["createdBy"]), (&json!(true), &json!("full")));
        assert_eq!(made["events"], json!(["document.create", "document.update"]), "in one order");
        for nothing in ["authorization", "secret", "disabledReason"] {
            assert_eq!(made[nothing], Value::Null, "{nothing}");
        }
        assert!(made.get("isActive").is_none(), "{made}");
        assert_eq!(full.get(&path).await.expect(200).json(), made);
        assert_eq!(history::of(&server, "webhook", made["id"].as_str().unwrap()).await, ["create"]);
    }

    async fn says_all_that_is_wrong(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let before = history::length(&server).await;
        let with = |field: &str, value: Value| {
            let mut body = named("Shop");
            body[field] = value;
            body
        };
        for (field, value, at) in [
            ("name", json!(" "), "name"),
            ("name", json!("x".repeat(201)), "name"),
            ("name", json!(7), "name"),
            ("url", Value::Null, "url"),
            ("url", json!("shop.example.com"), "url"),
            ("url", json!("ftp://shop.example.com/x"), "url"),
            ("url", json!("https://ann:horse@shop.example.com/x"), "url"),
            ("url", json!("https://127.0.0.1/x"), "url"),
            ("url", json!(format!("https://shop.example.com/{}", "x".repeat(2_000))), "url"),
            ("events", json!([]), "events"),
            ("events", Value::Null, "events"),
            ("events", json!("document.update"), "events"),
            ("events", json!(["document.update", "", "link.create"]), "events[1]"),
            ("active", json!("yes"), "active"),
            ("authorization", json!("a\r\nX-Other: b"), "authorization"),
            ("authorization", json!("x".repeat(2_001)), "authorization"),
            ("secret", json!("too-short"), "secret"),
            ("secret", json!("whsec_dG9vIHNob3J0"), "secret"),
        ] {
            let refused = full.post("/api/webhooks", with(field, value)).await.refused_at(at);
            assert!(!refused.text().contains("horse"), "{}", refused.text());
        }
        let none = full.post("/api/webhooks", json!({})).await.expect(422);
        let at: Vec<_> = none.violations().into_iter().map(|(field, _)| field).collect();
        assert!(["name", "url", "events"].iter().all(|field| at.iter().any(|own| own == field)), "{at:?}");
        assert_eq!(history::length(&server).await, before);
    }

    async fn comes_in_bulk(engine: Engine) {
        let server = Server::bare(engine).await;
        let mut wrong = named("Wrong");
        wrong["events"] = json!(["explode"]);
        let lines = server.as_full().lines("/api/webhooks/bulk", &[named("One"), wrong, named("Two")]).await.expect(200).lines();
        assert_eq!(lines.iter().map(|line| line["status"].as_i64()).collect::<Vec<_>>(), [Some(201), Some(422), Some(201)]);
    }

    /// All that happens goes out by one.
    async fn is_for_administrators_and_programs(engine: Engine) {
        let server = Server::bare(engine).await;
        server.as_read().post("/api/webhooks", named("Shop")).await.expect(403);
        users::made(&server.as_full(), users::ann()).await;
        let ann = users::session(&server, "ann").await;
        let before = history::length(&server).await;
        ann.post("/api/webhooks", named("Shop")).await.expect(403);
        assert_eq!(history::length(&server).await, before);
    }
}
