//! Jobs: long work that outlives a request and a process.
//!
//! A job is a row, added in the transaction that makes it necessary. One node has it on lease, and keeps the lease by
//! saying so now and then; whoever writes down how far it has come does so in the transaction that brought it there. So
//! a job that is taken up again, by the same process or another, goes on where it was, and none of its steps counts twice.
//! What a kind of job does is a function of its [`Work`]; the others know nothing of it. A kind is a word in
//! [`JobKind`] and an arm of `App::run`.

mod doer;
mod list;
mod reshape;
mod undo;
mod walk;
mod work;

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;
use model::job::{JobKind, URGENT, USUAL};
use model::problem::{Kind, Problem};
use store::conn::Conn;
use store::jobs::{self, End, Job, LEASE, Lease};
use store::{Error, Urgency};
use tokio::sync::watch;

pub(crate) use doer::Doer;
pub use store::jobs::NewJob;
pub(crate) use walk::{About, Entry, Feed, Tally, Turn, Walk};
pub(crate) use work::{Step, Work, said};

use crate::{App, Failure, edits, exports, imports};

/// How a run of a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Run {
    /// The work is done.
    Done,
    /// It was asked to stop: by the server, then somebody goes on later, or for good.
    Stopped,
}

/// Which jobs a worker takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lane {
    /// Only what others wait for, so that some worker is always free for it.
    Urgent,
    /// All, by their priority.
    Any,
}

impl Lane {
    fn priority(self) -> i64 {
        match self {
            Self::Urgent => URGENT,
            Self::Any => USUAL,
        }
    }
}

/// Whoever waits for jobs looks so often at least: another node's lease may have ended.
const LOOK: Duration = Duration::from_secs(5);
/// A lease is renewed three times before it would end.
const BEAT: Duration = Duration::from_micros(LEASE.unsigned_abs() / 4);
/// The pause after the first failure, in microseconds; each further one doubles it.
const PAUSE: i64 = 1_000_000;
/// The longest pause.
const LONGEST_PAUSE: i64 = 300_000_000;
/// How often a job is tried without coming further before it is given up.
const TRIES: i64 = 10;
/// How long a step may go on once the job is to stop. Then it is left as it stands: what it hadn't written is done anew.
const LAST_STEP: Duration = Duration::from_secs(5);
/// Most jobs that are forgotten in one transaction.
const FORGOTTEN: u32 = 100;

impl App {
    /// Adds a job; its number. What makes it necessary is committed already, or nothing.
    pub async fn add_job(&self, job: NewJob) -> Result<i64, Failure> {
        let id = self.store.ids(1).await?.start;
        let add = async move |conn: &mut Conn<'_>| jobs::add(conn, id, &job).await;
        self.store.write(Urgency::Interactive, add).await?;
        self.jobs_changed.send_replace(());
        Ok(id)
    }

    /// Forgets jobs that were over long ago, in small steps; how many.
    pub async fn forget_jobs(&self) -> Result<u64, Failure> {
        let mut forgotten = 0;
        loop {
            let purge = async |conn: &mut Conn<'_>| jobs::purge(conn, FORGOTTEN).await;
            let step = self.store.write(Urgency::Bulk, purge).await?;
            forgotten += step;
            if step < u64::from(FORGOTTEN) {
                return Ok(forgotten);
            }
        }
    }

    /// Does jobs as they fall due until `stopped` says so: a task for a server. Of several at once, each does one job.
    pub async fn keep_working(&self, lane: Lane, mut stopped: watch::Receiver<bool>) {
        let (mut added, mut notices) = (self.jobs_changed.subscribe(), self.store.notices());
        loop {
            let next = match self.work(lane, &stopped).await {
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
    pub async fn work(&self, lane: Lane, stopped: &watch::Receiver<bool>) -> Result<Option<i64>, Failure> {
        let priority = lane.priority();
        loop {
            let next = self.store.read(async move |conn: &mut Conn<'_>| jobs::next(conn, priority).await).await?;
            if *stopped.borrow() || next.is_none_or(|due| due > (self.clock)()) {
                return Ok(next);
            }
            let word = self.word();
            let asked = word.clone();
            let claim = async move |conn: &mut Conn<'_>| jobs::claim(conn, &asked, priority).await;
            if let Some(job) = self.store.write(Urgency::Own, claim).await? {
                self.take(job, word, stopped).await?;
            }
        }
    }

    /// Runs one job that was taken, and says how it ended.
    async fn take(&self, job: Job, secret: String, stopped: &watch::Receiver<bool>) -> Result<(), Failure> {
        let lease = Lease { job: job.id, word: secret };
        let (kind, attempts) = (job.kind.clone(), job.attempts);
        if attempts > TRIES && may_fail(&kind) {
            return over(self.end(lease, End::Failed(LOST.to_owned())).await);
        }
        tracing::info!(job = lease.job, kind, attempts, "a job is at work");
        let (cancel, cancelled) = watch::channel(job.is_cancelled);
        let work = Work::new(self, job, lease.clone(), [stopped.clone(), cancelled.clone()]);
        let run = async { if work.is_stopped() { Ok(Run::Stopped) } else { self.run(&kind, &work).await } };
        let left = async {
            work.stopping().await;
            tokio::time::sleep(LAST_STEP).await;
        };
        let ended = tokio::select! {
            ended = unbroken(run) => ended,
            failure = self.beat(&lease, &cancel) => Err(failure.into()),
            () = left => Ok(Run::Stopped),
        };
        over(match ended {
            Ok(Run::Done) => {
                tracing::info!(job = lease.job, kind, "a job is done");
                self.end(lease, End::Done).await
            }
            Ok(Run::Stopped) | Err(_) if *cancelled.borrow() => self.end(lease, End::Cancelled).await,
            Ok(Run::Stopped) => self.give_back(lease, 0, None).await,
            Err(failure) => self.failed(lease, &kind, &failure).await,
        })
    }

    /// Gives a job up that failed, or puts it off.
    async fn failed(&self, lease: Lease, kind: &str, failure: &Failure) -> Result<(), Error> {
        let (job, cause, ours) = (lease.job, failure.with_causes(), lease.clone());
        let attempts = self.store.read(async move |conn: &mut Conn<'_>| jobs::attempts(conn, &ours).await).await?;
        let told = trouble(failure, job);
        if may_fail(kind) && (attempts >= TRIES || is_final(failure)) {
            tracing::warn!(job, kind, attempts, cause, "a job failed, and is given up");
            return self.end(lease, End::Failed(told)).await;
        }
        tracing::warn!(job, kind, attempts, cause, "a job failed; it is tried again");
        self.give_back(lease, pause(attempts), Some(told)).await
    }

    /// What each kind of job does.
    async fn run(&self, kind: &str, work: &Work<'_>) -> Result<Run, Failure> {
        match JobKind::from_name(kind) {
            Some(JobKind::Reshape) => Box::pin(reshape::run(work)).await,
            Some(JobKind::Import) => Box::pin(imports::run(work)).await,
            Some(JobKind::Export) => Box::pin(exports::run(work)).await,
            Some(JobKind::Undo) => Box::pin(undo::run(work)).await,
            Some(JobKind::BulkEdit) => Box::pin(edits::run(work)).await,
            // Another server may have a newer program.
            None => Err(Problem::unavailable(format!("This server knows no jobs of the kind \"{kind}\".")).into()),
        }
    }

    async fn end(&self, lease: Lease, end: End) -> Result<(), Error> {
        let end = async move |conn: &mut Conn<'_>| jobs::end(conn, &lease, &end).await;
        self.store.write(Urgency::Own, end).await?;
        self.written.send_replace(());
        Ok(())
    }

    async fn give_back(&self, lease: Lease, pause: i64, trouble: Option<String>) -> Result<(), Error> {
        let write = async move |conn: &mut Conn<'_>| jobs::give_back(conn, &lease, pause, trouble.as_deref()).await;
        self.store.write(Urgency::Own, write).await
    }

    /// Keeps a lease until that fails, and tells if somebody wants the job to end: at once where it was said here.
    async fn beat(&self, lease: &Lease, cancel: &watch::Sender<bool>) -> Error {
        let mut changed = self.jobs_changed.subscribe();
        loop {
            tokio::select! {
                () = tokio::time::sleep(BEAT) => {}
                _ = changed.changed() => {}
            }
            let lease = lease.clone();
            let renew = async move |conn: &mut Conn<'_>| jobs::renew(conn, &lease).await;
            match self.store.write(Urgency::Own, renew).await {
                // A step of the work may renew it too.
                Err(error) if !error.is_unavailable() => return error,
                Ok(true) => _ = cancel.send_replace(true),
                Ok(false) | Err(_) => {}
            }
        }
    }

    pub(crate) fn until(&self, due: i64) -> Duration {
        Duration::from_micros((due - (self.clock)()).max(0).unsigned_abs())
    }
}

/// Why a job is given up that nobody lived to say a word about.
const LOST: &str = "It was begun again and again, and each time its server ended before it came further.";

/// What comes of work. A panic in it is a failure as any: whoever does jobs goes on.
async fn unbroken(work: impl Future<Output = Result<Run, Failure>>) -> Result<Run, Failure> {
    let panicked = |_| Err(Failure::Internal("a job panicked; what stderr says of it stands before this".into()));
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(panicked)
}

/// How a job was let go of.
fn over(told: Result<(), Error>) -> Result<(), Failure> {
    match told {
        // It ended with its last step, or another node is at it.
        Ok(()) | Err(Error::Lost(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Whether jobs of that kind may be given up, or ended.
fn may_fail(kind: &str) -> bool {
    JobKind::from_name(kind).is_none_or(JobKind::may_fail)
}

/// Whether it is no use to try again: a rule says no, and nothing was in the way.
fn is_final(failure: &Failure) -> bool {
    matches!(failure, Failure::Problem(problem) if problem.kind != Kind::Unavailable)
}

/// Why a job failed, for everybody who may read of it. A fault may tell what is nobody's business.
fn trouble(failure: &Failure, job: i64) -> String {
    match failure {
        Failure::Problem(problem) => problem.message.clone(),
        Failure::Internal(_) => format!("Something failed on the server; its log says what, under job {job}."),
    }
}

fn pause(attempts: i64) -> i64 {
    let doublings = u32::try_from(attempts - 1).unwrap_or(0).min(30);
    PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_failure() {
        let broken = unbroken(async { panic!("on purpose") }).now_or_never();
        assert!(matches!(broken, Some(Err(Failure::Internal(_)))), "{broken:?}");
        let whole = unbroken(async { Ok(Run::Done) }).now_or_never();
        assert!(matches!(whole, Some(Ok(Run::Done))), "{whole:?}");
    }
}
