//! SIGKILL while a file is imported: the next process goes on after the last chunk that was written, and does no line twice.

use std::fmt::Write as _;
use std::sync::Arc;

use serde_json::json;

use crate::failure::bury;
use crate::failure::chance::Chance;
use crate::flows::{begin, counts, over};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::until::until_some;

/// More than several commits take.
const MANY: usize = 8_000;

on_both! {
    async fn killed_half_way(engine: Engine) {
        let mut chance = Chance::new(8);
        let mut server = Server::shop(engine).await;
        let file = (0..MANY).fold("document_code;document_type_code;classification_code;name-en_GB;power\n".to_owned(), |mut file, n| {
            let power = if n % 1_000 == 7 { "far".to_owned() } else { (n % 2_000).to_string() };
            let _ = writeln!(file, "k{n:05};lamp;desk;Lamp {n};{power}");
            file
        });
        let before = history::length(&server).await;
        let process = begin(&server.as_full(), "many.csv", file, json!({})).await.expect(201).json();
        let address = format!("/api/processes/{}", process["id"].as_str().expect("an id"));
        let mut seen = 0;
        for _ in 0..3 {
            // At another place each time.
            let full = server.as_full();
            seen = until_some(async || {
                let shown = full.get(&address).await.expect(200).json();
                let done = shown["progress"]["done"].as_u64().unwrap_or_default();
                (done > seen || shown["status"] == "finished").then_some(done)
            })
            .await;
            for _ in 0..chance.below(20) {
                full.get("/api/locales").await.expect(200);
            }
            server.kill().await;
            bury(server.instance()).await;
            server = Server::start(Arc::clone(server.instance())).await;
        }
        let full = server.as_full();
        let process = over(&full, &process).await;
        assert_eq!(counts(&process), [7_992, 0, 0, 0, 8], "each line once: {process}");
        assert_eq!(history::length(&server).await, before + 7_992);
        assert!((1..8_000).contains(&seen), "it was killed on its way, at {seen}");
        server.instance().run(&["check"]).await;
    }
}

on_both! {
    /// The same while lines are tried again that named what stood below them.
    async fn killed_in_a_later_round(engine: Engine) {
        const NODES: u64 = 8_000;
        let mut server = Server::shop(engine).await;
        let mut file = "classification_code;parent_code\n".to_owned();
        (0..NODES).for_each(|n| _ = writeln!(file, "n{n:04};late"));
        file.push_str("late;lighting\n");
        let before = history::length(&server).await;
        let process = begin(&server.as_full(), "classifications.csv", file, json!({})).await.expect(201).json();
        let address = format!("/api/processes/{}", process["id"].as_str().expect("an id"));
        let full = server.as_full();
        let created = until_some(async || {
            let shown = full.get(&address).await.expect(200).json();
            assert_ne!(shown["status"], "finished", "{shown}");
            shown["metadata"]["count"]["created"].as_u64().filter(|created| *created > 1)
        })
        .await;
        server.kill().await;
        bury(server.instance()).await;
        let server = Server::start(Arc::clone(server.instance())).await;
        let process = over(&server.as_full(), &process).await;
        assert_eq!(counts(&process), [NODES + 1, 0, 0, 0, 0], "each line once: {process}");
        assert_eq!(history::length(&server).await as u64, before as u64 + NODES + 1);
        assert!(created <= NODES, "it was killed on its way, at {created}");
        server.instance().run(&["check"]).await;
    }
}
