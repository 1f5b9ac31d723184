//! Databases of a test on the private PostgreSQL cluster that `VITRINE_TEST_POSTGRES` names.

use std::sync::atomic::{AtomicU32, Ordering};

use tokio_postgres::{Client, NoTls, Row};

/// A database that is dropped with this.
pub struct Scratch {
    name: String,
    url: String,
}

impl Scratch {
    /// A new, empty database.
    pub async fn empty() -> Self {
        let scratch = Self::named().await;
        run(&format!("CREATE DATABASE {}", scratch.name)).await;
        scratch
    }

    /// A new database with the content of another, to which nobody may be connected.
    pub async fn copy_of(template: &str) -> Self {
        let scratch = Self::named().await;
        copy(template, &scratch.name).await;
        scratch
    }

    async fn named() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("test_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        // A process of the same number may have left one.
        run(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await;
        let cluster = cluster();
        let (server, _) = cluster.rsplit_once('/').expect("postgres://user@host:port/database");
        Self { url: format!("{server}/{name}"), name }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its URL.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let sql = format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name);
        // The test's own runtime may be gone by now.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(run(&sql));
        });
        let _ = dropped.join();
    }
}

/// Makes a database of that name, filled by `fill` at its URL, unless there is one: by whoever comes first.
pub async fn ensure(name: &str, fill: impl AsyncFnOnce(String)) {
    if exists(name).await {
        return;
    }
    let admin = connect(&cluster()).await;
    admin.batch_execute("SELECT pg_advisory_lock(20)").await.expect("the lock");
    if !exists(name).await {
        let making = Scratch::empty().await;
        fill(making.url().to_owned()).await;
        run(&format!("ALTER DATABASE {} RENAME TO {name}", making.name())).await;
    }
}

/// Copies a whole database.
pub async fn copy(from: &str, to: &str) {
    run(&format!("CREATE DATABASE {to} TEMPLATE {from}")).await;
}

/// Whether the cluster has a database of that name.
pub async fn exists(name: &str) -> bool {
    let client = connect(&cluster()).await;
    !client.query("SELECT 1 FROM pg_database WHERE datname = $1", &[&name]).await.expect("an answer").is_empty()
}

/// Drops the databases whose names are like `pattern` but not like `but`.
pub async fn drop_like(pattern: &str, but: &str) {
    let names = "SELECT datname::text FROM pg_database WHERE datname LIKE $1 AND datname NOT LIKE $2";
    let found = connect(&cluster()).await.query(names, &[&pattern, &but]).await.expect("an answer");
    for row in found {
        run(&format!("DROP DATABASE {}", row.get::<_, &str>(0))).await;
    }
}

/// Rows of a query on the database at `url`.
pub async fn query(url: &str, sql: &str) -> Vec<Row> {
    connect(url).await.query(sql, &[]).await.expect("an answer")
}

/// Runs statements on the database at `url`.
pub async fn execute(url: &str, sql: &str) {
    connect(url).await.batch_execute(sql).await.unwrap_or_else(|e| panic!("{sql}: {e:?}"));
}

async fn run(sql: &str) {
    execute(&cluster(), sql).await;
}

/// A client of the database at `url`.
pub async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.expect("the cluster answers");
    tokio::spawn(connection);
    client
}

fn cluster() -> String {
    std::env::var("VITRINE_TEST_POSTGRES").expect(
        "VITRINE_TEST_POSTGRES must name a PostgreSQL server: `tests/postgres.sh start` makes one and prints its URL",
    )
}
