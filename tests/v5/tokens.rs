//! `/api/tokens`: secrets of programs, which administrators make and end.

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::v5::session::{PASSWORD, page_of, signed_in, user};

const PATH: &str = "/api/tokens";

async fn names(caller: &Caller) -> Vec<Value> {
    let listed = caller.get(PATH).await.expect(200).json();
    listed.as_array().expect("a list").iter().map(|token| token["name"].clone()).collect()
}

on_both! {
    /// Its secret is in the one answer, works at once, and not a request after its end.
    async fn are_made_shown_once_and_ended(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let before = names(&full).await;
        let made = full.post(PATH, json!({"name": "ERP / nightly", "access": "full"})).await.expect(201);
        assert_eq!(made.header("cache-control"), "no-store");
        let made = made.json();
        let secret = made["token"].as_str().expect("a secret").to_owned();
        assert_eq!((&made["name"], &made["access"], &made["dateUsed"]), (&json!("ERP / nightly"), &json!("full"), &Value::Null));
        assert!(made["dateCreated"].is_string(), "{made}");

        let erp = server.anonymous().bearer(&secret);
        let read = erp.post(PATH, json!({"name": "shop", "access": "read"})).await.expect(201).json();
        let shop = server.anonymous().bearer(read["token"].as_str().expect("a secret"));
        shop.get("/api/documents").await.expect(200);
        shop.post("/api/documents", json!({})).await.expect(403);

        let shown = full.get(PATH).await.expect(200);
        assert!(!shown.text().contains(&secret), "{}", shown.text());
        let listed = shown.json();
        let of_shop = listed.as_array().expect("a list").iter().find(|token| token["name"] == "shop").expect("it").clone();
        assert_eq!((&of_shop["access"], of_shop.get("token")), (&json!("read"), None));
        assert_eq!(listed.as_array().map(Vec::len), Some(before.len() + 2));

        full.delete(&format!("{PATH}/ERP%20%2F%20nightly")).await.expect(204);
        erp.get("/api/documents").await.expect(401);
        shop.get("/api/documents").await.expect(200);
        full.delete(&format!("{PATH}/ERP%20%2F%20nightly")).await.expect(404);
        full.delete(&format!("{PATH}/shop")).await.expect(204);
        assert_eq!(names(&full).await, before);
    }

    async fn say_what_they_are_called_and_may(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        full.post(PATH, json!({"name": "shop", "access": "read"})).await.expect(201);
        let taken = full.post(PATH, json!({"name": "shop", "access": "full"})).await.expect(409);
        assert_eq!(taken.violations()[0].0, "name");
        full.post(PATH, json!({"name": "", "access": "full"})).await.expect(422).refused_at("name");
        full.post(PATH, json!({"access": "full"})).await.expect(422).refused_at("name");
        full.post(PATH, json!({"name": "x".repeat(256), "access": "full"})).await.expect(422).refused_at("name");
        for access in [json!("write"), json!(null), json!(["full"])] {
            full.post(PATH, json!({"name": "erp", "access": access})).await.expect(422).refused_at("access");
        }
        full.post(PATH, json!({"name": "erp"})).await.expect(422).refused_at("access");
        full.post(PATH, json!([])).await.expect(400);
        assert!(!names(&full).await.contains(&json!("erp")));
    }

    /// Nobody gets more by a token than they have.
    async fn are_for_administrators(engine: Engine) {
        let server = Server::bare(engine).await;
        let ann = page_of(&server, "ann").await;
        for lesser in [server.as_read(), ann] {
            lesser.get(PATH).await.expect(403);
            lesser.post(PATH, json!({"name": "mine", "access": "read"})).await.expect(403);
            lesser.delete(&format!("{PATH}/mine")).await.expect(403);
        }
        server.anonymous().get(PATH).await.expect(401);
        user(&server, "eve", true).await;
        let eve = signed_in(&server.anonymous(), "eve", PASSWORD).await;
        eve.post(PATH, json!({"name": "mine", "access": "read"})).await.expect(201);
        assert!(names(&eve).await.contains(&json!("mine")));
        eve.delete(&format!("{PATH}/mine")).await.expect(204);
    }
}
