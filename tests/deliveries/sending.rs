use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD as BASE64;
use ring::hmac::{HMAC_SHA256, Key, verify};
use serde_json::json;

use crate::support::db::on_both;
use crate::support::instance::{Content, Instance};
use crate::support::receiver::{Call, Receiver};
use crate::support::shop::plain_lamp;
use crate::support::webhooks::{shop, start, subscribe, subscribe_with};

/// Whether a signature holds, as a receiver finds out.
fn holds(key: &[u8], said: &str, signature: &str) -> bool {
    let bytes = BASE64.decode(signature).expect("base64");
    verify(&Key::new(HMAC_SHA256, key), said.as_bytes(), &bytes).is_ok()
}

/// As Standard Webhooks have it.
fn is_signed(call: &Call, key: &[u8]) -> bool {
    let said = format!("{}.{}.{}", call.header("webhook-id"), call.header("webhook-timestamp"), call.body);
    let signature = call.header("webhook-signature").strip_prefix("v1,").expect("a version");
    holds(key, &said, signature)
}

/// As Quable's apps have it.
fn is_signed_as_by_quable(call: &Call, key: &[u8], url: &str) -> bool {
    let said = format!("POST|{url}|{}|{}", call.header("x-timestamp"), call.body);
    holds(key, &said, call.header("x-signature"))
}

on_both! {
    async fn says_what_happened_in_json(engine: Engine) {
        let (server, receiver) = (shop(engine).await, Receiver::open().await);
        let url = receiver.url("/hooks?shop=1");
        subscribe(&server, &url, &["document.create"]).await;
        server.as_full().post("/api/documents", plain_lamp("a")).await.expect(201);
        let call = receiver.heard(1).await.remove(0);
        assert_eq!((&*call.method, &*call.path), ("POST", "/hooks?shop=1"));
        assert_eq!(call.header("content-type"), "application/json");
        assert_eq!(call.header("webhook-id"), call.json()["uuid"].as_str().expect("a uuid"));
        assert!(call.header("webhook-timestamp").parse::<i64>().expect("a number") > 1_700_000_000);
        assert!(call.header("user-agent").starts_with("vitrine/"), "{call:?}");
        for absent in ["authorization", "webhook-signature", "x-signature", "x-timestamp"] {
            assert_eq!(call.header(absent), "", "{absent}");
        }
        assert_eq!(call.event(), "document.create a");
    }

    async fn is_signed_in_both_ways(engine: Engine) {
        let (server, receiver) = (shop(engine).await, Receiver::open().await);
        let (plain, encoded) = ("a-secret-of-some-length", format!("whsec_{}", BASE64.encode([7; 32])));
        for (path, secret) in [("/plain", plain), ("/encoded", &*encoded)] {
            let body = json!({
                "name": "Test", "url": receiver.url(path), "events": ["document.create"], "secret": secret,
            });
            subscribe_with(&server, body).await;
        }
        server.as_full().post("/api/documents", plain_lamp("é-a")).await.expect(201);
        let calls = receiver.heard(2).await;
        let to = |path: &str| calls.iter().find(|call| call.path == path).expect("a call");
        assert!(is_signed(to("/plain"), plain.as_bytes()));
        assert!(is_signed(to("/encoded"), &[7; 32]));
        assert!(is_signed_as_by_quable(to("/plain"), plain.as_bytes(), &receiver.url("/plain")));
        assert!(is_signed_as_by_quable(to("/encoded"), encoded.as_bytes(), &receiver.url("/encoded")));
        let changed = Call { body: to("/plain").body.replace("é-a", "é-b"), ..to("/plain").clone() };
        assert!(!is_signed(&changed, plain.as_bytes()), "another body");
        assert!(!is_signed_as_by_quable(to("/plain"), plain.as_bytes(), &receiver.url("/other")));
    }

    async fn names_addresses_where_clients_see_it(engine: Engine) {
        let (instance, receiver) = (Instance::new(engine, Content::Shop).await, Receiver::open().await);
        let server = start(Arc::new(instance), &["--public-url", "https://pim.example.org"]).await;
        subscribe(&server, &receiver.url("/"), &["document.create"]).await;
        server.as_full().post("/api/documents", plain_lamp("a")).await.expect(201);
        let said = receiver.heard(1).await.remove(0);
        let links = said.json()["resource"]["links"].clone();
        assert_eq!(links[0]["href"], "https://pim.example.org/api_1.php/documents/a");
        let uuid = said.header("webhook-id");
        for path in [format!("/api/events/{uuid}"), format!("/events/{uuid}"), format!("/api_1.php/events/{uuid}")] {
            assert_eq!(server.as_read().get(&path).await.expect(200).json(), said.json(), "{path}");
        }
    }

    /// The process dies between a write's answer and the sending: the event is sent by the next one.
    async fn outlives_its_process(engine: Engine) {
        let instance = Arc::new(Instance::new(engine, Content::Shop).await);
        let (mut server, receiver) = (start(Arc::clone(&instance), &[]).await, Receiver::open().await);
        subscribe(&server, &receiver.url("/"), &["document.create"]).await;
        for n in 0..20 {
            server.as_full().post("/api/documents", plain_lamp(&format!("a{n:02}"))).await.expect(201);
        }
        server.kill().await;
        let server = start(instance, &[]).await;
        server.as_full().post("/api/documents", plain_lamp("last")).await.expect(201);
        crate::support::until::until(async || {
            let mut events = receiver.events();
            events.sort_unstable();
            events.dedup();
            events.len() == 21
        })
        .await;
        // Once more at most: what was on its way.
        let calls = receiver.calls();
        let mut uuids: Vec<_> = calls.iter().map(|call| call.header("webhook-id").to_owned()).collect();
        uuids.sort_unstable();
        uuids.dedup();
        assert_eq!(uuids.len(), 21, "the same event has the same uuid");
    }
}
