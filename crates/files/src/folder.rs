//! Files in a folder. A file is whole and durable before it has its name, so a crash at any
//! point leaves all of it there or nothing.

use std::fs::{self, File};
use std::io::{self, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt, TryStreamExt};

use crate::content::{self, Content};
use crate::error::blocking;
use crate::receive::{Held, Received};
use crate::spool::{Spool, make_folder, sync_folder};
use crate::{Error, Hash, Kept};

/// How often a folder is made anew that somebody else removes meanwhile.
const ATTEMPTS: u32 = 100;

#[derive(Debug, Clone)]
pub(crate) struct Folder {
    root: PathBuf,
    spool: Arc<Spool>,
}

impl Folder {
    /// The spool is on the same file system: files are renamed from there.
    pub(crate) fn new(root: PathBuf, spool: Arc<Spool>) -> Self {
        Self { root, spool }
    }

    /// Gives received bytes their address. What is there already stays.
    pub(crate) async fn keep(&self, received: Received) -> Result<(), Error> {
        let folder = self.clone();
        blocking(move || folder.keep_now(received)).await
    }

    fn keep_now(&self, received: Received) -> Result<(), Error> {
        let target = self.root.join(received.hash.place());
        let (size, is_part) = (received.size, matches!(received.held, Held::Part(..)));
        if fs::metadata(&target).is_ok_and(|there| there.is_file() && there.len() == size) {
            received.held.remove()?;
        } else {
            received.held.file().sync_all()?;
            place(&target, received.held)?;
        }
        // Even if it was there: whoever put it may not have come so far.
        for folder in target.ancestors().skip(1).take(3) {
            sync_folder(folder)?;
        }
        // A part that came back would be taken up again; what comes back of the others is swept away at a start.
        if is_part {
            sync_folder(self.spool.folder())?;
        }
        Ok(())
    }

    pub(crate) fn path(&self, place: &str) -> PathBuf {
        self.root.join(place)
    }

    pub(crate) async fn size(&self, place: &str) -> Result<u64, Error> {
        let path = self.path(place);
        blocking(move || Ok(fs::metadata(path).map_err(Error::of_lookup)?.len())).await
    }

    pub(crate) async fn read(&self, place: &str, range: Option<Range<u64>>) -> Result<Content, Error> {
        let path = self.path(place);
        let (file, size, range) = blocking(move || {
            let mut file = File::open(path).map_err(Error::of_lookup)?;
            let size = file.metadata()?.len();
            let range = content::clamp(range, size);
            file.seek(SeekFrom::Start(range.start))?;
            Ok((file, size, range))
        })
        .await?;
        let bytes = content::of_file(file, range.end - range.start).boxed();
        Ok(Content { size, range, bytes })
    }

    /// Writes what may be lost, but is never seen half.
    pub(crate) async fn put(&self, at: &str, bytes: Bytes) -> Result<(), Error> {
        let (folder, target) = (self.clone(), self.path(at));
        blocking(move || {
            let mut file = folder.spool.temporary()?;
            file.write_all(&bytes)?;
            file.as_file().sync_data()?;
            place(&target, Held::Temporary(file))
        })
        .await
    }

    pub(crate) async fn delete(&self, place: &str) -> Result<(), Error> {
        let path = self.path(place);
        blocking(move || match fs::remove_file(&path) {
            Ok(()) => Ok(path.parent().map_or(Ok(()), sync_folder)?),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error.into()),
        })
        .await
    }

    /// Removes all below `place`, also what comes meanwhile.
    pub(crate) async fn delete_below(&self, place: &str) -> Result<(), Error> {
        let path = self.path(place);
        blocking(move || {
            let mut left = ATTEMPTS;
            loop {
                match fs::remove_dir_all(&path) {
                    Err(error) if error.kind() == io::ErrorKind::DirectoryNotEmpty && left > 0 => left -= 1,
                    // What somebody else removed is missing, not all of it.
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {
                        if left == 0 || !path.try_exists()? {
                            return Ok(());
                        }
                        left -= 1;
                    }
                    Err(error) => return Err(error.into()),
                    Ok(()) => return Ok(()),
                }
            }
        })
        .await
    }

    pub(crate) fn list(&self) -> BoxStream<'static, Result<Kept, Error>> {
        let root = self.root.clone();
        stream::iter(0..=u8::MAX)
            .then(move |first| {
                let folder = root.join(format!("{first:02x}"));
                blocking(move || kept_below(&folder))
            })
            .map_ok(|kept| stream::iter(kept.into_iter().map(Ok)))
            .try_flatten()
            .boxed()
    }
}

/// Renames a file to `target`, whose folder may be missing, or be removed meanwhile.
fn place(target: &Path, held: Held) -> Result<(), Error> {
    // A folder that goes while it is made is there at first, or its own isn't.
    let is_removed = |error: &io::Error| matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::AlreadyExists);
    let mut left = ATTEMPTS;
    loop {
        let made = target.parent().map_or(Ok(()), make_folder);
        match made.and_then(|()| fs::rename(held.path(), target)) {
            Err(error) if is_removed(&error) && left > 0 => left -= 1,
            Err(error) => return Err(error.into()),
            Ok(()) => {
                held.release();
                return Ok(());
            }
        }
    }
}

/// The files below a folder of the first level.
fn kept_below(folder: &Path) -> Result<Vec<Kept>, Error> {
    let mut kept = Vec::new();
    for second in entries(folder)? {
        for entry in entries(&second?.path())? {
            let entry = entry?;
            let Some(hash) = entry.file_name().to_str().and_then(|name| name.parse::<Hash>().ok()) else { continue };
            match entry.metadata() {
                Ok(found) => kept.push(Kept { hash, size: found.len(), modified: found.modified()? }),
                // Deleted since its name was read.
                Err(error) if error.kind() == io::ErrorKind::NotFound => (),
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(kept)
}

/// What a folder holds: nothing if it isn't there.
fn entries(folder: &Path) -> io::Result<impl Iterator<Item = io::Result<fs::DirEntry>>> {
    match fs::read_dir(folder) {
        Ok(entries) => Ok(Some(entries)),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
    .map(|entries| entries.into_iter().flatten())
}
