//! Taking a backup.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use formats::archive::{FORMAT, Header, Writer, Written};
use jiff::Timestamp;
use store::Error;
use store::backup::{Pages, count, migration, tables};
use store::conn::Conn;
use store::progress::Progress;

use super::BackupError;
use super::row::Line;
use crate::App;

/// What the name of a backup ends with before it is whole.
pub(super) const PARTIAL: &str = ".partial";

/// Files that are asked for in one go.
const MANY: u32 = 500;

impl App {
    /// Takes a backup of the database as it is now, while others write. It is given up once `stopped` says so. Whatever
    /// goes wrong, `path` is as it was.
    pub async fn back_up(
        &self,
        path: &Path,
        (replace, with_files): (bool, bool),
        progress: Progress,
        stopped: impl Fn() -> bool + Send + Sync + 'static,
    ) -> Result<Written, BackupError> {
        let file = Unfinished::begin(path, replace)?;
        let header = self.header();
        let stopped = Arc::new(stopped);
        let (told, asked) = (progress.clone(), Arc::clone(&stopped));
        // What goes wrong in here isn't a failure of the database.
        let work = async move |conn: &mut Conn<'_>| Ok(tables_of(conn, file, &header, &told, &*asked).await);
        let mut archive = self.store.long_snapshot(work).await??;
        if with_files {
            archive = self.add_files(archive, path, &progress, &*stopped).await?;
        }
        let path = path.to_owned();
        let finish = move || archive.finish().map_err(|error| BackupError::Write(path, error));
        tokio::task::spawn_blocking(finish).await.map_err(|error| Error::Bug(error.to_string()))?
    }

    /// Adds the bytes of all files. They may be more than the snapshot has: what came since does no harm. What went since
    /// nothing needed.
    async fn add_files(
        &self,
        mut archive: Unended,
        path: &Path,
        progress: &Progress,
        stopped: &(dyn Fn() -> bool + Send + Sync),
    ) -> Result<Unended, BackupError> {
        let (mut after, mut done) = (String::new(), 0);
        loop {
            let from = after.clone();
            let page = async move |conn: &mut Conn<'_>| store::files::sizes(conn, &from, MANY).await;
            let page = self.store.read(page).await?;
            let Some((last, _)) = page.last() else { return Ok(archive) };
            after.clone_from(last);
            for (hash, size) in page {
                if stopped() {
                    return Err(BackupError::Stopped);
                }
                archive = self.add_one(archive, path, (hash, size)).await?;
                done += 1;
                progress.tell("backing up files", done, 0);
            }
        }
    }

    async fn add_one(
        &self,
        archive: Unended,
        path: &Path,
        (hash, size): (String, u64),
    ) -> Result<Unended, BackupError> {
        let failed = |error: files::Error| BackupError::File(hash.clone(), error.to_string());
        let known: files::Hash = hash.parse().map_err(|_| BackupError::File(hash.clone(), "no hash".to_owned()))?;
        let local = match self.keeping.files.local(&known).await {
            Ok(local) => local,
            Err(files::Error::NotFound) => {
                tracing::warn!(hash, "a file is missing and not in the backup");
                return Ok(archive);
            }
            Err(error) => return Err(failed(error)),
        };
        let path = path.to_owned();
        let add = move || {
            let mut archive = archive;
            let mut content =
                File::open(local.path()).map_err(|error| BackupError::File(hash.clone(), error.to_string()))?;
            archive.0.file(&hash, size, &mut content).map_err(|error| BackupError::Write(path, error))?;
            Ok(archive)
        };
        tokio::task::spawn_blocking(add).await.map_err(|error| Error::Bug(error.to_string()))?
    }

    fn header(&self) -> Header {
        let taken_at = (self.clock)();
        let taken = Timestamp::from_microsecond(taken_at).map(|at| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string());
        Header {
            format: FORMAT,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            migration: migration(),
            engine: if self.store.is_shared() { "postgresql" } else { "sqlite" }.to_owned(),
            taken_at,
            taken: taken.unwrap_or_default(),
        }
    }
}

/// An archive that more may be added to, and the file that it is written to.
struct Unended(Writer<BufWriter<File>>, Unfinished);

impl Unended {
    fn finish(self) -> io::Result<Written> {
        let (buffer, written) = self.0.finish()?;
        buffer.into_inner().map_err(io::IntoInnerError::into_error)?;
        self.1.finish()?;
        Ok(written)
    }
}

async fn tables_of(
    conn: &mut Conn<'_>,
    file: Unfinished,
    header: &Header,
    progress: &Progress,
    stopped: &(dyn Fn() -> bool + Send + Sync),
) -> Result<Unended, BackupError> {
    let path = file.path.clone();
    let failed = |error| BackupError::Write(path.clone(), error);
    let (mut done, mut total) = (0, 0);
    for table in tables(migration()) {
        total += count(conn, table).await?.unsigned_abs();
    }
    let out = file.file.try_clone().map_err(failed)?;
    let mut archive = Writer::new(BufWriter::new(out), header).map_err(failed)?;
    for table in tables(migration()) {
        let names = table.columns(migration()).iter().map(|(name, _)| (*name).to_owned());
        archive.table(table.name, names.collect()).map_err(failed)?;
        let mut pages = Pages::of(table);
        loop {
            if stopped() {
                return Err(BackupError::Stopped);
            }
            let rows = pages.next(conn).await?;
            if rows.is_empty() {
                break;
            }
            for row in &rows {
                archive.row(&Line(row)).map_err(failed)?;
            }
            done += rows.len() as u64;
            progress.tell("backing up", done, total);
        }
    }
    Ok(Unended(archive, file))
}

/// A file on its way, beside the name that it will get; dropped before, it goes.
struct Unfinished {
    file: File,
    path: PathBuf,
    partial: PathBuf,
    replace: bool,
    is_done: bool,
}

impl Unfinished {
    /// Makes the file, for its owner alone: it holds the hashes of passwords and tokens. What a killed backup left is
    /// taken over.
    fn begin(path: &Path, replace: bool) -> Result<Self, BackupError> {
        if path.exists() && !replace {
            return Err(BackupError::Exists(path.to_owned()));
        }
        let failed = |error| BackupError::Write(path.to_owned(), error);
        let partial = partial(path);
        let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&partial);
        let file = file.map_err(failed)?;
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => return Err(BackupError::Busy(path.to_owned())),
            Err(TryLockError::Error(error)) => return Err(failed(error)),
            Ok(()) => file.set_len(0).map_err(failed)?,
        }
        Ok(Self { file, path: path.to_owned(), partial, replace, is_done: false })
    }

    /// Gives it its name, once it is on the disk.
    fn finish(mut self) -> io::Result<()> {
        self.file.flush()?;
        self.file.sync_all()?;
        if !self.replace && self.path.exists() {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        fs::rename(&self.partial, &self.path)?;
        self.is_done = true;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.is_done {
            let _ = fs::remove_file(&self.partial);
        }
    }
}

/// Where a backup is written before it is whole.
fn partial(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(PARTIAL);
    name.into()
}
