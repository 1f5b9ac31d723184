//! 116 to 118: how webhooks are called, and how often.

use serde_json::json;

use crate::support::db::on_both;
use crate::support::receiver::{Answer, Receiver};
use crate::support::shop::plain_lamp;
use crate::support::until::until;
use crate::support::webhooks::{hosted, log, shop, stand, subscribe, subscribe_with};

on_both! {
    async fn n116_the_value_of_authorization_is_sent_as_it_was_given(engine: Engine) {
        let (server, receiver) = (shop(engine).await, Receiver::open().await);
        let value = "Basic c2hvcDpo b3JzZQ==";
        let body = json!({
            "name": "Shop", "url": receiver.url("/"), "events": ["document.create"], "authorization": value,
        });
        let webhook = subscribe_with(&server, body).await;
        assert_eq!(server.as_full().get(&webhook).await.expect(200).json()["authorization"], "***");
        server.as_full().post("/api/documents", plain_lamp("a")).await.expect(201);
        assert_eq!(receiver.heard(1).await[0].header("authorization"), value);
        // The mask that was shown leaves it.
        server.as_full().put(&webhook, json!({"authorization": "***"})).await.expect(200);
        server.as_full().post("/api/documents", plain_lamp("b")).await.expect(201);
        assert_eq!(receiver.heard(2).await[1].header("authorization"), value);
    }
}

on_both! {
    /// With `--webhook-retry hosted`; by default a receiver is asked again for three days.
    async fn n117_amended_an_event_is_sent_three_times_at_most(engine: Engine) {
        let ((server, shim), receiver) = (hosted(engine).await, Receiver::open().await);
        let full = server.as_full();
        receiver.answer_by(|call| Answer::Status(if call.event().ends_with(" bad") { 500 } else { 204 }));
        let webhook = subscribe(&server, &receiver.url("/"), &["document.create"]).await;
        full.post("/api/documents", plain_lamp("bad")).await.expect(201);
        receiver.heard(1).await;
        let mut ahead = 0;
        for (tries, pause) in [(1, 60), (2, 180)] {
            until(async || log(&server, &webhook, "state=pending").await.iter().any(|one| one["tries"] == tries)).await;
            ahead += pause;
            // Not before its time.
            shim.set_ahead(ahead - 30);
            full.post("/api/documents", plain_lamp(&format!("early{tries}"))).await.expect(201);
            stand(&server, &webhook, "delivered", 2 * tries - 1).await;
            assert_eq!(log(&server, &webhook, "state=pending").await[0]["tries"], tries);
            shim.set_ahead(ahead + 1);
            full.post("/api/documents", plain_lamp(&format!("late{tries}"))).await.expect(201);
            stand(&server, &webhook, "delivered", 2 * tries).await;
        }
        assert!(ahead <= 300, "within five minutes");
        stand(&server, &webhook, "failed", 1).await;
        shim.set_ahead(3_600);
        full.post("/api/documents", plain_lamp("last")).await.expect(201);
        stand(&server, &webhook, "delivered", 5).await;
        let calls = receiver.calls();
        let of = |code: &str| calls.iter().filter(|call| call.event().ends_with(code)).collect::<Vec<_>>();
        let bad = of(" bad");
        assert_eq!(bad.len(), 3);
        assert!(bad.iter().all(|call| call.header("webhook-id") == bad[0].header("webhook-id") && call.body == bad[0].body));
        assert_eq!(calls.len(), 3 + 5, "204 stops at one");
        assert_eq!(full.get(&webhook).await.expect(200).json()["active"], true, "one failed event is not ten");
    }
}

on_both! {
    /// With `--webhook-retry hosted`; by default a webhook is switched off after three days.
    async fn n118_amended_ten_failed_events_in_a_row_switch_it_off(engine: Engine) {
        let ((server, shim), receiver, poke) = (hosted(engine).await, Receiver::open().await, Receiver::open().await);
        let full = server.as_full();
        let webhook = subscribe(&server, &receiver.url("/"), &["document.create"]).await;
        // Whatever is added has what is due looked for at once.
        subscribe(&server, &poke.url("/"), &["classification.update"]).await;
        full.put(&webhook, json!({"active": false})).await.expect(200);
        full.post("/api/documents", plain_lamp("unheard")).await.expect(201);
        full.put(&webhook, json!({"active": true})).await.expect(200);
        full.post("/api/documents", plain_lamp("heard")).await.expect(201);
        receiver.heard(1).await;
        assert_eq!(receiver.events(), ["document.create heard"]);

        receiver.answer(Answer::Status(500));
        for n in 0..10 {
            full.post("/api/documents", plain_lamp(&format!("a{n}"))).await.expect(201);
        }
        let mut ahead = 0;
        for (tries, pause) in [(1, 60), (2, 180)] {
            until(async || {
                let log = log(&server, &webhook, "state=pending").await;
                log.len() == 10 && log.iter().all(|one| one["tries"] == tries)
            })
            .await;
            ahead += pause + 1;
            shim.set_ahead(ahead);
            let title = json!({"attributes": {"title": {"en_GB": format!("{ahead}")}}});
            full.put("/api/classifications/seating", title).await.expect(200);
        }
        until(async || full.get(&webhook).await.expect(200).json()["active"] == false).await;
        assert_eq!(receiver.count(), 1 + 30);
        full.post("/api/documents", plain_lamp("late")).await.expect(201);
        full.put("/api/classifications/seating", json!({"attributes": {"title": {"en_GB": "Last"}}})).await.expect(200);
        poke.heard(3).await;
        assert_eq!(receiver.count(), 1 + 30);
    }
}
