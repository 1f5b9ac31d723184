//! A database for each test, on either engine, gone when the test ends.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::{env, process, thread};

use store::{Clock, Location, Store};
use tempfile::TempDir;
use tokio_postgres::{Client, NoTls};

/// Where the test's rows are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database of its own.
pub struct Database {
    engine: Engine,
    folder: TempDir,
    name: String,
}

impl Database {
    /// A migrated one, without rows.
    pub async fn fresh(engine: Engine) -> Self {
        let database = Self::new(engine);
        match engine {
            Engine::Sqlite => {
                std::fs::copy(template::file().await, database.file()).unwrap();
            }
            Engine::Postgres => create(&database.name, &template::database().await).await,
        }
        database
    }

    /// One as the server makes it, to be migrated by whoever opens it first.
    pub async fn empty(engine: Engine) -> Self {
        let database = Self::new(engine);
        if engine == Engine::Postgres {
            create(&database.name, "template1").await;
        }
        database
    }

    fn new(engine: Engine) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}_{}", process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        Self { engine, folder: tempfile::tempdir().unwrap(), name }
    }

    pub fn location(&self) -> Location {
        match self.engine {
            Engine::Sqlite => Location::Sqlite(self.file()),
            Engine::Postgres => Location::Postgres(url(&self.name)),
        }
    }

    /// A store on it. Opened twice on PostgreSQL, it makes two nodes.
    pub async fn store(&self) -> Store {
        Store::open(&self.location(), clock()).await.unwrap()
    }

    /// A client behind the program's back (PostgreSQL).
    pub async fn client(&self) -> Client {
        connect(&self.name).await
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("vitrine.db")
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if self.engine == Engine::Sqlite {
            return;
        }
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // The test's own runtime can't be blocked on here.
        let dropped = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async { connect(ADMIN).await.batch_execute(&sql).await })
        });
        if !matches!(dropped.join(), Ok(Ok(()))) {
            eprintln!("the test's database {} is still there", self.name);
        }
    }
}

/// A clock that a microsecond passes on at each look.
pub fn clock() -> Clock {
    let now = AtomicI64::new(1_790_000_000_000_000);
    Arc::new(move || now.fetch_add(1, Ordering::Relaxed))
}

/// The cluster's own database.
const ADMIN: &str = "postgres";

async fn create(name: &str, template: &str) {
    let admin = connect(ADMIN).await;
    // A process of the same number may have left one.
    admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.unwrap();
    admin.batch_execute(&format!("CREATE DATABASE {name} TEMPLATE {template}")).await.unwrap();
}

fn url(database: &str) -> String {
    let url = env::var("VITRINE_TEST_POSTGRES").expect(
        "VITRINE_TEST_POSTGRES must name a PostgreSQL server: `tests/postgres.sh start` makes one and prints its URL",
    );
    let (server, _) = url.rsplit_once('/').unwrap();
    format!("{server}/{database}")
}

async fn connect(database: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(&url(database), NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

/// Migrated databases to copy, one for each state of the migrations. Tests run in many processes:
/// the first one makes them.
mod template {
    use std::fs;
    use std::hash::{DefaultHasher, Hash, Hasher};

    use super::{ADMIN, Location, PathBuf, Store, clock, connect, create, process, url};

    pub async fn file() -> PathBuf {
        let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.db", name()));
        if !file.exists() {
            let made = file.with_extension(format!("{}.db", process::id()));
            Store::open(&Location::Sqlite(made.clone()), clock()).await.unwrap().close().await;
            fs::rename(made, &file).unwrap();
        }
        file
    }

    pub async fn database() -> String {
        let (name, admin) = (name(), connect(ADMIN).await);
        let exists = format!("SELECT FROM pg_database WHERE datname = '{name}'");
        if admin.query(&exists, &[]).await.unwrap().is_empty() {
            admin.batch_execute("SELECT pg_advisory_lock(20)").await.unwrap();
            if admin.query(&exists, &[]).await.unwrap().is_empty() {
                create("template_in_making", "template1").await;
                let location = Location::Postgres(url("template_in_making"));
                Store::open(&location, clock()).await.unwrap().close().await;
                let rename = format!("ALTER DATABASE template_in_making RENAME TO {name}");
                admin.batch_execute(&rename).await.unwrap();
            }
        }
        name
    }

    fn name() -> String {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/store/src/migrations");
        let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
        files.sort_unstable();
        let mut hasher = DefaultHasher::new();
        for file in files {
            fs::read(file).unwrap().hash(&mut hasher);
        }
        format!("template_{:016x}", hasher.finish())
    }
}

/// Registers each test twice: `name::sqlite` and `name::postgres`.
macro_rules! on_both {
    ($($(#[$about:meta])* async fn $name:ident($engine:ident: Engine) $body:block)*) => {$(
        $(#[$about])*
        mod $name {
            #[allow(unused_imports, clippy::allow_attributes)]
            use super::*;
            use crate::support::db::Engine;

            async fn run($engine: Engine) $body

            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                run(Engine::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                run(Engine::Postgres).await;
            }
        }
    )*};
}
pub(crate) use on_both;
