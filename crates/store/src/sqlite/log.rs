//! The log that the writer writes, copied into the database beside it, a little at a time: who has to copy all of it at
//! once keeps everybody waiting.

use std::path::Path;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, bounded};

use super::{Session, open};
use crate::Error;

/// Between two copies: fewer cost less, as hot pages are copied each time.
const PAUSE: Duration = Duration::from_millis(200);
/// How often a copy goes on with what was written during it. Once it is at the end it waits for the disk, and the log can
/// begin anew; else the writer has to do both.
const ROUNDS: u32 = 8;

/// Where the writer says that there is something to copy.
pub(super) struct Log {
    copying: Sender<()>,
    asked_at: Option<Instant>,
}

/// Starts the thread that copies; it ends with the [`Log`].
pub(super) fn start(path: &Path) -> Result<(Log, JoinHandle<()>), Error> {
    let session = open::copier(path)?;
    let (copying, asked) = bounded(1);
    let thread = thread::Builder::new()
        .name("sqlite-copier".into())
        .spawn(move || serve(session, &asked))
        .map_err(|error| Error::Unavailable(format!("no thread to copy the log with: {error}")))?;
    Ok((Log { copying, asked_at: None }, thread))
}

fn serve(mut session: Session, asked: &Receiver<()>) {
    while asked.recv().is_ok() {
        // What it can't copy now, since somebody reads what was before, it copies later; or the writer does.
        if let Err(error) = copy(&mut session) {
            tracing::warn!(%error, "the log was not copied into the database; the writer does it");
        }
    }
}

fn copy(session: &mut Session) -> Result<(), Error> {
    for _ in 0..ROUNDS {
        if session.copy_log()? {
            break;
        }
    }
    Ok(())
}

impl Log {
    /// Has what was written copied, unless that was asked for just now.
    pub fn copy(&mut self) {
        if self.asked_at.is_none_or(|at| at.elapsed() >= PAUSE) {
            self.asked_at = Some(Instant::now());
            // Who is asked already will do.
            let _ = self.copying.try_send(());
        }
    }
}
