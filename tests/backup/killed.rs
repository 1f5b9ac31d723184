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

/// So often a command may be done before it is seen half way, on a machine that has much to do.
const TRIES: usize = 20;

/// Runs a command and kills it as soon as it is half way. `false`: it was done before.
async fn is_killed(instance: &Instance, arguments: &[&str], mut half: impl AsyncFnMut() -> bool) -> bool {
    let mut child: Child = instance.command(arguments).spawn().expect("the program runs");
    let started = Instant::now();
    while !half().await {
        if let Some(end) = child.try_wait().expect("a child") {
            assert!(end.success(), "{end}");
            return false;
        }
        assert!(started.elapsed() < Duration::from_mins(1), "it never came half way");
    }
    child.kill().await.expect("a running command");
    child.wait().await.expect("its end").code().is_none()
}

fn size(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |file| file.len())
}

on_both! {
    async fn a_restore(engine: Engine) {
        let server = crowded(engine).await;
        let (_folder, file) = place();
        back_up(server.instance(), &file).await;
        let order = ["restore", file.to_str().expect("UTF-8")];
        let mut target = Arc::new(Instance::untouched(engine).await);
        let mut kills = 0;
        for _ in 0..TRIES {
            let (database, new) = (target.folder().join("vitrine.db"), target.folder().join("vitrine.db.restoring"));
            let killed = match target.url() {
                None => is_killed(&target, &order, async || size(&new) > 1_000_000).await,
                Some(url) => {
                    // Once it waits for what it has just sent, rows are being written.
                    let busy = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'
                        AND query LIKE 'INSERT INTO value_index%'";
                    is_killed(&target, &order, async || !postgres::query(url, busy).await.is_empty()).await
                }
            };
            if !killed {
                target = Arc::new(Instance::untouched(engine).await);
                continue;
            }
            assert!(!database.exists());
            kills += 1;
            if kills == 2 {
                break;
            }
        }
        assert_eq!(kills, 2);
        // It is as empty as before for whoever serves it.
        let unused = Server::start(Arc::clone(&target)).await;
        assert!(unused.log().contains("This instance has no users yet"), "{}", unused.log());
        unused.stop().await;
        target.run(&order).await;
        assert!(!target.folder().join("vitrine.db.restoring").exists());
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
        let mut tries = 0..TRIES;
        while !is_killed(&source, &order, async || partial.exists()).await {
            tries.next().expect("it is never seen half way");
            fs::remove_file(&file).expect("a whole backup");
        }
        assert!(!file.exists());
        // What it left is in nobody's way.
        back_up(&source, &file).await;
        assert!(!partial.exists());
        let copy = restored(engine, &file, &source).await;
        rows::assert_same(&rows::of(&source).await, &rows::of(&copy).await);
    }
}
