//! What may fail.

use std::io;

/// Why bytes were not received, kept, read or removed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing is kept under this address or name.
    #[error("no such file")]
    NotFound,
    /// More bytes came than are taken.
    #[error("more than {limit} bytes")]
    TooLarge {
        /// How many are taken.
        limit: u64,
    },
    /// The disk, the quota or the bucket has no room.
    #[error("no room left for files")]
    Full,
    /// The store can't be reached or doesn't do what it is asked for; it may later.
    #[error("the store of files is unavailable: {0}")]
    Unavailable(String),
    /// The settings of the store can't be right.
    #[error("{0}")]
    Settings(String),
    /// Whoever sent the bytes stopped, or sent nonsense.
    #[error("the bytes stopped coming: {0}")]
    Source(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Somebody else appends to the part just now.
    #[error("the part is being written")]
    Busy,
    /// The part ends elsewhere than said.
    #[error("the part has {length} bytes")]
    Offset {
        /// How many bytes it has.
        length: u64,
    },
    /// A name that no derived file and no part can have.
    #[error("a name consists of 1 to 100 of a-z, 0-9, '.', '_' and '-', and doesn't start with '.'")]
    Name,
    /// What is kept under an address isn't what was put there.
    #[error("the bytes are not those of their address")]
    Damaged,
    /// The folder, or the system below it.
    #[error("{0}")]
    Io(#[source] io::Error),
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io(error),
        }
    }
}

impl Error {
    /// Of looking for a file that may not be there.
    pub(crate) fn of_lookup(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound { Self::NotFound } else { error.into() }
    }

    /// Of receiving what we send ourselves.
    pub(crate) fn of_copy(error: Self) -> Self {
        match error {
            Self::Source(source) => source.downcast().map_or_else(Self::Source, |error| *error),
            other => other,
        }
    }
}

/// Runs what blocks, on a thread that may.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(end) => match end.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(Error::Unavailable("the program is stopping".into())),
        },
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_full_disk_has_an_error_of_its_own() {
        let mut full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
        assert!(matches!(full.write_all(b"x").map_err(Error::from), Err(Error::Full)));
    }
}
