use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::lamp;

on_both! {
    /// 18, and v5.md 1.10: objects merge, null clears, lists replace.
    async fn merges(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("patched")).await.expect(201);
        let body = json!({"attributes": {"name": {"en_GB": null}, "rooms": ["kitchen"], "price": null}, "isActive": false});
        let patched = full.patch("/api/documents/patched", body).await.expect(200).json();
        assert_eq!(patched, full.get("/api/documents/patched").await.expect(200).json());
        let attributes = &patched["attributes"];
        assert_eq!(attributes["name"], json!({"fr_FR": "Lampe de bureau"}));
        assert_eq!(attributes["rooms"][0]["code"], "kitchen");
        assert_eq!(attributes["rooms"].as_array().map(Vec::len), Some(1));
        assert!(attributes.get("price").is_none(), "{patched}");
        assert_eq!(attributes["power"], 40);
        assert_eq!(patched["isActive"], false);
        assert_eq!(patched["classifications"][0]["id"], "desk");

        // Null returns a property to its default.
        let patched = full.patch("/api/documents/patched", json!({"isActive": null})).await.expect(200).json();
        assert_eq!(patched["isActive"], true);
    }
}

on_both! {
    async fn needs_an_existing_document_and_a_json_object(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.patch("/api/documents/nope", json!({})).await.expect(404);
        full.post("/api/documents", lamp("there")).await.expect(201);
        full.patch("/api/documents/there", json!([])).await.expect(400);
        let json = full.with("content-type", "application/json");
        json.patch("/api/documents/there", json!({"isActive": false})).await.expect(200);
        full.with("content-type", "application/json-patch+json").patch("/api/documents/there", json!({})).await.expect(415);
    }
}
