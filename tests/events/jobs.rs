use serde_json::json;

use super::{hears_all, names, one, told};
use crate::flows::import;
use crate::support::db::on_both;
use crate::support::until::until;
use crate::support::webhooks::{log, shop};
use crate::v5::links::furnish;

const FILE: &str = "document_code;classification_code;power\nbulb;desk;3\nspot;desk;4\n";

on_both! {
    /// Whatever a job does to a document, it is told once; then its end.
    async fn a_document_is_told_of_once_by_a_job(engine: Engine) {
        let server = shop(engine).await;
        let full = furnish(&server).await;
        let webhook = hears_all(&server).await;
        let lines = (0..40).map(|n| format!("v{n};bulb;{n}\n")).collect::<Vec<_>>().concat();
        let profile = json!({"extension": "csv", "model": "variant.lamp"});
        let made = import(&full, "variants.csv", format!("variant_code;document_code;cable\n{lines}"), json!({"importProfile": profile})).await;
        let again = lines.lines().map(|line| format!("{line}.5\n")).collect::<Vec<_>>().concat();
        let process = import(&full, "variants.csv", format!("variant_code;document_code;cable\n{again}"), json!({"importProfile": profile})).await;
        let end = |process: &serde_json::Value| process["id"].clone();
        let is_told = async || {
            let log = log(&server, &webhook, "event=import.finish").await;
            [&made, &process].iter().all(|process| log.iter().any(|entry| entry["resource"]["code"] == end(process)))
        };
        until(is_told).await;
        let log = log(&server, &webhook, "event=document.update").await;
        assert_eq!(log.len(), 1, "variants that are made tell nothing of their document, those that change do once: {log:?}");
        assert_eq!(log[0]["resource"]["code"], "bulb");
    }

    async fn what_a_job_makes_is_told_at_once_and_its_end_last(engine: Engine) {
        let server = shop(engine).await;
        let full = furnish(&server).await;
        let webhook = hears_all(&server).await;
        let process = import(&full, "lamps.csv", FILE, json!({"importProfile": {"model": "document.lamp", "extension": "csv"}})).await;
        let id = process["id"].as_str().unwrap().to_owned();
        until(async || log(&server, &webhook, "event=import.finish").await.len() == 1).await;
        let heard = told(&server, &webhook, "m1").await;
        let expected = ["document.create spot", "document.update bulb", &format!("import.finish {id}")];
        assert_eq!(names(&heard), expected);
        assert_eq!(heard.last().unwrap()["code"], "import.finish");
        let resource = &one(&heard, "import.finish", &id)["resource"];
        assert_eq!((&resource["type"], &resource["status"]), (&json!("process"), &json!("finished")));
        assert_eq!(resource["metadata"]["count"], process["metadata"]["count"], "{resource}");
        assert_eq!(one(&heard, "document.update", "bulb")["resource"]["updated_items"], json!([{"type": "field", "code": "power"}]));
    }

    async fn exports_end_too(engine: Engine) {
        let server = shop(engine).await;
        let full = furnish(&server).await;
        let webhook = hears_all(&server).await;
        let profile = json!({"name": "Lamps", "model": "document.lamp", "extension": "csv"});
        let profile = full.post("/api/export-profiles", profile).await.expect(201).json();
        let made = full.post("/api/exports", json!({"exportProfileId": profile["id"]})).await.expect(201).json();
        until(async || log(&server, &webhook, "event=export.finish").await.len() == 1).await;
        let heard = log(&server, &webhook, "event=export.finish").await;
        assert_eq!(heard[0]["resource"], json!({"type": "process", "code": made["id"]}));
    }
}
