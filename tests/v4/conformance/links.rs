//! 83 to 89: links.

use serde_json::{Value, json};

use super::{delete, get, post, put, refused_at, shown, stock};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::history;

const PATH: &str = "/documents/d1/links/ref_col";

fn to(items: &Value) -> Value {
    json!({"items": items})
}

async fn targets(full: &Caller) -> Vec<(String, i64)> {
    let items = shown(full, PATH).await;
    let one = |item: &Value| {
        (item["target_code"].as_str().expect("a code").to_owned(), item["sequence"].as_i64().expect("a number"))
    };
    items.as_array().expect("a list").iter().map(one).collect()
}

fn pair(code: &str, sequence: i64) -> (String, i64) {
    (code.to_owned(), sequence)
}

on_both! {
    async fn n083_post_links(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let body = json!({"mode": "update", "items": [{"target_code": "d2", "sequence": 1}]});
        let made = post(&full, PATH, body).await.expect(201).json();
        assert_eq!((&made["success"], &made["created"], &made["updated"], &made["deleted"]), (&json!(true), &json!(1), &json!(0), &json!(0)));
        assert_eq!((&made["code"], &made["link_type_code"], &made["location"]), (&json!("d1"), &json!("ref_col"), &json!(PATH)));
        assert_eq!((&made["items"][0]["target_code"], &made["items"][0]["sequence"]), (&json!("d2"), &json!(1)));
    }
}

on_both! {
    async fn n084_update_adds_and_replace_replaces(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        post(&full, PATH, to(&json!([{"target_code": "d2"}]))).await.expect(201);
        post(&full, PATH, to(&json!([{"target_code": "d3"}]))).await.expect(201);
        assert_eq!(targets(&full).await, [pair("d2", 1), pair("d3", 2)]);
        let replaced = json!({"mode": "replace", "items": [{"target_code": "d3"}]});
        let answer = post(&full, PATH, replaced).await.expect(200).json();
        assert_eq!(answer["deleted"], 1);
        assert_eq!(targets(&full).await, [pair("d3", 2)]);
        post(&full, PATH, json!({"mode": "replace", "items": []})).await.expect(200);
        assert!(targets(&full).await.is_empty());
    }
}

on_both! {
    async fn n085_items_are_needed_and_modes_are_two(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        post(&full, PATH, to(&json!([{"target_code": "d2"}]))).await.expect(201);
        refused_at(post(&full, PATH, json!({})).await, 400, "items");
        refused_at(post(&full, PATH, json!({"mode": "x", "items": []})).await, 422, "mode");
        let unchanged = post(&full, PATH, to(&json!([]))).await.expect(200).json();
        assert_eq!(unchanged["items"], json!([]));
        assert_eq!(targets(&full).await, [pair("d2", 1)]);
    }
}

on_both! {
    async fn n086_the_same_target_again_moves_its_link(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        post(&full, PATH, to(&json!([{"target_code": "d2"}, {"target_code": "d3"}]))).await.expect(201);
        let moved = post(&full, PATH, to(&json!([{"target_code": "d2", "sequence": 5}]))).await.expect(200).json();
        assert_eq!((&moved["created"], &moved["updated"]), (&json!(0), &json!(1)));
        assert_eq!(targets(&full).await, [pair("d3", 2), pair("d2", 5)]);
        // A place may be shared: nobody makes room.
        put(&full, PATH, to(&json!([{"target_code": "d2", "sequence": 2}]))).await.expect(200);
        assert_eq!(targets(&full).await.iter().map(|(_, at)| *at).collect::<Vec<_>>(), [2, 2]);
        let twice = to(&json!([{"target_code": "d2", "sequence": 7}, {"target_code": "d2", "sequence": 8}]));
        let answer = put(&full, PATH, twice).await.expect(200).json();
        assert_eq!(answer["warnings"].as_array().map(Vec::len), Some(1), "{answer}");
        assert!(targets(&full).await.contains(&pair("d2", 8)));
    }
}

on_both! {
    async fn n087_all_links_or_none(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let before = history::length(&server).await;
        post(&full, PATH, to(&json!([{"target_code": "d2"}, {"target_code": "nope"}]))).await.expect(422);
        post(&full, "/documents/d1/links/nope", to(&json!([{"target_code": "d2"}]))).await.expect(404);
        post(&full, "/documents/nope/links/ref_col", to(&json!([{"target_code": "d2"}]))).await.expect(404);
        post(&full, "/classifications/fam/links/ref_col", to(&json!([{"target_code": "d2"}]))).await.expect(422);
        assert!(targets(&full).await.is_empty());
        assert_eq!(history::length(&server).await, before);
    }
}

on_both! {
    async fn n088_links_are_read_and_deleted(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let items = json!([{"target_code": "d2", "sequence": 9}, {"target_code": "d3", "sequence": 1}]);
        post(&full, PATH, to(&items)).await.expect(201);
        assert_eq!(targets(&full).await, [pair("d3", 1), pair("d2", 9)]);
        let groups = shown(&full, "/documents/d1/links").await;
        assert_eq!(groups[0]["link_type_code"], "ref_col");
        assert_eq!(groups[0]["items"].as_array().map(Vec::len), Some(2));
        let all = get(&full, "/links?origin_code=d1").await.expect(200).json();
        assert_eq!(all["total"], 2);
        let id = groups[0]["items"][0]["id"].clone();
        assert_eq!(shown(&full, &format!("/links/{id}")).await["target_code"], "d3");
        delete(&full, &format!("{PATH}/d2")).await.expect(204);
        delete(&full, &format!("{PATH}/d2")).await.expect(404);
        delete(&full, &format!("/links/{id}")).await.expect(204);
        assert!(targets(&full).await.is_empty());
        delete(&full, PATH).await.expect(204);
    }
}

on_both! {
    async fn n089_linked_assets_are_medias(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        full.post("/api/assets", json!({"id": "A"})).await.expect(201);
        let body = to(&json!([{"target_code": "A", "sequence": 3}]));
        post(&full, "/documents/d1/links/doc_media", body).await.expect(201);
        let media = shown(&full, "/documents/d1").await["medias"][0].clone();
        assert_eq!((&media["code"], &media["link_type_code"], &media["sequence"]), (&json!("A"), &json!("doc_media"), &json!(3)));
    }
}
