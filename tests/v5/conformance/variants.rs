//! 76, 81 to 83: documents with variants, and variants.

use serde_json::json;

use crate::support::db::on_both;
use crate::support::pages::{ids, walk};
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

on_both! {
    async fn n076_a_document_shows_a_hundred_variants(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        let variants: Vec<_> = (0..150).map(|n| variant(&format!("v{n:03}"), "a")).collect();
        full.lines("/api/variants/bulk", &variants).await.expect(200);
        let shown = full.get("/api/documents/a").await.expect(200).json();
        let shown: Vec<_> = shown["variants"].as_array().expect("a list").iter().map(|v| v["id"].clone()).collect();
        let first: Vec<_> = (0..100).map(|n| json!(format!("v{n:03}"))).collect();
        assert_eq!(shown, first);
        let all = full.get("/api/variants?document.id=a").await.expect(200).json();
        assert_eq!(all["hydra:totalItems"], 150);
    }
}

on_both! {
    async fn n081_a_variant_needs_its_document(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/variants", variant("v", "nope")).await.refused_at("document.id");
        full.post("/api/variants", json!({"id": "v"})).await.refused_at("document");
        full.get("/api/variants/v").await.expect(404);
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.post("/api/variants", variant("v", "a")).await.expect(201);
    }
}

on_both! {
    async fn n082_variants_page_to_the_end(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        let variants: Vec<_> = (0..60).map(|n| variant(&format!("v{n:02}"), "a")).collect();
        full.lines("/api/variants/bulk", &variants).await.expect(200);
        let first = full.get("/api/variants?limit=25").await.expect(200).json();
        assert_eq!((ids(&first).len(), &first["hydra:totalItems"]), (25, &json!(60)));
        let all: Vec<_> = (0..60).map(|n| format!("v{n:02}")).collect();
        assert_eq!(walk(&full, "/api/variants?limit=25").await, all);
    }
}

on_both! {
    async fn n083_inherited_values_on_request(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut document = lamp("a");
        document["attributes"]["tagline"] = json!({"en_GB": "Bright", "fr_FR": "Clair"});
        full.post("/api/documents", document).await.expect(201);
        let mut body = variant("v", "a");
        body["attributes"] = json!({"tagline": {"fr_FR": "Vif"}});
        full.post("/api/variants", body).await.expect(201);
        let own = full.get("/api/variants/v").await.expect(200).json();
        assert_eq!(own["attributes"], json!({"tagline": {"fr_FR": "Vif"}}));
        let all = full.get("/api/variants/v?inherited=true").await.expect(200).json();
        let tagline = json!({"en_GB": "Bright", "fr_FR": "Vif"});
        assert_eq!(all["attributes"], json!({"dimmable": true, "finish": "brushed brass", "tagline": tagline}));
    }
}
