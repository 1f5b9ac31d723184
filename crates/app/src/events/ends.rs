//! What is told once a job is over: each document that it changed, and then its end.

use std::collections::BTreeSet;

use model::event::{Draft, EventCode, Process};
use model::job::{self, Job, JobKind};
use store::conn::Conn;
use store::events::{self as rows, Advance, MadeEvent, Place};
use store::jobs;

use super::listeners::Listeners;
use super::{Follower, moved};
use crate::Failure;

/// Documents told of at once.
const DOCUMENTS: u32 = 1_000;

impl Follower<'_> {
    /// The step over the next documents that a job changed, and over its end after the last of them.
    pub(super) async fn ended(&self, place: &Place, id: i64, listeners: &Listeners) -> Result<Advance, Failure> {
        let schema = listeners.schema.clone();
        let read = async move |conn: &mut Conn<'_>| {
            let updates = rows::updates(conn, id, DOCUMENTS).await?;
            let things =
                rows::things(conn, updates.iter().map(|draft| draft.id).collect::<BTreeSet<_>>(), &schema).await?;
            Ok((jobs::one(conn, id).await?, updates, things))
        };
        let (job, updates, mut things) = self.app.store.read(read).await?;
        let last = updates.last().map_or(0, |draft| draft.id);
        let is_over = updates.len() < DOCUMENTS as usize;
        let mut step = moved(place, place.cursor);
        step.walked.clone_from(&place.walked);
        step.told = Some((id, last, is_over));
        // What is gone since was told of by its deletion.
        let updates = updates.into_iter().filter_map(|draft| {
            let thing = things.remove(&draft.id).filter(|thing| thing.is_there)?;
            Some(Draft { name: thing.code, document_type: Some(thing.of_type), ..draft })
        });
        let end = job.filter(|_| is_over).as_ref().and_then(end);
        for draft in updates.chain(end) {
            let webhooks = listeners.of(draft.code, |since| since.at < draft.at);
            if !webhooks.is_empty() {
                let event = draft.event(&format!("job {id}"), &listeners.schema);
                step.events.push(MadeEvent { event, webhooks });
            }
        }
        Ok(step)
    }
}

/// What is told of a job's end; `None`: of jobs of its kind nothing.
fn end(job: &Job) -> Option<Draft> {
    let code = EventCode::of_end(JobKind::from_name(&job.kind)?)?;
    let at = job.ended_at.unwrap_or(job.created_at);
    let mut draft = Draft::new(code, (job.id, &job::id(job.id)), (at, &job.created_by));
    let metadata = job.result.clone().unwrap_or_else(|| "{}".to_owned());
    draft.process = Some(Process { status: job.status.name().to_owned(), metadata });
    Some(draft)
}
