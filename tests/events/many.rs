use std::collections::BTreeSet;

use serde_json::json;

use super::{NOWHERE, hears_all, told};
use crate::support::db::{Engine, on_both};
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;
use crate::support::until::until;
use crate::support::webhooks::{self, count, shop, start, subscribe};
use std::sync::Arc;

/// More than are told of at once.
const USERS: usize = 2_300;

/// Lamps with the same socket.
async fn stock(server: &Server) {
    let lamp =
        |n: usize| json!({"id": format!("l{n}"), "documentType": {"id": "lamp"}, "attributes": {"socket": "gu10"}});
    let bodies: Vec<_> = (0..USERS).map(lamp).collect();
    server.as_full().lines("/api/documents/bulk", &bodies).await.expect(200);
}

on_both! {
    /// A value that very many documents hold: each of them is told of, once.
    async fn a_value_in_many_hands(engine: Engine) {
        let server = shop(engine).await;
        stock(&server).await;
        let webhook = subscribe(&server, NOWHERE, &["document.update", "value.update"]).await;
        let value = "/api/predefined-values/attribute=socket;code=gu10";
        server.as_full().put(value, json!({"name": {"en_GB": "Twist"}})).await.expect(200);
        let wanted = USERS as u64 + 1;
        let all = async || {
            let path = format!("{webhook}/deliveries?limit=1");
            server.as_full().get(&path).await.expect(200).json()["hydra:totalItems"].as_u64().expect("a number")
        };
        until(async || all().await >= wanted).await;
        // Whatever would come twice would have come before this.
        server.as_full().put("/api/documents/l0", json!({"isActive": false})).await.expect(200);
        until(async || all().await > wanted).await;
        assert_eq!(all().await, wanted + 1);
        assert_eq!(count(&server, &webhook, "delivered").await, 0);
        let mut seen = BTreeSet::new();
        let mut path = format!("{webhook}/deliveries?limit=100&event=document.update");
        loop {
            let page = server.as_full().get(&path).await.expect(200).json();
            seen.extend(page["hydra:member"].as_array().unwrap().iter().map(|entry| entry["resource"]["code"].to_string()));
            let Some(next) = page["hydra:view"]["hydra:next"].as_str() else { break };
            next.clone_into(&mut path);
        }
        assert_eq!(seen.len(), USERS);
    }
}

/// Of several nodes one follows the feed at a time: nothing is told twice.
#[tokio::test(flavor = "multi_thread")]
async fn several_nodes_tell_once() {
    let instance = Arc::new(Instance::new(Engine::Postgres, Content::Shop).await);
    let first = start(Arc::clone(&instance), &[]).await;
    let second = start(Arc::new(instance.node()), &[]).await;
    let webhook = hears_all(&first).await;
    for n in 0..20 {
        let server = if n % 2 == 0 { &first } else { &second };
        let lamp = crate::support::shop::plain_lamp(&format!("l{n}"));
        server.as_full().post("/api/documents", lamp).await.expect(201);
        webhooks::change(server, &format!("l{n}"), 7).await;
    }
    let heard = super::names(&told(&second, &webhook, "m1").await);
    let mut expected: Vec<_> =
        (0..20).flat_map(|n| [format!("document.create l{n}"), format!("document.update l{n}")]).collect();
    expected.sort();
    assert_eq!(heard, expected);
}
