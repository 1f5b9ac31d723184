use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{now, path, put_job, seen};
use crate::flows::{begin, counts, over};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::until::until;

on_both! {
    /// What nobody is at is over at once.
    async fn of_a_pending_one(engine: Engine) {
        let server = Server::bare(engine).await;
        put_job(server.instance(), 9001, &[("due_at", (now() + 500_000_000).to_string())]).await;
        let full = server.as_full();
        server.as_read().delete(&path(9001)).await.expect(403);
        assert_eq!(full.get(&path(9001)).await.json()["status"], "pending");
        full.delete(&path(9001)).await.expect(204);
        let over = full.get(&path(9001)).await.expect(200).json();
        assert_eq!((&over["status"], &over["cancelledBy"]), (&json!("cancelled"), &json!("full")));
        assert!(over["endDate"].is_string(), "{over}");
        let again = full.delete(&path(9001)).await.expect(409);
        assert!(again.text().contains("over already: cancelled"), "{}", again.text());
        full.delete(&path(9002)).await.expect(404);
    }

    /// Whoever is at it ends it; if that one died, whoever takes it up does, without doing any more of it.
    async fn of_one_at_work(engine: Engine) {
        let server = Server::bare(engine).await;
        let columns = [("lease", "'one that died'".into()), ("due_at", (now() + 3_000_000).to_string()), ("begun_at", "1".into())];
        put_job(server.instance(), 9001, &columns).await;
        let full = server.as_full();
        full.delete(&path(9001)).await.expect(204);
        let asked = full.get(&path(9001)).await.expect(200).json();
        assert_eq!((&asked["status"], &asked["cancelledBy"]), (&json!("running"), &json!("full")));
        // To ask again changes nothing.
        full.delete(&path(9001)).await.expect(204);
        let over = seen(&full, 9001, |job| job["status"] != "running").await;
        assert_eq!((&over["status"], &over["trouble"]), (&json!("cancelled"), &json!(null)));
        let notes = full.get(&format!("{}/log", path(9001))).await.expect(200).json();
        let said: Vec<_> = notes.as_array().unwrap().iter().map(|note| note["message"].as_str().unwrap()).collect();
        assert_eq!(said, ["to be ended before its time, says full", "taken up again", "ended before its time"]);
    }

    /// A model that is half followed would be none.
    async fn of_a_change_of_the_model(engine: Engine) {
        let server = Server::bare(engine).await;
        let columns = [("kind", "'reshape'".into()), ("lease", "'somebody'".into()), ("due_at", (now() + 500_000_000).to_string()),
            ("payload", "'{}'".into())];
        put_job(server.instance(), 9001, &columns).await;
        let refused = server.as_full().delete(&path(9001)).await.expect(409);
        assert!(refused.text().contains("can't be cancelled"), "{}", refused.text());
        let still = server.as_full().get(&path(9001)).await.json();
        assert_eq!((&still["status"], &still["cancelledBy"]), (&json!("running"), &json!(null)));
    }

    /// An import in the middle: what it wrote stays, and the one that waited for it comes.
    async fn of_an_import_on_its_way(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let lines = |from: usize, to: usize| {
            (from..to).fold("document_code;document_type_code;classification_code\n".to_owned(), |mut file, n| {
                let _ = writeln!(file, "k{n:05};lamp;desk");
                file
            })
        };
        let long = begin(&full, "long.csv", lines(0, 8_000), json!({})).await.expect(201).json();
        let short = begin(&full, "short.csv", lines(8_000, 8_002), json!({})).await.expect(201).json();
        let address = |process: &Value| format!("/api/processes/{}", process["id"].as_str().expect("an id"));
        until(async || full.get(&address(&long)).await.expect(200).json()["progress"]["done"] != 0).await;
        assert_eq!(full.get(&address(&short)).await.json()["status"], "pending", "one after the other");
        full.delete(&address(&long)).await.expect(204);
        let ended = over(&full, &long).await;
        assert_eq!((&ended["status"], &ended["cancelledBy"]), (&json!("cancelled"), &json!("full")), "{ended}");
        assert_eq!(counts(&over(&full, &short).await), [2, 0, 0, 0, 0]);
        let found = full.get("/api/documents?limit=0").await.expect(200).json();
        let written = ended["progress"]["done"].as_u64().expect("a number");
        assert!(written < 8_000, "it was too quick");
        assert_eq!(found["hydra:totalItems"], written + 2);
    }
}
