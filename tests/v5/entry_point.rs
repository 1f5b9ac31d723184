//! How a client finds its way without a token: the entry point, the contexts of JSON-LD, Hydra's documentation.

use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

on_both! {
    /// v5.md 1.1: one key a resource, in each format.
    async fn names_the_collections(engine: Engine) {
        let server = Server::shop(engine).await;
        let anybody = server.anonymous();
        let ld = anybody.get("/api").await.expect(200);
        assert_eq!(ld.header("content-type"), "application/ld+json; charset=utf-8");
        let entry = ld.json();
        assert_eq!((&entry["@context"], &entry["@type"]), (&json!("/api/contexts/Entrypoint"), &json!("Entrypoint")));
        assert_eq!((&entry["document"], &entry["predefinedValue"]), (&json!("/api/documents"), &json!("/api/predefined-values")));
        let plain = anybody.accept("application/json").get("/api/").await.expect(200).json();
        let hal = anybody.accept("application/hal+json").get("/api").await.expect(200).json();
        assert_eq!(hal["_links"]["self"]["href"], "/api");
        let names: Vec<_> = plain.as_object().expect("an object").iter().collect();
        assert!(names.len() >= 8, "{plain}");
        for (name, path) in names {
            assert_eq!((&entry[name], &hal["_links"][name]["href"]), (path, path));
            server.as_full().get(path.as_str().expect("a path")).await.expect(200);
        }
        anybody.accept("text/csv").get("/api").await.expect(406);
        anybody.with("if-none-match", ld.header("etag")).get("/api").await.expect(304);
        anybody.post("/api", json!({})).await.expect(405);
    }
}

/// The context of an item: its own, or the one that it names.
async fn context_of(server: &Server, item: &Value) -> Value {
    match &item["@context"] {
        Value::String(address) => server.anonymous().get(address).await.expect(200).json()["@context"].clone(),
        embedded => embedded.clone(),
    }
}

on_both! {
    /// v5.md 1.2: every property of an item has a meaning, and the documentation says which.
    async fn contexts_lead_to_the_documentation(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        full.post("/api/variants", variant("v", "a")).await.expect(201);
        let docs = server.anonymous().get("/api/docs.jsonld").await.expect(200).json();
        let classes = docs["hydra:supportedClass"].as_array().expect("classes");
        let known: Vec<&str> = classes
            .iter()
            .flat_map(|class| class["hydra:supportedProperty"].as_array().expect("properties"))
            .map(|property| property["hydra:property"]["@id"].as_str().expect("an address"))
            .collect();
        let vocabulary = format!("{}/api/docs.jsonld#", server.http());
        for path in ["documents/a", "variants/v", "classifications/desk", "attributes/name", "predefined-values/attribute=socket;code=e27",
            "document-types/lamp", "catalogs/PIM", "locales/fr_FR"]
        {
            let item = full.get(&format!("/api/{path}")).await.expect(200).json();
            let context = context_of(&server, &item).await;
            assert_eq!(context["@vocab"], vocabulary, "{path}");
            for name in item.as_object().expect("an object").keys().filter(|name| !name.starts_with('@')) {
                let meaning = context[name].as_str().unwrap_or_else(|| panic!("{path}: {name} in {context}"));
                assert!(known.contains(&format!("#{meaning}").as_str()), "{path}: {meaning}");
            }
        }
        // The same whether it is embedded or asked for; and of lists, errors and the entry point.
        let embedded = full.get("/api/documents/a").await.json()["@context"].clone();
        assert_eq!(server.anonymous().get("/api/contexts/Document").await.expect(200).json()["@context"], embedded);
        for address in [
            full.get("/api/documents").await.json()["@context"].clone(),
            full.get("/api/documents/nope").await.json()["@context"].clone(),
            full.post("/api/documents", json!({"id": "x"})).await.json()["@context"].clone(),
            full.get("/api").await.json()["@context"].clone(),
        ] {
            let context = server.anonymous().get(address.as_str().expect("an address")).await.expect(200);
            assert_eq!(context.json()["@context"]["@vocab"], vocabulary, "{address}");
        }
        server.anonymous().get("/api/contexts/Nothing").await.expect(404);
    }
}
