use std::collections::HashSet;

use serde_json::Value;

use crate::support::db::on_both;
use crate::support::receiver::{Answer, Receiver};
use crate::support::shop::plain_lamp;
use crate::support::until::until;
use crate::support::webhooks::{change, delivery, log, stand, subscribe, turned};

on_both! {
    /// Each change of one document is refused once; those of the other are not held up.
    async fn of_one_thing_is_kept_whatever_fails(engine: Engine) {
        let ((server, shim), receiver) = (turned(engine, &[]).await, Receiver::open().await);
        for id in ["a", "b"] {
            server.as_full().post("/api/documents", plain_lamp(id)).await.expect(201);
        }
        let mut seen = HashSet::new();
        receiver.answer_by(move |call| {
            let is_new = seen.insert(call.header("webhook-id").to_owned());
            Answer::Status(if is_new && call.event().ends_with(" a") { 500 } else { 204 })
        });
        let webhook = subscribe(&server, &receiver.url("/"), &["document.update"]).await;
        for power in 1..=3 {
            change(&server, "a", power).await;
        }
        for failed in 1..=3 {
            let is_refused = |one: &Value| one["resource"]["code"] == "a" && one["tries"] == 1;
            until(async || {
                let told = receiver.events().iter().filter(|event| event.ends_with(" a")).count();
                told == 2 * failed - 1 && log(&server, &webhook, "state=pending").await.iter().any(is_refused)
            })
            .await;
            // What is due is looked for at once where something is added.
            shim.set_ahead(i64::try_from(failed).expect("a few") * 15);
            change(&server, "b", failed as u64).await;
        }
        stand(&server, &webhook, "delivered", 6).await;
        let calls = receiver.calls();
        let of = |id: &str| {
            let calls = calls.iter().filter(|call| call.event().ends_with(id));
            calls.map(|call| call.header("webhook-id").to_owned()).collect::<Vec<_>>()
        };
        let a = of(" a");
        assert_eq!(a.len(), 6);
        assert!(a.chunks(2).all(|pair| pair[0] == pair[1]), "one after the other, each twice: {a:?}");
        assert_eq!(a.iter().collect::<HashSet<_>>().len(), 3);
        assert_eq!(of(" b").len(), 3, "not held up");
        let log = log(&server, &webhook, "event=document.update").await;
        let of_a = log.iter().rev().filter(|delivery| delivery["resource"]["code"] == "a");
        let uuids: Vec<_> = of_a.map(|delivery| delivery["uuid"].as_str().expect("a uuid").to_owned()).collect();
        assert_eq!(uuids, a.chunks(2).map(|pair| pair[0].clone()).collect::<Vec<_>>(), "in the order of the changes");
    }

    async fn a_receiver_may_ask_for_time(engine: Engine) {
        let ((server, shim), receiver) = (turned(engine, &[]).await, Receiver::open().await);
        for id in ["a", "b"] {
            server.as_full().post("/api/documents", plain_lamp(id)).await.expect(201);
        }
        let mut asked = false;
        receiver.answer_by(move |call| {
            let is_first = call.event().ends_with(" a") && !asked;
            asked |= is_first;
            if is_first { Answer::Later(429, 600) } else { Answer::Status(200) }
        });
        let webhook = subscribe(&server, &receiver.url("/"), &["document.update"]).await;
        change(&server, "a", 1).await;
        receiver.heard(1).await;
        until(async || {
            let waiting = delivery(&server, &webhook, "a", "pending").await;
            waiting["tries"] == 1 && waiting["status"] == 429
        })
        .await;
        shim.set_ahead(300);
        change(&server, "b", 1).await;
        delivery(&server, &webhook, "b", "delivered").await;
        assert_eq!(receiver.count(), 2, "not yet");
        shim.set_ahead(601);
        change(&server, "b", 2).await;
        delivery(&server, &webhook, "a", "delivered").await;
    }
}
