//! 28 to 34: errors.

use serde_json::json;

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp, variant};

on_both! {
    async fn n028_an_unknown_item_in_ld_json(engine: Engine) {
        let server = Server::shop(engine).await;
        let answer = server.as_full().get("/api/documents/nope").await.expect(404);
        assert_eq!(answer.header("content-type"), "application/ld+json; charset=utf-8");
        let error = answer.json();
        assert_eq!((&error["@context"], &error["@type"]), (&json!("/api/contexts/Error"), &json!("hydra:Error")));
        assert_eq!((&error["code"], &error["status"]), (&json!(404), &json!(404)));
        for text in ["hydra:title", "hydra:description", "detail", "message"] {
            assert!(error[text].as_str().is_some_and(|text| !text.is_empty()), "{text}: {error}");
        }
        assert!(error["message"].as_str().is_some_and(|message| message.contains("nope")), "{error}");
        assert_eq!(error["requestId"], answer.header("x-request-id"));
    }
}

on_both! {
    async fn n029_an_unknown_item_in_json(engine: Engine) {
        let server = Server::shop(engine).await;
        for accept in ["application/json", "application/hal+json", "application/x-ndjson"] {
            let answer = server.as_full().accept(accept).get("/api/documents/nope").await.expect(404);
            assert_eq!(answer.header("content-type"), "application/problem+json; charset=utf-8", "{accept}");
            let error = answer.json();
            assert_eq!((&error["status"], &error["code"]), (&json!(404), &json!(404)));
            for text in ["type", "title", "detail", "message"] {
                assert!(error[text].as_str().is_some_and(|text| !text.is_empty()), "{text}: {error}");
            }
            assert!(error.get("@type").is_none() && error["requestId"] == answer.header("x-request-id"), "{error}");
        }
    }
}

on_both! {
    async fn n030_all_violations_at_once(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut body = plain_lamp("a");
        body["attributes"] = json!({"power": "much", "price": "12,5", "dimmable": true});
        let refused = full.post("/api/documents", body.clone()).await.expect(422);
        let violations = refused.violations();
        let paths: Vec<_> = violations.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["attributes.power", "attributes.price"]);
        let lines: Vec<_> = violations.iter().map(|(path, message)| format!("{path}: {message}")).collect();
        let error = refused.json();
        assert_eq!((&error["@type"], &error["hydra:description"]), (&json!("ConstraintViolationList"), &json!(lines.join("\n"))));
        let plain = full.accept("application/json").post("/api/documents", body).await.expect(422);
        assert_eq!((plain.violations(), &plain.json()["type"]), (violations, &json!("https://symfony.com/errors/validation")));
        full.get("/api/documents/a").await.expect(404);
    }
}

on_both! {
    async fn n031_paths_of_values(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        let before = full.get("/api/documents/a").await.expect(200).json();
        for (attributes, path) in [
            (json!({"power": "much"}), "attributes.power"),
            (json!({"name": {"en_GB": 7}}), "attributes.name.en_GB"),
            (json!({"name": {"xx": "a"}}), "attributes.name.xx"),
            (json!({"name": "plain"}), "attributes.name"),
            (json!({"colour": "red"}), "attributes.colour"),
        ] {
            full.put("/api/documents/a", json!({"attributes": attributes})).await.refused_at(path);
        }
        assert_eq!(full.get("/api/documents/a").await.expect(200).json(), before);
    }
}

on_both! {
    async fn n032_paths_of_unknown_references(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let nope = json!({"id": "nope"});
        let with = |mut body: serde_json::Value, field: &str| {
            body[field] = nope.clone();
            body
        };
        full.post("/api/documents", with(plain_lamp("a"), "documentType")).await.refused_at("documentType.id");
        full.post("/api/documents", with(plain_lamp("a"), "classification")).await.refused_at("classification.id");
        full.post("/api/variants", variant("a", "nope")).await.refused_at("document.id");
        full.post("/api/classifications", json!({"id": "a", "parent": nope})).await.refused_at("parent.id");
        full.post("/api/predefined-values", json!({"attribute": nope, "code": "a", "name": {}})).await.refused_at("attribute.id");
        full.post("/api/documents", with(plain_lamp("a"), "documentType")).await.expect(422);
        for path in ["documents/a", "variants/a", "classifications/a"] {
            full.get(&format!("/api/{path}")).await.expect(404);
        }
    }
}

on_both! {
    async fn n033_an_id_that_exists(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.post("/api/variants", variant("v", "a")).await.expect(201);
        for (path, body) in [
            ("documents", plain_lamp("a")),
            ("variants", variant("v", "a")),
            ("classifications", json!({"id": "desk", "parent": {"id": "root"}})),
            ("attributes", json!({"id": "power", "objectType": "document", "documentType": {"id": "lamp"}, "type": "text", "name": {}})),
            ("document-types", json!({"id": "lamp", "name": {}})),
            ("locales", json!({"id": "fr_FR", "name": "F"})),
            ("catalogs", json!({"id": "PIM", "name": "P", "objectType": "document"})),
            ("predefined-values", json!({"attribute": {"id": "socket"}, "code": "e27", "name": {}})),
        ] {
            let refused = full.post(&format!("/api/{path}"), body).await.expect(409).json();
            assert!(refused["code"] == 409 && refused["message"].is_string(), "{path}: {refused}");
        }
        assert_eq!(full.get("/api/documents/a").await.expect(200).json()["attributes"]["power"], 40);
        assert_eq!(history::of(&server, "document", "a").await, ["create"]);
    }
}
