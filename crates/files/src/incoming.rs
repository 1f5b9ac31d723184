//! Parts: bytes that come piece by piece, over many requests and processes.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use futures_util::Stream;

use crate::error::blocking;
use crate::receive::{self, Received};
use crate::spool::sync_folder;
use crate::{Error, Files, checked_name};

/// A named file that is appended to until it is whole. It stays until it is kept or removed,
/// so whoever names it remembers the name first. On S3 it lies on the node that it was sent to.
#[derive(Debug, Clone)]
pub struct Incoming {
    path: PathBuf,
}

impl Files {
    /// The part of this name, which need not exist yet.
    pub fn incoming(&self, name: &str) -> Result<Incoming, Error> {
        Ok(Incoming { path: self.spool.part(checked_name(name)?) })
    }
}

impl Incoming {
    /// Makes it, empty. One that is there already is left as it is.
    pub async fn create(&self) -> Result<(), Error> {
        self.run(|path| {
            let mut options = OpenOptions::new();
            options.append(true).create(true);
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            options.open(&path)?.sync_all()?;
            Ok(path.parent().map_or(Ok(()), sync_folder)?)
        })
        .await
    }

    /// How many bytes have come.
    pub async fn length(&self) -> Result<u64, Error> {
        self.run(|path| Ok(fs::metadata(path).map_err(Error::of_lookup)?.len())).await
    }

    /// Appends what comes, of which the first byte is number `offset`, and says how many bytes
    /// there are then, all of them on the disk. The whole may have up to `limit`. What came
    /// before the stream failed, or before this was dropped, may stay: `length` tells.
    pub async fn append<S, E>(&self, offset: u64, stream: S, limit: u64) -> Result<u64, Error>
    where
        S: Stream<Item = Result<Bytes, E>>,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        let (file, length) = self
            .run(|path| {
                let file = locked(OpenOptions::new().append(true), &path)?;
                let length = file.metadata()?.len();
                Ok((file, length))
            })
            .await?;
        if length != offset {
            return Err(Error::Offset { length });
        }
        let room = limit.checked_sub(length).ok_or(Error::TooLarge { limit })?;
        let file = receive::pour(stream, room, limit, file).await?;
        blocking(move || {
            file.sync_all()?;
            Ok(file.metadata()?.len())
        })
        .await
    }

    /// Takes it as whole. It can't be appended to while the outcome lives, and is gone once
    /// that was kept.
    pub async fn finish(&self) -> Result<Received, Error> {
        self.run(|path| {
            let file = locked(OpenOptions::new().read(true).append(true), &path)?;
            receive::of_part(file, path)
        })
        .await
    }

    /// Removes it, if it is there.
    pub async fn remove(&self) -> Result<(), Error> {
        self.run(|path| match fs::remove_file(path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(PathBuf) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let path = self.path.clone();
        blocking(move || work(path)).await
    }
}

/// Opens a part for us alone.
fn locked(options: &OpenOptions, path: &Path) -> Result<File, Error> {
    let file = options.open(path).map_err(Error::of_lookup)?;
    match file.try_lock() {
        Ok(()) => (),
        Err(TryLockError::WouldBlock) => return Err(Error::Busy),
        Err(TryLockError::Error(error)) => return Err(error.into()),
    }
    // It may have been kept between the two, and have another name now.
    if is_at(&file, path).map_err(Error::of_lookup)? { Ok(file) } else { Err(Error::NotFound) }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let (ours, there) = (file.metadata()?, fs::metadata(path)?);
    Ok((ours.dev(), ours.ino()) == (there.dev(), there.ino()))
}

/// Elsewhere an open file can't be renamed.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> io::Result<bool> {
    fs::exists(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_under_another_name_is_not_the_part() {
        let home = tempfile::TempDir::new().expect("a folder");
        let (part, kept) = (home.path().join("part"), home.path().join("kept"));
        let file = File::create(&part).expect("made");
        assert!(is_at(&file, &part).expect("there"));
        fs::rename(&part, &kept).expect("renamed");
        assert_eq!(is_at(&file, &part).expect_err("gone").kind(), io::ErrorKind::NotFound);
        File::create(&part).expect("another of this name");
        assert!(!is_at(&file, &part).expect("there"));
    }
}
