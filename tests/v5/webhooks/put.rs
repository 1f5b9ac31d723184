use serde_json::{Value, json};

use super::{made, named};
use crate::support::db::on_both;
use crate::support::server::Server;

on_both! {
    async fn changes_what_is_said(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let path = made(&full, named("Shop")).await;
        let before = full.get(&path).await.expect(200);
        let tagged = full.with("if-match", before.header("etag"));
        let put = tagged.put(&path, json!({"active": false})).await.expect(200).json();
        assert_eq!((&put["active"], &put["name"], &put["events"]), (&json!(false), &json!("Shop"), &before.json()["events"]));
        tagged.patch(&path, json!({"active": true})).await.expect(412);
        let again = full.put(&path, put.clone()).await.expect(200).json();
        assert_eq!(again, put, "what comes back as it was changes nothing");
        full.put(&path, json!({"id": "other"})).await.refused_at("id");
        full.put(&path, json!({"events": []})).await.refused_at("events");
        full.put("/api/webhooks/nope", json!({"active": true})).await.expect(404);
        server.as_read().put(&path, json!({"active": true})).await.expect(403);
    }

    /// The notice is Vitrine's alone to write.
    async fn to_switch_it_on_clears_the_notice(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let path = made(&full, named("Shop")).await;
        let said = full.put(&path, json!({"active": false, "disabledReason": "mine"})).await.expect(200).json();
        assert_eq!(said["disabledReason"], Value::Null);
        let instance = std::sync::Arc::clone(server.instance());
        assert!(server.stop().await.success());
        let off = "UPDATE definitions SET body = replace(body, '\"trouble\":null', '\"trouble\":\"it said 500\"') WHERE kind = 'webhook'";
        instance.tamper(off).await;
        let server = Server::start(instance).await;
        let full = server.as_full();
        assert_eq!(full.get(&path).await.expect(200).json()["disabledReason"], "it said 500");
        let renamed = full.put(&path, json!({"name": "Store"})).await.expect(200).json();
        assert_eq!(renamed["disabledReason"], "it said 500");
        let on = full.put(&path, json!({"active": true})).await.expect(200).json();
        assert_eq!((&on["active"], &on["disabledReason"]), (&json!(true), &Value::Null));
    }
}
