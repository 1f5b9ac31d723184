//! 114, 115, 119, 120 and 123: which events come, and what they say.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::events::{hears_all, names, one, told};
use crate::flows::import;
use crate::support::db::on_both;
use crate::support::instance::{Content, Instance};
use crate::support::receiver::Receiver;
use crate::support::webhooks::{shop, start, subscribe};
use crate::v5::links::{furnish, linked};

on_both! {
    async fn n114_an_update_is_one_post(engine: Engine) {
        let receiver = Receiver::open().await;
        let server = shop(engine).await;
        let full = furnish(&server).await;
        subscribe(&server, &receiver.url("/hook"), &["document.update"]).await;
        let body = json!({"attributes": {"power": 7, "name": {"fr_FR": "Ampoule"}}});
        full.put("/api/documents/bulb", body.clone()).await.expect(200);
        full.put("/api/documents/bulb", body).await.expect(200);
        full.put("/api/documents/cord", json!({"attributes": {"power": 8}})).await.expect(200);
        let calls = receiver.heard(2).await;
        let of = |code: &str| calls.iter().map(crate::support::receiver::Call::json).filter(|body| body["resource"]["code"] == code).collect::<Vec<_>>();
        let (bulb, cord) = (of("bulb"), of("cord"));
        assert_eq!((bulb.len(), cord.len()), (1, 1), "what changed nothing is not told");
        assert_eq!((calls[0].method.as_str(), calls[0].path.as_str(), calls[0].header("content-type")), ("POST", "/hook", "application/json"));
        let payload = &bulb[0];
        let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(keys(payload), ["uuid", "code", "links", "created_at", "created_by", "resource"]);
        assert_eq!(keys(&payload["resource"]), ["code", "type", "document_type_code", "links", "locales", "updated_items"]);
        assert_eq!((&payload["code"], &payload["created_by"]), (&json!("document.update"), &json!("full")));
        let resource = &payload["resource"];
        assert_eq!((&resource["type"], &resource["document_type_code"]), (&json!("document"), &json!("lamp")));
        assert_eq!(resource["updated_items"], json!([{"type": "field", "code": "name"}, {"type": "field", "code": "power"}]));
        assert!(resource["links"][0]["href"].as_str().unwrap().ends_with("/api_1.php/documents/bulb"), "{resource}");
    }
}

on_both! {
    async fn n115_locales_that_were_written_and_those_that_fall_back_on_them(engine: Engine) {
        let server = start(Arc::new(Instance::new(engine, Content::Shop).await), &["--public-url", "https://acme.example.org"]).await;
        let full = furnish(&server).await;
        let webhook = hears_all(&server).await;
        full.put("/api/documents/bulb", json!({"attributes": {"name": {"en_GB": "Bulb"}}})).await.expect(200);
        full.put("/api/documents/cord", json!({"attributes": {"name": {"fr_FR": "Fil"}}})).await.expect(200);
        full.put("/api/documents/desk-lamp", json!({"attributes": {"power": 1}})).await.expect(200);
        let heard = told(&server, &webhook, "m1").await;
        let locales = |code: &str| one(&heard, "document.update", code)["resource"]["locales"].clone();
        assert_eq!(locales("bulb"), json!({"updated": ["en_GB"], "inherited": ["en_GB", "fr_FR"]}), "French falls back on English");
        assert_eq!(locales("cord"), json!({"updated": ["fr_FR"], "inherited": ["fr_FR"]}));
        assert_eq!(locales("desk-lamp"), json!({"updated": [], "inherited": []}));
        let links = &one(&heard, "document.update", "bulb")["resource"]["links"];
        assert_eq!(links[0], json!({"rel": "self", "href": "https://acme.example.org/api_1.php/documents/bulb"}));
        assert_eq!(links[1], json!({"rel": "v5", "href": "https://acme.example.org/api/documents/bulb"}));
    }
}

on_both! {
    async fn n119_a_document_goes_with_its_links(engine: Engine) {
        let server = shop(engine).await;
        let full = furnish(&server).await;
        let link = linked(&full, "similar", "bulb", "cord").await;
        let webhook = hears_all(&server).await;
        full.delete("/api/documents/bulb").await.expect(204);
        let heard = told(&server, &webhook, "m1").await;
        assert_eq!(names(&heard), ["document.delete bulb", "document.update cord", &format!("link.delete {link}")]);
    }
}

on_both! {
    async fn n120_a_variant_changes_its_document(engine: Engine) {
        let server = shop(engine).await;
        let full = furnish(&server).await;
        let webhook = hears_all(&server).await;
        full.put("/api/variants/red", json!({"attributes": {"cable": 3}})).await.expect(200);
        let heard = told(&server, &webhook, "m1").await;
        assert_eq!(names(&heard), ["document.update desk-lamp", "variant.update red"]);
        let resource = &one(&heard, "variant.update", "red")["resource"];
        assert_eq!(resource.get("document_type_code"), None, "only documents have it");
    }
}

on_both! {
    async fn n123_an_import_ends(engine: Engine) {
        let receiver = Receiver::open().await;
        let server = shop(engine).await;
        let full = furnish(&server).await;
        subscribe(&server, &receiver.url("/"), &["import.finish"]).await;
        let profile = json!({"model": "document.lamp", "extension": "csv"});
        let process = import(&full, "lamps.csv", "document_code;power\nbulb;3\n", json!({"importProfile": profile})).await;
        let calls = receiver.heard(1).await;
        let payload = calls[0].json();
        assert_eq!(payload["code"], "import.finish");
        let resource = &payload["resource"];
        assert_eq!((&resource["type"], &resource["code"]), (&json!("process"), &process["id"]));
        assert_eq!(resource["status"], "finished");
        assert_eq!(resource["metadata"]["count"]["updated"], 1, "{payload}");
    }
}
