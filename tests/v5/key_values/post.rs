use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

const PATH: &str = "/api/keyvalues";

on_both! {
    async fn keeps_texts_as_they_are_and_other_json_as_text(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let cases = [
            ("text", json!("{\"a\": 1}"), "{\"a\": 1}"),
            ("empty", json!(""), ""),
            ("unicode", json!("é漢😀"), "é漢😀"),
            ("object", json!({"b": [1, "x\"y", null, true, {}]}), r#"{"b":[1,"x\"y",null,true,{}]}"#),
            ("number", json!(12), "12"),
            ("switch", json!(false), "false"),
        ];
        for (id, value, text) in cases {
            let made = full.post(PATH, json!({"id": id, "value": value})).await.expect(201);
            assert_eq!(made.header("location"), format!("{PATH}/{id}"));
            let got = full.get(&format!("{PATH}/{id}")).await.expect(200).json();
            assert_eq!(got, made.json());
            assert_eq!((&got["value"], &got["isProtected"], &got["isPublic"]), (&json!(text), &json!(false), &json!(false)));
        }
        let raw = full.post_text(PATH, "application/json", r#"{"id": "exact", "value": 1.50}"#).await.expect(201);
        assert_eq!(raw.json()["value"], "1.50");
        let printed = full.get(&format!("{PATH}/text")).await.json();
        let mut keys: Vec<_> = printed.as_object().unwrap().keys().map(String::as_str).collect();
        keys.sort_unstable();
        let expected = ["@context", "@id", "@type", "createdBy", "dateCreated", "dateModified", "id", "isProtected", "isPublic", "updatedBy", "value"];
        assert_eq!(keys, expected);
        assert_eq!((&printed["@type"], &printed["createdBy"]), (&json!("KeyValue"), &json!("full")));
    }
}

on_both! {
    /// What can't be made is 400 (its clients look for that), and leaves nothing.
    async fn refuses_keys_that_exist_or_are_none(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        full.post(PATH, json!({"id": "a.b", "value": "1"})).await.expect(201);
        let before = history::length(&server).await;
        for id in [json!("a.b"), json!(" x"), json!(""), json!("x\ny"), json!("x".repeat(256)), Value::Null, json!("version")] {
            let refused = full.post(PATH, json!({"id": id, "value": "2"})).await.expect(400).json();
            assert!(refused["code"] == 400 && refused["message"].is_string(), "{id}: {refused}");
        }
        full.post(PATH, json!({"id": "y"})).await.refused_at("value");
        full.post(PATH, json!({"id": "y", "value": null})).await.refused_at("value");
        full.post(PATH, json!({"id": "y", "value": "a\u{0}b"})).await.refused_at("value");
        full.post(PATH, json!({"id": "y", "value": "a", "isPublic": 7})).await.refused_at("isPublic");
        server.as_read().post(PATH, json!({"id": "y", "value": "a"})).await.expect(403);
        server.anonymous().post(PATH, json!({"id": "y", "value": "a"})).await.expect(401);
        assert_eq!(history::length(&server).await, before);
        assert_eq!(full.get(&format!("{PATH}/a.b")).await.json()["value"], "1");
    }
}

on_both! {
    /// Bulk, its dry run and its modes work as for all others.
    async fn comes_in_bulk(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let lines = [json!({"id": "a", "value": "1"}), json!({"id": "a", "value": "2"}), json!({"id": "version", "value": "9"}), json!({"id": "b"})];
        let dry = full.lines("/api/keyvalues/bulk?dryRun=1", &lines).await.expect(200).lines();
        let told = |results: &[Value]| results.iter().map(|line| line["status"].as_u64().unwrap()).collect::<Vec<_>>();
        assert_eq!(told(&dry), [201, 200, 403, 422]);
        assert_eq!(dry[1]["changes"], json!([{"path": "value", "before": "1", "after": "2"}]));
        full.get("/api/keyvalues/a").await.expect(404);
        let written = full.lines("/api/keyvalues/bulk", &lines).await.expect(200).lines();
        assert_eq!(told(&written), [201, 200, 403, 422]);
        assert_eq!(full.get("/api/keyvalues/a").await.json()["value"], "2");
        assert_eq!(history::of(&server, "key_value", "a").await, ["create"]);
        let gone = full.lines("/api/keyvalues/bulk?mode=delete", &[json!({"id": "a"}), json!({"id": "version"})]).await.lines();
        assert_eq!(told(&gone), [204, 403]);
    }
}
