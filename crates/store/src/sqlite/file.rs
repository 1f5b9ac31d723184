//! Whether the file that is open still is the one that a restart would find.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use crate::Error;

/// A file, known by more than its name.
pub(super) struct File {
    path: PathBuf,
    identity: (u64, u64),
}

impl File {
    /// The one that is there now.
    pub fn at(path: &Path) -> Result<Self, Error> {
        let identity = identity(path).map_err(|error| Error::Location(format!("{}: {error}", path.display())))?;
        Ok(Self { path: path.to_owned(), identity })
    }

    /// Errors: it was removed or replaced, or its folder is out of reach. What is written to it then goes where nobody
    /// finds it again.
    pub fn check(&self) -> Result<(), Error> {
        let gone = |why: &str| Error::Unavailable(format!("{} {why}; nothing is written", self.path.display()));
        match identity(&self.path) {
            Ok(found) if found == self.identity => Ok(()),
            Ok(_) => Err(gone("is another file than was opened")),
            Err(error) => Err(gone(&format!("is out of reach: {error}"))),
        }
    }
}

fn identity(path: &Path) -> io::Result<(u64, u64)> {
    let found = fs::metadata(path)?;
    Ok((found.dev(), found.ino()))
}
