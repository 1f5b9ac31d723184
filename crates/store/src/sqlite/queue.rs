//! Who waits for the writing thread, and whose turn it is.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded, select_biased, unbounded};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::work::Job;
use crate::{Error, Urgency};

/// Interactive jobs that may wait; one more is told to come again.
const WAITING: usize = 1_024;
/// Bulk jobs that may wait; one more waits to be let in.
const BULK_WAITING: usize = 8;
/// Groups of interactive jobs that may pass a waiting bulk job, lest it wait for ever.
const PASSING: usize = 64;
/// After a bulk job that kept others waiting, so many more are to be short: who writes now and then finds no long one.
const SHORT: usize = 500;

struct Bulk {
    job: Box<dyn Job>,
    /// Given back when the job is taken.
    _place: OwnedSemaphorePermit,
}

#[derive(Clone)]
struct Entry {
    interactive: Sender<Box<dyn Job>>,
    bulk: Sender<Bulk>,
}

/// The end where jobs come in.
pub(super) struct Entrance {
    /// None once it is closed.
    entry: Mutex<Option<Entry>>,
    places: Arc<Semaphore>,
    hurried: Arc<AtomicUsize>,
}

/// The end where the writing thread takes them.
pub(super) struct Queue {
    interactive: Receiver<Box<dyn Job>>,
    bulk: Receiver<Bulk>,
    passed: usize,
    hurried: Arc<AtomicUsize>,
}

/// A job and the queue it comes from.
pub(super) struct Taken {
    pub job: Box<dyn Job>,
    pub urgency: Urgency,
}

/// Both ends.
pub(super) fn queue() -> (Entrance, Queue) {
    let (interactive, interactive_waiting) = bounded(WAITING);
    let (bulk, bulk_waiting) = unbounded();
    let hurried = Arc::new(AtomicUsize::new(0));
    let entrance = Entrance {
        entry: Mutex::new(Some(Entry { interactive, bulk })),
        places: Arc::new(Semaphore::new(BULK_WAITING)),
        hurried: hurried.clone(),
    };
    (entrance, Queue { interactive: interactive_waiting, bulk: bulk_waiting, passed: 0, hurried })
}

impl Entrance {
    pub async fn send(&self, job: Box<dyn Job>, urgency: Urgency) -> Result<(), Error> {
        let ended = || Error::Unavailable("the writing thread has ended".into());
        match urgency {
            Urgency::Interactive => self.entry()?.interactive.try_send(job).map_err(|error| match error {
                TrySendError::Full(_) => Error::Unavailable(format!("{WAITING} writes are waiting already")),
                TrySendError::Disconnected(_) => ended(),
            }),
            Urgency::Bulk => {
                let place = self.places.clone().acquire_owned().await.map_err(|_| ended())?;
                self.entry()?.bulk.send(Bulk { job, _place: place }).map_err(|_| ended())
            }
        }
    }

    fn entry(&self) -> Result<Entry, Error> {
        let entry = self.entry.lock().unwrap_or_else(PoisonError::into_inner);
        entry.clone().ok_or_else(|| Error::Unavailable("the database is being closed".into()))
    }

    /// Whether one of the last bulk jobs kept interactive ones waiting.
    pub fn is_hurried(&self) -> bool {
        self.hurried.load(Ordering::Relaxed) > 0
    }

    pub fn close(&self) {
        self.entry.lock().unwrap_or_else(PoisonError::into_inner).take();
    }
}

impl Queue {
    /// Waits for a job to begin a group with. None: closed, and all are done.
    pub fn first(&mut self) -> Option<Taken> {
        if self.passed >= PASSING
            && let Ok(bulk) = self.bulk.try_recv()
        {
            return Some(self.bulk(bulk));
        }
        let taken = select_biased! {
            recv(self.interactive) -> job => match job {
                Ok(job) => interactive(job),
                Err(_) => return self.bulk.recv().ok().map(|bulk| self.bulk(bulk)),
            },
            recv(self.bulk) -> bulk => match bulk {
                Ok(bulk) => return Some(self.bulk(bulk)),
                Err(_) => interactive(self.interactive.recv().ok()?),
            },
        };
        self.passed = if self.bulk.is_empty() { 0 } else { self.passed + 1 };
        Some(taken)
    }

    /// Another interactive job for a group, if one is there.
    pub fn another(&self) -> Option<Box<dyn Job>> {
        self.interactive.try_recv().ok()
    }

    /// To be told after each bulk job: whether it kept others waiting.
    pub fn bulk_done(&self) {
        let calm = self.interactive.is_empty();
        let left = if calm { self.hurried.load(Ordering::Relaxed).saturating_sub(1) } else { SHORT };
        self.hurried.store(left, Ordering::Relaxed);
    }

    fn bulk(&mut self, bulk: Bulk) -> Taken {
        self.passed = 0;
        Taken { job: bulk.job, urgency: Urgency::Bulk }
    }
}

fn interactive(job: Box<dyn Job>) -> Taken {
    Taken { job, urgency: Urgency::Interactive }
}
