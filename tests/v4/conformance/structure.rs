//! 108, 109, 111, 112: the model's other definitions.

use serde_json::{Value, json};

use super::{delete, get, post, put, stock};
use crate::support::db::on_both;

/// A body, and what changes it: path, code, body, change.
fn cycles() -> Vec<(&'static str, &'static str, Value, Value)> {
    vec![
        (
            "/attribute-sets",
            "s1",
            json!({"code": "s1", "name": "S", "document_type_code": "ref", "attributes": ["label"]}),
            json!({"attributes": ["label", "price"]}),
        ),
        (
            "/attribute-groups",
            "g1",
            json!({"code": "g1", "name": "G", "level": "tab", "object_type": "document"}),
            json!({"name": "H"}),
        ),
        ("/document-types", "t1", json!({"code": "t1", "name": "T"}), json!({"name": "U"})),
        (
            "/link-types",
            "l1",
            json!({"code": "l1", "name": "L", "origin_type": "document", "target_type": "media"}),
            json!({"name": "M"}),
        ),
        (
            "/tags",
            "tag1",
            json!({"code": "tag1", "name": "T", "color": "#112233", "document_type_code": "ref"}),
            json!({"name": "U"}),
        ),
        (
            "/workflows",
            "w1",
            json!({"code": "w1", "name": "W", "document_type_code": "ref", "steps": ["draft", "done"]}),
            json!({"name": "X"}),
        ),
        (
            "/completeness",
            "c1",
            json!({"code": "c1", "name": "C", "document_type_code": "ref", "attributes": ["price"]}),
            json!({"name": "D"}),
        ),
        ("/cultures", "de_DE", json!({"code": "de_DE", "name": "Deutsch"}), json!({"name": "German"})),
    ]
}

on_both! {
    async fn n108_each_kind_is_made_read_changed_and_deleted(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        for (path, code, body, change) in cycles() {
            let one = format!("{path}/{code}");
            let made = post(&full, path, body).await.expect(201).json();
            assert_eq!((&made["success"], &made["code"], &made["location"]), (&json!(true), &json!(code), &json!(one)));
            let read = get(&full, &one).await.expect(200).json();
            assert_eq!(read["data"]["code"], code, "{path}");
            put(&full, &one, change.clone()).await.expect(200);
            let changed = get(&full, &one).await.expect(200).json();
            for (key, value) in change.as_object().expect("an object") {
                assert_eq!(&changed["data"][key], value, "{path}");
            }
            let list = get(&full, path).await.expect(200).json();
            assert!(list["rows"].as_array().expect("a list").contains(&changed["data"]), "{path}: {list}");
            delete(&full, &one).await.expect(204);
            get(&full, &one).await.expect(404);
        }
    }
}

on_both! {
    async fn n109_what_is_used_stays(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        post(&full, "/documents/d1/links/ref_col", json!({"items": [{"target_code": "d2"}]})).await.expect(201);
        let set = json!({"code": "s1", "name": "S", "document_type_code": "ref", "attributes": ["label"]});
        post(&full, "/attribute-sets", set).await.expect(201);
        let tag = json!({"code": "t1", "name": "T", "color": "#112233", "document_type_code": "ref"});
        post(&full, "/tags", tag).await.expect(201);
        put(&full, "/documents/d1", json!({"attribute_set_code": "s1", "tags": ["t1"]})).await.expect(200);
        for path in ["/document-types/ref", "/link-types/ref_col", "/tags/t1", "/attribute-sets/s1"] {
            delete(&full, path).await.expect(409);
            get(&full, path).await.expect(200);
        }
        for path in ["/link-types/ref_col", "/tags/t1", "/attribute-sets/s1"] {
            delete(&full, &format!("{path}?force=1")).await.expect(204);
        }
        let document = super::shown(&full, "/documents/d1").await;
        assert_eq!((&document["attribute_set_code"], &document["tags"]), (&Value::Null, &json!([])));
    }
}

on_both! {
    async fn n111_users_moved_away(engine: Engine) {
        let server = stock(engine).await;
        for path in ["/users", "/users/groups", "/profiles/picture/1/10/10"] {
            let refused = get(&server.as_full(), path).await.expect(404).json();
            let message = refused["message"].as_str().expect("a message");
            assert!(message.contains("/api/users"), "{message}");
        }
    }
}

on_both! {
    /// Changed: channels have trees too, and codes are taken in any case.
    async fn n112_amended_trees(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let list = get(&full, "/catalogs").await.expect(200).json();
        let codes: Vec<_> = list["rows"].as_array().expect("a list").iter().map(|row| row["code"].clone()).collect();
        assert_eq!(codes, ["DAM", "PIM", "WEB"]);
        let one = get(&full, "/catalogs/PIM").await.expect(200);
        assert_eq!(one.body, get(&full, "/catalogs/pim").await.expect(200).body);
        assert!(one.json()["data"]["root_classification_id"].is_number(), "{}", one.text());
        post(&full, "/catalogs", json!({})).await.expect(405);
    }
}

on_both! {
    async fn what_a_write_doesnt_know_is_told(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let link_type = json!({
            "code": "l1", "name": "L", "origin_type": "document", "target_type": "media",
            "reciprocal": true, "inheritance": false, "max": null, "colour": "red",
        });
        let made = post(&full, "/link-types", link_type).await.expect(201).json();
        assert_eq!(made["warnings"], json!(["Ignored: reciprocal", "Ignored: inheritance", "Ignored: colour"]));
        let channel = json!({"code": "SHO", "name": "Shop", "sortable": 1});
        let made = post(&full, "/catalog-views", channel).await.expect(201).json();
        assert_eq!(made["warnings"], json!(["Ignored: sortable"]));
        let value = json!({"code": "teal", "value": "Teal", "hex": "#008080"});
        let made = post(&full, "/eav-attributes/brand/values", value).await.expect(201).json();
        assert_eq!(made["warnings"], json!(["Ignored: hex"]));
        let tags = json!({"codes": [], "colour": "red"});
        let made = post(&full, "/documents/d1/tags", tags).await.expect(201).json();
        assert_eq!(made["warnings"], json!(["Ignored: colour"]));
        let links = json!({"items": [], "colour": "red"});
        let made = post(&full, "/documents/d1/links/ref_col", links).await.expect(200).json();
        assert_eq!(made["warnings"], json!(["Ignored: colour"]));
    }
}

on_both! {
    /// Whoever reads, changes a member and sends all back isn't told of the others.
    async fn what_is_sent_as_it_is_shown_is_no_warning(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        for (path, code, body, change) in cycles() {
            let one = format!("{path}/{code}");
            post(&full, path, body).await.expect(201);
            let mut read = get(&full, &one).await.expect(200).json()["data"].take();
            for (key, value) in change.as_object().expect("an object") {
                read[key] = value.clone();
            }
            let written = put(&full, &one, read).await.expect(200).json();
            assert_eq!(written["warnings"], json!([]), "{path}");
        }
    }
}
