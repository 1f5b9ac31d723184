use std::sync::Arc;

use serde_json::{Value, json};

use super::{nightly, profile};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::until::until_some;

on_both! {
    /// What fell due while no server was up is done once it is, as a process.
    async fn a_missed_run_is_made_up_for(engine: Engine) {
        let server = Server::bare(engine).await;
        let full = server.as_full();
        let profile = profile(&full, "export-profiles").await;
        let made = full.post("/api/plannings/exports", nightly(&profile, &Value::Null)).await.expect(201).json();
        let instance = Arc::clone(server.instance());
        assert!(server.stop().await.success());
        instance.tamper("UPDATE definitions SET updated_at = updated_at - 172800000000 WHERE kind = 'export_planning'").await;

        let resting = Server::start_with(Arc::clone(&instance), |command| _ = command.arg("--no-plannings")).await;
        let path = format!("/api/plannings/exports/{}", made["id"].as_str().unwrap());
        let shown = resting.as_full().get(&path).await.expect(200).json();
        assert_eq!(shown["lastRun"], Value::Null);
        assert!(resting.stop().await.success());

        let server = Server::start(instance).await;
        let full = server.as_full();
        let shown = async || Some(full.get(&path).await.expect(200).json()).filter(|shown| shown["lastRun"].is_string());
        let ran = until_some(shown).await;
        assert!(ran["nextRun"].as_str() > ran["lastRun"].as_str(), "{ran}");
        let processes = full.get("/api/processes?type=export").await.expect(200).json();
        assert_eq!(processes["hydra:totalItems"], 1, "{processes}");
        let process = &processes["hydra:member"][0];
        assert_eq!((&process["id"], &process["exportProfileId"]), (&ran["lastProcess"], &json!(profile)));
        assert_eq!((&process["subject"], &process["createdBy"]), (&json!("Nightly"), &json!("full")));
    }
}
