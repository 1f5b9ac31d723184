//! 59 to 72, 74, 77, 79, 80: documents and their values.

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp};

/// The values of the document `a`.
async fn values(full: &Caller) -> Value {
    full.get("/api/documents/a").await.expect(200).json()["attributes"].clone()
}

async fn put(full: &Caller, values: Value) -> crate::support::client::Answer {
    full.put("/api/documents/a", json!({"attributes": values})).await
}

on_both! {
    async fn n059_post_answers_the_item_that_get_shows(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let made = full.post("/api/documents", lamp("a")).await.expect(201).json();
        assert_eq!((&made["id"], &made["documentType"]["id"]), (&json!("a"), &json!("lamp")));
        assert_eq!((&made["classifications"][0]["id"], &made["attributes"]["power"]), (&json!("desk"), &json!(40)));
        assert_eq!(full.get("/api/documents/a").await.expect(200).json(), made);
    }
}

on_both! {
    /// Changed: bulk may leave a document without a classification, so that imports need no second run.
    async fn n060_amended_a_type_and_a_classification_are_needed(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let bare = |key: &str| {
            let mut body = plain_lamp("a");
            body.as_object_mut().expect("an object").remove(key);
            body
        };
        full.post("/api/documents", bare("documentType")).await.refused_at("documentType");
        full.post("/api/documents", bare("classification")).await.refused_at("classification");
        full.get("/api/documents/a").await.expect(404);
        let lines = full.lines("/api/documents/bulk", &[bare("classification")]).await.expect(200).lines();
        assert_eq!(lines[0]["status"], 201, "{lines:?}");
        assert_eq!(lines[0]["warnings"][0]["propertyPath"], "classification", "{lines:?}");
        assert_eq!(full.get("/api/documents/a").await.expect(200).json()["classifications"], json!([]));
    }
}

on_both! {
    async fn n061_an_id_is_taken_once(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("yellow-skirt")).await.expect(201);
        full.post("/api/documents", plain_lamp("yellow-skirt")).await.expect(409);
        assert_eq!(full.get("/api/documents/yellow-skirt").await.json()["attributes"]["power"], 40);
        assert_eq!(history::of(&server, "document", "yellow-skirt").await, ["create"]);
    }
}

on_both! {
    async fn n062_localised_values_are_maps_others_bare(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        let shown = values(&full).await;
        assert_eq!(shown["name"], json!({"en_GB": "Desk lamp", "fr_FR": "Lampe de bureau"}));
        assert_eq!(shown["launched"], "2026-03-01");
        put(&full, json!({"name": "bare"})).await.refused_at("attributes.name");
        put(&full, json!({"finish": {"en_GB": "by locale"}})).await.refused_at("attributes.finish");
        assert_eq!(values(&full).await, shown);
    }
}

on_both! {
    async fn n063_a_single_choice_is_read_as_a_list_of_one(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("a")).await.expect(201);
        put(&full, json!({"socket": "e27"})).await.expect(200);
        let choice = json!([{"id": "attribute=socket;code=e27", "code": "e27", "labels": {"en_GB": "E27 screw"}}]);
        assert_eq!(values(&full).await, json!({"socket": choice}));
    }
}

on_both! {
    async fn n064_a_value_list_is_read_in_list_order(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("a")).await.expect(201);
        for sent in [json!(["study", "kitchen"]), json!([{"code": "study"}, {"code": "kitchen"}])] {
            put(&full, json!({"rooms": null})).await.expect(200);
            let shown = put(&full, json!({"rooms": sent})).await.expect(200).json()["attributes"]["rooms"].clone();
            let codes: Vec<_> = shown.as_array().expect("a list").iter().map(|room| room["code"].clone()).collect();
            assert_eq!(codes, ["kitchen", "study"], "{sent}");
        }
    }
}

on_both! {
    async fn n065_what_is_read_can_be_sent_back(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        let got = full.get("/api/documents/a").await.json();
        assert_eq!(full.put("/api/documents/a", got.clone()).await.expect(200).json(), got);
        assert_eq!(history::of(&server, "document", "a").await, ["create"]);
    }
}

on_both! {
    async fn n066_unknown_codes_are_refused(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("a")).await.expect(201);
        put(&full, json!({"socket": "e99", "power": 1})).await.refused_at("attributes.socket");
        put(&full, json!({"rooms": ["hall", "attic"]})).await.refused_at("attributes.rooms");
        put(&full, json!({"wattage": 40})).await.refused_at("attributes.wattage");
        assert_eq!(values(&full).await, json!({}));
    }
}

on_both! {
    async fn n067_decimals_have_a_point(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("a")).await.expect(201);
        for bad in ["12,5", "abc"] {
            put(&full, json!({"price": bad})).await.refused_at("attributes.price");
        }
        assert_eq!(values(&full).await, json!({}));
        put(&full, json!({"price": "12.5"})).await.expect(200);
        assert_eq!(values(&full).await, json!({"price": 12.5}));
    }
}

on_both! {
    async fn n068_what_is_left_out_stays(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut body = lamp("a");
        body["isActive"] = json!(false);
        let mut expected = full.post("/api/documents", body).await.expect(201).json();
        put(&full, json!({"power": 60})).await.expect(200);
        put(&full, json!({"name": {"fr_FR": "Autre"}})).await.expect(200);
        expected["attributes"]["power"] = json!(60);
        expected["attributes"]["name"]["fr_FR"] = json!("Autre");
        let mut got = full.get("/api/documents/a").await.json();
        for item in [&mut got, &mut expected] {
            item.as_object_mut().expect("an object").remove("dateModified");
        }
        assert_eq!(got, expected);
    }
}

on_both! {
    /// Changed: an empty text equals null for every type; there is no stored "explicitly empty".
    async fn n069_amended_null_and_the_empty_text_clear(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for nothing in [json!(null), json!("")] {
            full.delete("/api/documents/a").await;
            full.post("/api/documents", lamp("a")).await.expect(201);
            put(&full, json!({"name": {"en_GB": nothing}})).await.expect(200);
            assert_eq!(values(&full).await["name"], json!({"fr_FR": "Lampe de bureau"}));
            for attribute in ["name", "power", "price", "dimmable", "launched", "socket", "rooms", "finish"] {
                put(&full, json!({attribute: nothing})).await.expect(200);
            }
            assert_eq!(values(&full).await, json!({}));
        }
    }
}

on_both! {
    async fn n070_classifications_are_replaced(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut body = plain_lamp("a");
        body["classifications"] = json!([{"id": "desk"}, {"id": "floor"}]);
        full.post("/api/documents", body).await.expect(201);
        let put = full.put("/api/documents/a", json!({"classifications": [{"id": "seating"}]})).await.expect(200).json();
        let codes: Vec<_> = put["classifications"].as_array().expect("a list").iter().map(|at| at["id"].clone()).collect();
        assert_eq!(codes, ["seating"]);
        let of = |node: &str| format!("/api/documents?classifications.id={node}&limit=0");
        assert_eq!(full.get(&of("desk")).await.json()["hydra:totalItems"], 0);
        assert_eq!(full.get(&of("seating")).await.json()["hydra:totalItems"], 1);
    }
}

on_both! {
    async fn n071_id_and_type_stay(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("a")).await.expect(201);
        full.put("/api/documents/a", json!({"id": "b", "isActive": false})).await.refused_at("id");
        let chair = json!({"documentType": {"id": "chair"}, "isActive": false});
        full.put("/api/documents/a", chair).await.refused_at("documentType.id");
        full.get("/api/documents/b").await.expect(404);
        assert_eq!(full.get("/api/documents/a").await.json()["isActive"], true);
        assert_eq!(history::of(&server, "document", "a").await, ["create"]);
    }
}

on_both! {
    async fn n072_put_makes_nothing(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.put("/api/documents/a", plain_lamp("a")).await.expect(404);
        full.get("/api/documents/a").await.expect(404);
    }
}

on_both! {
    async fn n074_the_set_is_no_attribute(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        put(&full, json!({"attributeSet": "summer"})).await.refused_at("attributes.attributeSet");
        for path in ["/api/documents/a", "/api/documents"] {
            let text = full.accept("application/json").get(path).await.expect(200).json();
            let item = if text.is_array() { &text[0] } else { &text };
            assert!(item["attributes"].get("attributeSet").is_none(), "{item}");
            assert_eq!(item["attributes"]["power"], 40);
        }
    }
}

on_both! {
    async fn n077_only_effective_writes_move_the_date(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        let made = history::updated_at(&server, "document", "a").await;
        put(&full, json!({"power": 40})).await.expect(200);
        assert_eq!(history::updated_at(&server, "document", "a").await, made);
        put(&full, json!({"power": 41})).await.expect(200);
        assert!(history::updated_at(&server, "document", "a").await > made);
    }
}

on_both! {
    async fn n079_tags_of_reads_and_writes(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("a")).await.expect(201);
        let tag = full.get("/api/documents/a").await.expect(200).header("etag").to_owned();
        let known = full.with("if-none-match", &tag).get("/api/documents/a").await.expect(304);
        assert!(known.body.is_empty());
        put(&full, json!({"power": 1})).await.expect(200);
        put(&full.with("if-match", &tag), json!({"power": 2})).await.expect(412);
        assert_eq!(values(&full).await["power"], 1);
    }
}

on_both! {
    /// Changed: NDJSON too, and its answer has one line for each, in order.
    async fn n080_amended_one_bad_of_a_thousand(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut items: Vec<_> = (0..1_000).map(|n| plain_lamp(&format!("l{n:03}"))).collect();
        items[7]["attributes"] = json!({"power": "forty"});
        let check = |results: &[Value], good: u64| {
            assert_eq!(results.len(), 1_000);
            for (n, result) in results.iter().enumerate() {
                let status = if n == 7 { 422 } else { good };
                assert_eq!((&result["index"], &result["status"]), (&json!(n), &json!(status)), "{result}");
            }
        };
        let whole = json!({"mode": "upsert", "items": items});
        let answer = full.send(Method::POST, "/api/documents/bulk", Some(("application/json", whole.to_string()))).await;
        check(answer.expect(200).json()["results"].as_array().expect("results"), 201);
        check(&full.lines("/api/documents/bulk?mode=upsert", &items).await.expect(200).lines(), 200);
        assert_eq!(full.get("/api/documents?limit=0").await.json()["hydra:totalItems"], 999);
        full.get("/api/documents/l007").await.expect(404);
    }
}
