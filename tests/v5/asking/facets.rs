use serde_json::{Value, json};

use super::lamps;
use crate::support::client::{Caller, NDJSON};
use crate::support::db::on_both;

async fn facets(read: &Caller, query: &str) -> Vec<Value> {
    let list = read.get(&format!("/api/documents?{query}")).await.expect(200).json();
    list["facets"].as_array().unwrap_or_else(|| panic!("no facets: {list}")).clone()
}

fn choice(attribute: &str, code: &str, label: &str) -> Value {
    json!([{"id": format!("attribute={attribute};code={code}"), "code": code, "labels": {"en_GB": label}}])
}

on_both! {
    async fn values_are_counted_over_all_that_matches(engine: Engine) {
        let server = lamps(engine).await;
        let counted = facets(&server.as_read(), "limit=1&facets[]=attributes.rooms&facets%5B%5D=attributes.dimmable").await;
        assert_eq!(counted, [
            json!({
                "attribute": "rooms", "locale": null,
                "values": [
                    {"value": choice("rooms", "kitchen", "Kitchen"), "count": 2},
                    {"value": choice("rooms", "study", "Study"), "count": 2},
                    {"value": choice("rooms", "hall", "Hall"), "count": 1},
                ],
                "missing": 3, "more": false,
            }),
            json!({
                "attribute": "dimmable", "locale": null,
                "values": [{"value": true, "count": 2}, {"value": false, "count": 1}],
                "missing": 3, "more": false,
            }),
        ]);
    }
}

on_both! {
    async fn each_type_is_counted_as_it_is_printed(engine: Engine) {
        let server = lamps(engine).await;
        let full = server.as_full();
        full.put("/api/documents/d3", json!({"attributes": {"finish": "BRASS", "price": "9.99"}})).await.expect(200);
        let values = |facet: &Value| {
            let pairs = facet["values"].as_array().expect("values").iter();
            pairs.map(|pair| (pair["value"].to_string(), pair["count"].as_u64().expect("a count"))).collect::<Vec<_>>()
        };
        let asked = ["price", "finish", "name", "name.fr_FR", "launched", "socket"];
        let query = asked.map(|name| format!("facets[]=attributes.{name}")).join("&");
        let counted = facets(&full, &format!("documentType.id=lamp&{query}")).await;
        let text = |text: &str| json!(text).to_string();
        let one = |value: String| (value, 1);
        assert_eq!(values(&counted[0]), [("9.99".into(), 2), one("-0.5".into()), one("12.5".into())]);
        // What folds alike is one; it is shown as one of them writes it.
        assert_eq!(values(&counted[1])[0].1, 2);
        assert_eq!(values(&counted[1])[0].0.to_lowercase(), text("brass"));
        assert_eq!(counted[2]["locale"], "en_GB");
        assert_eq!(values(&counted[2]), [one(text("Desk lamp")), one(text("Élan")), one(text("floor LAMP"))]);
        assert_eq!(counted[3]["locale"], "fr_FR");
        assert_eq!(counted[3]["missing"], 2);
        assert_eq!(values(&counted[4])[0], one(text("2025-12-31")));
        assert_eq!(values(&counted[5]).len(), 3);
    }
}

on_both! {
    async fn they_follow_filters_and_writes_and_have_their_own_tags(engine: Engine) {
        let server = lamps(engine).await;
        let full = server.as_full();
        let list = "/api/documents?isActive=1&search=lamp&limit=0&facets[]=attributes.socket";
        let first = full.get(list).await.expect(200);
        let codes = |list: &Value| {
            let values = list["facets"][0]["values"].as_array().expect("values").iter();
            values.map(|value| value["value"][0]["code"].as_str().expect("a code").to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(codes(&first.json()), ["e27", "gu10"]);
        full.with("if-none-match", first.header("etag")).get(list).await.expect(304);
        full.put("/api/documents/d3", json!({"attributes": {"socket": "e14"}})).await.expect(200);
        let second = full.with("if-none-match", first.header("etag")).get(list).await.expect(200);
        assert_eq!(codes(&second.json()), ["e14", "e27"]);
        let label = json!({"name": {"en_GB": "Small"}});
        full.put("/api/predefined-values/attribute=socket;code=e14", label).await.expect(200);
        let third = full.with("if-none-match", second.header("etag")).get(list).await.expect(200).json();
        assert_eq!(third["facets"][0]["values"][0]["value"][0]["labels"]["en_GB"], "Small");
        let empty = full.get("/api/documents?id=nope&facets[]=attributes.socket").await.expect(200).json();
        assert_eq!(empty["facets"], json!([
            {"attribute": "socket", "locale": null, "values": [], "missing": 0, "more": false},
        ]));
    }
}

on_both! {
    async fn a_hundred_values_are_told(engine: Engine) {
        let server = lamps(engine).await;
        let full = server.as_full();
        let body = |n: u32| {
            json!({"id": format!("x{n}"), "documentType": {"id": "lamp"}, "classifications": [{"id": "desk"}],
                "attributes": {"power": 200 + n % 101}})
        };
        full.lines("/api/documents/bulk", &(0..102).map(body).collect::<Vec<_>>()).await.expect(200);
        let counted = facets(&full, "id[startsWith]=x&facets[]=attributes.power").await;
        let values = counted[0]["values"].as_array().expect("values");
        assert_eq!((values.len(), &counted[0]["more"], &counted[0]["missing"]), (100, &json!(true), &json!(0)));
        assert_eq!(values[..2], [json!({"value": 200, "count": 2}), json!({"value": 201, "count": 1})]);
    }
}

on_both! {
    async fn they_have_a_place_in_json_ld_alone(engine: Engine) {
        let server = lamps(engine).await;
        let read = server.as_read();
        let list = "/api/documents?facets[]=attributes.socket";
        for format in ["application/json", NDJSON] {
            let refused = read.accept(format).get(list).await.expect(400).json();
            assert!(refused["message"].as_str().expect("a message").contains("application/ld+json"), "{refused}");
        }
        for asked in ["&pagination=false", "&facets[]=attributes.nope", "&facets[]=socket"] {
            let refused = read.get(&format!("{list}{asked}")).await.expect(400).json();
            assert_eq!(refused["@type"], "hydra:Error");
        }
        let without = read.get("/api/documents").await.expect(200).json();
        assert!(without.get("facets").is_none());
    }
}
