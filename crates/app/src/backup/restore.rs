//! Restoring a backup into an instance that nobody uses yet.

use std::fs::File;
use std::io::{self, Read as _, Take};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use bytes::Bytes;
use files::Files;
use formats::archive::{Archive, Damage, Header, Part, TableParts};
use futures_util::{Stream, stream};
use store::backup::{Table, insert, migration, tables};
use store::conn::Conn;
use store::progress::Progress;
use store::{Clock, Error, Location};

use super::BackupError;
use super::row;

/// What was restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    /// Its rows.
    pub rows: u64,
    /// Its files.
    pub files: u64,
    /// When the backup was taken.
    pub taken: String,
}

/// Restores a backup: its files first, which harm nobody where the rest fails. Whatever goes wrong, the database is as it
/// was.
pub async fn restore(
    (location, files): (&Location, &Files),
    clock: &Clock,
    path: &Path,
    progress: Progress,
) -> Result<Restored, BackupError> {
    let from = path.to_owned();
    // All of it is read before anything is written.
    let opened = tokio::task::spawn_blocking(move || open(&from)).await;
    let archive = opened.map_err(|error| Error::Bug(error.to_string()))??;
    let (rows, taken) = (archive.manifest().rows(), archive.header().taken.clone());
    let restored = Restored { rows, files: archive.manifest().files, taken };
    keep_files(&archive, path, files, &progress).await?;
    let version = archive.header().migration;
    // Objects count twice: they are written, then put into the index.
    let objects = archive.manifest().tables.iter().filter(|table| table.name == "objects").map(|table| table.rows);
    let count = Arc::new(Count { done: AtomicU64::new(0), total: restored.rows + objects.sum::<u64>(), progress });
    let (counting, path) = (Arc::clone(&count), path.to_owned());
    let fill = async move |conn: &mut Conn<'_>| fill(conn, archive, &path, &counting).await;
    let told = move |rows| count.add(rows);
    store::backup::restore(location, clock, version, fill, told).await?;
    Ok(restored)
}

/// Keeps the files of an archive.
async fn keep_files(archive: &Archive, path: &Path, files: &Files, progress: &Progress) -> Result<(), BackupError> {
    let damaged = |damage| BackupError::Damaged(path.to_owned(), damage);
    let mut stored = archive.files().map_err(damaged)?;
    let mut done = 0;
    while let Some((hash, bytes)) = stored.next_file().map_err(damaged)? {
        let failed = |error: files::Error| BackupError::File(hash.clone(), error.to_string());
        let received = files.receive(pieces(bytes), u64::MAX).await.map_err(failed)?;
        if received.hash.to_string() != hash {
            return Err(damaged(Damage::Part { name: hash }));
        }
        files.keep(received).await.map_err(failed)?;
        done += 1;
        progress.tell("restoring files", done, archive.manifest().files);
    }
    Ok(())
}

/// The bytes of a file as they are read.
fn pieces(file: Take<File>) -> impl Stream<Item = io::Result<Bytes>> + Send {
    const PIECE: usize = 256 << 10;
    stream::try_unfold(file, async |mut file| {
        let read = move || {
            let mut piece = Vec::with_capacity(PIECE);
            let read = file.by_ref().take(PIECE as u64).read_to_end(&mut piece)?;
            Ok::<_, io::Error>((read > 0).then(|| (Bytes::from(piece), file)))
        };
        tokio::task::spawn_blocking(read).await.map_err(io::Error::from)?
    })
}

/// Rows that are done, of how many.
struct Count {
    done: AtomicU64,
    total: u64,
    progress: Progress,
}

impl Count {
    fn add(&self, rows: u64) {
        let done = self.done.fetch_add(rows, Ordering::Relaxed) + rows;
        self.progress.tell("restoring", done, self.total);
    }
}

/// Opens an archive that is whole and that this program understands.
fn open(path: &Path) -> Result<Archive, BackupError> {
    let damaged = |damage| BackupError::Damaged(path.to_owned(), damage);
    let archive = Archive::open(path).map_err(damaged)?;
    let Header { migration: found, engine, program, .. } = archive.header();
    if *found > migration() {
        let (path, program) = (path.to_owned(), program.clone());
        return Err(BackupError::Newer { path, program, found: *found, known: migration() });
    }
    let wrong = |name: &str, problem: String| damaged(Damage::Text { name: name.to_owned(), problem });
    if !["sqlite", "postgresql"].contains(&engine.as_str()) {
        return Err(wrong("vitrine.json", format!("no engine is called \"{engine}\"")));
    }
    let given = &archive.manifest().tables;
    let mut expected = tables(*found);
    for table in given {
        let known = expected.next().filter(|known| is(known, table, *found));
        if known.is_none() {
            let problem = format!("table {} isn't as version {found} of the database has it", table.name);
            return Err(wrong("manifest.json", problem));
        }
    }
    match expected.next() {
        None => Ok(archive),
        Some(table) => Err(wrong("manifest.json", format!("table {} is missing", table.name))),
    }
}

fn is(known: &Table, given: &TableParts, migration: i64) -> bool {
    let columns = known.columns(migration).iter().map(|(name, _)| *name);
    known.name == given.name && columns.eq(given.columns.iter().map(String::as_str))
}

async fn fill(conn: &mut Conn<'_>, mut archive: Archive, path: &Path, count: &Count) -> Result<(), Error> {
    let version = archive.header().migration;
    let given = archive.manifest().tables.clone();
    for (table, parts) in tables(version).zip(&given) {
        for part in &parts.parts {
            let rows = rows(&mut archive, table, (parts, part), version);
            let rows =
                rows.map_err(|damage| Error::Archive(format!("{} can't be restored: {damage}", path.display())))?;
            insert(conn, table, version, rows).await?;
            count.add(part.rows);
        }
    }
    Ok(())
}

fn rows(
    archive: &mut Archive,
    table: &Table,
    (parts, part): (&TableParts, &Part),
    version: i64,
) -> Result<Vec<Vec<store::conn::Value>>, Damage> {
    let lines = archive.lines(parts, part)?;
    let read = |(line, text)| row::read(text, table.columns(version)).map_err(|problem| lines.damaged(line, problem));
    lines.rows().map(read).collect()
}
