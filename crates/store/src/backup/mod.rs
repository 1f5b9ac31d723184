//! The rows of a database, as they are carried to another: of the same engine or not, today's or of a later version.
//!
//! Only what can't be found out is carried. The index is made anew from bodies and definitions by the same function that
//! writes and `check` ask: so it needs no form that both engines share (SQLite keeps no words), and an archive stays right
//! whatever becomes of the index.

mod derive;
mod heavy;
mod restore;
mod rows;
mod tables;

use crate::Error;
use crate::conn::Conn;

pub(crate) use restore::check_unused;
pub use restore::restore;
pub use rows::{Pages, count, insert};
pub use tables::{Table, tables};

/// The newest migration that this program knows.
pub fn migration() -> i64 {
    crate::migrate::known()
}

/// When the database was made, in microseconds since 1970 UTC.
pub async fn born(conn: &mut Conn<'_>) -> Result<i64, Error> {
    let rows = conn.query("SELECT applied_at FROM migrations WHERE version = 1", &[]).await?;
    rows.first().map_or(Ok(0), |row| row.int(0))
}

/// Every table of ours, in an order in which all can be dropped at once.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    tables::TABLES.iter().map(|table| table.name).chain(tables::DERIVED).chain(tables::LEFT_OUT)
}
