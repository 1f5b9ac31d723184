use serde_json::{Value, json};

use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;

fn lamps() -> Value {
    json!({
        "name": "Lamps for the shop",
        "description": null,
        "model": "document.lamp",
        "extension": "csv",
        "locales": [],
        "separator": null,
        "enclosure": null,
        "encoding": null,
        "decimalSeparator": ".",
        "dateFormat": "yyyy-MM-dd",
        "dateTimeSeparator": "T",
        "multiValueSeparator": "|",
        "remotePath": null,
        "mappings": [{"column": "SKU", "target": {"type": "property", "code": "document_code", "locale": null}, "options": []}],
        "filters": {"attributes.power[gte]": 40, "classification.id[]": ["desk"], "isActive": true},
    })
}

on_both! {
    async fn are_kept_under_ids_of_ours(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let made = full.post("/api/export-profiles", lamps()).await.expect(201).json();
        for (key, value) in lamps().as_object().unwrap() {
            assert_eq!(made[key], *value, "{key}");
        }
        let id = made["id"].as_str().unwrap();
        assert_eq!(id.len(), 36);
        let path = format!("/api/export-profiles/{id}");
        assert_eq!(full.get(&path).await.expect(200).json(), made);
        let small = full.post("/api/export-profiles", json!({"name": "All", "model": "asset", "filters": []})).await.expect(201).json();
        assert_eq!((&small["filters"], &small["mappings"], &small["extension"]), (&json!({}), &json!([]), &json!("csv")));
        let put = full.put(&path, json!({"filters": {"search": "brass"}})).await.expect(200).json();
        assert_eq!((&put["filters"], &put["name"]), (&json!({"search": "brass"}), &made["name"]));
        full.put(&path, json!({"filters": "brass"})).await.refused_at("filters");
        full.put(&path, json!({"model": "link.lost"})).await.refused_at("model");
        full.delete(&path).await.expect(204);
        assert_eq!(history::of(&server, "export_profile", id).await, ["create", "update", "delete"]);
    }
}

on_both! {
    /// As the maker's own copying program does it.
    async fn what_one_instance_prints_another_takes(engine: Engine) {
        let (one, other) = (Server::shop(engine).await, Server::shop(engine).await);
        one.as_full().post("/api/export-profiles", lamps()).await.expect(201);
        let printed = one.as_full().get("/api/export-profiles").await.expect(200).json()["hydra:member"][0].clone();
        let mut sent = printed.clone();
        for name in ["dateCreated", "dateModified", "createdBy", "updatedBy"] {
            sent.as_object_mut().unwrap().remove(name);
        }
        sent["mappings"][0].as_object_mut().unwrap().remove("options");
        let made = other.as_full().post("/api/export-profiles", sent).await.expect(201).json();
        for key in lamps().as_object().unwrap().keys() {
            assert_eq!(made[key], printed[key], "{key}");
        }
    }
}
