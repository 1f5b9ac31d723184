//! A database for each test, on either engine, gone when the test ends.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use store::{Clock, Location, Store};
use tempfile::TempDir;
use tokio_postgres::Client;

use super::postgres::{self, Scratch};

/// Where the test's rows are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// A database of its own.
pub enum Database {
    Sqlite(TempDir),
    Postgres(Scratch),
}

impl Database {
    /// A migrated one, without rows.
    pub async fn fresh(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => {
                let folder = tempfile::tempdir().unwrap();
                fs::copy(migrated_file().await, folder.path().join("vitrine.db")).unwrap();
                Self::Sqlite(folder)
            }
            Engine::Postgres => Self::Postgres(Scratch::copy_of(&migrated_database().await).await),
        }
    }

    /// One as the server makes it, to be migrated by whoever opens it first.
    pub async fn empty(engine: Engine) -> Self {
        match engine {
            Engine::Sqlite => Self::Sqlite(tempfile::tempdir().unwrap()),
            Engine::Postgres => Self::Postgres(Scratch::empty().await),
        }
    }

    pub fn location(&self) -> Location {
        match self {
            Self::Sqlite(folder) => Location::Sqlite(folder.path().join("vitrine.db")),
            Self::Postgres(scratch) => Location::Postgres(scratch.url().to_owned()),
        }
    }

    /// A store on it. Opened twice on PostgreSQL, it makes two nodes.
    pub async fn store(&self) -> Store {
        Store::open(&self.location(), clock()).await.unwrap()
    }

    /// A client behind the program's back (PostgreSQL).
    pub async fn client(&self) -> Client {
        match self {
            Self::Sqlite(_) => panic!("SQLite has no clients"),
            Self::Postgres(scratch) => postgres::connect(scratch.url()).await,
        }
    }
}

/// A clock that a microsecond passes on at each look.
pub fn clock() -> Clock {
    let now = AtomicI64::new(1_790_000_000_000_000);
    Arc::new(move || now.fetch_add(1, Ordering::Relaxed))
}

/// A migrated file to copy. Tests run in many processes: the first one makes it.
async fn migrated_file() -> PathBuf {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}.db", migrated_name()));
    if !file.exists() {
        let made = file.with_extension(format!("{}.db", process::id()));
        Store::open(&Location::Sqlite(made.clone()), clock()).await.unwrap().close().await;
        fs::rename(made, &file).unwrap();
    }
    file
}

/// The name of a migrated database to copy.
async fn migrated_database() -> String {
    let name = migrated_name();
    postgres::ensure(&name, async |url| {
        Store::open(&Location::Postgres(url), clock()).await.unwrap().close().await;
    })
    .await;
    name
}

/// Another one for each state of the migrations.
fn migrated_name() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/store/src/migrations");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort_unstable();
    let mut hasher = DefaultHasher::new();
    for file in files {
        fs::read(file).unwrap().hash(&mut hasher);
    }
    format!("template_{:016x}", hasher.finish())
}

/// Registers each test twice: `name::sqlite` and `name::postgres`.
macro_rules! on_both {
    ($($(#[$about:meta])* async fn $name:ident($engine:ident: Engine) $body:block)*) => {$(
        $(#[$about])*
        async fn $name($engine: $crate::support::db::Engine) $body

        mod $name {
            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                super::$name($crate::support::db::Engine::Sqlite).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                super::$name($crate::support::db::Engine::Postgres).await;
            }
        }
    )*};
}
pub(crate) use on_both;
