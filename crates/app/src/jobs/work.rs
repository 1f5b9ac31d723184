//! A job that this node has on lease.

use std::sync::Arc;

use model::changes::Outcome;
use model::command::Command;
use model::permission::Actor;
use model::reshape::Progress;
use store::Urgency;
use store::conn::Conn;
use store::jobs::{self, Checkpoint, Job, Lease};
use tokio::sync::watch;

use crate::write::{Batch, Mode, Options};
use crate::{App, Failure};

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

    /// Whether to stop before the next step.
    pub fn is_stopped(&self) -> bool {
        self.stopped.iter().any(|stopped| *stopped.borrow())
    }

    /// Says how far the job has come: `state` in its kind's own words. `ended`: with this, it is over.
    pub fn checkpoint(&self, state: String, progress: Progress, ended: bool) -> Checkpoint {
        Checkpoint { lease: self.lease.clone(), state, progress, result: None, note: None, ended }
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
        let batch = Batch { checkpoint: Some(Arc::new(checkpoint)), ..Batch::new(actor, commands) };
        self.app.write_batch(batch, Options::of(Mode::AllOrNothing)).await
    }
}
