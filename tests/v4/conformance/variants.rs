//! 77 to 82: variants.

use serde_json::json;

use super::{codes, delete, get, post, put, refused_at, shown, stock};
use crate::support::db::on_both;
use crate::support::history;

on_both! {
    async fn n077_a_variant_needs_its_document(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let made = post(&full, "/variants", json!({"code": "v1", "document_code": "d1"})).await.expect(201).json();
        assert_eq!((&made["document_code"], &made["location"]), (&json!("d1"), &json!("/variants/v1")));
        refused_at(post(&full, "/variants", json!({"code": "v2"})).await, 400, "document_code");
        get(&full, "/variants/v2").await.expect(404);
    }
}

on_both! {
    async fn n078_it_shows_under_its_document(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        post(&full, "/variants", json!({"code": "v1", "document_code": "d1"})).await.expect(201);
        assert_eq!(shown(&full, "/documents/d1").await["variants"][0]["code"], "v1");
        assert!(shown(&full, "/documents/d1?variants_included=0").await.get("variants").is_none());
        let unknown = post(&full, "/variants", json!({"code": "v2", "document_code": "nope"})).await;
        refused_at(unknown, 422, "document_code");
    }
}

on_both! {
    async fn n079_one_value_of_a_variant(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        post(&full, "/variants", json!({"code": "v1", "document_code": "d1"})).await.expect(201);
        put(&full, "/variants/v1?target_culture=en_GB", json!({"label": "Medium"})).await.expect(200);
        assert_eq!(shown(&full, "/variants/v1").await["fields"]["label"], "Medium");
    }
}

on_both! {
    async fn n080_a_variant_goes(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        post(&full, "/variants", json!({"code": "v1", "document_code": "d1"})).await.expect(201);
        delete(&full, "/variants/v1").await.expect(204);
        get(&full, "/variants/v1").await.expect(404);
        get(&full, "/documents/d1").await.expect(200);
    }
}

on_both! {
    async fn n081_variants_by_position(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        for (code, document, position) in [("v1", "d1", 2), ("v2", "d1", 1), ("v3", "d2", 1)] {
            let body = json!({"code": code, "document_code": document, "position": position});
            post(&full, "/variants", body).await.expect(201);
        }
        assert_eq!(codes(&full, "/variants?document_code=d1").await, ["v2", "v1"]);
        assert_eq!(codes(&full, "/documents/d1/variants").await, ["v2", "v1"]);
        get(&full, "/documents/nope/variants").await.expect(404);
    }
}

on_both! {
    /// Changed: sending an inherited value back leaves it inherited, so that GET then PUT changes nothing.
    async fn n082_amended_what_a_variant_inherits(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        put(&full, "/documents/d1", json!({"brand": "nike", "label": "Shirt"})).await.expect(200);
        post(&full, "/variants", json!({"code": "v1", "document_code": "d1"})).await.expect(201);
        let seen = shown(&full, "/variants/v1").await;
        assert_eq!(seen["fields"]["brand"]["code"], "nike");
        assert_eq!(seen["inherited_fields"], json!(["brand", "label"]));
        put(&full, "/variants/v1", json!({"brand": "nike", "label": "Shirt"})).await.expect(200);
        assert_eq!(history::of(&server, "variant", "v1").await, ["create"]);
        put(&full, "/documents/d1", json!({"brand": "puma"})).await.expect(200);
        assert_eq!(shown(&full, "/variants/v1").await["fields"]["brand"]["code"], "puma");
        put(&full, "/variants/v1", json!({"brand": "nike"})).await.expect(200);
        assert_eq!(shown(&full, "/variants/v1").await["inherited_fields"], json!(["label"]));
        put(&full, "/variants/v1", json!({"brand": null})).await.expect(200);
        assert_eq!(shown(&full, "/variants/v1").await["fields"]["brand"]["code"], "puma");
    }
}
