//! Writes that share a COMMIT, and those that fail: what is answered as done is there, and nothing else.

use std::pin::{Pin, pin};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use store::conn::Conn;
use store::{Error, Store, Urgency};
use tokio::task::{JoinHandle, JoinSet};

use crate::support::db::{Database, Engine, on_both};

const INSERT: &str = "INSERT INTO sequences (name, next) VALUES ($1, 0)";

async fn insert(store: &Store, urgency: Urgency, name: String) -> Result<u64, Error> {
    store.write(urgency, async move |conn: &mut Conn<'_>| conn.execute(INSERT, &[(&name).into()]).await).await
}

async fn names(store: &Store, like: &'static str) -> Vec<String> {
    let sql = "SELECT name FROM sequences WHERE name LIKE $1 ORDER BY name";
    let rows = store.read(async move |conn: &mut Conn<'_>| conn.query(sql, &[like.into()]).await).await.unwrap();
    rows.iter().map(|row| row.text(0).unwrap().to_owned()).collect()
}

/// Keeps the writing thread busy until the sender is dropped.
fn hold(store: &Store, urgency: Urgency) -> (Sender<()>, JoinHandle<Result<(), Error>>) {
    let (release, released) = channel();
    let (begun, holds) = channel();
    let (store, released) = (store.clone(), Arc::new(Mutex::new(released)));
    let hold = async move |_: &mut Conn<'_>| {
        begun.send(()).unwrap();
        let _ = released.lock().unwrap().recv();
        Ok(())
    };
    let holding = tokio::spawn(async move { store.write(urgency, hold).await });
    holds.recv().unwrap();
    (release, holding)
}

/// Sends the write, so that those made earlier are before it in the queue.
fn queued<F: Future>(write: F) -> Pin<Box<F>> {
    let mut write = Box::pin(write);
    assert!(write.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_pending());
    write
}

type Write = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

on_both! {
    async fn sixteen_writers_lose_nothing(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        insert(&store, Urgency::Interactive, "hot".into()).await.unwrap();
        let mut writers = JoinSet::new();
        for number in 0..16 {
            let store = store.clone();
            writers.spawn(async move {
                let urgency = if number % 4 == 0 { Urgency::Bulk } else { Urgency::Interactive };
                for _ in 0..25 {
                    let raise = "UPDATE sequences SET next = next + 1 WHERE name = 'hot' RETURNING next";
                    let raised = store.write(urgency, async move |conn: &mut Conn<'_>| conn.query(raise, &[]).await?[0].int(0)).await;
                    let read = "SELECT next FROM sequences WHERE name = 'hot'";
                    let seen = store.read(async move |conn: &mut Conn<'_>| conn.query(read, &[]).await?[0].int(0)).await;
                    assert!(seen.unwrap() >= raised.unwrap());
                }
            });
        }
        writers.join_all().await;
        let sql = "SELECT next FROM sequences WHERE name = 'hot'";
        assert_eq!(store.read(async move |conn: &mut Conn<'_>| conn.query(sql, &[]).await?[0].int(0)).await.unwrap(), 16 * 25);
    }

    async fn a_failing_write_harms_no_other(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        let mut writes = JoinSet::new();
        for number in 0..200 {
            let store = store.clone();
            // Every third takes a name that is taken.
            let name = if number % 3 == 0 { "ids".to_owned() } else { format!("name {number:03}") };
            writes.spawn(async move { (number, insert(&store, Urgency::Interactive, name).await) });
        }
        for (number, result) in writes.join_all().await {
            match result {
                Ok(written) => assert_eq!((number % 3 == 0, written), (false, 1)),
                Err(error) => assert!(number % 3 == 0 && matches!(error, Error::Stale(_)), "{number}: {error}"),
            }
        }
        assert_eq!(names(&store, "name %").await.len(), 133);
    }

    async fn a_failing_commit_is_never_answered_as_done(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        let table = "CREATE TABLE late (id {id}, other BIGINT REFERENCES late (id) DEFERRABLE INITIALLY DEFERRED)";
        store.write(Urgency::Interactive, async move |conn: &mut Conn<'_>| conn.execute(table, &[]).await).await.unwrap();
        let orphan = "INSERT INTO late (id, other) VALUES (1, 2)";
        let failed = store.write(Urgency::Interactive, async move |conn: &mut Conn<'_>| conn.execute(orphan, &[]).await).await;
        assert!(matches!(failed, Err(Error::Stale(_))), "{failed:?}");
        // All writers at once: those who share its COMMIT may fail with it.
        let mut writes = JoinSet::new();
        for number in 0..32 {
            let store = store.clone();
            writes.spawn(async move {
                let sql = if number == 7 { orphan } else { INSERT };
                let name = format!("late {number:02}");
                let params = if number == 7 { vec![] } else { vec![(&name).into()] };
                let result = store.write(Urgency::Interactive, async move |conn: &mut Conn<'_>| conn.execute(sql, &params).await).await;
                result.is_ok().then_some(name)
            });
        }
        let mut done: Vec<_> = writes.join_all().await.into_iter().flatten().collect();
        done.sort_unstable();
        assert_eq!(names(&store, "late %").await, done);
        assert!(!done.contains(&"late 07".to_owned()));
        insert(&store, Urgency::Interactive, "afterwards".into()).await.unwrap();
        let rows = store.read(async |conn: &mut Conn<'_>| conn.query("SELECT id FROM late", &[]).await).await.unwrap();
        assert_eq!(rows, []);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trigger_that_refuses_at_commit_is_told() {
    let database = Database::fresh(Engine::Postgres).await;
    let store = database.store().await;
    let trigger = "
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not today'; END $$;
        CREATE CONSTRAINT TRIGGER late AFTER INSERT ON sequences DEFERRABLE INITIALLY DEFERRED
            FOR EACH ROW EXECUTE FUNCTION refuse()";
    database.client().await.batch_execute(trigger).await.unwrap();
    let failed = insert(&store, Urgency::Interactive, "refused".into()).await;
    assert!(matches!(&failed, Err(Error::Database(_))), "{failed:?}");
    assert!(names(&store, "refused").await.is_empty());
}

/// The limit of the file's pages is a full disk, to SQLite.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_fails_the_whole_group() {
    let database = Database::fresh(Engine::Sqlite).await;
    let store = database.store().await;
    let limit = |sql: &'static str| {
        let store = store.clone();
        async move { store.write(Urgency::Bulk, async move |conn: &mut Conn<'_>| conn.query(sql, &[]).await).await.unwrap() }
    };
    limit("PRAGMA max_page_count = 1").await;
    let (release, holding) = hold(&store, Urgency::Interactive);
    let small = queued(insert(&store, Urgency::Interactive, "small".into()));
    let large = queued(insert(&store, Urgency::Interactive, "large".repeat(100_000)));
    let after = queued(insert(&store, Urgency::Interactive, "after".into()));
    drop(release);
    assert!(matches!(holding.await.unwrap(), Err(Error::Full(_))));
    assert!(matches!(small.await, Err(Error::Full(_))));
    assert!(matches!(large.await, Err(Error::Full(_))));
    // The transaction was lost before its turn: it went into the next.
    after.await.unwrap();
    assert_eq!((names(&store, "small").await.len(), names(&store, "after").await.len()), (0, 1));
    limit("PRAGMA max_page_count = 1000000").await;
    insert(&store, Urgency::Interactive, "large".repeat(100_000)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn interactive_writes_go_before_bulk() {
    let database = Database::fresh(Engine::Sqlite).await;
    let store = database.store().await;
    let order = Arc::new(Mutex::new(Vec::new()));
    let noting = |urgency, what: &'static str| {
        let (store, order) = (store.clone(), order.clone());
        let note = async move |_: &mut Conn<'_>| {
            order.lock().unwrap().push(what);
            Ok(())
        };
        async move { store.write(urgency, note).await }
    };
    let (release, holding) = hold(&store, Urgency::Interactive);
    let writes = [
        queued(noting(Urgency::Bulk, "bulk 1")),
        queued(noting(Urgency::Interactive, "interactive 1")),
        queued(noting(Urgency::Bulk, "bulk 2")),
        queued(noting(Urgency::Interactive, "interactive 2")),
    ];
    drop(release);
    holding.await.unwrap().unwrap();
    for write in writes {
        write.await.unwrap();
    }
    assert_eq!(*order.lock().unwrap(), ["interactive 1", "interactive 2", "bulk 1", "bulk 2"]);
}

/// Writes that each call the next one before they end: the queue is never empty.
fn chain(store: &Store, held: &Arc<Mutex<Vec<Write>>>, stop: &Arc<AtomicBool>, made: &Arc<AtomicU32>) {
    let (again, on, stopped, count) = (store.clone(), held.clone(), stop.clone(), made.clone());
    let work = async move |_: &mut Conn<'_>| {
        if count.fetch_add(1, Ordering::Relaxed) < 10_000 && !stopped.load(Ordering::Relaxed) {
            chain(&again, &on, &stopped, &count);
        }
        Ok(())
    };
    let store = store.clone();
    let write: Write = queued(async move { store.write(Urgency::Interactive, work).await });
    held.lock().unwrap().push(write);
}

#[tokio::test(flavor = "multi_thread")]
async fn bulk_gets_its_turn_however_many_hurry() {
    let database = Database::fresh(Engine::Sqlite).await;
    let store = database.store().await;
    let (held, stop, made) = (Arc::default(), Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
    let (release, holding) = hold(&store, Urgency::Interactive);
    chain(&store, &held, &stop, &made);
    let (stopping, so_far) = (stop.clone(), made.clone());
    let bulk = queued(store.write(Urgency::Bulk, async move |_: &mut Conn<'_>| {
        stopping.store(true, Ordering::Relaxed);
        Ok(so_far.load(Ordering::Relaxed))
    }));
    drop(release);
    holding.await.unwrap().unwrap();
    // 64 groups of 64.
    assert!((64..=64 * 65).contains(&bulk.await.unwrap()));
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bulk_makes_larger_steps_while_nobody_waits_for_it() {
    let database = Database::fresh(Engine::Sqlite).await;
    let store = database.store().await;
    assert_eq!(store.bulk_chunk(), 25);
    for n in 0..10 {
        insert(&store, Urgency::Bulk, format!("alone {n}")).await.unwrap();
    }
    assert_eq!(store.bulk_chunk(), 1_000);
    // What Vitrine writes for itself makes nothing short.
    for (urgency, chunk) in [(Urgency::Own, 1_000), (Urgency::Interactive, 25)] {
        let (release, bulk) = hold(&store, Urgency::Bulk);
        let waiting = queued(insert(&store, urgency, format!("{urgency:?}")));
        drop(release);
        bulk.await.unwrap().unwrap();
        waiting.await.unwrap();
        assert_eq!(store.bulk_chunk(), chunk, "{urgency:?}");
    }
    // Who writes now and then comes back soon.
    insert(&store, Urgency::Bulk, "beside".to_owned()).await.unwrap();
    assert_eq!(store.bulk_chunk(), 25);
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_interactive_writes_are_refused_and_bulk_waits() {
    let database = Database::fresh(Engine::Sqlite).await;
    let store = database.store().await;
    let (release, holding) = hold(&store, Urgency::Interactive);
    let bulk: Vec<_> = (0..20).map(|n| queued(insert(&store, Urgency::Bulk, format!("bulk {n}")))).collect();
    let writes: Vec<_> =
        (0..1_024).map(|n| queued(insert(&store, Urgency::Interactive, format!("write {n}")))).collect();
    let mut refused = pin!(insert(&store, Urgency::Interactive, "one more".into()));
    let refused = refused.as_mut().poll(&mut Context::from_waker(Waker::noop()));
    assert!(matches!(refused, Poll::Ready(Err(Error::Unavailable(_)))), "{refused:?}");
    drop(release);
    holding.await.unwrap().unwrap();
    for write in writes.into_iter().chain(bulk) {
        write.await.unwrap();
    }
    assert_eq!(names(&store, "write %").await.len() + names(&store, "bulk %").await.len(), 1_044);
}

#[tokio::test(flavor = "multi_thread")]
async fn closing_finishes_what_was_accepted() {
    let database = Database::fresh(Engine::Sqlite).await;
    let store = database.store().await;
    let (release, holding) = hold(&store, Urgency::Interactive);
    let writes: Vec<_> = (0..100).map(|n| queued(insert(&store, Urgency::Interactive, format!("write {n}")))).collect();
    let closing = tokio::spawn({
        let store = store.clone();
        async move { store.close().await }
    });
    drop(release);
    holding.await.unwrap().unwrap();
    for write in writes {
        write.await.unwrap();
    }
    closing.await.unwrap();
    let late = insert(&store, Urgency::Bulk, "late".into()).await;
    assert!(matches!(late, Err(Error::Unavailable(_))), "{late:?}");
    assert_eq!(names(&database.store().await, "write %").await.len(), 100);
}
