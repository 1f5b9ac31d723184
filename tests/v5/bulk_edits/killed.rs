//! SIGKILL while an edit is at work: the next process goes on after the last chunk that was written.

use std::sync::Arc;

use serde_json::json;

use super::{PATH, of_documents};
use crate::failure::bury;
use crate::flows::{counts, over};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::until::until_some;

const MANY: usize = 8_000;

on_both! {
    /// To append a text twice would show.
    async fn half_way(engine: Engine) {
        let mut server = Server::shop(engine).await;
        let full = server.as_full();
        let bodies: Vec<_> = (0..MANY)
            .map(|n| json!({"id": format!("k{n:04}"), "documentType": {"id": "lamp"}, "classification": {"id": "desk"}, "attributes": {"finish": "a"}}))
            .collect();
        full.lines("/api/documents/bulk", &bodies).await.expect(200);
        let before = history::length(&server).await;
        let process = full.post(PATH, of_documents(json!([{"op": "append", "attribute": "finish", "value": "b"}]))).await.expect(202).json();
        let address = format!("/api/processes/{}", process["id"].as_str().expect("an id"));
        let done = until_some(async || {
            let shown = full.get(&address).await.expect(200).json();
            shown["progress"]["done"].as_u64().filter(|done| *done > 0)
        })
        .await;
        assert!(done < MANY as u64, "it was too quick");
        server.kill().await;
        bury(server.instance()).await;
        let server = Server::start(Arc::clone(server.instance())).await;
        let full = server.as_full();
        assert_eq!(counts(&over(&full, &process).await), [0, MANY as u64, 0, 0, 0]);
        assert_eq!(history::length(&server).await, before + MANY);
        let wrong = full.get("/api/documents?limit=0&attributes.finish[notEquals]=ab").await.expect(200).json();
        assert_eq!(wrong["hydra:totalItems"], 0, "{wrong}");
        server.instance().run(&["check"]).await;
    }
}
