//! In which order what is wrong is told, and which places are taken.

use serde_json::json;

use crate::support::db::on_both;
use crate::v4::conformance::{delete, get, post, put, refused_at, shown, stock};

on_both! {
    /// v4.md 1.5: references and values, then uniqueness.
    async fn a_taken_code_is_told_last(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let document = |code: &str, node: &str, kind: &str, price: &str| {
            json!({"code": code, "classification_code": node, "document_type_code": kind, "price": price})
        };
        post(&full, "/documents", document("d1", "fam", "ref", "1")).await.expect(409);
        refused_at(post(&full, "/documents", document("d1", "nope", "ref", "1")).await, 422, "classification_code");
        refused_at(post(&full, "/documents", document("d1", "fam", "nope", "1")).await, 422, "document_type_code");
        refused_at(post(&full, "/documents", document("d1", "fam", "ref", "x")).await, 422, "price");
        put(&full, "/documents/d1", json!({"code": "d2"})).await.expect(409);
        refused_at(put(&full, "/documents/d1", json!({"code": "d2", "price": "x"})).await, 422, "price");
        let attribute = json!({
            "code": "price", "type": "nope", "object_type": "document", "name": "P", "document_type_code": "ref",
        });
        refused_at(post(&full, "/eav-attributes", attribute).await, 422, "type");
    }
}

on_both! {
    async fn places_count_from_one(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        for position in [0, -3] {
            let variant = json!({"code": "v", "document_code": "d1", "position": position});
            refused_at(post(&full, "/variants", variant).await, 422, "position");
        }
        refused_at(put(&full, "/classifications/fam", json!({"position": -4})).await, 422, "position");
        put(&full, "/classifications/fam", json!({"position": 0})).await.expect(200);
    }
}

on_both! {
    /// v4.md 4.2: names of values in a language come from its parent, as values do.
    async fn labels_come_from_the_parent_language(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        post(&full, "/cultures", json!({"code": "fr_BE", "name": "Belge", "fallback_code": "fr_FR"})).await.expect(201);
        put(&full, "/documents/d1", json!({"brand": "nike"})).await.expect(200);
        let brand = shown(&full, "/documents/d1?culture=fr_BE").await["fields"]["brand"].clone();
        assert_eq!(brand, json!({"code": "nike", "value": "Nike FR"}));
        let values = get(&full, "/eav-attributes/brand/values?culture=fr_BE").await.expect(200).json();
        assert_eq!(values["rows"][0]["value"], "Nike FR");
    }
}

on_both! {
    async fn a_step_is_no_tag_to_take(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let way = json!({"code": "w", "name": "W", "document_type_code": "ref", "steps": ["draft", "done"]});
        post(&full, "/workflows", way).await.expect(201);
        let refused = delete(&full, "/documents/d1/tags/draft").await.expect(404).json();
        assert!(refused["message"].as_str().is_some_and(|words| words.contains("step of a workflow")), "{refused}");
    }
}
