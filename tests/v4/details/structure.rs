//! What a new attribute may leave to be understood.

use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::v4::conformance::{get, post, refused_at};

on_both! {
    async fn the_only_document_type_and_the_only_family(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        post(&full, "/document-types", json!({"code": "ref", "name": "Ref"})).await.expect(201);
        let family = json!({
            "id": "weight", "name": {"en_GB": "Weight"}, "baseUnit": "kg",
            "units": [{"id": "g", "name": {"en_GB": "grams"}, "factor": 0.001}],
        });
        full.post("/api/measure-families", family).await.expect(201);
        let body = json!({"code": "net", "type": "measure", "object_type": "document", "name": "Net", "unit": "kg"});
        let made = post(&full, "/eav-attributes", body).await.expect(201).json();
        assert_eq!(made["warnings"], json!([]));
        let shown = get(&full, "/eav-attributes/net").await.expect(200).json()["data"].clone();
        assert_eq!((&shown["document_type_code"], &shown["unit"]), (&json!("ref"), &json!("kg")));
        post(&full, "/document-types", json!({"code": "part", "name": "Part"})).await.expect(201);
        let body = json!({"code": "x", "type": "text", "object_type": "document", "name": "X"});
        refused_at(post(&full, "/eav-attributes", body).await, 400, "document_type_code");
    }
}
