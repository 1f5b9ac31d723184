//! The reading threads: two, so that one slow query holds nobody up.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded};

use super::work::Job;
use super::{Session, open};
use crate::{Clock, Error};

const READERS: usize = 2;
/// Reads that may wait: a second's worth at least.
const WAITING: usize = 4_096;

struct Read {
    job: Box<dyn Job>,
    snapshot: bool,
}

/// The queue before the reading threads; None once it is closed.
pub(super) struct Readers(Mutex<Option<Sender<Read>>>);

impl Readers {
    /// Opens a connection for each thread and starts them.
    pub fn start(path: &Path, clock: &Clock) -> Result<(Self, Vec<JoinHandle<()>>), Error> {
        let (queue, waiting) = bounded(WAITING);
        let threads = (0..READERS).map(|number| {
            let (session, waiting, clock) = (open::reader(path)?, waiting.clone(), clock.clone());
            let thread = thread::Builder::new().name(format!("sqlite-reader-{number}"));
            thread
                .spawn(move || serve(session, &waiting, &clock))
                .map_err(|error| Error::Unavailable(format!("no thread to read with: {error}")))
        });
        let threads = threads.collect::<Result<_, _>>()?;
        Ok((Self(Mutex::new(Some(queue))), threads))
    }

    pub fn send(&self, job: Box<dyn Job>, snapshot: bool) -> Result<(), Error> {
        let queue = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queue.as_ref().ok_or_else(|| Error::Unavailable("the database is being closed".into()))?;
        queue.try_send(Read { job, snapshot }).map_err(|error| match error {
            TrySendError::Full(_) => Error::Unavailable(format!("{WAITING} reads are waiting already")),
            TrySendError::Disconnected(_) => Error::Unavailable("the reading threads have ended".into()),
        })
    }

    pub fn close(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

fn serve(mut session: Session, waiting: &Receiver<Read>, clock: &Clock) {
    for Read { mut job, snapshot } in waiting {
        if job.is_abandoned() {
            continue;
        }
        let failure = if snapshot { within_snapshot(&mut *job, &mut session, clock).err() } else { None };
        if !snapshot {
            job.run(&mut session, clock);
        }
        job.answer(failure);
    }
}

fn within_snapshot(job: &mut dyn Job, session: &mut Session, clock: &Clock) -> Result<(), Error> {
    session.control("BEGIN")?;
    job.run(session, clock);
    // A failed read may have ended it already.
    if session.in_transaction() { session.control("ROLLBACK") } else { Ok(()) }
}
