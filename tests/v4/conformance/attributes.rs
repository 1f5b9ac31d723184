//! 103 to 107: attributes and predefined values.

use serde_json::{Value, json};

use super::{delete, get, post, put, refused_at, shown, stock};
use crate::support::client::Caller;
use crate::support::db::on_both;

async fn rows(full: &Caller, path: &str) -> Vec<String> {
    let list = get(full, path).await.expect(200).json();
    list["rows"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|row| row["code"].as_str().expect("a code").to_owned())
        .collect()
}

on_both! {
    async fn n103_attributes_with_lists(engine: Engine) {
        let server = stock(engine).await;
        let list = get(&server.as_full(), "/eav-attributes?start=0&limit=50&assist=1").await.expect(200).json();
        assert_eq!((&list["page"], &list["success"]), (&json!(1), &json!(true)));
        assert_eq!((&list["total"], &list["records"]), (&json!(2), &json!(2)));
        let codes: Vec<_> = list["rows"].as_array().expect("a list").iter().map(|row| row["code"].clone()).collect();
        assert_eq!(codes, ["brand", "washing"]);
        assert_eq!(list["rows"][0]["name"], "brand");
        let second = get(&server.as_full(), "/eav-attributes?start=1&limit=1&assist=1").await.expect(200).json();
        assert_eq!((&second["page"], &second["rows"][0]["code"]), (&json!(2), &json!("washing")));
    }
}

on_both! {
    async fn n104_attributes_of_a_type_or_a_set(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let own = rows(&full, "/eav-attributes?document_type_code=ref").await;
        assert!(own.contains(&"price".to_owned()) && !own.contains(&"part_name".to_owned()), "{own:?}");
        let set = json!({
            "id": "small", "name": {"en_GB": "Small"}, "documentType": {"id": "ref"},
            "attributes": [{"id": "label"}, {"id": "price"}],
        });
        full.post("/api/attributes-sets", set).await.expect(201);
        assert_eq!(rows(&full, "/eav-attributes?attribute_set_code=small").await, ["label", "price"]);
        assert!(rows(&full, "/eav-attributes?attribute_set_code=nope").await.is_empty());
    }
}

on_both! {
    async fn n105_values_in_french(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let list = get(&full, "/eav_attributes/brand/values?culture=fr_FR").await.expect(200).json();
        let values: Vec<_> = list["rows"].as_array().expect("a list").iter().map(|row| row["value"].clone()).collect();
        assert_eq!(values, ["Nike FR", "Puma FR"]);
        assert_eq!((&list["total"], &list["records"], &list["page"]), (&json!(2), &json!(2), &json!(1)));
        get(&full, "/eav-attributes/label/values").await.expect(422);
        get(&full, "/eav-attributes/nope/values").await.expect(404);
        let other = get(&full, "/predefined-values?attribute_code=brand&culture=fr_FR").await.expect(200).json();
        assert_eq!(other["rows"], list["rows"]);
        let id = &list["rows"][0]["id"];
        assert_eq!(get(&full, &format!("/predefined-values/{id}")).await.expect(200).json()["data"]["code"], "nike");
    }
}

on_both! {
    async fn n106_values_are_made_and_go(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let values = "/eav-attributes/brand/values";
        let made = post(&full, values, json!({"code": "asics", "value": "Asics"})).await.expect(201).json();
        assert_eq!((&made["code"], &made["location"]), (&json!("asics"), &json!("/eav-attributes/brand/values/asics")));
        put(&full, "/documents/d1", json!({"brand": "asics"})).await.expect(200);
        post(&full, values, json!({"code": "asics"})).await.expect(409);
        put(&full, "/eav-attributes/brand/values/asics", json!({"value": "ASICS"})).await.expect(200);
        let one = get(&full, "/eav-attributes/brand/values/asics").await.expect(200).json();
        assert_eq!(one["data"]["value"], "ASICS");
        delete(&full, "/eav-attributes/brand/values/asics").await.expect(409);
        assert_eq!(shown(&full, "/documents/d1").await["fields"]["brand"]["code"], "asics");
        delete(&full, "/eav-attributes/brand/values/asics?force=1").await.expect(204);
        assert_eq!(shown(&full, "/documents/d1").await["fields"]["brand"], Value::Null);
    }
}

on_both! {
    /// Changed: a definition keeps its code.
    async fn n107_amended_attributes_are_made_and_go(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        let body = json!({
            "code": "depth", "type": "integer", "object_type": "document", "document_type_code": "ref", "name": "Depth",
        });
        let mut without = body.clone();
        without.as_object_mut().expect("an object").remove("type");
        refused_at(post(&full, "/eav-attributes", without).await, 400, "type");
        post(&full, "/eav-attributes", body).await.expect(201);
        put(&full, "/documents/d1", json!({"depth": 7})).await.expect(200);
        assert_eq!(shown(&full, "/documents/d1").await["fields"]["depth"], 7);
        refused_at(put(&full, "/eav-attributes/depth", json!({"code": "other"})).await, 422, "code");
        put(&full, "/eav-attributes/depth", json!({"type": "text"})).await.expect(409);
        put(&full, "/eav-attributes/depth", json!({"name": "Profondeur"})).await.expect(200);
        let one = get(&full, "/attributes/depth").await.expect(200).json();
        assert_eq!((&one["data"]["name"], &one["data"]["type"]), (&json!("Profondeur"), &json!("integer")));
        delete(&full, "/eav-attributes/depth").await.expect(204);
        get(&full, "/eav-attributes/depth").await.expect(404);
        delete(&full, "/eav-attributes/ref_name").await.expect(409);
    }
}
