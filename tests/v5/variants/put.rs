use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

on_both! {
    /// v5.md 2.3: writing overrides, null returns to inheriting, writing what is inherited changes nothing.
    async fn overrides_and_returns(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("ld")).await.expect(201);
        full.post("/api/variants", variant("v", "ld")).await.expect(201);
        let put = |value: serde_json::Value| {
            let full = full.clone();
            async move { full.put("/api/variants/v", json!({"attributes": {"finish": value}})).await.expect(200).json() }
        };
        assert_eq!(put(json!("brushed brass")).await["attributes"], json!({}));
        assert_eq!(history::of(&server, "variant", "v").await, ["create"]);
        assert_eq!(put(json!("black")).await["attributes"], json!({"finish": "black"}));
        // Its own value now: equal to the document's, it still is its own.
        assert_eq!(put(json!("brushed brass")).await["attributes"], json!({"finish": "brushed brass"}));
        assert_eq!(put(json!(null)).await["attributes"], json!({}));
        let all = full.get("/api/variants/v?inherited=true").await.expect(200).json();
        assert_eq!(all["attributes"]["finish"], "brushed brass");
    }
}

on_both! {
    /// It may move to another document of the same document type, and to no other.
    async fn moves_between_documents_of_a_type(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for id in ["ld", "other"] {
            full.post("/api/documents", lamp(id)).await.expect(201);
        }
        full.post("/api/variants", variant("v", "ld")).await.expect(201);
        full.put("/api/variants/v", json!({"document": {"id": "ld"}, "isActive": false, "sequence": 7})).await.expect(200);
        let got = full.get("/api/variants/v").await.expect(200).json();
        assert_eq!((&got["document"]["id"], &got["isActive"], &got["sequence"]), (&json!("ld"), &json!(false), &json!(7)));

        full.post("/api/document-types", json!({"id": "rug", "name": {"en_GB": "Rug"}, "hasVariants": true})).await.expect(201);
        full.post("/api/documents", json!({"id": "kelim", "documentType": {"id": "rug"}, "classification": {"id": "seating"}})).await.expect(201);
        let refused = full.put("/api/variants/v", json!({"document": {"id": "kelim"}})).await.expect(422).json();
        assert_eq!(refused["violations"][0]["propertyPath"], "document.id");
        for document in ["nope", ""] {
            full.put("/api/variants/v", json!({"document": {"id": document}})).await.expect(422);
        }
        full.put("/api/variants/v", json!({"document": null})).await.expect(422);

        let dates = [history::updated_at(&server, "document", "ld").await, history::updated_at(&server, "document", "other").await];
        full.put("/api/variants/v", json!({"document": {"id": "other"}})).await.expect(200);
        let variants = |document: &'static str| {
            let full = full.clone();
            async move {
                let list = full.get(&format!("/api/variants?document.id={document}")).await.expect(200).json();
                let shown = full.get(&format!("/api/documents/{document}")).await.expect(200).json();
                (list["hydra:totalItems"].clone(), shown["variants"].as_array().expect("a list").len())
            }
        };
        assert_eq!((variants("ld").await, variants("other").await), ((json!(0), 0), (json!(1), 1)));
        let moved = [history::updated_at(&server, "document", "ld").await, history::updated_at(&server, "document", "other").await];
        assert!(moved[0] > dates[0] && moved[1] > dates[1], "{dates:?} {moved:?}");
        full.put("/api/variants/nope", json!({})).await.expect(404);
    }
}

on_both! {
    /// A variant's change moves its document's date, not its history.
    async fn moves_its_documents_date(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("ld")).await.expect(201);
        full.post("/api/variants", variant("v", "ld")).await.expect(201);
        let before = history::updated_at(&server, "document", "ld").await;
        full.put("/api/variants/v", json!({"attributes": {"cable": 2}})).await.expect(200);
        let moved = history::updated_at(&server, "document", "ld").await;
        assert!(moved > before);
        full.put("/api/variants/v", json!({"attributes": {"cable": "2.0"}})).await.expect(200);
        assert_eq!(history::updated_at(&server, "document", "ld").await, moved);
        assert_eq!(history::of(&server, "document", "ld").await, ["create"]);
        assert_eq!(history::of(&server, "variant", "v").await, ["create", "update"]);
    }
}
