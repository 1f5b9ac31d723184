//! Fields and words of errors are those of v4 (v4.md 1.8).

use serde_json::{Value, json};

use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::v4::conformance::{BASE, post, put, refused_at, stock};

/// A refused write: path, body, field.
async fn refuses(full: &Caller, path: &str, body: Value, field: &str) -> String {
    let refused = post(full, path, body).await.expect(422);
    let message = refused.json()["message"].as_str().expect("a message").to_owned();
    refused_at(refused, 422, field);
    message
}

on_both! {
    async fn the_key_that_was_sent_is_named(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let attribute = |more: Value| {
            let mut body = json!({
                "code": "x", "type": "text", "object_type": "document", "name": "X", "document_type_code": "ref",
            });
            for (key, value) in more.as_object().expect("an object") {
                body[key] = value.clone();
            }
            body
        };
        let types = refuses(&full, "/eav-attributes", attribute(json!({"type": "nope"})), "type").await;
        assert!(types.contains("textarea") && !types.contains("multiline"), "{types}");
        let kinds = refuses(&full, "/eav-attributes", attribute(json!({"object_type": "nope"})), "object_type").await;
        assert!(kinds.contains("media") && !kinds.contains("asset"), "{kinds}");
        refuses(&full, "/eav-attributes", attribute(json!({"type": "measure"})), "measure_family_code").await;
        refuses(&full, "/eav-attributes", attribute(json!({"attribute_group_code": "nope"})), "attribute_group_code").await;
        let link_type = |from: &str, to: &str| json!({"code": "l", "name": "L", "origin_type": from, "target_type": to});
        refuses(&full, "/link-types", link_type("nope", "media"), "origin_type").await;
        let targets = refuses(&full, "/link-types", link_type("document", "classification"), "target_type").await;
        assert!(targets.contains("media"), "{targets}");
        refuses(&full, "/cultures", json!({"code": "de_DE", "fallback_code": "nope"}), "fallback_code").await;
        let group = json!({"code": "g", "name": "G", "level": "zz"});
        assert!(refuses(&full, "/attribute-groups", group, "level").await.contains("tab, category or section; got \"zz\""));
        let set = json!({"attribute_set_code": "nope"});
        refused_at(put(&full, "/documents/d1", set).await, 422, "attribute_set_code");
    }
}

on_both! {
    async fn links_name_their_items(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let path = "/documents/d1/links/ref_col";
        refuses(&full, path, json!({"items": [{"target_code": "nope"}]}), "target_code").await;
        refuses(&full, path, json!({"items": [{"target_code": "d1"}]}), "target_code").await;
        refused_at(post(&full, path, json!({"items": ["d2"]})).await, 400, "items");
    }
}

on_both! {
    async fn a_sign_in_names_what_is_wrong(engine: Engine) {
        let server = stock(engine).await;
        let anyone = server.anonymous();
        let sign_in = |signin: Value| {
            let anyone = anyone.clone();
            async move { anyone.post(&format!("{BASE}/sessions"), json!({"signin": signin})).await }
        };
        let remember = sign_in(json!({"username": "a", "password": "secret-word", "remember": "x"})).await;
        refused_at(remember, 400, "signin[remember]");
        refused_at(sign_in(json!({"username": 7, "password": "secret-word"})).await, 400, "signin[username]");
    }
}
