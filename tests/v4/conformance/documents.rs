//! 41 to 57, 76, 110: documents as they are written.

use serde_json::{Value, json};

use super::{delete, document, get, listed, post, put, refused_at, shown, stock};
use crate::support::db::on_both;
use crate::support::history;

async fn fields(full: &crate::support::client::Caller, code: &str) -> Value {
    shown(full, &format!("/documents/{code}")).await["fields"].clone()
}

on_both! {
    async fn n041_post_creates(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        post(&full, "/documents?target_culture=en_GB", document("x")).await.expect(201);
        assert_eq!(shown(&full, "/documents/x").await["classifications"][0]["code"], "fam");
    }
}

on_both! {
    async fn n042_what_a_write_tells(engine: Engine) {
        let server = stock(engine).await;
        let made = post(&server.as_full(), "/documents", document("x y")).await.expect(201);
        let expected = json!({
            "success": true, "code": "x y", "active": true, "attribute_set_code": null, "document_type_code": "ref",
            "location": "/documents/x%20y", "warnings": [],
        });
        assert_eq!(made.json(), expected);
        assert_eq!(made.header("location"), format!("{}/api_1.php/documents/x%20y", server.http()));
    }
}

on_both! {
    async fn n043_three_keys_are_needed(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        for key in ["code", "classification_code", "document_type_code"] {
            let mut body = document("x");
            body.as_object_mut().expect("an object").remove(key);
            let refused = post(&full, "/documents", body).await;
            assert_eq!(refused.json()["message"], format!("Missing required parameter: {key}"));
            refused_at(refused, 400, key);
        }
        get(&full, "/documents/x").await.expect(404);
    }
}

on_both! {
    async fn n044_what_contradicts_creates_nothing(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        post(&full, "/documents", document("d1")).await.expect(409);
        let with = |key: &str, value: &str| {
            let mut body = document("x");
            body[key] = json!(value);
            body
        };
        let unknown = post(&full, "/documents", with("document_type_code", "nope")).await;
        refused_at(unknown, 422, "document_type_code");
        let unknown = post(&full, "/documents", with("classification_code", "nope")).await;
        refused_at(unknown, 422, "classification_code");
        get(&full, "/documents/x").await.expect(404);
        assert_eq!(history::of(&server, "document", "d1").await, ["create"]);
    }
}

on_both! {
    async fn n045_attributes_stand_at_the_top(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let values = json!({"label": "Shirt", "sellable": true, "erp_at": "2021-05-12T12:23:11"});
        put(&full, "/documents/d1", values).await.expect(200);
        let shown = fields(&full, "d1").await;
        assert_eq!((&shown["label"], &shown["sellable"]), (&json!("Shirt"), &json!(true)));
        put(&full, "/documents/d1", json!({"fields": {"label": "Nested"}})).await.expect(200);
        assert_eq!(fields(&full, "d1").await["label"], "Nested");
    }
}

on_both! {
    async fn n046_moments_are_read_back_in_utc(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        for (sent, shown) in [
            ("2021-05-12T12:23:11", "2021-05-12 12:23:11"),
            ("2021-05-12 12:23:12", "2021-05-12 12:23:12"),
            ("2021-05-13", "2021-05-13 00:00:00"),
            ("2021-05-12T14:23:11+02:00", "2021-05-12 12:23:11"),
        ] {
            put(&full, "/documents/d1", json!({"erp_at": sent})).await.expect(200);
            assert_eq!(fields(&full, "d1").await["erp_at"], shown, "{sent}");
        }
        refused_at(put(&full, "/documents/d1", json!({"erp_at": "soon"})).await, 422, "erp_at");
    }
}

on_both! {
    async fn n047_a_single_choice(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        for sent in [json!("nike"), json!({"code": "nike"})] {
            put(&full, "/documents/d1", json!({"brand": null})).await.expect(200);
            put(&full, "/documents/d1", json!({"brand": sent})).await.expect(200);
            assert_eq!(fields(&full, "d1").await["brand"], json!({"code": "nike", "value": "Nike"}));
        }
        let french = shown(&full, "/documents/d1?target_culture=fr_FR").await;
        assert_eq!(french["fields"]["brand"]["value"], "Nike FR");
    }
}

on_both! {
    async fn n048_several_choices(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        put(&full, "/documents/d1", json!({"washing": [{"code": "A20"}, {"code": "N1"}]})).await.expect(200);
        let both = json!([{"code": "N1", "value": "Cold"}, {"code": "A20", "value": "Warm"}]);
        assert_eq!(fields(&full, "d1").await["washing"], both);
        put(&full, "/documents/d1", json!({"washing": "N1"})).await.expect(200);
        assert_eq!(fields(&full, "d1").await["washing"], json!([{"code": "N1", "value": "Cold"}]));
    }
}

on_both! {
    async fn n049_bad_values_are_refused_at_their_attribute(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let refused = put(&full, "/documents/d1", json!({"brand": "unknown", "price": 3})).await.expect(422);
        assert_eq!(refused.json()["errors"][0]["field"], "brand");
        refused_at(put(&full, "/documents/d1", json!({"price": "abc"})).await, 422, "price");
        assert_eq!(fields(&full, "d1").await["price"], Value::Null);
    }
}

on_both! {
    /// Changed: what lies outside the document's set is stored, with a warning.
    async fn n050_amended_unknown_keys_are_warned_of(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let set = json!({"id": "small", "name": {"en_GB": "Small"}, "documentType": {"id": "ref"}, "attributes": [{"id": "label"}]});
        full.post("/api/attributes-sets", set).await.expect(201);
        let mut body = document("x");
        body["zzz"] = json!(1);
        let made = post(&full, "/documents", body).await.expect(201).json();
        assert_eq!(made["warnings"], json!(["Unknown attribute: zzz"]));
        assert!(fields(&full, "x").await.get("zzz").is_none());
        let outside = json!({"attribute_set_code": "small", "price": 5});
        let written = put(&full, "/documents/x", outside).await.expect(200).json();
        assert_eq!(written["attribute_set_code"], "small");
        assert_eq!(written["warnings"].as_array().map(Vec::len), Some(1), "{written}");
        assert!(fields(&full, "x").await.get("price").is_none());
        put(&full, "/documents/x", json!({"attribute_set_code": null})).await.expect(200);
        assert_eq!(fields(&full, "x").await["price"], 5);
    }
}

on_both! {
    async fn n051_inactive_documents_are_listed(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        put(&full, "/documents/d1", json!({"active": false})).await.expect(200);
        let listed = listed(&full, "/documents?codes[]=d1").await;
        assert_eq!(listed[0]["active"], false);
    }
}

on_both! {
    async fn n052_another_code_renames(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let renamed = put(&full, "/documents/d1", json!({"code": "bar"})).await.expect(200).json();
        assert_eq!((&renamed["code"], &renamed["location"]), (&json!("bar"), &json!("/documents/bar")));
    }
}

on_both! {
    async fn n053_all_follows_a_new_code(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        post(&full, "/variants", json!({"code": "v1", "document_code": "d1"})).await.expect(201);
        let items = json!({"items": [{"target_code": "d2"}]});
        post(&full, "/documents/d1/links/ref_col", items).await.expect(201);
        full.get("/api/variants/v1").await.expect(200);
        full.get("/api/documents/d2").await.expect(200);
        put(&full, "/documents/d1", json!({"code": "bar"})).await.expect(200);
        get(&full, "/documents/d1").await.expect(404);
        assert_eq!(shown(&full, "/variants/v1").await["document_code"], "bar");
        assert_eq!(full.get("/api/variants/v1").await.json()["document"]["id"], "bar");
        assert_eq!(full.get("/api/documents/d2").await.json()["parentLinks"][0]["origin"]["id"], "bar");
        assert_eq!(shown(&full, "/documents/bar/links/ref_col").await[0]["target_code"], "d2");
        assert_eq!(listed(&full, "/documents?codes[]=bar").await.len(), 1);
        put(&full, "/documents/bar", json!({"code": "d2"})).await.expect(409);
        get(&full, "/documents/bar").await.expect(200);
        post(&full, "/documents", document("d1")).await.expect(201);
    }
}

on_both! {
    async fn n054_a_classification_alone(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        put(&full, "/documents/d1", json!({"classification_code": "web_top"})).await.expect(200);
        let placed = shown(&full, "/documents/d1").await["classifications"].clone();
        let codes: Vec<_> = placed.as_array().expect("a list").iter().map(|at| at["code"].clone()).collect();
        // A channel's is added, the master's stays.
        assert_eq!(codes, ["fam", "web_top"]);
        put(&full, "/documents/d1", json!({"classification_code": "fam"})).await.expect(200);
    }
}

on_both! {
    /// Changed: the empty text clears, for every type.
    async fn n055_amended_put_is_partial(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        put(&full, "/documents/d1", json!({"label": "Shirt", "price": 4.5, "sellable": true})).await.expect(200);
        put(&full, "/documents/d1", json!({"price": null})).await.expect(200);
        let shown = fields(&full, "d1").await;
        assert_eq!((&shown["label"], &shown["price"], &shown["sellable"]), (&json!("Shirt"), &Value::Null, &json!(true)));
        put(&full, "/documents/d1", json!({"label": "", "sellable": ""})).await.expect(200);
        let shown = fields(&full, "d1").await;
        assert_eq!((&shown["label"], &shown["sellable"]), (&Value::Null, &Value::Null));
    }
}

on_both! {
    async fn n056_delete_takes_variants_along(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        post(&full, "/variants", json!({"code": "v1", "document_code": "d3"})).await.expect(201);
        full.post("/api/assets", json!({"id": "A"})).await.expect(201);
        post(&full, "/documents/d3/links/doc_media", json!({"items": [{"target_code": "A"}]})).await.expect(201);
        let gone = delete(&full, "/documents/d3").await.expect(204);
        assert!(gone.body.is_empty());
        delete(&full, "/documents/d3").await.expect(404);
        get(&full, "/variants/v1").await.expect(404);
        get(&full, "/assets/A").await.expect(200);
    }
}

on_both! {
    async fn n057_put_needs_a_document(engine: Engine) {
        let server = stock(engine).await;
        put(&server.as_full(), "/documents/nope", json!({"price": 1})).await.expect(404);
        get(&server.as_full(), "/documents/nope").await.expect(404);
    }
}

on_both! {
    async fn n076_orphans_stay(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        delete(&full, "/classifications/fam?recursive=1").await.expect(204);
        assert_eq!(shown(&full, "/documents/d1").await["classifications"], json!([]));
        let orphans = get(&full, "/articles/orphelins").await.expect(200).json();
        assert_eq!(orphans["total"], 3);
    }
}

on_both! {
    /// Changed: a second step of one workflow is a transition, and needs one that leads there.
    async fn n110_amended_tags_and_steps(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let tag = json!({"id": "t", "name": {"en_GB": "T"}, "documentType": {"id": "ref"}, "color": "#112233"});
        full.post("/api/tags", tag).await.expect(201);
        let workflow = json!({
            "id": "w", "name": {"en_GB": "W"}, "documentType": {"id": "ref"},
            "nodes": {
                "draft": {"id": "draft", "name": {"en_GB": "Draft"}, "color": "#999999"},
                "done": {"id": "done", "name": {"en_GB": "Done"}, "color": "#00AA00"},
            },
            "links": {"finish": {"id": "finish", "name": {"en_GB": "Finish"}, "roles": [], "from": "draft", "to": "done"}},
        });
        full.post("/api/workflows", workflow).await.expect(201);
        let tags = async || {
            let shown = shown(&full, "/documents/d1").await["tags"].clone();
            let codes = shown.as_array().expect("a list").iter().map(|tag| tag["code"].as_str().expect("a code").to_owned());
            let mut codes: Vec<_> = codes.collect();
            codes.sort_unstable();
            codes
        };
        assert_eq!(tags().await, ["draft"]);
        put(&full, "/documents/d1", json!({"tags": ["t"]})).await.expect(200);
        assert_eq!(tags().await, ["draft", "t"]);
        put(&full, "/documents/d1", json!({"tags": ["t", "done"]})).await.expect(200);
        assert_eq!(tags().await, ["done", "t"]);
        put(&full, "/documents/d1", json!({"tags": ["draft"]})).await.expect(401);
        assert_eq!(tags().await, ["done", "t"]);
    }
}
