//! The folder where bytes wait that are not kept yet.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::Error;

/// What begins so belongs to a running process, and is locked by it.
const TEMPORARY: &str = "temporary-";
/// What begins so is a part, and belongs to whoever knows its name.
const PART: &str = "part-";

/// Temporary files and parts.
#[derive(Debug)]
pub(crate) struct Spool(PathBuf);

impl Spool {
    /// Makes the folder, and removes what processes left behind that live no longer.
    pub(crate) fn open(folder: PathBuf) -> Result<Self, Error> {
        make_lasting_folder(&folder)?;
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
                remove_if_left(&entry.path())?;
            }
        }
        Ok(Self(folder))
    }

    /// A new file, locked as long as it is open and removed when it is dropped.
    pub(crate) fn temporary(&self) -> Result<NamedTempFile, Error> {
        loop {
            let file = tempfile::Builder::new().prefix(TEMPORARY).rand_bytes(16).tempfile_in(&self.0)?;
            file.as_file().lock()?;
            // A process that starts may have taken it for left behind before it was locked.
            if file.path().exists() {
                return Ok(file);
            }
        }
    }

    pub(crate) fn part(&self, name: &str) -> PathBuf {
        self.0.join(format!("{PART}{name}"))
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }
}

fn remove_if_left(path: &Path) -> Result<(), Error> {
    let gone = |error: io::Error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error.into()) };
    let file = match OpenOptions::new().write(true).open(path) {
        Ok(file) => file,
        Err(error) => return gone(error),
    };
    match file.try_lock() {
        Ok(()) => fs::remove_file(path).or_else(gone),
        Err(TryLockError::WouldBlock) => Ok(()),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// Makes a folder that nobody else may look into, and those above it.
pub(crate) fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// The same, and a crash doesn't take it away again.
fn make_lasting_folder(path: &Path) -> io::Result<()> {
    let path = std::path::absolute(path)?;
    let missing: Vec<&Path> = path.ancestors().take_while(|folder| !folder.exists()).collect();
    make_folder(&path)?;
    missing.into_iter().filter_map(Path::parent).try_for_each(sync_folder)
}

/// Makes the names in a folder as durable as what they name.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}
