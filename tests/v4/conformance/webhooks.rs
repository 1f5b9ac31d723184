//! 114 to 116: events of what is written through v4.

use std::sync::Arc;

use serde_json::json;

use super::{BASE, delete, post, put, stocked};
use crate::events::{hears_all, names, one, told};
use crate::support::db::{Engine, on_both};
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;
use crate::support::webhooks::start;

async fn stock(engine: Engine) -> Server {
    stocked(start(Arc::new(Instance::new(engine, Content::Builtins).await), &[]).await).await
}

on_both! {
    async fn n114_an_attribute_in_one_language(engine: Engine) {
        let server = stock(engine).await;
        let webhook = hears_all(&server).await;
        let full = server.as_full();
        put(&full, "/documents/d1?target_culture=fr_FR", json!({"label": "Lin"})).await.expect(200);
        let heard = told(&server, &webhook, "m1").await;
        assert_eq!(names(&heard), ["document.update d1"]);
        let resource = &one(&heard, "document.update", "d1")["resource"];
        let href = resource["links"][0]["href"].as_str().unwrap();
        assert!(href.ends_with(&format!("{BASE}/documents/d1")), "{href}");
        assert_eq!(resource["locales"]["updated"], json!(["fr_FR"]));
        assert_eq!(resource["updated_items"], json!([{"type": "field", "code": "label"}]));
    }
}

on_both! {
    async fn n115_a_variant_goes(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        post(&full, "/variants", json!({"code": "v1", "document_code": "d1"})).await.expect(201);
        let webhook = hears_all(&server).await;
        delete(&full, "/variants/v1").await.expect(204);
        assert_eq!(names(&told(&server, &webhook, "m1").await), ["document.update d1", "variant.delete v1"]);
    }
}

on_both! {
    async fn n116_a_document_goes_with_its_links(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        for target in ["d2", "d3"] {
            let items = json!({"mode": "update", "items": [{"target_code": target}]});
            post(&full, "/documents/d1/links/ref_col", items).await.expect(201);
        }
        let webhook = hears_all(&server).await;
        delete(&full, "/documents/d1").await.expect(204);
        let names = names(&told(&server, &webhook, "m1").await);
        assert_eq!(names[..3], ["document.delete d1", "document.update d2", "document.update d3"]);
        assert_eq!(names.len(), 5, "{names:?}");
        assert!(names[3..].iter().all(|name| name.starts_with("link.delete ")), "{names:?}");
    }
}
