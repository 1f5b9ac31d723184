//! What the nodes on one PostgreSQL hear of each other.

use std::time::Duration;

use store::conn::Conn;
use store::{Store, Urgency};
use tokio::sync::watch::Receiver;

use crate::support::db::{Database, Engine};

async fn commit(store: &Store) {
    store
        .write(Urgency::Interactive, async |conn: &mut Conn<'_>| {
            conn.notify();
            conn.execute("UPDATE revisions SET labels = labels + 1", &[]).await
        })
        .await
        .unwrap();
}

async fn reaches(notices: &mut Receiver<u64>, count: u64) {
    let reached = tokio::time::timeout(Duration::from_secs(10), notices.wait_for(|found| *found >= count)).await;
    reached.expect("a notice within ten seconds").unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_is_heard_by_the_other_node() {
    let database = Database::fresh(Engine::Postgres).await;
    let one = database.store().await;
    let mut notices = one.notices();
    reaches(&mut notices, 1).await;
    let two = database.store().await;
    // Its greeting.
    reaches(&mut notices, 2).await;
    commit(&two).await;
    reaches(&mut notices, 3).await;
    assert!(one.is_shared());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_connection_is_made_anew_and_counts_as_a_notice() {
    let database = Database::fresh(Engine::Postgres).await;
    let (one, two) = (database.store().await, database.store().await);
    let mut notices = one.notices();
    reaches(&mut notices, 2).await;
    let before = *notices.borrow();
    let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'vitrine notices'";
    assert_eq!(database.client().await.query(cut, &[]).await.unwrap().len(), 2);
    reaches(&mut notices, before + 1).await;
    let before = *notices.borrow();
    commit(&two).await;
    reaches(&mut notices, before + 1).await;
}

#[tokio::test]
async fn on_sqlite_there_is_nobody_to_hear() {
    let database = Database::fresh(Engine::Sqlite).await;
    let store = database.store().await;
    let notices = store.notices();
    commit(&store).await;
    assert!(!store.is_shared() && !notices.has_changed().unwrap());
}
