//! Taking a backup.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use formats::archive::{FORMAT, Header, Writer, Written};
use jiff::Timestamp;
use store::backup::{Pages, count, migration, tables};
use store::conn::Conn;
use store::progress::Progress;

use super::BackupError;
use super::row::Line;
use crate::App;

/// What the name of a backup ends with before it is whole.
pub(super) const PARTIAL: &str = ".partial";

/// A backup that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Its rows.
    pub rows: u64,
    /// Its size.
    pub bytes: u64,
}

impl App {
    /// Takes a backup of the database as it is now, while others write. It is given up once `stopped` says so. Whatever
    /// goes wrong, `path` is as it was.
    pub async fn back_up(
        &self,
        path: &Path,
        replace: bool,
        progress: Progress,
        stopped: impl Fn() -> bool + Send + 'static,
    ) -> Result<Taken, BackupError> {
        let file = Unfinished::begin(path, replace)?;
        let header = self.header();
        // What goes wrong in here isn't a failure of the database.
        let work = async move |conn: &mut Conn<'_>| Ok(write(conn, file, &header, &progress, stopped).await);
        let written = self.store.long_snapshot(work).await??;
        Ok(Taken { rows: written.rows, bytes: written.bytes })
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

async fn write(
    conn: &mut Conn<'_>,
    mut file: Unfinished,
    header: &Header,
    progress: &Progress,
    stopped: impl Fn() -> bool,
) -> Result<Written, BackupError> {
    let path = file.path.clone();
    let failed = |error| BackupError::Write(path.clone(), error);
    let (mut done, mut total) = (0, 0);
    for table in tables(migration()) {
        total += count(conn, table).await?.unsigned_abs();
    }
    let mut archive = Writer::new(BufWriter::new(&mut file.file), header).map_err(failed)?;
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
    let (buffer, written) = archive.finish().map_err(failed)?;
    buffer.into_inner().map_err(|error| failed(error.into_error()))?;
    file.finish().map_err(failed)?;
    Ok(written)
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
