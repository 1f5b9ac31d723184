//! Files below folders that the operator names. No name, `..` or symbolic link leads out of them.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};
use futures_util::FutureExt;

use crate::body::{body, check_size};
use crate::clock::Clock;
use crate::{Download, Limits, Refused};

/// A file on its way here.
pub(crate) async fn get(root: PathBuf, below: PathBuf, limits: Limits) -> Result<Download, Refused> {
    let clock = Clock::of(limits);
    let file_name = below.file_name().map(|name| name.to_string_lossy().into_owned());
    let (file, length) = clock.wait(blocking(move || open(&root, &below))).await??;
    check_size(length, limits)?;
    let end = Box::new(|_| async { Ok(()) }.boxed());
    let body = body(tokio::fs::File::from_std(file), Some(length), limits, clock, end);
    Ok(Download { content_type: None, file_name, length: Some(length), body })
}

fn open(root: &Path, below: &Path) -> Result<(fs::File, u64), Refused> {
    let folder = Dir::open_ambient_dir(root, ambient_authority())?;
    // To open something else than a file may wait for ever.
    if !folder.metadata(below)?.is_file() {
        return Err(Refused::NotAFile);
    }
    let file = folder.open(below)?;
    let length = file.metadata()?.len();
    Ok((file.into_std(), length))
}

/// Puts a file there: beside its place, until it is whole.
pub(crate) async fn put(root: PathBuf, below: PathBuf, source: fs::File, word: &str) -> Result<(), Refused> {
    let word = word.to_owned();
    blocking(move || write(&root, &below, source, &word)).await
}

fn write(root: &Path, below: &Path, mut source: fs::File, word: &str) -> Result<(), Refused> {
    let name = below.file_name().ok_or(Refused::NotAFile)?;
    let root = Dir::open_ambient_dir(root, ambient_authority())?;
    let folder = match below.parent() {
        Some(parent) if parent != Path::new("") => root.open_dir(parent)?,
        _ => root,
    };
    if folder.metadata(name).is_ok_and(|there| !there.is_file()) {
        return Err(Refused::NotAFile);
    }
    let beside = format!(".{}.{word}.part", name.to_string_lossy());
    let mut file = folder.open_with(&beside, OpenOptions::new().write(true).create_new(true))?;
    let written = io::copy(&mut source, &mut file).and_then(|_| file.sync_all());
    let placed = written.and_then(|()| folder.rename(&beside, &folder, name));
    if placed.is_err() {
        // The failure that counts is the first.
        let _ = folder.remove_file(&beside);
    }
    Ok(placed?)
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, Refused> + Send + 'static) -> Result<T, Refused> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|end| Err(Refused::Ours(end.to_string())))
}

/// Of folders alone: others' errors are told otherwise.
impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind::{NotADirectory, NotFound, PermissionDenied, QuotaExceeded, StorageFull};
        match error.kind() {
            NotFound | NotADirectory => Self::Missing,
            // A way out of the folder is one too.
            PermissionDenied => Self::Denied,
            StorageFull | QuotaExceeded => Self::Failed("there is no room left".to_owned()),
            _ => Self::Failed(error.to_string()),
        }
    }
}
