//! More requests than can be served: what finds no place in time is told to come again, and takes no memory.

use std::fs;
use std::sync::Arc;

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::failure::crowd::{at_once, count, put};
use crate::failure::shim::Shim;
use crate::support::db::on_both;
use crate::support::instance::{Content, Instance};
use crate::support::postgres;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

/// What keeps writes from ending, until it is let go.
enum Stop {
    Disk(Shim),
    Lock(tokio_postgres::Client),
}

impl Stop {
    async fn begin(&self) {
        match self {
            Self::Disk(shim) => shim.set_stalled(true),
            Self::Lock(client) => {
                client.batch_execute("BEGIN; LOCK TABLE objects IN EXCLUSIVE MODE").await.expect("a lock");
            }
        }
    }

    async fn end(&self) {
        match self {
            Self::Disk(shim) => shim.set_stalled(false),
            Self::Lock(client) => client.batch_execute("ROLLBACK").await.expect("no lock"),
        }
    }
}

/// A number of the server's process in kB, such as its largest size in memory.
fn status(server: &Server, name: &str) -> u64 {
    let text = fs::read_to_string(format!("/proc/{}/status", server.id())).expect("a process");
    let line = text.lines().find_map(|line| line.strip_prefix(name)).expect("a number");
    line.trim_start_matches(':').trim().trim_end_matches(" kB").parse().expect("a number")
}

on_both! {
    async fn is_told_to_come_again(engine: Engine) {
        let (instance, shim) = (Arc::new(Instance::new(engine, Content::Shop).await), Shim::new());
        let folder = instance.folder().to_owned();
        let server = Server::start_with(Arc::clone(&instance), |command| {
            shim.load_into(command, &folder);
            command.args(["--max-requests", "2", "--max-wait", "1"]);
        }).await;
        let stop = match instance.url() {
            None => Stop::Disk(shim),
            Some(url) => Stop::Lock(postgres::connect(url).await),
        };
        let limits = fs::read_to_string(format!("/proc/{}/limits", server.id())).expect("a process");
        let files = limits.lines().find(|line| line.starts_with("Max open files")).expect("a limit");
        let words: Vec<_> = files.split_whitespace().collect();
        assert_eq!(words[3], words[4], "it may have more: {files}");
        let full = server.as_full();
        for id in ["a", "b", "c"] {
            full.post("/api/documents", plain_lamp(id)).await.expect(201);
        }
        let power = |n: u64| json!({"attributes": {"power": n}});

        // Whoever sends slowly holds no place.
        let mut slow = Vec::new();
        for _ in 0..8 {
            let mut stream = TcpStream::connect(server.http().trim_start_matches("http://")).await.expect("a connection");
            let head = format!("PUT /api/documents/c HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{", instance.token("full"));
            stream.write_all(head.as_bytes()).await.expect("half a request");
            slow.push(stream);
        }
        full.put("/api/documents/c", power(1)).await.expect(200);

        stop.begin().await;
        let held = ["a", "b"].map(|id| tokio::spawn(put(full.clone(), format!("/api/documents/{id}"), power(2))));
        let refused = loop {
            let answer = full.get("/api/documents/c").await;
            if answer.status != 200 {
                break answer.expect(503);
            }
        };
        assert_eq!(refused.header("retry-after"), "1");
        assert!(refused.text().contains("nothing was done"), "{}", refused.text());
        server.anonymous().get("/health").await.expect(200);
        full.get("/api/documents?pagination=false").await.expect(200);

        let before = status(&server, "VmHWM");
        let text: Value = json!({"attributes": {"notes": "x".repeat(50_000)}});
        for _ in 0..3 {
            let answers = at_once((0..400).map(|_| put(full.clone(), "/api/documents/c".into(), text.clone()))).await;
            assert_eq!(count(&answers, 503), 400);
            assert!(answers.iter().all(|answer| !answer.header("retry-after").is_empty()));
        }
        let grown = (status(&server, "VmHWM") - before) / 1_024;
        assert!(grown < 100, "{grown} MB for 400 that waited");

        stop.end().await;
        for held in held {
            held.await.expect("an answer").expect(200);
        }
        let shown = full.get("/api/documents/c").await.expect(200).json();
        assert_eq!((&shown["attributes"]["power"], shown["attributes"].get("notes")), (&json!(1), None));
        for n in 0..20 {
            full.put("/api/documents/c", power(n)).await.expect(200);
        }
        drop(slow);
        instance.run(&["check"]).await;
    }
}
