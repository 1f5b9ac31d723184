use std::fs::{self, File};
use std::pin::pin;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, BufReader};

use super::on;
use crate::support::client::{Caller, http_client};
use crate::support::db::{Engine, on_both};
use crate::support::instance::Instance;
use crate::support::server::Server;
use crate::support::shop::lamp;
use crate::support::until::until;

/// On SQLite one server at a time has a data folder.
#[tokio::test]
async fn a_second_server_is_refused() {
    let server = Server::bare(Engine::Sqlite).await;
    let refused = on(server.instance(), &["serve", "--listen", "127.0.0.1:0"]).await.refused(1);
    assert!(refused.contains("another server"), "{refused}");
    server.as_full().get("/api/documents").await.expect(200);
}

/// The socket of a killed server is no obstacle, neither to a command nor to the next server.
#[tokio::test]
async fn a_killed_server_leaves_nothing_in_the_way() {
    let mut server = Server::bare(Engine::Sqlite).await;
    let instance = Arc::clone(server.instance());
    server.kill().await;
    assert!(instance.folder().join("control.sock").exists());
    assert!(on(&instance, &["token", "list"]).await.done().contains("full"));
    let next = Server::start(Arc::clone(&instance)).await;
    next.as_full().get("/api/documents").await.expect(200);
    on(&instance, &["token", "create", "--name", "after"]).await.done();
}

on_both! {
    /// SIGTERM ends it with 0, and what it wrote is there.
    async fn a_clean_stop(engine: Engine) {
        let server = Server::shop(engine).await;
        let instance = Arc::clone(server.instance());
        server.as_full().post("/api/documents", lamp("a")).await.expect(201);
        assert!(server.stop().await.success());
        let again = Server::start(instance).await;
        again.as_full().get("/api/documents/a").await.expect(200);
    }
}

on_both! {
    /// An address that is taken is named.
    async fn an_address_in_use(engine: Engine) {
        let server = Server::bare(engine).await;
        let taken = server.http().trim_start_matches("http://");
        let other = Instance::untouched(engine).await;
        let refused = on(&other, &["serve", "--listen", taken]).await.refused(1);
        assert!(refused.contains(taken), "{refused}");
    }
}

/// On SQLite commands take turns, with each other and with whoever else holds the lock.
#[tokio::test]
async fn commands_take_turns() {
    let instance = Instance::untouched(Engine::Sqlite).await;
    let lock = File::create(instance.folder().join("serve.lock")).unwrap();
    lock.lock().unwrap();
    let create = async |name: &str| on(&instance, &["token", "create", "--name", name]).await.done();
    let mut commands = pin!(async { tokio::join!(create("a"), create("b"), create("c"), create("d")) });
    let waited = tokio::time::timeout(Duration::from_millis(300), &mut commands).await;
    assert!(waited.is_err(), "they ran although the lock was held: {waited:?}");
    lock.unlock().unwrap();
    commands.await;
    assert_eq!(on(&instance, &["token", "list"]).await.done().lines().count(), 5);
}

/// A given certificate is served instead of a self-made one, which is not made then.
#[tokio::test]
async fn a_given_certificate() {
    let maker = Server::bare(Engine::Sqlite).await;
    let pair = maker.instance().folder().join("tls");
    let instance = Arc::new(Instance::untouched(Engine::Sqlite).await);
    let server = Server::start_with(Arc::clone(&instance), |command| {
        command.arg("--tls-cert").arg(pair.join("cert.pem")).arg("--tls-key").arg(pair.join("key.pem"));
    })
    .await;
    assert!(!instance.folder().join("tls").exists());
    let trusting = http_client(Some(&fs::read(pair.join("cert.pem")).unwrap()));
    Caller::new(trusting, server.https()).get("/health").await.expect(200);
    let cert = pair.join("cert.pem");
    let cert = cert.to_str().unwrap();
    let serve = ["serve", "--listen", "127.0.0.1:0", "--tls-cert", cert, "--tls-key", cert];
    let refused = on(&Instance::untouched(Engine::Sqlite).await, &serve).await.refused(1);
    assert!(refused.contains("cert.pem"), "{refused}");
}

on_both! {
    /// A request at work when SIGTERM comes is finished and answered.
    async fn a_stop_finishes_what_was_accepted(engine: Engine) {
        let server = Server::shop(engine).await;
        let (full, instance) = (server.as_full(), Arc::clone(server.instance()));
        let lamps: Vec<_> = (0..3_000).map(|n| lamp(&format!("lamp-{n}"))).collect();
        let bulk = tokio::spawn({
            let full = full.clone();
            async move { full.lines("/api/documents/bulk", &lamps).await }
        });
        let total = async |full: &Caller| full.get("/api/documents?limit=0").await.expect(200).json()["hydra:totalItems"].as_u64();
        until(async || total(&full).await != Some(0) || bulk.is_finished()).await;
        assert!(server.stop().await.success());
        let answers = bulk.await.unwrap().expect(200).lines();
        assert_eq!(answers.iter().filter(|answer| answer["status"] == 201).count(), 3_000);
        let again = Server::start(instance).await;
        assert_eq!(total(&again.as_full()).await, Some(3_000));
    }
}

/// On request the ready line is JSON.
#[tokio::test]
async fn the_ready_line_in_json() {
    let instance = Instance::untouched(Engine::Sqlite).await;
    let mut command = instance.command(&["serve", "--json", "--listen", "127.0.0.1:0"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let line = tokio::time::timeout(Duration::from_mins(1), lines.next_line()).await.unwrap().unwrap().unwrap();
    let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert!(ready["listening"][0].as_str().is_some_and(|one| one.starts_with("https://127.0.0.1:")), "{line}");
    child.kill().await.unwrap();
}
