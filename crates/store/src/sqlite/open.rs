//! Opening connections. Settings belong to a connection, so each gets all of them.
//!
//! There is no ANALYZE, on purpose: every statement is written for the index that answers it, and
//! from statistics of a table that was small then the planner learns to scan it when it is large.

use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::Session;
use crate::Error;

/// How long a lock held by another process is waited for: a backup, the shell.
const PATIENCE: Duration = Duration::from_secs(5);
/// Prepared statements kept by a connection.
const STATEMENTS: usize = 128;
/// Kibibytes of pages kept in memory.
const WRITER_CACHE: i64 = 16 * 1024;
const READER_CACHE: i64 = 8 * 1024;
const FILLER_CACHE: i64 = 64 * 1024;
/// Pages in the log at which the writer itself copies what was not copied beside it: no more than a last resort.
const CHECKPOINT: i64 = 64_000;
/// Bytes that the log is cut back to when it begins anew: about what it has at the last resort.
const LOG_LIMIT: i64 = 256 * 1024 * 1024;

/// The one connection that writes. Makes the file.
pub(super) fn writer(path: &Path) -> Result<Session, Error> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE, WRITER_CACHE)?;
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        return Err(Error::Location(format!(
            "{} can't be written with a log: its folder must allow it",
            path.display()
        )));
    }
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT)?;
    connection.pragma_update(None, "journal_size_limit", LOG_LIMIT)?;
    Ok(Session::new(connection))
}

/// The connection that copies the log into the file.
pub(super) fn copier(path: &Path) -> Result<Session, Error> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE, READER_CACHE)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(Session::new(connection))
}

/// A connection that can only read.
pub(super) fn reader(path: &Path) -> Result<Session, Error> {
    open(path, OpenFlags::SQLITE_OPEN_READ_ONLY, READER_CACHE).map(Session::new)
}

/// The connection that fills a new file. If it doesn't come to its end nobody will look at the file, so it keeps
/// no journal and waits for no disk.
pub(super) fn filler(path: &Path) -> Result<Session, Error> {
    let connection = open(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE, FILLER_CACHE)?;
    connection.pragma_update_and_check(None, "journal_mode", "OFF", |_| Ok(()))?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update_and_check(None, "locking_mode", "EXCLUSIVE", |_| Ok(()))?;
    // Rows come in an order in which they may refer to later ones.
    connection.pragma_update(None, "foreign_keys", false)?;
    // Sorting for indexes takes more than memory should give.
    connection.pragma_update(None, "temp_store", "FILE")?;
    Ok(Session::new(connection))
}

fn open(path: &Path, flags: OpenFlags, cache: i64) -> Result<Connection, Error> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| Error::Location(format!("{} can't be opened: {error}", path.display())))?;
    // Before anything that takes a lock.
    connection.busy_timeout(PATIENCE)?;
    // Else a statement that a partial index might serve is prepared anew for each value bound to it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -cache)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    Ok(connection)
}
