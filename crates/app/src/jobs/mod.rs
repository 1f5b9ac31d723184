//! Jobs: long work that outlives a request and a process.
//!
//! A job is a row, added in the transaction that makes it necessary. One node has it on lease, and keeps the lease by
//! saying so now and then; whoever writes down how far it has come does so in the transaction that brought it there. So
//! a job that is taken up again, by the same process or another, goes on where it was, and none of its steps counts twice.
//! What a kind of job does is a function of its [`Work`]; the others know nothing of it.

mod doer;
mod reshape;
mod undo;
mod walk;
mod work;

use std::time::Duration;

use store::conn::Conn;
use store::jobs::{self, Job, LEASE, Lease};
use store::{Error, Urgency};
use tokio::sync::watch;

pub(crate) use doer::Doer;
pub(crate) use walk::{About, Entry, Feed, Tally, Walk};
pub(crate) use work::{Step, Work};

use crate::{App, Failure};

/// How a run of a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Run {
    /// The work is done.
    Done,
    /// It was asked to stop; somebody goes on later.
    Stopped,
}

/// Whoever waits for jobs looks so often at least: another node's lease may have ended.
const LOOK: Duration = Duration::from_secs(5);
/// A lease is renewed three times before it would end.
const BEAT: Duration = Duration::from_micros(LEASE.unsigned_abs() / 4);
/// The pause after the first failure, in microseconds; each further one doubles it.
const PAUSE: i64 = 1_000_000;
/// The longest pause.
const LONGEST_PAUSE: i64 = 300_000_000;

impl App {
    /// Does jobs as they fall due until `stopped` says so: a task for a server. Of several at once, each does one job.
    pub async fn keep_working(&self, mut stopped: watch::Receiver<bool>) {
        let (mut added, mut notices) = (self.jobs_added.subscribe(), self.store.notices());
        loop {
            let next = match self.work(&stopped).await {
                Ok(next) => next,
                Err(failure) => {
                    tracing::warn!(%failure, "no job could be taken; the next try is soon");
                    None
                }
            };
            let pause = next.map_or(LOOK, |due| self.until(due).min(LOOK));
            tokio::select! {
                _ = stopped.wait_for(|stopped| *stopped) => return,
                _ = added.changed() => {}
                Ok(()) = notices.changed() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// Does the jobs that are due, one after the other, until none is; tells when the next one will be.
    pub async fn work(&self, stopped: &watch::Receiver<bool>) -> Result<Option<i64>, Failure> {
        loop {
            let next = self.store.read(async |conn: &mut Conn<'_>| jobs::next(conn).await).await?;
            if *stopped.borrow() || next.is_none_or(|due| due > (self.clock)()) {
                return Ok(next);
            }
            let word = self.word();
            let (asked, claim) = (word.clone(), Urgency::Interactive);
            let taken = self.store.write(claim, async move |conn: &mut Conn<'_>| jobs::claim(conn, &asked).await);
            if let Some(job) = taken.await? {
                self.take(job, word, stopped).await?;
            }
        }
    }

    /// Runs one job that was taken, and says how it ended.
    async fn take(&self, job: Job, secret: String, stopped: &watch::Receiver<bool>) -> Result<(), Failure> {
        let lease = Lease { job: job.id, word: secret };
        let (kind, attempts) = (job.kind.clone(), job.attempts);
        tracing::info!(job = lease.job, kind, attempts, "a job is at work");
        let work = Work::new(self, job, lease.clone(), stopped.clone());
        let ended = tokio::select! {
            ended = self.run(&kind, &work) => ended,
            failure = self.beat(&lease) => Err(failure.into()),
        };
        let job = lease.job;
        let told = match ended {
            Ok(Run::Done) => {
                tracing::info!(job, kind, "a job is done");
                self.end(lease).await
            }
            Ok(Run::Stopped) => self.give_back(lease, 0, None).await,
            Err(failure) => {
                tracing::warn!(job, kind, attempts, %failure, "a job failed; it is tried again");
                self.give_back(lease, pause(attempts), Some(failure.to_string())).await
            }
        };
        match told {
            // It ended with its last step, or another node is at it.
            Ok(()) | Err(Error::Lost(_)) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// What each kind of job does.
    async fn run(&self, kind: &str, work: &Work<'_>) -> Result<Run, Failure> {
        match kind {
            jobs::RESHAPE => reshape::run(work).await,
            other => Err(Failure::Internal(format!("no program for jobs of the kind {other}").into())),
        }
    }

    async fn end(&self, lease: Lease) -> Result<(), Error> {
        let end = async move |conn: &mut Conn<'_>| jobs::end(conn, &lease, None).await;
        self.store.write(Urgency::Interactive, end).await
    }

    async fn give_back(&self, lease: Lease, pause: i64, trouble: Option<String>) -> Result<(), Error> {
        let write = async move |conn: &mut Conn<'_>| jobs::give_back(conn, &lease, pause, trouble.as_deref()).await;
        self.store.write(Urgency::Interactive, write).await
    }

    /// Keeps a lease until that fails.
    async fn beat(&self, lease: &Lease) -> Error {
        loop {
            tokio::time::sleep(BEAT).await;
            let lease = lease.clone();
            let renew = async move |conn: &mut Conn<'_>| jobs::renew(conn, &lease).await;
            match self.store.write(Urgency::Interactive, renew).await {
                // A step of the work may renew it too.
                Err(error) if !error.is_unavailable() => return error,
                _ => {}
            }
        }
    }

    fn until(&self, due: i64) -> Duration {
        Duration::from_micros((due - (self.clock)()).max(0).unsigned_abs())
    }
}

fn pause(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(30);
    PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE)
}
