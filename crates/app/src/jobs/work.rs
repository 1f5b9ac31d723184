//! A job that this node has on lease.

use std::sync::Arc;

use model::changes::Outcome;
use model::command::Command;
use model::permission::Actor;
use model::reshape::Progress;
use serde::de::DeserializeOwned;
use store::conn::Conn;
use store::jobs::{self, Checkpoint, Job, Lease};
use store::report::{self, Report};
use store::{Error, Urgency};
use tokio::sync::watch;

use crate::write::{Batch, Mode, Options};
use crate::{App, Failure};

/// What a batch is a step of.
#[derive(Clone)]
pub(crate) struct Step {
    /// The job's number.
    pub job: i64,
    tell: Arc<Tell>,
}

/// Tells from the outcomes of a step how far the job has come with it. It may be asked more than once.
type Tell = dyn Fn(&[Outcome]) -> Checkpoint + Send + Sync;

impl Step {
    /// Writes down how far the job has come, in the transaction of the step.
    pub async fn write(&self, conn: &mut Conn<'_>, outcomes: &[Outcome]) -> Result<(), Error> {
        jobs::keep(conn, &(self.tell)(outcomes)).await
    }
}

/// A job, and the node that does it.
pub(crate) struct Work<'a> {
    /// The node.
    pub app: &'a App,
    /// The job as it was taken.
    pub job: Job,
    lease: Lease,
    /// Any of them says that it is to stop.
    stopped: [watch::Receiver<bool>; 2],
}

impl<'a> Work<'a> {
    pub fn new(app: &'a App, job: Job, lease: Lease, stopped: [watch::Receiver<bool>; 2]) -> Self {
        Self { app, job, lease, stopped }
    }

    /// What is to be done, as the job's kind wrote it down.
    pub fn payload<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        Ok(serde_json::from_str(&self.job.payload)?)
    }

    /// Forgets what an earlier try told.
    pub async fn clear_report(&self) -> Result<(), Failure> {
        let job = self.job.id;
        let clear = async move |conn: &mut Conn<'_>| report::clear(conn, job).await;
        Ok(self.app.store.write(Urgency::Bulk, clear).await?)
    }

    /// Whether to stop before the next step.
    pub fn is_stopped(&self) -> bool {
        self.stopped.iter().any(|stopped| *stopped.borrow())
    }

    /// Returns once it is to stop.
    pub async fn stopping(&self) {
        let [server, job] = self.stopped.clone();
        tokio::select! {
            () = said(server) => {}
            () = said(job) => {}
        }
    }

    /// Says how far the job has come: `state` in its kind's own words. `ended`: with this, it is over.
    pub fn checkpoint(&self, state: String, progress: Progress, ended: bool) -> Checkpoint {
        Checkpoint { ended, ..self.mark()(state, progress) }
    }

    /// The same for whoever tells it later.
    pub fn mark(&self) -> impl Fn(String, Progress) -> Checkpoint + Send + Sync + 'static {
        let lease = self.lease.clone();
        move |state, progress| Checkpoint {
            lease: lease.clone(),
            state,
            progress,
            result: None,
            note: None,
            ended: false,
            report: Report::default(),
        }
    }

    /// A step of this job, of which `tell` says how far the job has come with it.
    pub fn step(&self, tell: impl Fn(&[Outcome]) -> Checkpoint + Send + Sync + 'static) -> Step {
        Step { job: self.job.id, tell: Arc::new(tell) }
    }

    /// Writes a step down that changed nothing else.
    pub async fn keep(&self, checkpoint: Checkpoint) -> Result<(), Failure> {
        let keep = async move |conn: &mut Conn<'_>| jobs::keep(conn, &checkpoint).await;
        Ok(self.app.store.write(Urgency::Bulk, keep).await?)
    }

    /// A step on the write road, all of it or nothing, and written down along with it.
    pub async fn write(
        &self,
        actor: &Arc<Actor>,
        commands: Vec<Command>,
        checkpoint: Checkpoint,
    ) -> Result<Vec<Outcome>, Failure> {
        let batch = Batch { step: Some(self.step(move |_| checkpoint.clone())), ..Batch::new(actor, commands) };
        self.app.write_batch(batch, Options::of(Mode::AllOrNothing)).await
    }
}

/// Returns once it is said; never, where nobody is left to say so.
pub(crate) async fn said(mut stopped: watch::Receiver<bool>) {
    if stopped.wait_for(|stopped| *stopped).await.is_err() {
        std::future::pending::<()>().await;
    }
}
