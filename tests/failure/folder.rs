//! The data folder can't be written to from the start, or goes away.

use std::fs;
use std::process::Stdio;
use std::sync::Arc;

use serde_json::json;

use crate::failure::shim::{Disk, Shim};
use crate::support::db::Engine;
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

/// A server on SQLite says at the start what is wrong, and every command does.
#[tokio::test(flavor = "multi_thread")]
async fn read_only_from_the_start() {
    let (instance, shim) = (Instance::new(Engine::Sqlite, Content::Builtins).await, Shim::new());
    shim.set_disk(Disk::ReadOnly);
    for arguments in [&["serve", "--listen", "127.0.0.1:0"][..], &["check"], &["token", "list"]] {
        let mut command = instance.command(arguments);
        shim.load_into(&mut command, instance.folder());
        let output = command.stdout(Stdio::piped()).stderr(Stdio::piped()).output().await.expect("it ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {said}");
        assert!(said.contains("serve.lock cannot be opened") && said.contains("Read-only"), "{arguments:?}: {said}");
    }
    shim.set_disk(Disk::Well);
    instance.run(&["check"]).await;
}

/// On PostgreSQL nothing in the folder is written but a certificate, once.
#[tokio::test(flavor = "multi_thread")]
async fn read_only_with_the_data_elsewhere() {
    let (instance, shim) = (Arc::new(Instance::new(Engine::Postgres, Content::Shop).await), Shim::new());
    shim.set_disk(Disk::ReadOnly);
    let folder = instance.folder().to_owned();
    let server = Server::start_with(instance, |command| shim.load_into(command, &folder)).await;
    server.as_full().post("/api/documents", plain_lamp("d")).await.expect(201);
    server.over_tls().get("/health").await.expect(200);
    assert_eq!(shim.refused(), 0);
}

/// What would be written to a file that no start finds again isn't acknowledged.
#[tokio::test(flavor = "multi_thread")]
async fn the_database_goes_away_and_comes_back() {
    let server = Server::shop(Engine::Sqlite).await;
    let (full, folder) = (server.as_full(), server.instance().folder().to_owned());
    let (there, away) = (folder.join("vitrine.db"), folder.join("away.db"));
    full.post("/api/documents", plain_lamp("d")).await.expect(201);
    let write = async |power: u64, status: u16| {
        let put = full.put("/api/documents/d", json!({"attributes": {"power": power}})).await.expect(status);
        assert_eq!(put.header("retry-after").is_empty(), status == 200);
    };
    for round in 0..3 {
        fs::rename(&there, &away).expect("it goes");
        write(round, 503).await;
        if round == 1 {
            fs::write(&there, "something else").expect("another file");
            write(round, 503).await;
        }
        full.get("/api/documents/d").await.expect(200);
        fs::rename(&away, &there).expect("it comes back");
        write(round + 10, 200).await;
    }
    server.instance().run(&["check"]).await;
    let instance = Arc::clone(server.instance());
    assert!(server.stop().await.success());
    let server = Server::start(instance).await;
    let shown = server.as_full().get("/api/documents/d").await.expect(200).json();
    assert_eq!(shown["attributes"]["power"], 12);
}
