//! The log that the writer writes, copied into the database beside it, a little at a time: who has to copy all of it at
//! once keeps everybody waiting.
//!
//! Only the writer can bring the log to its end and begin it anew, as others write on meanwhile. It does so when next to
//! nothing is left to be copied, and next to nothing that isn't on the disk yet.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};

use super::{Session, open};
use crate::Error;

/// Between two copies: fewer cost less, as hot pages are copied each time.
const PAUSE: Duration = Duration::from_millis(200);
/// How often a copy goes on with what was written during it: each time that is less.
const ROUNDS: usize = 3;
/// Pages in the log from which on the writer begins it anew.
const LONG: i64 = 16_000;

/// Where the writer says that there is something to copy, and hears when little is left of it.
pub(super) struct Log {
    copying: Sender<()>,
    asked_at: Option<Instant>,
    is_due: Arc<AtomicBool>,
}

struct Copier {
    session: Session,
    /// To wait for the disk by. It is never closed: with any of its files that it closes, a process loses the locks that
    /// SQLite holds on that file by others.
    file: &'static File,
    is_due: Arc<AtomicBool>,
}

/// Starts the thread that copies; it ends with the [`Log`].
pub(super) fn start(path: &Path) -> Result<(Log, JoinHandle<()>), Error> {
    let file = File::open(path).map_err(|error| Error::Location(format!("{}: {error}", path.display())))?;
    let is_due = Arc::new(AtomicBool::new(false));
    let copier = Copier { session: open::copier(path)?, file: Box::leak(Box::new(file)), is_due: Arc::clone(&is_due) };
    let (copying, asked) = bounded(1);
    let thread = thread::Builder::new()
        .name("sqlite-copier".into())
        .spawn(move || copier.serve(&asked))
        .map_err(|error| Error::Unavailable(format!("no thread to copy the log with: {error}")))?;
    Ok((Log { copying, asked_at: None, is_due }, thread))
}

impl Copier {
    fn serve(mut self, asked: &Receiver<()>) {
        while asked.recv().is_ok() {
            // What it can't copy now, since somebody reads what was before, it copies later; or the writer does.
            if let Err(error) = self.copy() {
                tracing::warn!(%error, "the log was not copied into the database; the writer does it");
            }
        }
    }

    fn copy(&mut self) -> Result<(), Error> {
        for _ in 0..ROUNDS {
            let (pages, copied) = self.session.copy_log()?;
            self.file
                .sync_data()
                .map_err(|error| Error::Unavailable(format!("the database was not synced: {error}")))?;
            if pages < LONG || copied == pages {
                return Ok(());
            }
        }
        self.is_due.store(true, Ordering::Relaxed);
        Ok(())
    }
}

impl Log {
    /// Has what was written copied, unless that was asked for just now. By then the log may be copied but for a little,
    /// which the writer does with its own session, so that it can begin the log anew.
    pub fn copy(&mut self, own: &mut Session) {
        if self.is_due.swap(false, Ordering::Relaxed)
            && let Err(error) = own.copy_log()
        {
            tracing::warn!(%error, "the log was not begun anew; it grows until it is");
        }
        if self.asked_at.is_none_or(|at| at.elapsed() >= PAUSE) {
            self.asked_at = Some(Instant::now());
            // Who is asked already will do.
            let _ = self.copying.try_send(());
        }
    }
}
