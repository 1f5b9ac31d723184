//! How values are written and read (v5.md 1.12).

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

/// Writes one value to the document `a` and returns what it reads as.
async fn written(full: &Caller, attribute: &str, value: Value) -> Value {
    let put = full.put("/api/documents/a", json!({"attributes": {attribute: value}})).await.expect(200);
    put.json()["attributes"].get(attribute).cloned().unwrap_or(Value::Null)
}

on_both! {
    /// 63, 64, 65.
    async fn lists_are_written_by_code_and_read_with_labels(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("a")).await.expect(201);
        let e27 = json!([{"id": "attribute=socket;code=e27", "code": "e27", "labels": {"en_GB": "E27 screw"}}]);
        for form in [json!("e27"), json!({"code": "e27"}), json!([{"code": "e27"}]), json!(["e27"]), json!({"id": "e27"}), e27.clone()] {
            written(&full, "socket", Value::Null).await;
            assert_eq!(written(&full, "socket", form.clone()).await, e27, "{form}");
        }
        let rooms = json!([
            {"id": "attribute=rooms;code=kitchen", "code": "kitchen", "labels": {"en_GB": "Kitchen"}},
            {"id": "attribute=rooms;code=study", "code": "study", "labels": {"en_GB": "Study"}},
        ]);
        // A set: the list's order, not the order written.
        for form in [json!(["study", "kitchen"]), json!([{"code": "study"}, {"code": "kitchen"}, "study"]), rooms.clone()] {
            written(&full, "rooms", Value::Null).await;
            assert_eq!(written(&full, "rooms", form.clone()).await, rooms, "{form}");
        }
    }
}

on_both! {
    /// 65: what GET shows can be put back, and that changes nothing.
    async fn round_trips(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", crate::support::shop::lamp("a")).await.expect(201);
        for media_type in ["application/ld+json", "application/json"] {
            let caller = full.accept(media_type);
            let got = caller.get("/api/documents/a").await.expect(200).json();
            let put = caller.put("/api/documents/a", got.clone()).await.expect(200);
            assert_eq!(put.json(), got);
        }
        assert_eq!(history::of(&server, "document", "a").await, ["create"]);
    }
}

on_both! {
    /// 67: decimals are exact, whatever their length; a float would lose digits.
    async fn numbers_are_exact(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("a")).await.expect(201);
        let raw = |text: &str| format!(r#"{{"attributes": {{"price": {text}}}}}"#);
        for (sent, shown) in [
            ("\"12.50\"", "12.5"),
            ("12.5", "12.5"),
            ("1e2", "100"),
            ("-0.0", "0"),
            ("12345678901234567890.123456789", "12345678901234567890.123456789"),
            ("\"0.1000000000000000055511151231257827\"", "0.1000000000000000055511151231257827"),
        ] {
            let put = full
                .send(reqwest::Method::PUT, "/api/documents/a", Some(("application/json", raw(sent))))
                .await
                .expect(200);
            assert!(put.text().contains(&format!("\"price\":{shown}")), "{sent}: {}", put.text());
        }
        for bad in ["\"12,5\"", "\"abc\"", "true", "[1]", "\"1e999999\"", "\"NaN\"", "{\"amount\":1}"] {
            let put = full.send(reqwest::Method::PUT, "/api/documents/a", Some(("application/json", raw(bad)))).await;
            put.refused_at("attributes.price");
        }
        for (bad, sent) in [("power", json!(1.5)), ("power", json!(-1)), ("power", json!(2001)), ("power", json!("4 0"))] {
            full.put("/api/documents/a", json!({"attributes": {bad: sent}})).await.refused_at("attributes.power");
        }
        let got = full.get("/api/documents/a").await.expect(200);
        assert!(got.text().contains("\"price\":0.1000000000000000055511151231257827"), "{}", got.text());
        assert!(got.json()["attributes"].get("power").is_none());
    }
}

on_both! {
    /// v5.md 1.12, each type's forms and refusals.
    async fn each_type_has_one_normal_form(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("a")).await.expect(201);
        for (attribute, sent, shown) in [
            ("dimmable", json!("true"), json!(true)),
            ("dimmable", json!(0), json!(false)),
            ("dimmable", json!("1"), json!(true)),
            ("launched", json!("2026-02-28T23:00:00"), json!("2026-02-28")),
            ("reviewed", json!("2026-02-28 23:00:00"), json!("2026-02-28T23:00:00")),
            ("reviewed", json!("2026-02-28T23:00:00Z"), json!("2026-02-28T23:00:00")),
            ("reviewed", json!("2026-02-28"), json!("2026-02-28T00:00:00")),
            ("power", json!("007"), json!(7)),
            ("finish", json!(" kept as sent "), json!(" kept as sent ")),
            ("story", json!({"en_GB": "<p>a</p><script>"}), json!({"en_GB": "<p>a</p><script>"})),
        ] {
            assert_eq!(written(&full, attribute, sent.clone()).await, shown, "{attribute} {sent}");
        }
        for (attribute, bad) in [
            ("dimmable", json!("yes")),
            ("dimmable", json!(2)),
            ("launched", json!("2026-02-30")),
            ("launched", json!("01/02/2026")),
            ("reviewed", json!("yesterday")),
            ("finish", json!("two\nlines")),
            ("finish", json!(["a"])),
            ("notes", json!(12)),
            ("socket", json!(["e27", "e14"])),
            ("rooms", json!({"room": "hall"})),
        ] {
            let refused = full.put("/api/documents/a", json!({"attributes": {attribute: bad.clone()}})).await;
            let path = format!("attributes.{attribute}");
            let refused = refused.refused_at(&path);
            assert!(!refused.violations()[0].1.is_empty(), "{attribute} {bad}");
        }
    }
}

on_both! {
    /// A U+0000 can be stored on neither engine alike, so it is refused on both.
    async fn null_characters_are_refused(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("a")).await.expect(201);
        full.put("/api/documents/a", json!({"attributes": {"finish": "a\u{0}b"}})).await.refused_at("attributes.finish");
        full.post("/api/documents", plain_lamp("a\u{0}b")).await.refused_at("id");
        let labelled = json!({"name": {"en_GB": "a\u{0}b"}});
        assert!(full.put("/api/document-types/lamp", labelled).await.status < 500);
        assert!(full.get("/api/documents/a%00b").await.status < 500);
    }
}

on_both! {
    /// v5.md 1.12: a unique value is held by one object of its kind; the loser is told at its field.
    async fn unique_values_are_held_once(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for id in ["a", "b"] {
            full.post("/api/documents", plain_lamp(id)).await.expect(201);
        }
        let ean = |value: Value| json!({"attributes": {"ean": value}});
        full.put("/api/documents/a", ean(json!("4006381333931"))).await.expect(200);
        full.put("/api/documents/b", ean(json!("4006381333931"))).await.refused_at("attributes.ean");
        assert!(full.get("/api/documents/b").await.json()["attributes"].get("ean").is_none());
        // Given up, it is free; taken back by the same object, it is no conflict.
        full.put("/api/documents/a", ean(Value::Null)).await.expect(200);
        full.put("/api/documents/b", ean(json!("4006381333931"))).await.expect(200);
        full.put("/api/documents/b", ean(json!("4006381333931"))).await.expect(200);
        full.put("/api/documents/a", ean(json!("4006381333931"))).await.refused_at("attributes.ean");
    }
}
