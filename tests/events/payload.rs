use serde_json::json;

use super::{hears_all, one, told};
use crate::support::db::on_both;
use crate::support::webhooks::shop;
use crate::v5::links::{furnish, linked};

on_both! {
    async fn a_document_moved_to_another_classification(engine: Engine) {
        let server = shop(engine).await;
        let full = furnish(&server).await;
        let webhook = hears_all(&server).await;
        full.put("/api/documents/bulb", json!({"classifications": [{"id": "floor"}], "isActive": false})).await.expect(200);
        let heard = told(&server, &webhook, "m1").await;
        let payload = one(&heard, "document.update", "bulb");
        let items = ["classifications", "isActive"].map(|code| json!({"type": "property", "code": code}));
        assert_eq!(payload["resource"]["updated_items"], json!(items));
        assert_eq!(payload["resource"]["locales"], json!({"updated": [], "inherited": []}));
        let uuid = payload["uuid"].as_str().unwrap();
        assert_eq!(payload["links"], json!([{"rel": "self", "href": format!("/events/{uuid}")}]));
        let href = |rel: &str| {
            let links = payload["resource"]["links"].as_array().unwrap();
            links.iter().find(|link| link["rel"] == rel).unwrap()["href"].as_str().unwrap().to_owned()
        };
        assert!(href("self").ends_with("/api_1.php/documents/bulb"), "{payload}");
        assert!(href("v5").ends_with("/api/documents/bulb"), "{payload}");
        let date = payload["created_at"].as_str().unwrap();
        assert!(date.len() == 25 && date.ends_with("+00:00"), "{date}");
    }

    /// Values that are links are fields of their document.
    async fn a_link_that_is_a_value(engine: Engine) {
        let server = shop(engine).await;
        let full = furnish(&server).await;
        let gallery = json!({
            "id": "gallery", "objectType": "document", "documentType": {"id": "lamp"}, "type": "media",
            "name": {"en_GB": "Gallery"},
        });
        full.post("/api/attributes", gallery).await.expect(201);
        let webhook = hears_all(&server).await;
        full.put("/api/documents/bulb", json!({"attributes": {"gallery": ["p1"]}})).await.expect(200);
        let field = json!([{"type": "field", "code": "gallery"}]);
        let heard = told(&server, &webhook, "m1").await;
        assert_eq!(one(&heard, "document.update", "bulb")["resource"]["updated_items"], field);
        one(&heard, "media.update", "p1");
        full.put("/api/documents/bulb", json!({"attributes": {"gallery": null}})).await.expect(200);
        let heard = told(&server, &webhook, "m2").await;
        assert_eq!(one(&heard, "document.update", "bulb")["resource"]["updated_items"], field);
        linked(&full, "similar", "bulb", "cord").await;
        let heard = told(&server, &webhook, "m3").await;
        assert_eq!(one(&heard, "document.update", "bulb")["resource"]["updated_items"], json!([]));
    }

    async fn codes_are_escaped_in_addresses_alone(engine: Engine) {
        let server = shop(engine).await;
        let full = server.as_full();
        let webhook = hears_all(&server).await;
        let code = "é/a \"b\"";
        full.post("/api/documents", json!({"id": code, "documentType": {"id": "lamp"}, "classification": {"id": "desk"}})).await.expect(201);
        let heard = told(&server, &webhook, "m1").await;
        let resource = &one(&heard, "document.create", code)["resource"];
        assert!(resource["links"][0]["href"].as_str().unwrap().ends_with("/documents/%C3%A9%2Fa%20%22b%22"), "{resource}");
    }
}
