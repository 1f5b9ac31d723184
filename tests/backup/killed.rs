//! SIGKILL half way: nothing half is left, and the same may be done again.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::process::Child;

use super::{back_up, crowded, place, restored, rows};
use crate::support::db::on_both;
use crate::support::instance::Instance;
use crate::support::postgres;
use crate::support::server::Server;

/// Runs a command and kills it as soon as it is half way.
async fn kill_when(instance: &Instance, arguments: &[&str], mut half: impl AsyncFnMut() -> bool) {
    let mut child: Child = instance.command(arguments).spawn().expect("the program runs");
    let started = Instant::now();
    while !half().await {
        assert!(child.try_wait().expect("a child").is_none(), "it ended before it could be killed");
        assert!(started.elapsed() < Duration::from_mins(1), "it never came half way");
    }
    child.kill().await.expect("a running command");
}

fn size(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |file| file.len())
}

on_both! {
    async fn a_restore(engine: Engine) {
        let server = crowded(engine).await;
        let (_folder, file) = place();
        back_up(server.instance(), &file).await;
        let target = Arc::new(Instance::untouched(engine).await);
        let (database, new) = (target.folder().join("vitrine.db"), target.folder().join("vitrine.db.restoring"));
        let order = ["restore", file.to_str().expect("UTF-8")];
        for _ in 0..2 {
            match target.url() {
                None => kill_when(&target, &order, async || size(&new) > 1_000_000).await,
                Some(url) => {
                    // Once it waits for what it has just sent, rows are being written.
                    let busy = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'
                        AND query LIKE 'INSERT INTO value_index%'";
                    kill_when(&target, &order, async || !postgres::query(url, busy).await.is_empty()).await;
                }
            }
            assert!(!database.exists());
        }
        // It is as empty as before for whoever serves it.
        let unused = Server::start(Arc::clone(&target)).await;
        assert!(unused.log().contains("This instance has no users yet"), "{}", unused.log());
        unused.stop().await;
        target.run(&order).await;
        assert!(!new.exists());
        target.run(&["check"]).await;
        rows::assert_same(&rows::of(server.instance()).await, &rows::of(&target).await);
    }
}

on_both! {
    async fn a_backup(engine: Engine) {
        let server = crowded(engine).await;
        let source = Arc::clone(server.instance());
        server.stop().await;
        let (folder, file) = place();
        let partial = folder.path().join("shop.tar.partial");
        let order = ["backup", file.to_str().expect("UTF-8")];
        kill_when(&source, &order, async || partial.exists()).await;
        assert!(!file.exists());
        // What it left is in nobody's way.
        back_up(&source, &file).await;
        assert!(!partial.exists());
        let copy = restored(engine, &file, &source).await;
        rows::assert_same(&rows::of(&source).await, &rows::of(&copy).await);
    }
}
