//! Two processes on one PostgreSQL share the work.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use crate::support::db::Engine;
use crate::support::receiver::{Answer, Receiver};
use crate::support::shop::plain_lamp;
use crate::support::until::until;
use crate::support::webhooks::{shop, stand, start, subscribe};

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_sent_by_both() {
    let first = shop(Engine::Postgres).await;
    let second = start(Arc::new(first.instance().node()), &[]).await;
    let receiver = Receiver::open().await;
    receiver.answer(Answer::Slow(Duration::from_millis(5)));
    let webhook = subscribe(&first, &receiver.url("/"), &["document.create"]).await;
    let lamps: Vec<_> = (0..300).map(|n| plain_lamp(&format!("a{n:03}"))).collect();
    for (server, part) in [(&first, &lamps[..150]), (&second, &lamps[150..])] {
        server.as_full().lines("/api/documents/bulk", part).await.expect(200);
    }
    stand(&second, &webhook, "delivered", 300).await;
    let calls = receiver.calls();
    let uuids: HashSet<_> = calls.iter().map(|call| call.header("webhook-id")).collect();
    assert_eq!((uuids.len(), calls.len()), (300, 300));
}

/// What a dead node had on its way is sent by the other.
#[tokio::test(flavor = "multi_thread")]
async fn a_dead_one_is_taken_over() {
    let mut first = shop(Engine::Postgres).await;
    let receiver = Receiver::open().await;
    receiver.answer(Answer::Hang);
    let webhook = subscribe(&first, &receiver.url("/"), &["document.create"]).await;
    first.as_full().post("/api/documents", plain_lamp("a")).await.expect(201);
    receiver.heard(1).await;
    let second = start(Arc::new(first.instance().node()), &[]).await;
    first.kill().await;
    receiver.answer(Answer::Status(204));
    until(async || receiver.count() == 2).await;
    stand(&second, &webhook, "delivered", 1).await;
    let calls = receiver.calls();
    assert_eq!(calls[0].header("webhook-id"), calls[1].header("webhook-id"));
}
