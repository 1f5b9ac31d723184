//! A database for each test, on either engine, gone when the test ends.

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

/// An empty database, migrated when a store or server first opens it.
pub struct Database {
    engine: Engine,
    folder: TempDir,
    name: String,
}

impl Database {
    pub async fn fresh(engine: Engine) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}_{}", process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        if engine == Engine::Postgres {
            // A process of the same number may have left one.
            let admin = connect(&cluster()).await;
            admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await.unwrap();
            admin.batch_execute(&format!("CREATE DATABASE {name}")).await.unwrap();
        }
        Self { engine, folder: tempfile::tempdir().unwrap(), name }
    }

    pub fn location(&self) -> Location {
        match self.engine {
            Engine::Sqlite => Location::Sqlite(self.folder.path().join("vitrine.db")),
            Engine::Postgres => Location::Postgres(self.url()),
        }
    }

    /// A store on it. Opened twice on PostgreSQL, it makes two nodes.
    pub async fn store(&self) -> Store {
        Store::open(&self.location(), clock()).await.unwrap()
    }

    /// A client behind the program's back (PostgreSQL).
    pub async fn client(&self) -> Client {
        connect(&self.url()).await
    }

    fn url(&self) -> String {
        let cluster = cluster();
        let (server, _) = cluster.rsplit_once('/').unwrap();
        format!("{server}/{}", self.name)
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
            runtime.block_on(async { connect(&cluster()).await.batch_execute(&sql).await })
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

fn cluster() -> String {
    let url = env::var("VITRINE_TEST_POSTGRES");
    url.expect(
        "VITRINE_TEST_POSTGRES must name a PostgreSQL server: `tests/postgres.sh start` makes one and prints its URL",
    )
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
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
