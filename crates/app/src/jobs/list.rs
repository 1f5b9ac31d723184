//! Jobs for people: what there is to do, how far it is, and that it shall end.

use model::job::{self, Job, JobNote, JobPage, JobQuery};
use model::permission::{Actor, Rights};
use model::problem::Problem;
use model::query::Resource;
use store::conn::Conn;
use store::{Urgency, jobs};

use super::may_fail;
use crate::{App, Failure};

impl App {
    /// One page of jobs.
    pub async fn jobs(&self, query: JobQuery) -> Result<JobPage, Failure> {
        query.rights.check_read(&Resource::Jobs)?;
        Ok(self.store.snapshot(async move |conn: &mut Conn<'_>| jobs::page(conn, &query).await).await?)
    }

    /// One job. Errors: `NotFound`.
    pub async fn job(&self, rights: &Rights, id: i64) -> Result<Job, Failure> {
        rights.check_read(&Resource::Jobs)?;
        let found = self.store.read(async move |conn: &mut Conn<'_>| jobs::one(conn, id).await).await?;
        Ok(found.ok_or_else(|| missing(id))?)
    }

    /// What happened to a job, the oldest first. Errors: `NotFound`.
    pub async fn job_notes(&self, rights: &Rights, id: i64) -> Result<Vec<JobNote>, Failure> {
        rights.check_read(&Resource::Jobs)?;
        let found = self.store.read(async move |conn: &mut Conn<'_>| jobs::notes(conn, id).await).await?;
        Ok(found.ok_or_else(|| missing(id))?)
    }

    /// Has a job end before its time; what it did stays. A node that is at it ends it within seconds. Errors:
    /// `NotFound`; `Conflict` for one that is over, or must come to its end.
    pub async fn cancel_job(&self, actor: &Actor, id: i64) -> Result<(), Failure> {
        actor.rights.check_write()?;
        let job = self.job(&actor.rights, id).await?;
        if !may_fail(&job.kind) {
            return Err(
                Problem::conflict("A change of the model is followed to its end; it can't be cancelled.").into()
            );
        }
        if job.ended_at.is_some() {
            return Err(Problem::conflict(format!("This job is over already: {}.", job.status.name())).into());
        }
        let by = actor.name.clone();
        // One that has ended since, or was cancelled before, is as it was asked to be.
        let cancel = async move |conn: &mut Conn<'_>| jobs::cancel(conn, id, &by).await;
        self.store.write(Urgency::Interactive, cancel).await?;
        self.jobs_changed.send_replace(());
        Ok(())
    }
}

fn missing(id: i64) -> Problem {
    Problem::not_found("process", &job::id(id))
}
