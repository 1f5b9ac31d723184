//! The backups that are taken by themselves.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::App;
use app::backup::daily::{Daily, Due};
use store::Urgency;
use store::conn::Conn;
use tokio::sync::watch;

use super::{restored, rows};
use crate::support::app::Instance as Nodes;
use crate::support::db::{Engine, on_both};
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;
use crate::support::until::until_some;

const HOUR: i64 = 3_600;

fn daily(folder: &Path, keep: usize) -> Daily {
    Daily { folder: folder.to_owned(), keep, at: "02:30".parse().expect("a time"), with_files: false }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort_unstable();
    names
}

/// Nobody tells it to stop.
fn going() -> (watch::Sender<bool>, watch::Receiver<bool>) {
    watch::channel(false)
}

async fn look(node: &App, daily: &Daily) -> Due {
    node.back_up_if_due(daily, &going().1).await.unwrap()
}

/// An instance that is as old as its clock: templates are older or younger.
async fn fresh(engine: Engine) -> Nodes {
    let instance = Nodes::fresh(engine).await;
    let store = instance.store().await;
    let now =
        async |conn: &mut Conn<'_>| conn.execute("UPDATE migrations SET applied_at = $1", &[conn.now().into()]).await;
    store.write(Urgency::Interactive, now).await.unwrap();
    store.close().await;
    instance
}

on_both! {
    /// Once a day, at its time or later; the newest are kept. The clock begins on 2026-09-21 at 14:13.
    async fn one_a_day_and_the_oldest_go(engine: Engine) {
        let instance = fresh(engine).await;
        let node = instance.node().await;
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("deep/backups");
        let daily = daily(&folder, 2);
        // None was due since it was made.
        assert_eq!(look(&node, &daily).await, Due::Settled);
        instance.pass(12 * HOUR);
        assert_eq!(look(&node, &daily).await, Due::Settled);
        assert!(!folder.exists());
        instance.pass(HOUR);
        let first = folder.join("vitrine-20260922T0230Z.tar");
        assert_eq!(look(&node, &daily).await, Due::Taken(first));
        assert_eq!(look(&node, &daily).await, Due::Settled);
        // Things of others are not ours to remove.
        fs::write(folder.join("vitrine-notes.tar"), "").unwrap();
        fs::write(folder.join("vitrine-20260922T0230Z.tar.partial"), "what a killed server left").unwrap();
        for _ in 0..3 {
            instance.pass(24 * HOUR);
            assert!(matches!(look(&node, &daily).await, Due::Taken(_)));
            assert_eq!(look(&node, &daily).await, Due::Settled);
        }
        let kept = ["vitrine-20260924T0230Z.tar", "vitrine-20260925T0230Z.tar", "vitrine-notes.tar"];
        assert_eq!(names(&folder), kept);
        // Days without a server are not made good but for the last.
        instance.pass(10 * 24 * HOUR);
        assert!(matches!(look(&node, &daily).await, Due::Taken(_)));
        assert_eq!(names(&folder), ["vitrine-20260925T0230Z.tar", "vitrine-20261005T0230Z.tar", "vitrine-notes.tar"]);
    }
}

on_both! {
    /// A folder that can't be written: it fails, and is taken as soon as it can be. Nobody else is held up.
    async fn a_failure_is_made_good(engine: Engine) {
        let instance = fresh(engine).await;
        let node = instance.node().await;
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("backups");
        let daily = daily(&folder, 7);
        instance.pass(13 * HOUR);
        fs::write(&folder, "in the way").unwrap();
        let failure = node.back_up_if_due(&daily, &going().1).await.unwrap_err();
        assert!(failure.to_string().contains("backups can't be written"), "{failure}");
        node.ping().await.unwrap();
        // One that is told to stop gives it up without a word.
        fs::remove_file(&folder).unwrap();
        let (stop, stopped) = going();
        stop.send_replace(true);
        assert_eq!(node.back_up_if_due(&daily, &stopped).await.unwrap(), Due::Open);
        assert_eq!(names(&folder), [""; 0]);
        assert!(matches!(look(&node, &daily).await, Due::Taken(_)));
    }
}

/// Of several nodes one takes it, wherever each would put it.
#[tokio::test(flavor = "multi_thread")]
async fn of_several_nodes_one_takes_it() {
    let instance = fresh(Engine::Postgres).await;
    let place = tempfile::tempdir().unwrap();
    let mut nodes = Vec::new();
    for n in 0..4 {
        nodes.push((instance.node().await, daily(&place.path().join(n.to_string()), 7)));
    }
    for _ in 0..3 {
        instance.pass(24 * HOUR);
        let looks = nodes.iter().cloned().map(|(node, daily)| tokio::spawn(async move { look(&node, &daily).await }));
        let looks: Vec<_> = looks.collect();
        let mut taken = 0;
        for look in looks {
            taken += usize::from(matches!(look.await.unwrap(), Due::Taken(_)));
        }
        assert_eq!(taken, 1);
    }
    let files: usize = nodes.iter().map(|(_, daily)| names(&daily.folder).len()).sum();
    assert_eq!(files, 3);
}

/// Waits for the first backup in a folder.
async fn first(folder: &Path) -> PathBuf {
    let name = until_some(async || names(folder).into_iter().find(|name| name.ends_with("Z.tar"))).await;
    folder.join(name)
}

on_both! {
    /// A server does it by itself: on SQLite beside the data unless told otherwise, on PostgreSQL where it is told.
    async fn by_a_server(engine: Engine) {
        let instance = Arc::new(Instance::new(engine, Content::Shop).await);
        instance.tamper("UPDATE migrations SET applied_at = 0").await;
        let place = tempfile::tempdir().unwrap();
        let told = place.path().join("theirs");
        let server = Server::start_with(Arc::clone(&instance), |command| {
            if engine == Engine::Postgres {
                command.arg("--backup-dir").arg(&told);
            }
        })
        .await;
        let folder = if engine == Engine::Postgres { told } else { instance.folder().join("backups") };
        let file = first(&folder).await;
        let metric = "vitrine_backup_last_timestamp ";
        let last = until_some(async || {
            let metrics = server.as_read().get("/metrics").await.expect(200).text();
            metrics.lines().find_map(|line| line.strip_prefix(metric)).filter(|last| *last != "0").map(str::to_owned)
        })
        .await;
        assert!(last.parse::<f64>().is_ok_and(|last| last > 1.7e9), "{last}");
        server.stop().await;
        let copy = restored(engine, &file, &instance).await;
        assert_eq!(rows::of(&copy).await["tokens"], rows::of(&instance).await["tokens"]);

        // Asked to keep none, it takes none.
        fs::remove_dir_all(&folder).unwrap();
        let server = Server::start_with(Arc::clone(&instance), |command| {
            command.args(["--backup-keep", "0"]).arg("--backup-dir").arg(&folder);
        })
        .await;
        assert!(server.stop().await.success());
        assert!(!folder.exists());
    }
}

/// A server that was never in use has nothing to back up on its first day.
#[tokio::test(flavor = "multi_thread")]
async fn not_on_the_first_day() {
    let server = Server::start(Arc::new(Instance::untouched(Engine::Sqlite).await)).await;
    let folder = server.instance().folder().join("backups");
    server.anonymous().get("/health").await.expect(200);
    assert!(server.stop().await.success());
    assert!(!folder.exists());
}
