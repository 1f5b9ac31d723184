//! Jobs whose files lie elsewhere.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::flows::{counts, over};
use crate::support::client::Caller;
use crate::support::db::{Engine, on_both};
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;
use crate::support::until::until;

const LAMP: &str = "document_code;document_type_code;classification_code;name-en_GB;power\none;lamp;desk;Lamp;40\n";

/// A server that may use a folder.
async fn open(engine: Engine, folder: &Path) -> Server {
    let instance = Arc::new(Instance::new(engine, Content::Shop).await);
    Server::start_with(instance, |command| _ = command.arg("--remote-folder").arg(folder)).await
}

/// Begins an import of what lies at an address.
async fn import(full: &Caller, address: &str) -> Value {
    full.post("/api/imports", json!({"remotePath": address})).await.expect(201).json()
}

/// Begins an export of lamps to an address.
async fn export(full: &Caller, address: &str) -> Value {
    let profile = json!({"name": "Lamps", "model": "document.lamp", "extension": "ndjson"});
    full.post("/api/exports", json!({"exportProfile": profile, "uploadLocation": address})).await.expect(201).json()
}

fn path(process: &Value) -> String {
    format!("/api/processes/{}", process["id"].as_str().expect("an id"))
}

on_both! {
    async fn a_file_is_fetched_and_one_is_put(engine: Engine) {
        let folder = TempDir::new().unwrap();
        let server = open(engine, folder.path()).await;
        let full = server.as_full();
        fs::write(folder.path().join("lamps.csv"), LAMP).unwrap();
        let imported = import(&full, &format!("{}/lamps.csv", folder.path().display())).await;
        assert_eq!(counts(&over(&full, &imported).await), [1, 0, 0, 0, 0]);
        let exported = export(&full, &format!("folder:{}/out.ndjson", folder.path().display())).await;
        assert_eq!(over(&full, &exported).await["status"], "finished");
        let put = fs::read_to_string(folder.path().join("out.ndjson")).unwrap();
        assert_eq!((put.lines().count(), put.contains(r#""id":"one""#)), (1, true), "{put}");
    }
}

on_both! {
    /// What somebody has to change first is not asked for ten times; what may come is.
    async fn what_never_comes_is_given_up_at_once(engine: Engine) {
        let folder = TempDir::new().unwrap();
        let server = open(engine, folder.path()).await;
        let (full, place) = (server.as_full(), folder.path().display());
        fs::create_dir(folder.path().join("in")).unwrap();
        let never = over(&full, &import(&full, &format!("{place}/in")).await).await;
        let why = "there is no file of this name, but a folder or the like";
        assert_eq!((&never["status"], &never["trouble"]), (&json!("failed"), &json!(why)));

        let late = import(&full, &format!("{place}/late.csv")).await;
        until(async || full.get(&path(&late)).await.expect(200).json()["trouble"] == "there is no such file").await;
        fs::write(folder.path().join("late.csv"), LAMP).unwrap();
        assert_eq!(counts(&over(&full, &late).await), [1, 0, 0, 0, 0]);
    }
}

on_both! {
    /// It is tried at ever longer intervals, however far each try comes: each begins anew.
    async fn an_export_that_can_not_be_put_rests_between_tries(engine: Engine) {
        let folder = TempDir::new().unwrap();
        let server = open(engine, folder.path()).await;
        let (full, place) = (server.as_full(), folder.path().display());
        fs::write(folder.path().join("lamps.csv"), LAMP).unwrap();
        over(&full, &import(&full, &format!("{place}/lamps.csv")).await).await;
        let exported = export(&full, &format!("{place}/none/lamps.ndjson")).await;
        let log = ["job", "log", exported["id"].as_str().expect("an id")];
        until(async || server.instance().run(&log).await.contains("to be tried again after 4 s")).await;
        fs::create_dir(folder.path().join("none")).unwrap();
        assert_eq!(over(&full, &exported).await["status"], "finished");
        assert!(folder.path().join("none/lamps.ndjson").is_file());
    }
}

on_both! {
    /// Neither a job that is cancelled nor a server that stops waits for a host that says nothing.
    async fn nobody_waits_for_a_silent_host(engine: Engine) {
        /// A silent host is waited for as long as this.
        const PATIENCE: Duration = Duration::from_mins(1);
        let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/lamps.csv", silent.local_addr().unwrap());
        let instance = Arc::new(Instance::new(engine, Content::Shop).await);
        let server = Server::start_with(instance, |command| {
            command.args(["--allow-private", "127.0.0.0/8", "--remote-patience", &PATIENCE.as_secs().to_string()]);
        })
        .await;
        let full = server.as_full();
        // Kept open, and never answered.
        let mut asked = Vec::new();
        let began = Instant::now();
        let first = import(&full, &address).await;
        asked.push(silent.accept().await.unwrap());
        full.delete(&path(&first)).await.expect(204);
        assert_eq!(over(&full, &first).await["status"], "cancelled");
        let second = import(&full, &address).await;
        asked.push(silent.accept().await.unwrap());
        full.lines("/api/assets/bulk", &[json!({"id": "late", "remotePath": address})]).await.expect(200);
        asked.push(silent.accept().await.unwrap());
        assert_eq!(full.get(&path(&second)).await.expect(200).json()["status"], "running");
        assert!(server.stop().await.success());
        assert!(began.elapsed() < PATIENCE, "it took {:?}", began.elapsed());
    }
}
