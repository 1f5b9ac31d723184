//! The only SQL: the database behind two engines, and the repositories, written once for both.
//!
//! A unit of work is an async closure over a [`conn::Conn`] that is sent to where the connection
//! lives. On SQLite a thread runs it at one go, so it may await nothing but its connection; on
//! PostgreSQL it is awaited on a pooled client. It owns what it captures:
//!
//!     store.read(async move |conn: &mut Conn<'_>| objects::head(conn, kind, &code).await).await

pub mod accounts;
pub mod answer;
pub mod backup;
pub mod changes;
pub mod check;
pub mod commit;
pub mod completeness;
pub mod conn;
mod decode;
pub mod definitions;
pub mod dialect;
pub mod edits;
mod error;
pub mod events;
pub mod feed;
pub mod files;
mod gather;
pub mod history;
pub mod host_keys;
pub mod idempotency;
mod ids;
pub mod jobs;
pub mod key_values;
pub mod load;
mod migrate;
pub mod objects;
mod page;
pub mod planned_runs;
mod postgres;
pub mod preferences;
pub mod progress;
pub mod report;
pub mod reshape;
mod round;
pub mod scratch;
pub mod secrets;
mod sqlite;
pub mod statements;
pub mod undo;
pub mod values;
pub mod views;

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::sync::watch;

use conn::Conn;
pub use error::Error;

/// Tells the moment, in microseconds since 1970 UTC.
pub type Clock = Arc<dyn Fn() -> i64 + Send + Sync>;

/// Where the database is.
#[derive(Clone, PartialEq, Eq)]
pub enum Location {
    /// SQLite's file.
    Sqlite(PathBuf),
    /// PostgreSQL's URL. `sslmode` is `disable` (also if it isn't said), `require` (encrypted) or
    /// `verify-full` (and the server's certificate checked, by `sslrootcert` or the system's).
    Postgres(String),
}

impl std::fmt::Debug for Location {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Sqlite(path) => f.debug_tuple("Sqlite").field(path).finish(),
            Self::Postgres(_) => f.write_str("Postgres(***)"),
        }
    }
}

/// Who waits for a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody: it goes first, and is refused at once where too many wait.
    Interactive,
    /// Vitrine itself, for its own order: it goes first too, but no bulk is made shorter for its sake.
    Own,
    /// A job that has time.
    Bulk,
}

/// The database. A clone is another handle on the same.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    engine: Engine,
    clock: Clock,
    ids: ids::Ids,
    answers: Arc<answer::Engine>,
    notice: Arc<watch::Sender<u64>>,
    /// On PostgreSQL the same: our own words come back to us.
    commits: Arc<watch::Sender<u64>>,
}

enum Engine {
    Sqlite(sqlite::Engine),
    Postgres(postgres::Engine),
}

/// The end of a unit of work, and how many statements it took.
struct Report<T> {
    result: Result<T, Error>,
    statements: u64,
}

impl<T> Report<T> {
    fn failed(error: Error) -> Self {
        Self { result: Err(error), statements: 0 }
    }

    fn counted(self) -> Result<T, Error> {
        statements::add(self.statements);
        self.result
    }
}

/// Objects written by one bulk commit, at most.
const BULK_CHUNK: usize = 1_000;

impl Store {
    /// Opens the database and migrates it. Refuses one of a newer version.
    pub async fn open(location: &Location, clock: Clock) -> Result<Self, Error> {
        let notice = Arc::new(watch::Sender::new(0));
        let engine = match location {
            Location::Sqlite(path) => Engine::Sqlite(sqlite::Engine::open(path, &clock)?),
            Location::Postgres(url) => Engine::Postgres(postgres::Engine::open(url, notice.clone()).await?),
        };
        let answers = Arc::new(answer::Engine::default());
        let commits = match &engine {
            Engine::Sqlite(_) => Arc::new(watch::Sender::new(0)),
            Engine::Postgres(_) => Arc::clone(&notice),
        };
        let store = Self(Arc::new(Inner { engine, clock, ids: ids::Ids::default(), answers, notice, commits }));
        migrate::migrate(&store).await?;
        Ok(store)
    }

    /// Runs `work` to read, outside of a transaction: one statement, or several that need no
    /// common moment.
    pub async fn read<T, W>(&self, work: W) -> Result<T, Error>
    where
        T: Send + 'static,
        W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error> + Send + 'static,
    {
        let report = match &self.0.engine {
            Engine::Sqlite(engine) => engine.read(work, false).await,
            Engine::Postgres(engine) => engine.read(&self.0.clock, work, false).await,
        };
        report.counted()
    }

    /// Runs `work` to read; all its statements see the database at one moment.
    pub async fn snapshot<T, W>(&self, work: W) -> Result<T, Error>
    where
        T: Send + 'static,
        W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error> + Send + 'static,
    {
        let report = match &self.0.engine {
            Engine::Sqlite(engine) => engine.read(work, true).await,
            Engine::Postgres(engine) => engine.read(&self.0.clock, work, true).await,
        };
        report.counted()
    }

    /// The same for work that takes minutes: on a thread of its own, where it may do other things between its statements,
    /// and on SQLite on a connection of its own.
    pub async fn long_snapshot<T, W>(&self, work: W) -> Result<T, Error>
    where
        T: Send + 'static,
        W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error> + Send + 'static,
    {
        let (store, handle) = (self.clone(), tokio::runtime::Handle::current());
        let work = async move |conn: &mut Conn<'_>| {
            if let Some(sql) = conn.dialect().without_limits() {
                conn.script(sql).await?;
            }
            work(conn).await
        };
        let reading = tokio::task::spawn_blocking(move || match &store.0.engine {
            Engine::Sqlite(engine) => engine.read_aside(work),
            Engine::Postgres(engine) => handle.block_on(engine.read(&store.0.clock, work, true)),
        });
        reading.await.map_err(|error| Error::Bug(error.to_string()))?.counted()
    }

    /// Runs `work` in one transaction, kept if it returns Ok and no statement failed. Returns only
    /// after COMMIT. PostgreSQL may have it run again, on a clone, after it lost to another: let
    /// it own what is large by an `Arc`.
    pub async fn write<T, W>(&self, urgency: Urgency, work: W) -> Result<T, Error>
    where
        T: Send + 'static,
        W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error> + Clone + Send + 'static,
    {
        let report = match &self.0.engine {
            Engine::Sqlite(engine) => {
                let report = engine.write(urgency, work).await;
                self.0.commits.send_modify(|count| *count += 1);
                report
            }
            Engine::Postgres(engine) => engine.write(&self.0.clock, work).await,
        };
        report.counted()
    }

    /// Consecutive numbers for what is to be made, never given out before or again.
    pub async fn ids(&self, count: u32) -> Result<Range<i64>, Error> {
        self.0.ids.draw(self, count).await
    }

    /// What is kept of the database to answer lists from.
    pub fn engine(&self) -> &Arc<answer::Engine> {
        &self.0.answers
    }

    /// Whether other processes may write to this database: then nothing kept may be trusted
    /// without asking.
    pub fn is_shared(&self) -> bool {
        matches!(self.0.engine, Engine::Postgres(_))
    }

    /// How many objects a bulk commit should write just now.
    pub fn bulk_chunk(&self) -> usize {
        match &self.0.engine {
            Engine::Sqlite(engine) => engine.bulk_chunk(),
            Engine::Postgres(_) => BULK_CHUNK,
        }
    }

    /// Moves when a node (this one too) committed something that it gave notice of, and when
    /// notices may have been missed. Never on SQLite.
    pub fn notices(&self) -> watch::Receiver<u64> {
        self.0.notice.subscribe()
    }

    /// Moves when something may have been added to the feed, by this node or another. Who waits for that looks now and then
    /// besides: nobody tells of a transaction that was rolled back, and others may have waited for it.
    pub fn commits(&self) -> watch::Receiver<u64> {
        self.0.commits.subscribe()
    }

    /// The settings in force that decide whether a commit survives a power cut, by name.
    pub async fn durability(&self) -> Result<Vec<(String, String)>, Error> {
        self.write(Urgency::Interactive, async |conn: &mut Conn<'_>| {
            let rows = conn.query(conn.dialect().durability(), &[]).await?;
            rows.iter().map(|row| Ok((row.text(0)?.to_owned(), row.text(1)?.to_owned()))).collect()
        })
        .await
    }

    /// Takes no more work, finishes what was accepted, and lets go of the database.
    pub async fn close(&self) {
        match &self.0.engine {
            Engine::Sqlite(engine) => engine.close().await,
            Engine::Postgres(engine) => engine.close(),
        }
    }
}
