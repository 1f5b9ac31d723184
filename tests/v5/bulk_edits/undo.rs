//! An edit is undone as an import is.

use serde_json::json;

use super::{PATH, lamps, of_documents, run, values};
use crate::flows::{counts, over};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::until::until;

on_both! {
    async fn but_for_what_others_changed(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        lamps(&full, &["a", "b"]).await;
        let process = run(&full, of_documents(json!([
            {"op": "append", "attribute": "name", "locale": "en_GB", "value": "!"},
            {"op": "classify", "main": "floor"},
        ]))).await;
        assert_eq!(counts(&process), [0, 2, 0, 0, 0]);
        full.patch("/api/documents/b", json!({"attributes": {"power": 1}})).await.expect(200);
        let address = format!("/api/processes/{}/undo", process["id"].as_str().expect("an id"));
        let undone = full.post(&address, json!({})).await.expect(201).json();
        let undone = over(&full, &undone).await;
        assert_eq!(counts(&undone), [0, 1, 0, 0, 1], "{undone}");
        assert_eq!(values(&full, "a").await["name"]["en_GB"], "Desk lamp");
        assert_eq!(values(&full, "b").await["name"]["en_GB"], "Desk lamp!", "it was changed since");
        let placed = full.get("/api/documents/a").await.expect(200).json();
        assert_eq!(placed["classifications"].as_array().expect("a list").len(), 1, "{placed}");
    }

    /// What it did until it was cancelled stays, and is undone all the same.
    async fn of_one_that_was_cancelled(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let bodies: Vec<_> = (0..8_000)
            .map(|n| json!({"id": format!("k{n:04}"), "documentType": {"id": "lamp"}, "classification": {"id": "desk"}, "attributes": {"power": 1}}))
            .collect();
        full.lines("/api/documents/bulk", &bodies).await.expect(200);
        let process = full.post(PATH, of_documents(json!([{"op": "set", "attribute": "power", "value": 2}]))).await.expect(202).json();
        let address = format!("/api/processes/{}", process["id"].as_str().expect("an id"));
        until(async || full.get(&address).await.expect(200).json()["progress"]["done"] != 0).await;
        full.delete(&address).await.expect(204);
        let ended = over(&full, &process).await;
        assert_eq!(ended["status"], "cancelled", "{ended}");
        let done = ended["progress"]["done"].as_u64().expect("a number");
        let total = async |power: i64| {
            full.get(&format!("/api/documents?limit=0&attributes.power={power}")).await.expect(200).json()["hydra:totalItems"].as_u64()
        };
        assert_eq!(total(2).await, Some(done), "{ended}");
        assert!(done < 8_000, "it was too quick");
        let undone = full.post(&format!("{address}/undo"), json!({})).await.expect(201).json();
        assert_eq!(counts(&over(&full, &undone).await), [0, done, 0, 0, 0]);
        assert_eq!(total(1).await, Some(8_000));
    }
}
