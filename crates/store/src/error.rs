//! Why the store could not do what was asked.

use std::error::Error as StdError;
use std::sync::Arc;

/// A failure. Whatever it is, nothing of the unit of work was kept, but for [`Error::Unknown`], where nobody can know.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Error {
    /// A condition, a unique key or a foreign key does not hold (any more): plan again. Names which.
    #[error("no longer so: {0}")]
    Stale(String),
    /// Others hold the locks, or this lost to them (deadlock, serialisation); trying again is safe.
    #[error("busy: {0}")]
    Busy(String),
    /// The lease of this job was lost: another node may be at it.
    #[error("the lease of job {0} is over")]
    Lost(i64),
    /// A repeat of this request has taken it over.
    #[error("another is at this request")]
    TakenOver,
    /// The database can't be reached, is shutting down, or has too much to do.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// The answer to COMMIT was lost, or the disk failed in it: it may have been done.
    #[error("nobody knows whether it was committed: {0}")]
    Unknown(String),
    /// No room on the disk.
    #[error("the disk is full: {0}")]
    Full(String),
    /// The database was migrated by a newer version of this program.
    #[error("the database is at version {found}, and this program knows only versions up to {known}")]
    Newer {
        /// The newest migration found in it.
        found: i64,
        /// The newest migration that this program has.
        known: i64,
    },
    /// A stored row can't be understood.
    #[error("row {id} of table {table} can't be read: column {column} holds {problem}")]
    Damaged {
        /// Its table.
        table: &'static str,
        /// The column at fault.
        column: &'static str,
        /// The row's number.
        id: i64,
        /// What was found instead.
        problem: String,
    },
    /// A column of an answer isn't of the kind that the statement's author expected.
    #[error("column {index} of the answer: expected {expected}, found {found}")]
    Column {
        /// Its position, from 0.
        index: usize,
        /// What was asked for.
        expected: &'static str,
        /// What stands there.
        found: &'static str,
    },
    /// The location of the database can't be used.
    #[error("{0}")]
    Location(String),
    /// What is to be restored can't be.
    #[error("{0}")]
    Archive(String),
    /// A mistake in this program: a statement or a unit of work that can't be right.
    #[error("{0}")]
    Bug(String),
    /// Anything else that the database says.
    #[error("the database failed: {0}")]
    Database(#[source] Arc<dyn StdError + Send + Sync>),
}

impl Error {
    /// Whether the same may well succeed later, unchanged.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, Self::Busy(_) | Self::Unavailable(_) | Self::Unknown(_) | Self::Full(_))
    }
}
