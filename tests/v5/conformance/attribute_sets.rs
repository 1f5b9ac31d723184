use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::lamp;
use crate::v5::completeness_settings::indicator;

fn summer() -> Value {
    json!({"id": "summer", "documentType": {"id": "lamp"}, "attributes": [{"id": "power"}, {"id": "finish"}]})
}

on_both! {
    async fn n073_document_types_by_one_name(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/attributes-sets", summer()).await.expect(201);
        full.post("/api/completeness-settings", indicator("web", &["power"], &[])).await.expect(201);
        for path in ["/api/attributes/power", "/api/attributes-sets/summer", "/api/completeness-settings/web"] {
            for media_type in ["application/json", "application/ld+json", "application/hal+json"] {
                let shown = full.accept(media_type).get(path).await.expect(200).json();
                assert!(shown.get("documentTypeCode").is_none(), "{shown}");
                assert_eq!(shown["documentType"]["id"], "lamp", "{shown}");
            }
        }
    }
}

on_both! {
    async fn n097_sets_at_both_addresses(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/attribute-sets", summer()).await.expect(201);
        let lists = ["/api/attributes-sets", "/api/attribute-sets"];
        for path in lists {
            let list = full.accept("application/json").get(path).await.expect(200).json();
            assert_eq!(list[0]["id"], "summer", "{list}");
            full.get(&format!("{path}/summer")).await.expect(200);
        }
        let mut body = lamp("a");
        body["attributeSet"] = json!({"id": "summer"});
        let made = full.post("/api/documents", body).await.expect(201).json();
        assert_eq!(made["attributeSet"]["@id"], "/api/attributes-sets/summer");
        assert_eq!(made["attributes"], json!({"finish": "brushed brass", "power": 40}));
    }
}
