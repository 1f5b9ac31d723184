//! A disk without room, or that breaks or becomes read-only: what was answered as done is there, the rest is said to have failed for the
//! time being, reading goes on, and writing goes on when there is room again.

use std::sync::Arc;

use crate::failure::shim::{Disk, Shim};
use crate::failure::stream::{self, Ledger};
use crate::support::db::Engine;
use crate::support::instance::{Content, Instance};
use crate::support::postgres;
use crate::support::server::Server;

/// Unavailable, or insufficient storage: come back later.
const LATER: &[u64] = &[503, 507];

/// Runs writers through three spells of trouble; `set_trouble` begins and ends one.
pub async fn endure(mut server: Server, set_trouble: impl AsyncFn(bool)) {
    stream::prepare(&server, 8, 1).await;
    let ledger = Arc::new(Ledger::default());
    for _ in 0..3 {
        let mut writers = stream::start(&server, &ledger, 8, 1, LATER);
        writers.acknowledged(30).await;
        set_trouble(true).await;
        writers.refused(30).await;
        server.as_read().get("/api/documents?limit=1").await.expect(200);
        set_trouble(false).await;
        // Whoever was refused is served again, without a restart.
        writers.acknowledged(60).await;
        writers.end().await;
        ledger.check(&server).await;
    }
    // What was acknowledged is on the disk, not only in memory.
    let instance = Arc::clone(server.instance());
    server.kill().await;
    let server = Server::start(Arc::clone(&instance)).await;
    ledger.check(&server).await;
    server.stop().await;
    instance.run(&["check"]).await;
}

async fn on_sqlite(trouble: Disk) {
    let (instance, shim) = (Arc::new(Instance::new(Engine::Sqlite, Content::Shop).await), Shim::new());
    let folder = instance.folder().to_owned();
    let server = Server::start_with(instance, |command| shim.load_into(command, &folder)).await;
    endure(server, async |begins| shim.set_disk(if begins { trouble } else { Disk::Well })).await;
    assert!(shim.refused() > 0, "the shim was never asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_finds_it_when_writing() {
    on_sqlite(Disk::Full).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_finds_it_when_syncing() {
    on_sqlite(Disk::FullLate).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_on_a_disk_that_becomes_read_only() {
    on_sqlite(Disk::ReadOnly).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sqlite_on_a_disk_that_breaks() {
    on_sqlite(Disk::Broken).await;
}

/// The database's own words for a full disk (SQLSTATE 53100), said at COMMIT.
const FULL_AT_COMMIT: &str = "
    CREATE TABLE no_room (spell INTEGER);
    CREATE FUNCTION look_for_room() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM no_room) THEN
            RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER look_for_room AFTER INSERT ON changes DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION look_for_room();";

#[tokio::test(flavor = "multi_thread")]
async fn postgres_finds_it_at_commit() {
    let server = Server::shop(Engine::Postgres).await;
    let url = server.instance().url().expect("a database").to_owned();
    postgres::execute(&url, FULL_AT_COMMIT).await;
    endure(server, async |full| {
        let sql = if full { "INSERT INTO no_room VALUES (1)" } else { "DELETE FROM no_room" };
        postgres::execute(&url, sql).await;
    })
    .await;
}
