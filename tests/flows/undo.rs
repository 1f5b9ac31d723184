//! What a job did is undone: what it made goes, what it changed is as it was, what it deleted is back. What others changed
//! since stays, and is told.

use std::sync::Arc;

use serde_json::json;

use super::{counts, import, over, text};
use crate::support::client::Caller;
use crate::support::client::ndjson;
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::{lamp, variant};

async fn undo(full: &Caller, process: &serde_json::Value, query: &str) -> serde_json::Value {
    let address = format!("/api/processes/{}/undo{query}", process["id"].as_str().expect("an id"));
    let process = full.post(&address, json!({})).await.expect(201).json();
    over(full, &process).await
}

/// What is shown of objects, but for dates.
async fn shown(full: &Caller) -> Vec<serde_json::Value> {
    let mut all = Vec::new();
    for address in ["documents", "variants", "classifications", "predefined-values", "links"] {
        let answer = full.get(&format!("/api/{address}?pagination=false")).await.expect(200).json();
        for mut member in answer["hydra:member"].as_array().expect("members").clone() {
            for dated in ["dateCreated", "dateModified", "createdBy", "updatedBy", "legacyId"] {
                member.as_object_mut().expect("an object").remove(dated);
            }
            all.push(member);
        }
    }
    all
}

on_both! {
    async fn a_whole_import_is_undone(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for id in ["kept", "moved"] {
            full.post("/api/documents", lamp(id)).await.expect(201);
        }
        full.post("/api/documents", lamp("gone")).await.expect(201);
        full.post("/api/variants", variant("gone-1", "gone")).await.expect(201);
        let before = shown(&full).await;

        let file = [
            json!({"resource": "predefined-values", "item": {"attribute": {"id": "socket"}, "code": "b22", "name": {"en_GB": "B22"}}}),
            json!({"resource": "classifications", "item": {"id": "wall", "parent": {"id": "lighting"}}}),
            json!({"resource": "documents", "item": {"id": "moved", "classifications": [{"id": "wall"}], "attributes": {"power": 41, "socket": "b22"}}}),
            json!({"resource": "documents", "item": {"id": "new", "documentType": {"id": "lamp"}, "classifications": [{"id": "wall"}]}}),
            json!({"resource": "variants", "item": {"id": "new-1", "document": {"id": "new"}}}),
            json!({"resource": "documents", "item": {"id": "moved", "attributes": {"power": 42}}}),
            json!({"resource": "documents", "delete": "gone"}),
        ];
        let lines = ndjson(&file);
        let process = import(&full, "all.ndjson", &lines, json!({})).await;
        assert_eq!(counts(&process), [4, 2, 1, 0, 0], "{process}");

        let written = history::length(&server).await;
        let tried = undo(&full, &process, "?dryRun=true").await;
        assert_eq!(counts(&tried)[4], 0, "{tried}");
        assert_eq!(history::length(&server).await, written);

        let undone = undo(&full, &process, "").await;
        assert_eq!(counts(&undone)[4], 0, "{undone}");
        assert_eq!(shown(&full).await, before);
        server.instance().run(&["check"]).await;

        // The undoing of it is a job like any.
        let redone = undo(&full, &undone, "").await;
        assert_eq!(counts(&redone)[4], 0, "{redone}");
        assert_eq!(full.get("/api/documents/moved").await.json()["attributes"]["power"], 42);
        full.get("/api/documents/gone").await.expect(404);
    }
}

on_both! {
    /// A type goes with the title attribute that it was made with, whatever the import made of both later.
    async fn a_type_goes_with_its_title(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let attributes = full.get("/api/attributes?limit=0").await.json()["hydra:totalItems"].clone();
        let file = ndjson(&[
            json!({"resource": "document-types", "item": {"id": "sofa", "name": {"en_GB": "Sofa"}}}),
            json!({"resource": "document-types", "item": {"id": "stool", "name": {"en_GB": "Stool"}}}),
            json!({"resource": "attributes", "item": {
                "id": "label", "objectType": "document", "documentType": {"id": "sofa"}, "type": "text", "name": {"en_GB": "Label"},
            }}),
            json!({"resource": "document-types", "item": {"id": "sofa", "titleAttribute": {"id": "label"}}}),
        ]);
        let process = import(&full, "types.ndjson", file, json!({})).await;
        assert_eq!(counts(&process), [3, 1, 0, 0, 0], "{process}");
        let undone = undo(&full, &process, "").await;
        let told = text(&server, &undone, "report").await;
        assert_eq!(counts(&undone), [0, 1, 3, 2, 0], "two title attributes went with their types: {undone}\n{told}");
        assert_eq!((&undone["progress"]["done"], &undone["progress"]["total"]), (&json!(6), &json!(6)), "{undone}");
        full.get("/api/document-types/sofa").await.expect(404);
        assert_eq!(full.get("/api/attributes?limit=0").await.json()["hydra:totalItems"], attributes);
    }
}

on_both! {
    async fn what_others_changed_since_stays(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        let file = "document_code;document_type_code;classification_code;power\na;;;41\nb;lamp;desk;7\nc;lamp;desk;8\nd;lamp;desk;9\n";
        let process = import(&full, "lamps.csv", file, json!({})).await;
        assert_eq!(counts(&process), [3, 1, 0, 0, 0], "{process}");
        full.put("/api/documents/a", json!({"attributes": {"finish": "steel"}})).await.expect(200);
        full.put("/api/documents/b", json!({"attributes": {"power": 70}})).await.expect(200);
        full.post("/api/variants", variant("c-1", "c")).await.expect(201);

        let undone = undo(&full, &process, "").await;
        assert_eq!(counts(&undone), [0, 0, 1, 0, 3], "{undone}");
        let report = text(&server, &undone, "report").await;
        assert_eq!(report.matches("changed_since").count(), 2, "{report}");
        assert_eq!(report.matches("used_since").count(), 1, "{report}");
        assert_eq!(full.get("/api/documents/a").await.json()["attributes"]["power"], 41);
        assert_eq!(full.get("/api/documents/b").await.json()["attributes"]["power"], 70);
        full.get("/api/variants/c-1").await.expect(200);
        full.get("/api/documents/d").await.expect(404);
    }
}

on_both! {
    /// What a planned import wrote since is no less than what others did, though Vitrine itself began it.
    async fn what_was_planned_stays(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", lamp("a")).await.expect(201);
        let first = import(&full, "document.lamp.csv", "document_code;power\na;41\n", json!({})).await;
        let later = import(&full, "document.lamp.csv", "document_code;power\na;42\n", json!({})).await;
        assert_eq!([counts(&first), counts(&later)], [[0, 1, 0, 0, 0]; 2]);
        let instance = Arc::clone(server.instance());
        assert!(server.stop().await.success());
        // As the run of a planning leaves it.
        instance.tamper("UPDATE changes SET origin = 'system' WHERE job_id = (SELECT max(job_id) FROM changes)").await;
        let server = Server::start(instance).await;
        let full = server.as_full();
        let undone = undo(&full, &first, "").await;
        assert_eq!(counts(&undone), [0, 0, 0, 0, 1], "{undone}");
        assert_eq!(full.get("/api/documents/a").await.json()["attributes"]["power"], 42);
    }
}
