//! 90 to 94, 96: predefined values, dates, and the ids of attributes.

use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp, variant};

const E27: &str = "/api/predefined-values/attribute=socket;code=e27";

on_both! {
    async fn n090_composite_ids_raw_or_encoded(engine: Engine) {
        let server = Server::shop(engine).await;
        let read = server.as_read();
        let raw = read.get(E27).await.expect(200).json();
        assert_eq!((&raw["id"], &raw["code"]), (&json!("attribute=socket;code=e27"), &json!("e27")));
        let encoded = read.get("/api/predefined-values/attribute%3Dsocket%3Bcode%3De27").await.expect(200);
        assert_eq!(encoded.json(), raw);
        read.get("/api/predefined-values/attribute=socket;code=e99").await.expect(404);
    }
}

on_both! {
    async fn n091_post_answers_with_the_composite_id(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let body = json!({"attribute": {"id": "socket"}, "code": "g9", "name": {"en_GB": "G9"}});
        let made = full.post("/api/predefined-values", body.clone()).await.expect(201);
        assert_eq!(made.json()["id"], "attribute=socket;code=g9");
        assert_eq!(full.get("/api/predefined-values/attribute=socket;code=g9").await.expect(200).json(), made.json());
        full.post("/api/predefined-values", body).await.expect(409);
    }
}

on_both! {
    async fn n092_names_merge_by_locale(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let put = full.put(E27, json!({"name": {"fr_FR": "Culot E27"}})).await.expect(200).json();
        assert_eq!(put["name"], json!({"en_GB": "E27 screw", "fr_FR": "Culot E27"}));
        assert_eq!(full.get(E27).await.json()["name"], put["name"]);
    }
}

on_both! {
    async fn n093_objects_lose_a_deleted_value(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.post("/api/documents", plain_lamp("b")).await.expect(201);
        let before = full.get("/api/documents/a").await.json();
        full.delete(E27).await.expect(204);
        full.get(E27).await.expect(404);
        let after = full.get("/api/documents/a").await.json();
        assert!(after["attributes"].get("socket").is_none(), "{after}");
        assert_eq!(after["attributes"]["rooms"], before["attributes"]["rooms"]);
        assert_eq!(history::of(&server, "document", "b").await, ["create"]);
        full.delete("/api/predefined-values/attribute=rooms;code=hall").await.expect(204);
        let rooms = full.get("/api/documents/a").await.json()["attributes"]["rooms"].clone();
        assert_eq!(rooms.as_array().map(Vec::len), Some(1), "{rooms}");
    }
}

on_both! {
    /// Changed: values of `datetime` attributes are printed as the only known sample, in UTC without an offset.
    async fn n094_amended_dates_have_an_offset_values_have_none(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.post("/api/variants", variant("v", "a")).await.expect(201);
        full.put("/api/documents/a", json!({"attributes": {"reviewed": "2026-02-28T23:00:00+01:00"}})).await.expect(200);
        for path in ["/api/documents/a", "/api/variants/v", "/api/attributes/name", E27, "/api/catalogs/PIM", "/api/locales/en_GB"] {
            let item = full.get(path).await.expect(200).json();
            for date in ["dateCreated", "dateModified"] {
                let text = item[date].as_str().unwrap_or_default();
                let digits: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
                assert_eq!(digits, "0000-00-00T00:00:00+00:00", "{date} of {path}: {text}");
                assert!(text.ends_with("+00:00"), "{text}");
            }
        }
        assert_eq!(full.get("/api/documents/a").await.json()["attributes"]["reviewed"], "2026-02-28T22:00:00");
    }
}

on_both! {
    /// Changed: a code has no dot, which paths of filters use, and a type must be known.
    async fn n096_amended_ids_and_types_of_attributes(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let attribute = |id: &str, kind: Value| {
            json!({"id": id, "type": kind, "objectType": "document", "documentType": {"id": "lamp"}})
        };
        full.post("/api/attributes", attribute("power", json!("text"))).await.expect(409);
        full.post("/api/attributes", attribute("shade", json!("hologram"))).await.refused_at("type");
        full.post("/api/attributes", attribute("a.b", json!("text"))).await.refused_at("id");
        assert_eq!(full.get("/api/attributes/power").await.json()["type"], "integer");
        full.get("/api/attributes/shade").await.expect(404);
        full.get("/api/attributes/a.b").await.expect(404);
    }
}
