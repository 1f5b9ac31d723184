use std::fs;
use std::sync::Arc;
use std::time::Duration;

use crate::support::db::on_both;
use crate::support::instance::{Content, Instance};
use crate::support::receiver::{Answer, Receiver};
use crate::support::server::Server;
use crate::support::shop::plain_lamp;
use crate::support::webhooks::{count, stand, start, subscribe};

/// 100,000 deliveries of the event that is there, made larger, each of another thing: 400 MB of payloads.
const MANY: [&str; 2] = [
    "UPDATE events SET body = body || replace('                                                                ', ' ', \
     '                                                                ')",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
    INSERT INTO deliveries (id, webhook_id, event_id, resource, state, tries, made_at, due_at, claimed_until)
    SELECT 1000000 + n.i, d.webhook_id, d.event_id, 'document/' || (1000000 + n.i), 'pending', 0, d.made_at, d.made_at, 0
    FROM n CROSS JOIN deliveries d",
];

/// What the process holds in memory, in MiB.
fn resident(server: &Server) -> u64 {
    let text = fs::read_to_string(format!("/proc/{}/status", server.id())).expect("a process");
    let line = text.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a number");
    let kibibytes: u64 = line.trim().trim_end_matches(" kB").parse().expect("a number");
    kibibytes / 1_024
}

on_both! {
    /// What waits is in the database, not in memory.
    async fn a_slow_receiver_costs_no_memory(engine: Engine) {
        let (instance, receiver) = (Arc::new(Instance::new(engine, Content::Shop).await), Receiver::open().await);
        let server = start(Arc::clone(&instance), &[]).await;
        let webhook = subscribe(&server, &receiver.url("/"), &["document.create"]).await;
        server.as_full().post("/api/documents", plain_lamp("a")).await.expect(201);
        stand(&server, &webhook, "delivered", 1).await;
        assert!(server.stop().await.success());
        for sql in MANY {
            instance.tamper(sql).await;
        }
        receiver.answer(Answer::Slow(Duration::from_millis(100)));
        let server = start(instance, &[]).await;
        let before = resident(&server);
        let calls = receiver.heard(100).await;
        assert!(calls.last().is_some_and(|call| call.body.len() > 4_000), "{:?}", calls.last());
        // Nobody else waits for it.
        let well = Receiver::open().await;
        subscribe(&server, &well.url("/"), &["document.create"]).await;
        server.as_full().post("/api/documents", plain_lamp("b")).await.expect(201);
        well.heard(1).await;
        let after = resident(&server);
        assert!(after < before + 64, "{before} MiB at first, {after} with all of them waiting");
        assert!(receiver.most_at_once() <= 8, "{}", receiver.most_at_once());
        assert!(count(&server, &webhook, "pending").await > 90_000, "it was to be slow");
    }
}
