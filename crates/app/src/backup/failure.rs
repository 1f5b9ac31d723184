//! Why there is no backup, or nothing was restored.

use std::io;
use std::path::PathBuf;

use formats::archive::Damage;

use crate::Failure;

/// What went wrong, for whoever runs the instance.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is such a file.
    #[error("{} exists already; give another name, or --force to replace it", .0.display())]
    Exists(PathBuf),
    /// Another backup writes to it.
    #[error("another backup is being written to {}", .0.display())]
    Busy(PathBuf),
    /// The file, or its folder, can't be written.
    #[error("{} can't be written", .0.display())]
    Write(PathBuf, #[source] io::Error),
    /// A file can't be read, or kept.
    #[error("the file {0} can't be carried over: {1}")]
    File(String, String),
    /// It was told to stop.
    #[error("the backup was given up: the server stops")]
    Stopped,
    /// The archive isn't whole.
    #[error("{} can't be restored", .0.display())]
    Damaged(PathBuf, #[source] Damage),
    /// The archive is of a later version.
    #[error(
        "{} was made by version {program}, whose database is at version {found}; this program knows only versions up to {known}",
        .path.display()
    )]
    Newer {
        /// The archive.
        path: PathBuf,
        /// The program that made it.
        program: String,
        /// The newest migration of its database.
        found: i64,
        /// The newest one that is known.
        known: i64,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        Self::Internal(Box::new(error))
    }
}
