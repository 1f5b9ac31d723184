use serde_json::json;

use super::{PATH, made, view};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::v5::session::page_of;

on_both! {
    async fn says_what_was_sent(engine: Engine) {
        let server = Server::shop(engine).await;
        let page = page_of(&server, "ann").await;
        let before = history::length(&server).await;
        let body = json!({
            "name": "Missing in French", "resource": "documents", "documentType": {"id": "lamp"}, "isShared": true,
            "roles": [], "sequence": 3, "filter": {"not": {"exists": {"attributes.name": true}}}, "search": "lamp",
            "order": [{"by": "attributes.name.fr_FR", "descending": true}, {"by": "id", "descending": false}],
            "columns": [{"key": "attributes.name.fr_FR", "width": 240, "isFrozen": true}, {"key": "status", "width": null, "isFrozen": false}],
            "locale": "fr_FR", "settings": {"rows": "dense", "zoom": 1.50},
        });
        let answer = page.post(PATH, body.clone()).await.expect(201);
        let shown = answer.json();
        for (name, value) in body.as_object().expect("an object") {
            assert_eq!(&shown[name], value, "{name}");
        }
        assert_eq!((&shown["owner"], shown["dateCreated"].is_string()), (&json!("ann"), true));
        let path = answer.header("location");
        assert_eq!(path, format!("{PATH}/{}", shown["id"].as_str().expect("an id")));
        assert_eq!(page.get(path).await.expect(200).json(), shown);
        let linked = page.accept("application/ld+json").get(path).await.expect(200).json();
        assert_eq!((&linked["@id"], &linked["@type"]), (&json!(path), &json!("View")));

        let least = page.get(&made(&page, view("All")).await).await.expect(200).json();
        assert_eq!((&least["documentType"], &least["filter"], &least["order"]), (&json!(null), &json!(null), &json!([])));
        assert_eq!(history::length(&server).await, before, "they have no history");
    }

    async fn changes_what_is_mentioned(engine: Engine) {
        let server = Server::shop(engine).await;
        let page = page_of(&server, "ann").await;
        let path = made(&page, json!({"name": "Lamps", "resource": "documents", "search": "lamp", "sequence": 2})).await;
        let first = page.get(&path).await.expect(200);
        page.put(&path, json!({"name": "Lights"})).await.expect(200);
        let stale = page.with("if-match", first.header("etag"));
        stale.patch(&path, json!({"search": null})).await.expect(412);
        stale.delete(&path).await.expect(412);
        let shown = page.patch(&path, json!({"search": null})).await.expect(200).json();
        assert_eq!((&shown["name"], &shown["search"], &shown["sequence"]), (&json!("Lights"), &json!(null), &json!(2)));
        page.delete(&path).await.expect(204);
        page.get(&path).await.expect(404);
        page.patch(&path, json!({"name": "x"})).await.expect(404);
        page.delete(&path).await.expect(404);
    }

    /// A filter and an order are read as the list itself would.
    async fn is_one_that_lists_understand(engine: Engine) {
        let server = Server::shop(engine).await;
        let page = page_of(&server, "ann").await;
        let with = |name: &str, value: serde_json::Value| {
            let mut body = view("x");
            body[name] = value;
            body
        };
        for (body, path) in [
            (json!({"resource": "documents"}), "name"),
            (json!({"name": "x"}), "resource"),
            (with("resource", json!("users")), "resource"),
            (with("documentType", json!({"id": "none"})), "documentType.id"),
            (with("roles", json!(["none"])), "roles"),
            (with("locale", json!("xx_XX")), "locale"),
            (with("filter", json!({"colour": "red"})), "filter"),
            (with("filter", json!({"attributes.none": "red"})), "filter"),
            (with("filter", json!("red")), "filter"),
            (with("order", json!([{"by": "id"}, {"by": "colour"}])), "order[1].by"),
            (with("order", json!([{"by": "attributes.none"}])), "order[0].by"),
            (with("order", json!([{"descending": true}])), "order[0]"),
            (with("columns", json!([{"key": "id", "width": 0}])), "columns[0].width"),
            (with("columns", json!(["id"])), "columns[0]"),
            (with("settings", json!("x".repeat(16 << 10))), "settings"),
        ] {
            page.post(PATH, body).await.expect(422).refused_at(path);
        }
        let path = made(&page, with("filter", json!({"orphan": true}))).await;
        page.patch(&path, json!({"resource": "variants"})).await.expect(422).refused_at("filter");
        page.patch(&path, json!({"resource": "variants", "filter": {"document.orphan": true}})).await.expect(200);
    }

    /// A view for documents of a type goes with it.
    async fn goes_with_its_document_type(engine: Engine) {
        let server = Server::shop(engine).await;
        let page = page_of(&server, "ann").await;
        let kind = json!({"id": "stool", "name": {"en_GB": "Stool"}});
        server.as_full().post("/api/document-types", kind).await.expect(201);
        let path = made(&page, json!({"name": "Stools", "resource": "documents", "documentType": {"id": "stool"}})).await;
        page.get(&path).await.expect(200);
        server.as_full().delete("/api/document-types/stool").await.expect(204);
        page.get(&path).await.expect(404);
        server.instance().run(&["check"]).await;
    }
}
