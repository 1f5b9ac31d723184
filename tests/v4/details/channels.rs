//! Channels and their roots.

use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::v4::conformance::{delete, get, post, put, refused_at, shown, stock};

on_both! {
    /// v4.md 10.1: the tree goes, documents stay.
    async fn a_channel_goes_with_its_tree(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        put(&full, "/documents/d2", json!({"classification_code": "web_top"})).await.expect(200);
        full.delete("/api/catalogs/WEB").await.expect(409);
        delete(&full, "/catalog-views/WEB").await.expect(204);
        get(&full, "/catalog-views/WEB").await.expect(404);
        get(&full, "/classifications/web_top").await.expect(404);
        let placed = shown(&full, "/documents/d2").await["classifications"].clone();
        assert_eq!(placed, json!([{"code": "fam", "name": "fam", "catalog_code": "PIM"}]));
        delete(&full, "/catalog-views/PIM").await.expect(422);
    }
}

on_both! {
    /// v4.md 10.1: until 2022 the code was called so.
    async fn a_channel_is_made_by_its_type(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        post(&full, "/catalog-views", json!({"type": "SHP", "name": "Shop"})).await.expect(201);
        let shop = get(&full, "/catalog-views/SHP").await.expect(200).json();
        assert_eq!(shop["data"]["code"], "SHP");
        put(&full, "/catalog-views/SHP", json!({"type": "SHP", "name": "Store"})).await.expect(200);
        refused_at(post(&full, "/catalog-views", json!({"name": "Shop"})).await, 400, "code");
    }
}

on_both! {
    /// v4.md 9: as what is written, too, `root` is that of the catalog which is named.
    async fn root_is_the_one_that_is_meant(engine: Engine) {
        let server = stock(engine).await;
        let full = server.as_full();
        assert_eq!(shown(&full, "/classifications?catalog_code=WEB").await["name"], "root");
        put(&full, "/classifications/root?catalog_code=web", json!({"name": "Web view"})).await.expect(200);
        assert_eq!(shown(&full, "/classifications?catalog_code=WEB").await["name"], "Web view");
        put(&full, "/classifications/root", json!({"catalog_code": "WEB", "name": "Our web"})).await.expect(200);
        assert_eq!(shown(&full, "/classifications?catalog_code=WEB").await["name"], "Our web");
        assert_eq!(shown(&full, "/classifications").await["name"], "root");
        put(&full, "/classifications/root?catalog_code=nope", json!({"name": "x"})).await.expect(404);
        put(&full, "/classifications/root", json!({"parent_code": "fam"})).await.expect(422);
        let below = json!({"code": "w1", "parent_code": "root", "catalog_code": "WEB"});
        assert_eq!(post(&full, "/classifications", below).await.expect(201).json()["parent_code"], "root");
        assert_eq!(put(&full, "/classifications/w1", json!({})).await.expect(200).json()["parent_code"], "root");
    }
}

on_both! {
    /// v4.md 9: a name is taken on an instance that has no attribute for it.
    async fn names_are_kept_from_the_first_on(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let body = json!({"code": "lamps", "parent_code": "root", "name": "Lamps", "description": "That give light"});
        let made = post(&full, "/classifications", body).await.expect(201).json();
        assert_eq!(made["warnings"], json!([]));
        let node = shown(&full, "/classifications/lamps?classification_fields_included=1").await;
        assert_eq!(node["name"], "Lamps");
        assert_eq!(node["fields"]["classification_description"], "That give light");
        let refused = post(&full, "/classifications", json!({"code": "x", "parent_code": "nope", "name": "X"})).await;
        refused_at(refused, 422, "parent_code");
        delete(&full, "/eav-attributes/classification_name").await.expect(409);
        let clear = put(&full, "/classifications/lamps", json!({"name": null})).await.expect(200).json();
        assert_eq!(clear["warnings"], Value::from(Vec::<Value>::new()));
        delete(&full, "/eav-attributes/classification_name").await.expect(204);
    }
}
