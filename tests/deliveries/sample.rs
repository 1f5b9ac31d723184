use serde_json::json;

use crate::support::db::on_both;
use crate::support::receiver::{Answer, Receiver};
use crate::support::shop::plain_lamp;
use crate::support::webhooks::{log, shop, subscribe_with};

on_both! {
    async fn shows_what_a_receiver_gets_and_says(engine: Engine) {
        let (server, receiver) = (shop(engine).await, Receiver::open().await);
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("a")).await.expect(201);
        let body = json!({
            "name": "Test", "url": receiver.url("/"), "events": ["document.delete"], "active": false,
            "authorization": "Bearer shop",
        });
        let webhook = subscribe_with(&server, body).await;
        let path = format!("{webhook}/sample");

        // Of what is there, by default as the webhook has it.
        let sample = full.post(&path, json!({})).await.expect(200).json();
        let call = receiver.heard(1).await.remove(0);
        assert_eq!(call.json(), sample["payload"]);
        assert_eq!((call.event(), call.header("authorization")), ("document.delete a".to_owned(), "Bearer shop"));
        assert_eq!(call.json()["resource"]["document_type_code"], "lamp");
        assert_eq!((&sample["status"], &sample["trouble"]), (&json!(204), &json!(null)));
        assert!(sample["milliseconds"].is_u64(), "{sample}");

        // Of what there is none of, it is made up; each has its shape.
        for (event, of_type) in [
            ("document.update", "document"), ("variant.create", "variant"), ("media.update", "media"),
            ("classification.update", "classification"), ("link.delete", "link"), ("value.update", "value"),
            ("import.finish", "process"),
        ] {
            let sample = full.post(&path, json!({"event": event})).await.expect(200).json();
            let payload = &sample["payload"];
            assert_eq!((&payload["code"], &payload["resource"]["type"]), (&json!(event), &json!(of_type)));
            let is_update = event.ends_with(".update");
            let items = payload["resource"]["updated_items"].as_array().expect("a list");
            assert_eq!(!items.is_empty(), is_update, "{payload}");
            assert_eq!(payload["resource"]["document_type_code"].is_string(), of_type == "document", "{payload}");
        }

        // Nobody tries again, and it is in no log.
        receiver.answer(Answer::Status(500));
        let sample = full.post(&path, json!({})).await.expect(200).json();
        assert_eq!(sample["status"], 500);
        assert!(sample["trouble"].as_str().is_some_and(|words| words.contains("500")), "{sample}");
        assert_eq!(receiver.count(), 9);
        assert_eq!(log(&server, &webhook, "").await.len(), 0);
        server.as_read().post(&path, json!({})).await.expect(403);
        let gone = format!("/api/events/{}", call.header("webhook-id"));
        full.get(&gone).await.expect(404);
    }
}
