//! What `/api/docs.json` says follows the code and the live schema.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use super::tools;
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

async fn description(server: &Server) -> Value {
    server.anonymous().get("/api/docs.json").await.expect(200).json()
}

/// The short names of all resources, with their collections.
fn resources(description: &Value) -> Vec<(String, String)> {
    let paths = description["paths"].as_object().expect("paths");
    let one = |(path, item): (&String, &Value)| {
        let of = item["get"]["operationId"].as_str()?.strip_prefix("list")?;
        (!path.contains('{')).then(|| (of.to_owned(), path.clone()))
    };
    paths.iter().filter_map(one).collect()
}

fn keys(object: &Value) -> BTreeSet<&str> {
    object.as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect()
}

on_both! {
    async fn a_public_validator_finds_no_fault(engine: Engine) {
        let server = Server::shop(engine).await;
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("docs.json");
        let validator = tools::path("python/bin/openapi-spec-validator");
        let text = server.anonymous().get("/api/docs.json").await.expect(200).text();
        fs::write(&file, &text).expect("a file");
        let args = ["--schema", "3.1", "--validation-errors", "all", "docs.json"];
        tools::run(&validator, &args, folder.path()).await;
    }
}

on_both! {
    async fn attributes_are_typed_properties_as_they_are_now(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let before = server.anonymous().get("/api/docs.json").await.expect(200);
        let lamp = &before.json()["components"]["schemas"]["DocumentAttributes.lamp"]["properties"];
        assert_eq!(lamp["power"]["type"], "integer");
        assert_eq!(lamp["name"]["additionalProperties"]["type"], "string");
        assert_eq!(lamp["rooms"]["items"]["$ref"], "#/components/schemas/Choice");
        assert!(lamp.get("legs").is_none() && lamp.get("cable").is_none(), "{lamp}");
        let variants = &before.json()["components"]["schemas"]["VariantAttributes.lamp"]["properties"];
        assert_eq!(keys(variants), BTreeSet::from(["cable", "dimmable", "finish", "tagline"]));

        let etag = before.header("etag").to_owned();
        server.anonymous().with("if-none-match", &etag).get("/api/docs.json").await.expect(304);
        let body = json!({"id": "glare", "objectType": "document", "documentType": {"id": "lamp"}, "type": "boolean"});
        full.post("/api/attributes", body).await.expect(201);
        let after = server.anonymous().with("if-none-match", &etag).get("/api/docs.json").await.expect(200).json();
        assert_eq!(after["components"]["schemas"]["DocumentAttributes.lamp"]["properties"]["glare"]["type"], "boolean");

        full.delete("/api/attributes/glare").await.expect(204);
        let gone = description(&server).await;
        assert!(gone["components"]["schemas"]["DocumentAttributes.lamp"]["properties"].get("glare").is_none());
    }
}

on_both! {
    /// The properties that are printed, with their order aside, are those that are described.
    async fn what_is_printed_is_described(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.post("/api/variants", variant("v", "a")).await.expect(201);
        let user = json!({"username": "ann", "firstName": "A", "lastName": "B", "email": "ann@example.org"});
        full.post("/api/users", user).await.expect(201);
        let description = description(&server).await;
        let mut compared = 0;
        for (name, path) in resources(&description) {
            let described = &description["components"]["schemas"][&name]["properties"];
            let list = full.get(&format!("{path}?limit=5")).await.expect(200).json();
            for member in list["hydra:member"].as_array().expect("members") {
                let mut described = keys(described);
                // Printed while it goes on.
                described.remove("changing");
                assert_eq!(keys(member), described, "{path}");
                compared += 1;
            }
        }
        assert!(compared > 8, "{compared}");
    }
}

on_both! {
    /// What a `POST` must give by the description is what an empty one is told to lack.
    async fn what_is_required_is_asked_for(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let description = description(&server).await;
        for (name, path) in resources(&description) {
            let create = &description["components"]["schemas"][format!("{name}Create")];
            // Of a key-value only the id is told, by 400.
            if create.is_null() || path == "/api/keyvalues" {
                continue;
            }
            let lacking: BTreeSet<_> =
                full.post(&path, json!({})).await.expect(422).violations().into_iter().map(|(path, _)| path).collect();
            for property in create["required"].as_array().expect("a list") {
                let property = property.as_str().expect("a name");
                // Of an object it is told what in it is lacking.
                let is_told = |told: &String| told == property || told.starts_with(&format!("{property}."));
                assert!(lacking.iter().any(is_told), "{path} {property}: {lacking:?}");
            }
        }
    }
}

on_both! {
    async fn filters_and_orders_of_users_are_described(engine: Engine) {
        let server = Server::bare(engine).await;
        let description = description(&server).await;
        let parameters = description["paths"]["/api/users"]["get"]["parameters"].as_array().expect("parameters").clone();
        for name in ["type[]", "active", "admin", "username[]", "email[]", "search", "order"] {
            assert!(parameters.iter().any(|parameter| parameter["name"] == name), "{name}: {parameters:?}");
        }
    }
}
