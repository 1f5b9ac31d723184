use serde_json::json;

use crate::support::db::on_both;
use crate::support::receiver::{Answer, Receiver};
use crate::support::shop::plain_lamp;
use crate::support::webhooks::{change, delivery, log, shop, stand, subscribe};

on_both! {
    async fn tells_of_each_event_and_is_filtered(engine: Engine) {
        let (server, receiver) = (shop(engine).await, Receiver::open().await);
        receiver.answer_by(|call| Answer::Status(if call.event().ends_with(" bad") { 500 } else { 202 }));
        let webhook = subscribe(&server, &receiver.url("/"), &["document.create", "document.update"]).await;
        for id in ["good", "bad"] {
            server.as_full().post("/api/documents", plain_lamp(id)).await.expect(201);
        }
        stand(&server, &webhook, "delivered", 1).await;
        change(&server, "good", 1).await;
        stand(&server, &webhook, "delivered", 2).await;
        receiver.heard(3).await;
        let taken = delivery(&server, &webhook, "good", "delivered").await;
        assert_eq!((&taken["event"], &taken["status"]), (&json!("document.update"), &json!(202)), "the newest first");
        assert_eq!((&taken["tries"], &taken["trouble"], &taken["nextTry"]), (&json!(1), &json!(null), &json!(null)));
        assert_eq!(taken["resource"], json!({"type": "document", "code": "good"}));
        assert!(receiver.calls().iter().any(|call| call.header("webhook-id") == taken["uuid"]));
        let codes = async |query: &str| {
            let log = log(&server, &webhook, query).await;
            log.iter().map(|one| one["resource"]["code"].as_str().expect("a code").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(codes("").await, ["good", "bad", "good"]);
        assert_eq!(codes("event=document.create").await, ["bad", "good"]);
        assert_eq!(codes("state=pending").await, ["bad"]);
        assert_eq!(codes("state=delivered&event=document.create").await, ["good"]);
        let full = server.as_full();
        let first = full.get(&format!("{webhook}/deliveries?limit=2")).await.expect(200).json();
        assert_eq!(first["hydra:totalItems"], 3);
        let next = first["hydra:view"]["hydra:next"].as_str().expect("another page").to_owned();
        let second = full.get(&next).await.expect(200).json();
        assert_eq!(second["hydra:member"].as_array().map(Vec::len), Some(1), "{second}");
        // Events tell of everything, so a part of the catalogue isn't enough.
        server.as_read().get(&format!("{webhook}/deliveries")).await.expect(200);
    }

    async fn has_an_event_sent_once_more(engine: Engine) {
        let (server, receiver) = (shop(engine).await, Receiver::open().await);
        let webhook = subscribe(&server, &receiver.url("/"), &["document.create"]).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("a")).await.expect(201);
        let sent = delivery(&server, &webhook, "a", "delivered").await;
        let replay = format!("{webhook}/deliveries/{}/replay", sent["id"].as_str().expect("an id"));
        full.post(&replay, json!({})).await.expect(204);
        let calls = receiver.heard(2).await;
        assert_eq!(calls[0].body, calls[1].body);
        assert_eq!(calls[0].header("webhook-id"), calls[1].header("webhook-id"));
        let again = delivery(&server, &webhook, "a", "delivered").await;
        assert_eq!(again["tries"], 1);
        server.as_read().post(&replay, json!({})).await.expect(403);
        let other = subscribe(&server, &receiver.url("/"), &["document.create"]).await;
        let elsewhere = format!("{other}/deliveries/{}/replay", sent["id"].as_str().expect("an id"));
        full.post(&elsewhere, json!({})).await.expect(404);

        // One that waits for its next try needn't.
        receiver.answer(Answer::Status(500));
        full.put(&other, json!({"active": false})).await.expect(200);
        full.post("/api/documents", plain_lamp("b")).await.expect(201);
        receiver.heard(3).await;
        receiver.answer(Answer::Status(200));
        crate::support::until::until(async || {
            log(&server, &webhook, "state=pending").await.iter().any(|one| one["tries"] == 1)
        })
        .await;
        let waiting = delivery(&server, &webhook, "b", "pending").await;
        let replay = format!("{webhook}/deliveries/{}/replay", waiting["id"].as_str().expect("an id"));
        full.post(&replay, json!({})).await.expect(204);
        let taken = delivery(&server, &webhook, "b", "delivered").await;
        assert_eq!((&taken["tries"], receiver.count()), (&json!(2), 4));
    }
}
