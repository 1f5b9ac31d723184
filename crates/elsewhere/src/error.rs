//! Why a source can't be read.

use std::io;
use std::path::{Path, PathBuf};

/// What went wrong: the source ends with it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file can't be read.
    #[error("{} can't be read", .0.display())]
    Unreadable(PathBuf, #[source] io::Error),
    /// A file isn't what it should be.
    #[error("{}, line {line}: {message}", .file.display())]
    Malformed {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What was expected and what came.
        message: String,
    },
    /// The source isn't of that system, or lacks what it can't do without.
    #[error("{0}")]
    Unsuited(String),
    /// Nobody takes the items any more.
    #[error("the import has ended")]
    Ended,
}

impl Error {
    /// A file can't be read.
    pub(crate) fn unreadable(file: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let file = file.to_owned();
        move |error| Self::Unreadable(file, error)
    }

    /// A file says something else than expected.
    pub(crate) fn malformed(file: &Path, line: u64, message: impl Into<String>) -> Self {
        Self::Malformed { file: file.to_owned(), line, message: message.into() }
    }
}
