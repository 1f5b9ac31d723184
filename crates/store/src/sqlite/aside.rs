//! Work on connections of its own, beside the threads: a long read, and a new file in the place of one.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::work::run_here;
use super::{Session, open};
use crate::backup::check_unused;
use crate::conn::Conn;
use crate::{Clock, Error, Report};

/// Runs `work` to read, on this thread, in one snapshot. The log grows by what is written meanwhile.
pub(super) fn snapshot<T, W>(path: &Path, clock: &Clock, work: W) -> Report<T>
where
    T: Send,
    W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error> + Send,
{
    let begun = open::reader(path).and_then(|mut session| session.control("BEGIN").map(|()| session));
    match begun {
        Ok(mut session) => run_here(work, &mut session, clock),
        Err(error) => Report::failed(error),
    }
}

/// Has `work` fill a new file, which then takes the place of the one at `path`; that must be unused. Until then the new one
/// lies beside it and means nothing to anybody.
pub(crate) fn replace<T, W>(path: &Path, clock: &Clock, work: W) -> Result<T, Error>
where
    T: Send,
    W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error> + Send,
{
    if path.exists() {
        // As the writer would: what a killed server left in the log is taken in.
        run_here(async |conn: &mut Conn<'_>| check_unused(conn).await, &mut open::writer(path)?, clock).result?;
    }
    let new = beside(path, ".restoring");
    remove(&new)?;
    let done = fill(&new, clock, work).and_then(|done| {
        for gone in ["-wal", "-shm"] {
            remove(&beside(path, gone))?;
        }
        take_place(&new, path).map_err(|error| disk(path, &error))?;
        Ok(done)
    });
    if done.is_err() {
        let _ = remove(&new);
    }
    done
}

fn fill<T, W>(new: &Path, clock: &Clock, work: W) -> Result<T, Error>
where
    T: Send,
    W: AsyncFnOnce(&mut Conn<'_>) -> Result<T, Error> + Send,
{
    let mut session: Session = open::filler(new)?;
    session.control("BEGIN")?;
    let done = run_here(work, &mut session, clock).result?;
    session.control("COMMIT")?;
    Ok(done)
}

fn take_place(new: &Path, path: &Path) -> io::Result<()> {
    File::open(new)?.sync_all()?;
    fs::rename(new, path)?;
    path.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(disk(path, &error)),
        _ => Ok(()),
    }
}

fn disk(path: &Path, error: &io::Error) -> Error {
    Error::Unavailable(format!("{}: {error}", path.display()))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
