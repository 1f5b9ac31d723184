//! What is said of a profile is taken, the rest is guessed; what a preview tells, an import does.

use serde_json::{Value, json};

use super::{counts, import, upload};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::server::Server;

const FILE: &str = "SKU,watts\nA-1,40\nA-2,60\n";

async fn preview(full: &Caller, more: Value) -> Value {
    let mut body = json!({"fileId": upload(full, "supplier.csv", FILE).await});
    for (key, value) in more.as_object().expect("an object") {
        body[key] = value.clone();
    }
    full.post("/api/imports/preview", body).await.expect(200).json()
}

on_both! {
    async fn what_is_said_is_taken(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let told = preview(&full, json!({})).await;
        assert_eq!((&told["profile"]["model"], &told["profile"]["separator"]), (&Value::Null, &json!(",")));
        let told = preview(&full, json!({"importProfile": {"model": "document.lamp", "mappings": null, "decimalSeparator": ","}})).await;
        assert_eq!((&told["profile"]["model"], &told["profile"]["decimalSeparator"]), (&json!("document.lamp"), &json!(",")));
        assert_eq!(told["violations"][0]["propertyPath"], "columns.document_code", "{told}");
        assert_eq!(told["unmapped"].as_array().map(Vec::len), Some(2), "{told}");
        let told = preview(&full, json!({"importProfile": {"separator": ";"}})).await;
        assert_eq!((&told["header"], &told["rows"][0]), (&json!(["SKU,watts"]), &json!(["A-1,40"])));
    }

    /// The profile that is told can be sent along with the import.
    async fn what_is_told_is_done(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mappings = json!([
            {"column": "SKU", "target": {"type": "property", "code": "document_code"}},
            {"column": "watts", "target": {"type": "attribute", "code": "power"}},
            {"column": "", "target": {"type": "constant", "code": "classification_code"}, "options": [{"name": "value", "value": "desk"}]},
        ]);
        let told = preview(&full, json!({"importProfile": {"model": "document.lamp", "mappings": mappings}})).await;
        assert_eq!((&told["violations"], &told["unmapped"]), (&json!([]), &json!([])), "{told}");
        let process = import(&full, "supplier.csv", FILE, json!({"importProfile": told["profile"]})).await;
        assert_eq!(counts(&process), [2, 0, 0, 0, 0], "{process}");

        let mut stored = told["profile"].clone();
        stored["name"] = json!("Supplier");
        let made = full.post("/api/import-profiles", stored).await.expect(201).json();
        let told = preview(&full, json!({"importProfileId": "Supplier"})).await;
        assert_eq!((&told["profile"]["name"], &told["profile"]["mappings"]), (&json!("Supplier"), &made["mappings"]));
        let over = json!({"importProfileId": "Supplier", "importProfile": {"dateFormat": "d/m/Y"}});
        let told = preview(&full, over).await;
        assert_eq!((&told["profile"]["dateFormat"], &told["profile"]["mappings"]), (&json!("d/m/Y"), &made["mappings"]));
        let id = made["id"].as_str().expect("an id");
        let stored = full.get(&format!("/api/import-profiles/{id}")).await.expect(200).json();
        assert_eq!(stored["dateFormat"], made["dateFormat"]);
    }
}
