use serde_json::json;

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

on_both! {
    /// 83: inherited values show on request only, by attribute and locale.
    async fn inherits_on_request(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut document = lamp("ld");
        document["attributes"]["tagline"] = json!({"en_GB": "Bright", "fr_FR": "Clair"});
        full.post("/api/documents", document).await.expect(201);
        let mut body = variant("v", "ld");
        body["attributes"] = json!({"tagline": {"fr_FR": "Vif"}});
        full.post("/api/variants", body).await.expect(201);

        let own = full.get("/api/variants/v").await.expect(200).json();
        assert_eq!(own["attributes"], json!({"tagline": {"fr_FR": "Vif"}}));
        let all = full.get("/api/variants/v?inherited=true").await.expect(200);
        let attributes = &all.json()["attributes"];
        assert_eq!(attributes["tagline"], json!({"en_GB": "Bright", "fr_FR": "Vif"}));
        assert_eq!(attributes["finish"], "brushed brass");
        assert_eq!(attributes["dimmable"], true);
        assert!(attributes.get("power").is_none(), "not inherited: {attributes}");

        // What shows through follows the document at once.
        full.put("/api/documents/ld", json!({"attributes": {"finish": "steel"}})).await.expect(200);
        let after = full.with("if-none-match", all.header("etag")).get("/api/variants/v?inherited=true").await.expect(200);
        assert_eq!(after.json()["attributes"]["finish"], "steel");
        let list = full.get("/api/variants?inherited=true").await.expect(200).json();
        assert_eq!(list["hydra:member"][0]["attributes"]["finish"], "steel");
    }
}

on_both! {
    /// v5.md 2.3: with `inherited=true` a missing locale is filled from its fallback.
    async fn falls_back_on_request(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("ld")).await.expect(201);
        let mut body = variant("v", "ld");
        body["attributes"] = json!({"tagline": {"en_GB": "Bright"}});
        full.post("/api/variants", body).await.expect(201);
        let own = full.get("/api/variants/v").await.expect(200).json();
        assert_eq!(own["attributes"]["tagline"], json!({"en_GB": "Bright"}));
        let all = full.get("/api/variants/v?inherited=true").await.expect(200).json();
        assert_eq!(all["attributes"]["tagline"], json!({"en_GB": "Bright", "fr_FR": "Bright"}));
    }
}
