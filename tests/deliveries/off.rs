use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::receiver::{Answer, Receiver};
use crate::support::shop::plain_lamp;
use crate::support::until::until;
use crate::support::webhooks::{change, count, hosted, log, shop, stand, subscribe, turned};

/// The pauses of a patient webhook, in seconds: the last 11 are of six hours.
const PATIENT: [i64; 17] = {
    let mut pauses = [21_600; 17];
    let first = [10, 50, 240, 1_500, 5_400, 14_400];
    let mut n = 0;
    while n < first.len() {
        pauses[n] = first[n];
        n += 1;
    }
    pauses
};

on_both! {
    /// Patience ends after three days, with a notice; switched on again, it begins anew.
    async fn with_a_notice_and_on_again(engine: Engine) {
        let ((server, shim), receiver, poke) = (turned(engine, &[]).await, Receiver::open().await, Receiver::open().await);
        let full = server.as_full();
        for id in ["a", "b"] {
            full.post("/api/documents", plain_lamp(id)).await.expect(201);
        }
        receiver.answer(Answer::Status(500));
        let webhook = subscribe(&server, &receiver.url("/"), &["document.create", "document.update"]).await;
        // Whatever is added has what is due looked for at once.
        subscribe(&server, &poke.url("/"), &["classification.update"]).await;
        change(&server, "a", 1).await;
        change(&server, "a", 2).await;
        receiver.heard(1).await;
        let mut ahead = 0;
        for (tried, pause) in PATIENT.iter().enumerate() {
            until(async || log(&server, &webhook, "state=pending").await.iter().any(|one| one["tries"] == tried + 1)).await;
            assert_eq!(receiver.count(), tried + 1);
            ahead += pause + 1;
            shim.set_ahead(ahead);
            let title = json!({"attributes": {"title": {"en_GB": format!("After {tried}")}}});
            full.put("/api/classifications/seating", title).await.expect(200);
            receiver.heard(tried + 2).await;
        }
        until(async || full.get(&webhook).await.expect(200).json()["active"] == false).await;
        let off = full.get(&webhook).await.expect(200).json();
        let notice = off["disabledReason"].as_str().expect("a notice");
        assert!(notice.contains("three days") && notice.contains("500"), "{notice}");
        let id = webhook.rsplit('/').next().expect("an id");
        assert_eq!(history::of(&server, "webhook", id).await, ["create", "update"], "told once");
        stand(&server, &webhook, "pending", 0).await;
        let log = log(&server, &webhook, "").await;
        assert_eq!(log.len(), 2, "{log:?}");
        assert_eq!((&log[1]["state"], &log[1]["tries"]), (&json!("failed"), &json!(18)));
        assert_eq!((&log[0]["state"], &log[0]["tries"]), (&json!("failed"), &json!(0)), "given up with the webhook");
        assert!(log[0]["trouble"].as_str().is_some_and(|words| words.contains("switched off")), "{log:?}");

        receiver.answer(Answer::Status(204));
        let on = full.put(&webhook, json!({"active": true})).await.expect(200).json();
        assert_eq!(on["disabledReason"], json!(null));
        change(&server, "b", 1).await;
        receiver.heard(19).await;
        stand(&server, &webhook, "delivered", 1).await;
    }

    /// Nine that failed, one that was taken, and one more are no ten in a row.
    async fn only_for_failures_in_a_row(engine: Engine) {
        let ((server, shim), receiver, poke) = (hosted(engine).await, Receiver::open().await, Receiver::open().await);
        let full = server.as_full();
        subscribe(&server, &poke.url("/"), &["classification.update"]).await;
        let webhook = subscribe(&server, &receiver.url("/"), &["document.create"]).await;
        let mut ahead = 0;
        let mut fail = async |from: usize, to: usize, failed: u64| {
            receiver.answer(Answer::Status(503));
            for n in from..to {
                full.post("/api/documents", plain_lamp(&format!("f{n:02}"))).await.expect(201);
            }
            for (round, pause) in [60, 180].into_iter().enumerate() {
                until(async || {
                    let log = log(&server, &webhook, "state=pending").await;
                    log.len() == to - from && log.iter().all(|one| one["tries"] == round + 1)
                })
                .await;
                ahead += pause + 1;
                shim.set_ahead(ahead);
                let title = json!({"attributes": {"title": {"en_GB": format!("{ahead}")}}});
                full.put("/api/classifications/seating", title).await.expect(200);
            }
            stand(&server, &webhook, "failed", failed).await;
        };
        fail(0, 9, 9).await;
        receiver.answer(Answer::Status(204));
        full.post("/api/documents", plain_lamp("taken")).await.expect(201);
        stand(&server, &webhook, "delivered", 1).await;
        fail(9, 18, 18).await;
        assert_eq!(full.get(&webhook).await.expect(200).json()["active"], true);
        fail(18, 19, 19).await;
        until(async || full.get(&webhook).await.expect(200).json()["active"] == false).await;
        let notice = full.get(&webhook).await.expect(200).json()["disabledReason"].clone();
        assert!(notice.as_str().is_some_and(|words| words.contains("10 events") && words.contains("503")), "{notice}");
    }

    /// What a deleted webhook was owed goes nowhere.
    async fn with_the_webhook(engine: Engine) {
        let (server, receiver, other) = (shop(engine).await, Receiver::open().await, Receiver::open().await);
        let full = server.as_full();
        receiver.answer(Answer::Status(500));
        let webhook = subscribe(&server, &receiver.url("/"), &["document.create"]).await;
        let well = subscribe(&server, &other.url("/"), &["document.create"]).await;
        full.post("/api/documents", plain_lamp("a")).await.expect(201);
        receiver.heard(1).await;
        assert_eq!(count(&server, &webhook, "pending").await, 1);
        full.delete(&webhook).await.expect(204);
        full.get(&format!("{webhook}/deliveries")).await.expect(404);
        full.post("/api/documents", plain_lamp("b")).await.expect(201);
        stand(&server, &well, "delivered", 2).await;
        assert_eq!(receiver.count(), 1);
    }
}
