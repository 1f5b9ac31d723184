use serde_json::json;

use super::{are, furnish, targets};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

on_both! {
    async fn media_and_documents_are_links(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await;
        let attribute = |id: &str, of: &str, kind: &str| json!({"id": id, "objectType": of, "documentType": {"id": "lamp"}, "type": kind});
        let gallery = full.post("/api/attributes", attribute("gallery", "document", "media")).await.expect(201).json();
        assert_eq!(gallery["linkType"]["id"], "gallery");
        let made = full.get("/api/link-types/gallery").await.expect(200).json();
        assert_eq!((&made["originType"], &made["targetType"]), (&json!("document"), &json!("asset")));
        let mut parts = attribute("parts", "document", "document");
        parts["linkType"] = json!({"id": "similar"});
        full.post("/api/attributes", parts).await.expect(201);
        full.post("/api/attributes", attribute("shot", "variant", "media")).await.expect(201);

        let written = json!({"attributes": {"gallery": [{"id": "p2"}, {"id": "p1"}], "parts": {"id": "bulb"}}});
        let put = full.accept("application/json").put("/api/documents/desk-lamp", written.clone()).await.expect(200);
        let shown = &put.json()["attributes"];
        assert_eq!(shown["gallery"], json!([{"id": "p2"}, {"id": "p1"}]));
        assert_eq!((&shown["parts"], &shown["power"]), (&json!([{"id": "bulb"}]), &json!(40)));
        are(&targets(&full, "gallery", "desk-lamp").await, &[("p2", 1), ("p1", 2)]);

        // What is read can be written back, and that changes nothing.
        let read = full.get("/api/documents/desk-lamp").await.json();
        let before = history::length(&server).await;
        full.put("/api/documents/desk-lamp", json!({"attributes": read["attributes"]})).await.expect(200);
        assert_eq!(history::length(&server).await, before);

        full.put("/api/variants/red", json!({"attributes": {"shot": ["p3"]}})).await.expect(200);
        let document = full.accept("application/json").get("/api/documents/desk-lamp").await.json();
        assert_eq!(document["variants"][0]["attributes"]["shot"], json!([{"id": "p3"}]));
        full.put("/api/documents/desk-lamp", json!({"attributes": {"gallery": [{"id": "nothing"}]}})).await.refused_at("attributes.gallery");
        let found = async |query: &str| full.get(&format!("/api/documents?{query}")).await.expect(200).json()["hydra:totalItems"].clone();
        assert_eq!(found("attributes.gallery=p1").await, 1);
        assert_eq!(found("attributes.gallery[notEquals]=p1").await, 2);
        assert_eq!(found("exists[attributes.gallery]=true").await, 1);
        assert_eq!(found("attributes.parts[in]=bulb,cord").await, 1);
        full.get("/api/documents?attributes.gallery[gt]=p1").await.expect(400);
        full.get("/api/documents?order[attributes.gallery]=asc").await.expect(400);
        full.put("/api/documents/desk-lamp", json!({"attributes": {"gallery": null}})).await.expect(200);
        are(&targets(&full, "gallery", "desk-lamp").await, &[]);
        full.delete("/api/link-types/gallery").await.expect(409);
        full.delete("/api/attributes/gallery").await.expect(204);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn a_variant_shows_its_documents_on_request(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = furnish(&server).await.accept("application/json");
        let gallery = json!({"id": "gallery", "objectType": "document", "documentType": {"id": "lamp"}, "type": "media", "isInherited": true});
        full.post("/api/attributes", gallery).await.expect(201);
        full.put("/api/documents/desk-lamp", json!({"attributes": {"gallery": ["p4"]}})).await.expect(200);
        assert!(full.get("/api/variants/red").await.json()["attributes"].get("gallery").is_none());
        let seen = full.get("/api/variants/red?inherited=true").await.json();
        assert_eq!(seen["attributes"]["gallery"], json!([{"id": "p4"}]));
        full.put("/api/variants/red", json!({"attributes": {"gallery": ["p1"]}})).await.refused_at("attributes.gallery");
    }
}
