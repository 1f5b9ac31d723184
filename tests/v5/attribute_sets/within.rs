//! What a set hides, and what it doesn't (v5.md 1.12, 2.1).

use serde_json::{Value, json};

use super::{held, set};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp, variant};

/// `summer` and `winter`, and a lamp in the former with a variant.
async fn furnish(full: &Caller) {
    full.post("/api/attributes-sets", set("summer", &["power", "finish"], &["cable", "price"])).await.expect(201);
    full.post("/api/attributes-sets", set("winter", &["finish"], &["cable"])).await.expect(201);
    let mut body = lamp("a");
    body["attributeSet"] = json!({"id": "summer"});
    full.post("/api/documents", body).await.expect(201);
    let mut body = variant("v", "a");
    body["attributes"] = json!({"cable": 2, "price": 3, "dimmable": false});
    full.post("/api/variants", body).await.expect(201);
}

async fn found(full: &Caller, path: &str) -> Vec<String> {
    let list = full.get(path).await.expect(200).json();
    let members = list["hydra:member"].as_array().expect("members").clone();
    members.iter().map(|member| member["id"].as_str().expect("an id").to_owned()).collect()
}

on_both! {
    async fn values_outside_are_stored_and_hidden(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        furnish(&full).await;
        let shown = full.get("/api/documents/a").await.expect(200).json();
        assert_eq!((&shown["attributeSet"]["@type"], held(&shown)), (&json!("AttributeSet"), vec!["finish", "power"]));
        assert_eq!(held(&shown["variants"][0]), ["cable", "price"]);
        let put = full.put("/api/documents/a", json!({"attributes": {"price": 7, "finish": null}})).await.expect(200);
        assert_eq!(held(&put.json()), ["power"]);
        // What is hidden is found as it is stored.
        assert_eq!(found(&full, "/api/documents?attributes.price=7&search=lampe").await, ["a"]);
        let all = full.put("/api/documents/a", json!({"attributeSet": null})).await.expect(200).json();
        assert_eq!((&all["attributes"]["price"], &all["attributeSet"]), (&json!(7), &json!(null)));
        let hal = full.accept("application/hal+json").get("/api/documents/a").await.expect(200).json();
        assert!(hal["_links"].get("attributeSet").is_none(), "{hal}");
        full.put("/api/documents/a", json!({"attributeSet": "/api/attributes-sets/summer"})).await.expect(200);
        let hal = full.accept("application/hal+json").get("/api/documents/a").await.expect(200).json();
        assert_eq!(hal["_embedded"]["attributeSet"]["id"], "summer");
        assert_eq!(history::of(&server, "document", "a").await, ["create", "update", "update", "update"]);
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    async fn a_document_takes_a_set_of_its_type(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        furnish(&full).await;
        let mut body = plain_lamp("b");
        for wrong in [json!({"id": "nope"}), json!("summer")] {
            body["attributeSet"] = wrong;
            full.post("/api/documents", body.clone()).await.refused_at("attributeSet.id");
        }
        let chair = json!({
            "id": "c", "documentType": {"id": "chair"}, "classification": {"id": "seating"}, "attributeSet": {"id": "summer"},
        });
        full.post("/api/documents", chair).await.refused_at("attributeSet.id");
        full.put("/api/documents/a", json!({"attributeSet": {"id": "nope"}})).await.refused_at("attributeSet.id");
        body["attributeSet"] = json!({"id": "winter"});
        let lines = full.lines("/api/documents/bulk?dryRun=1", &[body.clone()]).await.expect(200).lines();
        let changes = lines[0]["changes"].as_array().expect("changes");
        assert!(changes.iter().any(|change| change["path"] == "attributeSet" && change["after"] == "winter"), "{changes:?}");
        full.lines("/api/documents/bulk", &[body.clone()]).await.expect(200);
        assert_eq!(full.get("/api/documents/b").await.json()["attributeSet"]["id"], "winter");
        let again = full.lines("/api/documents/bulk", &[body]).await.expect(200).lines();
        assert_eq!(again[0]["unchanged"], true);
    }
}

on_both! {
    /// A variant has its document's set: it shows what variants have in there, and what it inherits of the rest.
    async fn variants_have_the_set_of_their_document(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        furnish(&full).await;
        let shown = full.get("/api/variants/v").await.expect(200);
        assert_eq!((&shown.json()["attributeSet"]["id"], held(&shown.json())), (&json!("summer"), vec!["cable", "price"]));
        let whole = full.get("/api/variants/v?inherited=true").await.expect(200).json();
        assert_eq!(held(&whole), ["cable", "finish", "price"]);
        let before = history::updated_at(&server, "variant", "v").await;
        full.put("/api/documents/a", json!({"attributeSet": {"id": "winter"}})).await.expect(200);
        let after = full.with("if-none-match", shown.header("etag")).get("/api/variants/v").await.expect(200).json();
        assert_eq!((&after["attributeSet"]["id"], held(&after)), (&json!("winter"), vec!["cable"]));
        assert_eq!(history::updated_at(&server, "variant", "v").await, before);
        // Given by the former set alone.
        full.put("/api/variants/v", json!({"attributes": {"price": 4}})).await.refused_at("attributes.price");
        full.put("/api/variants/v", json!({"attributeSet": {"id": "summer"}})).await.refused_at("attributeSet.id");
        full.put("/api/variants/v", json!({"attributeSet": {"id": "winter"}, "isActive": false})).await.expect(200);
        assert_eq!(found(&full, "/api/variants?attributes.price=3").await, ["v"]);
    }
}

on_both! {
    async fn lists_are_asked_by_set(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        furnish(&full).await;
        full.post("/api/documents", plain_lamp("b")).await.expect(201);
        full.post("/api/variants", variant("w", "b")).await.expect(201);
        for (path, ids) in [
            ("documents?attributeSet.id=summer", &["a"][..]),
            ("documents?attributeSet.id[]=summer&attributeSet.id[]=winter", &["a"]),
            ("documents?attributeSet.id[]=winter", &[]),
            ("documents?exists[attributeSet]=false", &["b"]),
            ("documents?filter=%7B%22not%22:%7B%22attributeSet.id%22:%22summer%22%7D%7D", &["b"]),
            ("variants?attributeSet.id[]=summer", &["v"]),
            ("variants?document.attributeSet.id[]=summer", &["v"]),
            ("variants?exists[attributeSet]=0", &["w"]),
        ] {
            assert_eq!(found(&full, &format!("/api/{path}")).await, ids, "{path}");
        }
        full.put("/api/documents/a", json!({"attributeSet": {"id": "winter"}})).await.expect(200);
        assert_eq!(found(&full, "/api/documents?attributeSet.id=winter").await, ["a"]);
        assert_eq!(found(&full, "/api/variants?attributeSet.id=winter").await, ["v"]);
    }
}

on_both! {
    /// Links that are values are values.
    async fn media_keep_to_the_set(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let gallery = json!({
            "id": "gallery", "objectType": "document", "documentType": {"id": "lamp"}, "type": "media", "isInherited": true,
        });
        full.post("/api/attributes", gallery).await.expect(201);
        full.post("/api/assets", json!({"id": "photo"})).await.expect(201);
        furnish(&full).await;
        let values = json!({"attributes": {"gallery": [{"id": "photo"}]}});
        let hidden = full.put("/api/documents/a", values).await.expect(200).json();
        assert_eq!(held(&hidden), ["finish", "power"]);
        assert_eq!(hidden["assetLinks"].as_array().map(Vec::len), Some(1));
        assert!(full.get("/api/variants/v?inherited=true").await.json()["attributes"].get("gallery").is_none());
        full.put("/api/documents/a", json!({"attributeSet": null})).await.expect(200);
        let of = async |path: &str| -> Value { full.get(path).await.expect(200).json()["attributes"]["gallery"][0]["id"].clone() };
        assert_eq!(of("/api/documents/a").await, "photo");
        assert_eq!(of("/api/variants/v?inherited=true").await, "photo");
    }
}
