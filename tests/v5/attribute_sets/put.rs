use serde_json::json;

use super::{held, ids, references, set};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

on_both! {
    /// Lists are replaced whole (v5.md 1.10), and what documents show follows at once.
    async fn its_documents_follow(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/attributes-sets", set("summer", &["power", "price"], &["cable"])).await.expect(201);
        let mut body = lamp("a");
        body["attributeSet"] = json!({"id": "summer"});
        let made = full.post("/api/documents", body).await.expect(201).json();
        assert_eq!(held(&made), ["power", "price"]);
        let mut body = variant("v", "a");
        body["attributes"] = json!({"cable": 2, "finish": "red"});
        assert_eq!(held(&full.post("/api/variants", body).await.expect(201).json()), ["cable"]);

        let lists = json!({"attributes": references(&["finish"]), "variantAttributes": []});
        let put = full.put("/api/attributes-sets/summer", lists.clone()).await.expect(200).json();
        assert_eq!((ids(&put["attributes"]), ids(&put["variantAttributes"])), (vec!["finish"], vec![]));
        assert_eq!(held(&full.get("/api/documents/a").await.json()), ["finish"]);
        assert_eq!(held(&full.get("/api/variants/v").await.json()), ["finish"]);
        full.put("/api/attributes-sets/summer", lists).await.expect(200);
        assert_eq!(history::of(&server, "attribute_set", "summer").await, ["create", "update"]);
        full.put("/api/attributes-sets/summer", json!({"documentType": {"id": "chair"}})).await.refused_at("documentType.id");
        full.put("/api/attributes-sets/nope", json!({})).await.expect(404);
        let named = full.patch("/api/attributes-sets/summer", json!({"name": {"en_GB": null, "fr_FR": "Été"}})).await;
        assert_eq!(named.expect(200).json()["name"], json!({"fr_FR": "Été"}));
    }
}

on_both! {
    async fn attributes_that_are_deleted_leave_it(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/attributes-sets", set("summer", &["power", "finish"], &["finish"])).await.expect(201);
        full.delete("/api/attributes/finish").await.expect(204);
        let left = full.get("/api/attributes-sets/summer").await.expect(200).json();
        assert_eq!((ids(&left["attributes"]), ids(&left["variantAttributes"])), (vec!["power"], vec![]));
    }
}
