//! Who waits for the writing thread, and whose turn it is.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use crossbeam_channel::{Receiver, Sender, TrySendError, bounded, select_biased, unbounded};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::pace::Pace;
use super::work::Job;
use crate::{Error, Urgency};

/// Interactive jobs that may wait; one more is told to come again.
const WAITING: usize = 1_024;
/// Bulk jobs that may wait; one more waits to be let in.
const BULK_WAITING: usize = 8;
/// Groups of interactive jobs that may pass a waiting bulk job, lest it wait for ever.
const PASSING: usize = 64;

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
    pace: Arc<Pace>,
}

/// The end where the writing thread takes them.
pub(super) struct Queue {
    interactive: Receiver<Box<dyn Job>>,
    bulk: Receiver<Bulk>,
    passed: usize,
    pace: Arc<Pace>,
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
    let pace = Arc::new(Pace::new());
    let entrance = Entrance {
        entry: Mutex::new(Some(Entry { interactive, bulk })),
        places: Arc::new(Semaphore::new(BULK_WAITING)),
        pace: pace.clone(),
    };
    (entrance, Queue { interactive: interactive_waiting, bulk: bulk_waiting, passed: 0, pace })
}

impl Entrance {
    pub async fn send(&self, job: Box<dyn Job>, urgency: Urgency) -> Result<(), Error> {
        let ended = || Error::Unavailable("the writing thread has ended".into());
        match urgency {
            Urgency::Interactive | Urgency::Own => {
                if urgency == Urgency::Interactive {
                    self.pace.came(Instant::now());
                }
                self.entry()?.interactive.try_send(job).map_err(|error| match error {
                    TrySendError::Full(_) => Error::Unavailable(format!("{WAITING} writes are waiting already")),
                    TrySendError::Disconnected(_) => ended(),
                })
            }
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

    /// How many objects the next bulk job should write.
    pub fn bulk_chunk(&self) -> usize {
        self.pace.chunk(Instant::now())
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
        let before_rested = |until| self.interactive.recv_deadline(until).ok();
        let taken = if let Some(job) = self.pace.rests(Instant::now()).and_then(before_rested) {
            interactive(job)
        } else {
            select_biased! {
                recv(self.interactive) -> job => match job {
                    Ok(job) => interactive(job),
                    Err(_) => return self.bulk.recv().ok().map(|bulk| self.bulk(bulk)),
                },
                recv(self.bulk) -> bulk => match bulk {
                    Ok(bulk) => return Some(self.bulk(bulk)),
                    Err(_) => interactive(self.interactive.recv().ok()?),
                },
            }
        };
        self.passed = if self.bulk.is_empty() { 0 } else { self.passed + 1 };
        Some(taken)
    }

    /// Another interactive job for a group, if one is there.
    pub fn another(&self) -> Option<Box<dyn Job>> {
        self.interactive.try_recv().ok()
    }

    /// To be told when a bulk job is over.
    pub fn bulk_done(&self) {
        self.pace.ended(Instant::now());
    }

    fn bulk(&mut self, bulk: Bulk) -> Taken {
        self.passed = 0;
        self.pace.began(Instant::now());
        Taken { job: bulk.job, urgency: Urgency::Bulk }
    }
}

fn interactive(job: Box<dyn Job>) -> Taken {
    Taken { job, urgency: Urgency::Interactive }
}
