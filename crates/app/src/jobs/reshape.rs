//! Makes objects follow a change of a definition: over all of them in the order of their numbers, then over the rows
//! that nobody asks for any more, then the definition is as any.

use std::sync::Arc;

use model::changes::Outcome;
use model::command::{Action, Command};
use model::object::ObjectKind;
use model::permission::Actor;
use model::reshape::{Effect, Progress, Reshape, leftovers};
use store::Urgency;
use store::conn::Conn;
use store::jobs::Checkpoint;
use store::reshape as rows;

use super::{Run, Work};
use crate::Failure;

/// Objects that go with all that is theirs, in one step.
const DELETED: usize = 100;

/// Where to go on.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// All up to this number follow.
    after: i64,
    /// Those with higher numbers were made after the change.
    last: i64,
}

impl Place {
    fn read(state: &str) -> Option<Self> {
        let (after, last) = state.split_once('/')?;
        Some(Self { after: after.parse().ok()?, last: last.parse().ok()? })
    }

    fn text(self) -> String {
        format!("{}/{}", self.after, self.last)
    }
}

/// Runs the job until it is done, or stopped.
pub(super) async fn run(work: &Work<'_>) -> Result<Run, Failure> {
    let damaged = || Failure::Internal("no change of a definition is written in the job".into());
    let reshape = Reshape::from_json(&work.job.payload).ok_or_else(damaged)?;
    let actor = Arc::new(reshape.actor());
    let mut walk = Walk::begin(work, &reshape, &actor).await?;
    while !work.is_stopped() {
        if !walk.step().await? {
            walk.sweep().await?;
            return walk.end().await;
        }
    }
    Ok(Run::Stopped)
}

struct Walk<'a> {
    work: &'a Work<'a>,
    reshape: &'a Reshape,
    actor: &'a Arc<Actor>,
    place: Place,
    progress: Progress,
}

impl<'a> Walk<'a> {
    async fn begin(work: &'a Work<'a>, reshape: &'a Reshape, actor: &'a Arc<Actor>) -> Result<Self, Failure> {
        if let Some(place) = Place::read(&work.job.checkpoint) {
            return Ok(Self { work, reshape, actor, place, progress: work.job.progress });
        }
        let scope = reshape.scope.clone();
        let extent = async move |conn: &mut Conn<'_>| rows::extent(conn, &scope).await;
        let (total, last) = work.app.store.snapshot(extent).await?;
        let walk =
            Self { work, reshape, actor, place: Place { after: 0, last }, progress: Progress { done: 0, total } };
        let note = Some(format!("{total} objects to be looked at"));
        work.keep(Checkpoint { note, ..work.checkpoint(walk.place.text(), walk.progress, false) }).await?;
        Ok(walk)
    }

    /// Makes the next objects follow; `false`: there were none.
    async fn step(&mut self) -> Result<bool, Failure> {
        let deletes = self.reshape.effect == Effect::Deletion;
        let limit = if deletes { DELETED } else { self.work.app.store.bulk_chunk() };
        let (scope, after) = (self.reshape.scope.clone(), self.place.after);
        let next = async move |conn: &mut Conn<'_>| rows::next(conn, &scope, after, limit).await;
        let mut ids = self.work.app.store.snapshot(next).await?;
        ids.retain(|id| *id <= self.place.last);
        let Some(last) = ids.last() else { return Ok(false) };
        self.place.after = *last;
        self.progress.done += i64::try_from(ids.len()).unwrap_or_default();
        self.progress.total = self.progress.total.max(self.progress.done);
        let commands = if deletes { self.deletions(ids).await? } else { self.follow(ids) };
        let checkpoint = self.work.checkpoint(self.place.text(), self.progress, false);
        all_done(self.work.write(self.actor, commands, checkpoint).await?)?;
        tracing::info!(
            job = self.work.job.id,
            done = self.progress.done,
            total = self.progress.total,
            "objects follow a changed definition"
        );
        Ok(true)
    }

    fn follow(&self, objects: Vec<i64>) -> Vec<Command> {
        vec![Command { action: Action::Reshape { reshape: self.reshape.id, objects }, expect: None }]
    }

    /// Variants go with their documents.
    async fn deletions(&self, ids: Vec<i64>) -> Result<Vec<Command>, Failure> {
        let objects = async move |conn: &mut Conn<'_>| rows::objects(conn, ids).await;
        let objects = self.work.app.store.snapshot(objects).await?;
        let owners = objects.iter().filter(|object| object.kind != ObjectKind::Variant);
        let delete = |code: &str, kind| Action::DeleteObject { kind, code: code.to_owned(), recursive: true };
        Ok(owners.map(|owner| Command { action: delete(&owner.code, owner.kind), expect: None }).collect())
    }

    /// Deletes the rows that nobody asks for any more.
    async fn sweep(&self) -> Result<(), Failure> {
        let schema = self.work.app.schema().await?;
        let leftovers = Arc::new(leftovers(self.reshape, &schema));
        loop {
            let leftovers = Arc::clone(&leftovers);
            let sweep = async move |conn: &mut Conn<'_>| rows::sweep(conn, &leftovers).await;
            if !self.work.app.store.write(Urgency::Bulk, sweep).await? {
                return Ok(());
            }
        }
    }

    async fn end(&self) -> Result<Run, Failure> {
        let end = Command { action: Action::EndReshape { reshape: self.reshape.id }, expect: None };
        let progress = Progress { done: self.progress.total, ..self.progress };
        let checkpoint = self.work.checkpoint(self.place.text(), progress, true);
        all_done(self.work.write(self.actor, vec![end], checkpoint).await?)?;
        Ok(Run::Done)
    }
}

/// Errors: one of the outcomes is one.
fn all_done(outcomes: Vec<Outcome>) -> Result<(), Failure> {
    for outcome in outcomes {
        outcome?;
    }
    Ok(())
}
