//! 117: how often webhooks are called.

use serde_json::json;

use super::{document, post};
use crate::support::db::on_both;
use crate::support::receiver::{Answer, Receiver};
use crate::support::until::until;
use crate::support::webhooks::{hosted, log, stand, subscribe_with};

on_both! {
    /// With `--webhook-retry hosted`; by default a receiver is asked again for three days.
    async fn n117_amended_an_event_is_sent_three_times_at_most(engine: Engine) {
        let ((server, shim), receiver) = (hosted(engine).await, Receiver::open().await);
        let full = server.as_full();
        receiver.answer_by(|call| Answer::Status(if call.event().ends_with(" bad") { 500 } else { 204 }));
        let body = json!({
            "name": "Shop", "url": receiver.url("/"), "events": ["document.create"], "authorization": "Bearer shop",
        });
        let webhook = subscribe_with(&server, body).await;
        let make = async |code: &str| {
            let mut body = document(code);
            body["document_type_code"] = json!("lamp");
            body["classification_code"] = json!("desk");
            post(&full, "/documents", body).await.expect(201);
        };
        make("bad").await;
        receiver.heard(1).await;
        for (tries, ahead) in [(1, 61), (2, 242)] {
            until(async || log(&server, &webhook, "state=pending").await.iter().any(|one| one["tries"] == tries)).await;
            shim.set_ahead(ahead);
            make(&format!("good{tries}")).await;
        }
        stand(&server, &webhook, "failed", 1).await;
        stand(&server, &webhook, "delivered", 2).await;
        shim.set_ahead(3_600);
        make("last").await;
        stand(&server, &webhook, "delivered", 3).await;
        let calls = receiver.calls();
        assert!(calls.iter().all(|call| call.header("authorization") == "Bearer shop"));
        let bad = calls.iter().filter(|call| call.event().ends_with(" bad")).count();
        assert_eq!((bad, calls.len()), (3, 6));
    }
}
