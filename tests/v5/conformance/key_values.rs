use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

on_both! {
    async fn n111_key_values_are_made_once_read_and_changed_under_ids_with_dots(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let path = "/api/keyvalues/custom_app.hello.world";
        assert_eq!(full.get(path).await.expect(404).json()["code"], 404);
        let made = full.post("/api/keyvalues", json!({"id": "custom_app.hello.world", "value": "{\"a\":1}"})).await;
        assert_eq!(full.get(path).await.expect(200).json(), made.expect(201).json());
        let put = full.put(path, json!({"value": "b"})).await.expect(200).json();
        assert_eq!((&put["id"], &put["value"]), (&json!("custom_app.hello.world"), &json!("b")));

        let before = history::length(&server).await;
        let twice = full.post("/api/keyvalues", json!({"id": "custom_app.hello.world", "value": "c"})).await;
        let refused = twice.expect(400).json();
        assert_eq!(refused["code"], 400);
        assert!(refused["message"].as_str().is_some_and(|message| message.contains("custom_app.hello.world")), "{refused}");
        assert_eq!(full.get(path).await.json()["value"], "b");
        assert_eq!(history::length(&server).await, before);
    }
}
