//! 96 to 102: classifications and channels.

use serde_json::{Value, json};

use super::{delete, get, post, put, refused_at, shown, stock};
use crate::support::client::Caller;
use crate::support::db::on_both;

/// Classifications have names from here on.
async fn with_names(full: &Caller) {
    let name = json!({
        "id": "classification_name", "objectType": "classification", "type": "text", "isLocalizable": true,
        "name": {"en_GB": "Name"},
    });
    full.post("/api/attributes", name).await.expect(201);
}

on_both! {
    async fn n096_a_classification_needs_its_parent(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let body = json!({"code": "c1", "parent_code": "root", "name": "One"});
        let made = post(&full, "/classifications", body).await.expect(201).json();
        assert_eq!((&made["code"], &made["parent_code"], &made["location"]), (&json!("c1"), &json!("root"), &json!("/classifications/c1")));
        refused_at(post(&full, "/classifications", json!({"code": "c2"})).await, 400, "parent_code");
        let unknown = post(&full, "/classifications", json!({"code": "c2", "parent_code": "nope"})).await;
        refused_at(unknown, 422, "parent_code");
        get(&full, "/classifications/c2").await.expect(404);
        let web = json!({"code": "w1", "parent_code": "root", "catalog_code": "web"});
        post(&full, "/classifications", web).await.expect(201);
        assert_eq!(shown(&full, "/catalog-views/WEB/classifications").await["children"].as_array().map(Vec::len), Some(2));
    }
}

on_both! {
    async fn n097_classifications_change_and_go(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        with_names(&full).await;
        post(&full, "/classifications", json!({"code": "c1", "parent_code": "fam", "name": "One"})).await.expect(201);
        put(&full, "/classifications/c1?target_culture=fr_FR", json!({"name": "Un"})).await.expect(200);
        assert_eq!(shown(&full, "/classifications/c1").await["name"], "One");
        assert_eq!(shown(&full, "/classifications/c1?culture=fr_FR").await["name"], "Un");
        delete(&full, "/classifications/fam").await.expect(409);
        refused_at(put(&full, "/classifications/fam", json!({"parent_code": "c1"})).await, 422, "parent_code");
        delete(&full, "/classifications/root").await.expect(422);
        put(&full, "/classifications/root", json!({"code": "other"})).await.expect(422);
        put(&full, "/classifications/c1", json!({"code": "c9"})).await.expect(200);
        get(&full, "/classifications/c1").await.expect(404);
        delete(&full, "/classifications/c9").await.expect(204);
        delete(&full, "/classifications/fam?recursive=1").await.expect(204);
        get(&full, "/classifications/fam").await.expect(404);
    }
}

on_both! {
    async fn n098_channels(engine: Engine) {
        let server = stock(engine).await;
        let list = get(&server.as_full(), "/catalog-views").await.expect(200).json();
        assert_eq!((&list["success"], &list["total"]), (&json!(true), &json!(3)));
        assert!(list.get("page").is_none() && list.get("records").is_none(), "{list}");
        let web = list["rows"].as_array().expect("a list").iter().find(|row| row["code"] == "WEB").expect("a row").clone();
        let expected = json!({
            "id": web["id"], "name": "Web shop", "code": "WEB", "description": null, "fields": [],
            "catalogXObjectTypes": [], "objectType": "document",
        });
        assert_eq!(web, expected);
    }
}

on_both! {
    async fn n099_one_channel(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let by_code = get(&full, "/catalog-views/WEB").await.expect(200).json();
        let id = by_code["data"]["id"].clone();
        let expected = json!({
            "id": id, "name": "Web shop", "code": "WEB", "description": null, "origin_catalog_view_id": null, "fields": [],
        });
        assert_eq!(by_code, json!({"success": true, "data": expected}));
        assert_eq!(get(&full, &format!("/catalog-views/{id}")).await.expect(200).json(), by_code);
        get(&full, "/catalog-views/999999").await.expect(404);
    }
}

on_both! {
    async fn n100_the_tree_of_a_channel(engine: Engine) {
        let server = stock(engine).await;
        let tree = shown(&server.as_full(), "/catalog-views/WEB/classifications").await;
        assert_eq!((&tree["code"], &tree["level"]), (&json!("root"), &json!(0)));
        let child = &tree["children"][0];
        assert_eq!((&child["code"], &child["level"], &child["children"]), (&json!("web_top"), &json!(1), &json!([])));
        assert!(tree.get("fields").is_none() && child.get("documents").is_none());
    }
}

on_both! {
    async fn n101_with_fields_in_french(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        with_names(&full).await;
        put(&full, "/classifications/web_top?culture=fr_FR", json!({"name": "Hauts"})).await.expect(200);
        let asked = "/catalog-views/WEB/classifications?classification_fields_included=1&culture=fr_FR";
        let child = shown(&full, asked).await["children"][0].clone();
        assert_eq!((&child["name"], &child["fields"]["classification_name"]), (&json!("Hauts"), &json!("Hauts")));
    }
}

on_both! {
    async fn n102_what_is_placed_in_a_node(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        put(&full, "/documents/d2", json!({"classification_code": "web_top"})).await.expect(200);
        let node = shown(&full, "/catalog-views/WEB/classifications/web_top").await;
        assert_eq!((&node["documents"], &node["assets"]), (&json!(["d2"]), &json!([])));
        get(&full, "/catalog-views/WEB/classifications/fam").await.expect(404);
        let whole = shown(&full, "/catalog-views/PIM/classifications?documents_included=1").await;
        assert_eq!(whole["children"][0]["documents"], json!(["d1", "d2", "d3"]));
        delete(&full, "/catalog-views/WEB/classifications/web_top/documents/d2").await.expect(204);
        assert_eq!(shown(&full, "/catalog-views/WEB/classifications/web_top").await["documents"], json!([]));
        delete(&full, "/catalog-views/WEB/classifications/web_top/documents/d2").await.expect(404);
        let placed: Value = shown(&full, "/documents/d2").await["classifications"].clone();
        assert_eq!(placed[0]["code"], "fam");
    }
}
