use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::lamp;

const PATH: &str = "/api/documents/told";

fn field<'a>(entry: &'a Value, path: &str) -> &'a Value {
    let fields = entry["changes"].as_array().expect("a list");
    fields.iter().find(|field| field["path"] == path).unwrap_or_else(|| panic!("{path} in {entry}"))
}

on_both! {
    /// The newest first, field by field, with who and how; a creation tells what it began with.
    async fn every_change_is_told_field_by_field(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("told")).await.expect(201);
        let change = json!({"attributes": {"name": {"fr_FR": "Autre"}, "power": null}, "isActive": false});
        full.put(PATH, change).await.expect(200);
        full.put(PATH, json!({"attributes": {"power": 7}})).await.expect(200);
        let list = full.get(&format!("{PATH}/history")).await.expect(200).json();
        assert_eq!((&list["@id"], &list["hydra:totalItems"]), (&json!("/api/documents/told/history"), &json!(3)));
        let entries = list["hydra:member"].as_array().expect("members");
        let told: Vec<_> = entries.iter().map(|entry| (&entry["operation"], &entry["origin"])).collect();
        let (v5, update) = (&json!("v5"), &json!("update"));
        assert_eq!(told, [(update, v5), (update, v5), (&json!("create"), v5)]);
        assert!(entries.iter().all(|entry| entry["by"].as_str().is_some_and(|by| !by.is_empty())));

        assert_eq!(field(&entries[0], "attributes.power"), &json!({"path": "attributes.power", "attribute": "power", "before": null, "after": 7}));
        let name = field(&entries[1], "attributes.name.fr_FR");
        assert_eq!((&name["attribute"], &name["locale"]), (&json!("name"), &json!("fr_FR")));
        assert_eq!((&name["before"], &name["after"]), (&json!("Lampe de bureau"), &json!("Autre")));
        assert_eq!((&field(&entries[1], "isActive")["before"], &entries[1]["locales"]), (&json!(true), &json!(["fr_FR"])));
        // What it was made with, not what it is now.
        assert_eq!(field(&entries[2], "attributes.power")["after"], 40);
        assert_eq!(field(&entries[2], "attributes.name.fr_FR")["after"], "Lampe de bureau");
        assert_eq!(field(&entries[2], "classifications")["after"], json!(["desk"]));
    }
}

on_both! {
    /// Pages go on after the last entry, whatever happens meanwhile.
    async fn pages_go_on_by_cursor(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("told")).await.expect(201);
        for power in 0..5 {
            full.put(PATH, json!({"attributes": {"power": power}})).await.expect(200);
        }
        let mut next = format!("{PATH}/history?limit=2");
        let mut seen = Vec::new();
        for page in 0..4 {
            let list = full.get(&next).await.expect(200).json();
            seen.extend(list["hydra:member"].as_array().expect("members").iter().map(|entry| entry["id"].clone()));
            let Some(address) = list["hydra:view"]["hydra:next"].as_str() else { break };
            next = address.to_owned();
            full.put(PATH, json!({"attributes": {"power": 100 + page}})).await.expect(200);
        }
        assert_eq!(seen.len(), 6, "{seen:?}");
        let numbers: Vec<i64> = seen.iter().map(|id| id.as_str().expect("a text").parse().expect("a number")).collect();
        assert!(numbers.is_sorted_by(|one, other| one > other), "{numbers:?}");
        for bad in ["limit=x", "cursor=zzz", "pagination=false"] {
            full.get(&format!("{PATH}/history?{bad}")).await.expect(400);
        }
    }
}

on_both! {
    /// A code tells of all that bore it, deleted or not; one that never was is 404.
    async fn a_code_tells_of_all_that_bore_it(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for _ in 0..2 {
            full.post("/api/documents", lamp("told")).await.expect(201);
            full.delete(PATH).await.expect(204);
        }
        let json = full.accept("application/json").get(&format!("{PATH}/history")).await.expect(200);
        assert_eq!(json.header("x-total-count"), "4");
        let entries = json.json();
        let told: Vec<_> = entries.as_array().expect("a list").iter().map(|entry| entry["operation"].clone()).collect();
        assert_eq!(told, ["delete", "create", "delete", "create"]);
        assert_ne!(entries[0]["legacyId"], entries[2]["legacyId"]);
        assert_eq!(field(&entries[0], "attributes.power")["before"], 40);
        full.get("/api/documents/never/history").await.expect(404);
        full.get("/api/variants/told/history").await.expect(404);
    }
}

on_both! {
    /// Definitions and predefined values have histories too.
    async fn definitions_have_histories(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.put("/api/attributes/power", json!({"name": {"en_GB": "Watts"}})).await.expect(200);
        let list = full.get("/api/attributes/power/history").await.expect(200).json();
        assert_eq!(field(&list["hydra:member"][0], "name.en_GB")["after"], "Watts");
        let value = "/api/predefined-values/attribute=socket;code=e27";
        full.delete(value).await.expect(204);
        let list = full.get(&format!("{value}/history")).await.expect(200).json();
        assert_eq!(list["hydra:member"][0]["operation"], "delete");
        for format in ["application/hal+json", "application/x-ndjson"] {
            full.accept(format).get("/api/attributes/power/history").await.expect(200);
        }
    }
}
