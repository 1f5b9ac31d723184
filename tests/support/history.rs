//! What the database says about a thing, read beside the running server.

use rusqlite::{Connection, OpenFlags};
use store::Location;

use super::instance::Instance;
use super::postgres;
use super::server::Server;

/// What was done to a thing, oldest first: `create`, `update`, `delete`. `kind` as in the database.
pub async fn of(server: &Server, kind: &str, code: &str) -> Vec<String> {
    let sql = format!("SELECT op FROM changes WHERE kind = '{kind}' AND code = '{code}' ORDER BY seq");
    texts(server, &sql).await
}

/// How many changes were written in all.
pub async fn length(server: &Server) -> usize {
    texts(server, "SELECT op FROM changes").await.len()
}

/// The very moment of the last change, in microseconds: answers print whole seconds.
pub async fn updated_at(server: &Server, kind: &str, code: &str) -> i64 {
    let sql = format!("SELECT CAST(updated_at AS text) FROM objects WHERE kind = '{kind}' AND code = '{code}'");
    texts(server, &sql).await[0].parse().expect("a number")
}

/// The only column, of text, of a query's rows.
pub async fn texts(server: &Server, sql: &str) -> Vec<String> {
    texts_in(server.instance(), sql).await
}

/// The same, whatever runs on it.
pub async fn texts_in(instance: &Instance, sql: &str) -> Vec<String> {
    match instance.location() {
        Location::Sqlite(file) => {
            let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY).expect("a database");
            let mut statement = connection.prepare(sql).expect("a statement");
            let rows = statement.query_map([], |row| row.get(0)).expect("rows");
            rows.collect::<Result<_, _>>().expect("texts")
        }
        Location::Postgres(url) => postgres::query(&url, sql).await.iter().map(|row| row.get(0)).collect(),
    }
}
