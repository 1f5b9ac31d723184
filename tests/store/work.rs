//! Units of work: what they see, how they end, what they may not do.

use std::future::Future;

use store::conn::{Conn, Statement};
use store::{Error, Store, Urgency, statements};

use crate::support::db::{Database, Engine, on_both};

const NEXT: &str = "SELECT next FROM sequences WHERE name = 'work'";

async fn make(store: &Store) {
    let sql = "INSERT INTO sequences (name, next) VALUES ('work', 0)";
    store.write(Urgency::Interactive, async move |conn: &mut Conn<'_>| conn.execute(sql, &[]).await).await.unwrap();
}

async fn raise(conn: &mut Conn<'_>) -> Result<u64, Error> {
    conn.execute("UPDATE sequences SET next = next + 1 WHERE name = 'work'", &[]).await
}

async fn next(conn: &mut Conn<'_>) -> Result<i64, Error> {
    let rows = conn.query(NEXT, &[]).await?;
    rows.first().map_or(Ok(-1), |row| row.int(0))
}

/// What a handler needs of the futures that it awaits.
fn may_be_spawned<F: Future + Send + 'static>(work: F) -> F {
    work
}

on_both! {
    async fn futures_of_the_store_may_be_spawned(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        let words = vec!["a".to_owned()];
        let all = may_be_spawned(async move {
            let words = words.clone();
            let read = store.read(async move |conn: &mut Conn<'_>| conn.query("SELECT 1 WHERE 'a' {in $1}", &[words.into()]).await);
            let snapshot = store.snapshot(async |conn: &mut Conn<'_>| next(conn).await);
            let write = store.write(Urgency::Bulk, async |conn: &mut Conn<'_>| raise(conn).await);
            (read.await.map(|rows| rows.len()), snapshot.await, write.await, store.ids(3).await.is_ok())
        });
        let (read, empty, write, ids) = tokio::spawn(all).await.unwrap();
        assert_eq!((read.unwrap(), empty.unwrap(), write.unwrap(), ids), (1, -1, 0, true));
    }

    async fn a_write_is_read_by_whoever_made_it(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        make(&store).await;
        for expected in 1..=20 {
            store.write(Urgency::Interactive, async |conn: &mut Conn<'_>| raise(conn).await).await.unwrap();
            assert_eq!(store.read(async |conn: &mut Conn<'_>| next(conn).await).await.unwrap(), expected);
        }
    }

    async fn an_error_undoes_the_work(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        make(&store).await;
        let failed = store
            .write(Urgency::Interactive, async |conn: &mut Conn<'_>| {
                raise(conn).await?;
                Err::<(), _>(Error::Stale("so I say".into()))
            })
            .await;
        assert!(matches!(failed, Err(Error::Stale(words)) if words == "so I say"));
        assert_eq!(store.read(async |conn: &mut Conn<'_>| next(conn).await).await.unwrap(), 0);
    }

    async fn work_can_not_succeed_where_a_statement_failed(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        make(&store).await;
        let hidden = store
            .write(Urgency::Interactive, async |conn: &mut Conn<'_>| {
                raise(conn).await?;
                let _ = conn.execute("INSERT INTO sequences (name, next) VALUES ('work', 1)", &[]).await;
                Ok(())
            })
            .await;
        assert!(matches!(hidden, Err(Error::Stale(_))), "{hidden:?}");
        assert_eq!(store.read(async |conn: &mut Conn<'_>| next(conn).await).await.unwrap(), 0);
    }

    async fn a_snapshot_sees_one_moment_and_a_reader_cannot_write(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        make(&store).await;
        // The work runs on a thread where nothing else may be awaited: the write is made by another.
        let (ask, asked) = std::sync::mpsc::channel::<()>();
        let (done, wait) = std::sync::mpsc::channel::<()>();
        let other = store.clone();
        let handle = tokio::runtime::Handle::current();
        let writer = std::thread::spawn(move || {
            asked.recv().unwrap();
            handle.block_on(other.write(Urgency::Interactive, async |conn: &mut Conn<'_>| raise(conn).await)).unwrap();
            done.send(()).unwrap();
        });
        let seen = store
            .snapshot(async move |conn: &mut Conn<'_>| {
                let before = next(conn).await?;
                ask.send(()).unwrap();
                wait.recv().unwrap();
                Ok((before, next(conn).await?))
            })
            .await;
        assert_eq!(seen.unwrap(), (0, 0));
        writer.join().unwrap();
        assert_eq!(store.read(async |conn: &mut Conn<'_>| next(conn).await).await.unwrap(), 1);
        let refused = store.snapshot(async |conn: &mut Conn<'_>| raise(conn).await).await;
        assert!(refused.is_err(), "{refused:?}");
        assert_eq!(store.snapshot(async |conn: &mut Conn<'_>| next(conn).await).await.unwrap(), 1);
    }

    async fn statements_are_counted_for_the_task_that_asked(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        make(&store).await;
        let ((), counted) = statements::counted(async {
            store.read(async |conn: &mut Conn<'_>| next(conn).await).await.unwrap();
            let both = async |conn: &mut Conn<'_>| conn.batch(vec![Statement::new(NEXT, vec![]), Statement::new(NEXT, vec![])]).await;
            store.snapshot(both).await.unwrap();
            store.write(Urgency::Interactive, async |conn: &mut Conn<'_>| raise(conn).await).await.unwrap();
        })
        .await;
        assert_eq!(counted, 4);
    }

    async fn work_dropped_half_way_leaves_nothing(engine: Engine) {
        let database = Database::fresh(engine).await;
        let store = database.store().await;
        make(&store).await;
        for _ in 0..20 {
            let write = store.write(Urgency::Interactive, async |conn: &mut Conn<'_>| {
                raise(conn).await?;
                next(conn).await
            });
            // Whether it was in time or not: the next one finds a clean connection.
            let _ = tokio::time::timeout(std::time::Duration::ZERO, write).await;
        }
        let seen = store.write(Urgency::Interactive, async |conn: &mut Conn<'_>| next(conn).await).await.unwrap();
        let later = store.read(async |conn: &mut Conn<'_>| next(conn).await).await.unwrap();
        assert_eq!(seen, later);
    }

    async fn the_settings_that_make_commits_durable_can_be_told(engine: Engine) {
        let database = Database::fresh(engine).await;
        let settings = database.store().await.durability().await.unwrap();
        let (name, value) = match engine {
            Engine::Sqlite => ("synchronous", "full"),
            Engine::Postgres => ("fsync", "on"),
        };
        assert!(settings.contains(&(name.to_owned(), value.to_owned())), "{settings:?}");
    }
}

#[tokio::test]
async fn on_sqlite_a_panic_or_a_foreign_await_ends_the_work_alone() {
    let database = Database::fresh(crate::support::db::Engine::Sqlite).await;
    let store = database.store().await;
    make(&store).await;
    let panicked = store
        .write(Urgency::Interactive, async |conn: &mut Conn<'_>| {
            raise(conn).await?;
            assert!(conn.now() < 0, "on purpose");
            Ok(())
        })
        .await;
    assert!(matches!(panicked, Err(Error::Bug(words)) if words.contains("on purpose")));
    let waited = store.read(async |_: &mut Conn<'_>| std::future::pending::<Result<(), Error>>().await).await;
    assert!(matches!(waited, Err(Error::Bug(_))));
    assert_eq!(store.write(Urgency::Bulk, async |conn: &mut Conn<'_>| next(conn).await).await.unwrap(), 0);
    assert_eq!(store.read(async |conn: &mut Conn<'_>| next(conn).await).await.unwrap(), 0);
}
