//! The write road: load, plan, commit; where something came between, once more under lock.

use std::ops::Range;
use std::sync::Arc;

use model::changes::{Changeset, Committed, Done, Effect, Entity, Outcome, Plan};
use model::command::Command;
use model::loaded::Loaded;
use model::permission::Actor;
use model::plan;
use model::problem::{Kind, Problem};
use model::schema::Schema;
use store::conn::Conn;
use store::load::{Lock, load};
use store::{Clock, Error, Urgency, commit, definitions};

use crate::jobs::Step;
use crate::once::Note;
use crate::survey::Surveys;
use crate::{App, Failure};

/// What becomes of the others when a command of a batch fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Nothing is written.
    AllOrNothing,
    /// They are written.
    EachAlone,
}

/// How a batch is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// What one failure means for the rest.
    pub mode: Mode,
    /// Whether to stop before the commit.
    pub dry_run: bool,
}

impl Options {
    /// A write that is meant.
    pub fn of(mode: Mode) -> Self {
        Self { mode, dry_run: false }
    }
}

/// Rounds under lock before the caller is asked to come again: rows that do not exist yet
/// cannot be locked, so another writer of the same code or unique value may still come between.
const LOCKED_ROUNDS: usize = 8;
/// Rounds of loading while other nodes change the schema.
const SCHEMA_ROUNDS: usize = 8;

/// Larger batches wait in the queue for bulk.
const HURRIED: usize = 100;
/// Larger batches are planned on a thread of their own.
const PLANNED_AT_ONCE: usize = 20;

/// Commands, and who gives them; a clone is cheap.
#[derive(Clone)]
pub(crate) struct Batch {
    pub(crate) actor: Arc<Actor>,
    pub(crate) commands: Arc<[Command]>,
    /// What it is a step of: written down in the same transaction, even if there is nothing else to write.
    pub(crate) step: Option<Step>,
    /// What is written with it of the request that must be carried out once.
    pub(crate) note: Option<Note>,
}

impl Batch {
    pub(crate) fn new(actor: &Arc<Actor>, commands: impl Into<Arc<[Command]>>) -> Self {
        Self { actor: Arc::clone(actor), commands: commands.into(), step: None, note: None }
    }

    fn changes_users(&self) -> bool {
        plan::changes_users(&self.commands)
    }

    /// Writes what was planned, and what is to be written down of it.
    async fn write(&self, conn: &mut Conn<'_>, plan: &Plan) -> Result<Committed, Error> {
        let committed = commit::write(conn, &plan.changeset, self.step.as_ref().map(|step| step.job)).await?;
        if let Some(step) = &self.step {
            step.write(conn, &plan.outcomes).await?;
        }
        if let Some(note) = &self.note {
            note.write(conn, &plan.outcomes).await?;
        }
        Ok(committed)
    }

    /// The answers, where nothing is to be written.
    fn settled(&self, plan: &Plan, options: Options) -> Option<Vec<Outcome>> {
        let failed = plan.outcomes.iter().position(Result::is_err);
        match (options.mode, failed) {
            (Mode::AllOrNothing, Some(first)) => Some(nothing_written(&plan.outcomes, first)),
            _ if options.dry_run => Some(plan.outcomes.clone()),
            _ if plan.changeset.is_empty() && self.step.is_none() => Some(plan.outcomes.clone()),
            _ => None,
        }
    }

    /// Which queue to wait in: a large batch, as a step of a job is, shares no commit, and lets small ones go first.
    fn urgency(&self) -> Urgency {
        if self.step.is_some() || self.commands.len() > HURRIED { Urgency::Bulk } else { Urgency::Interactive }
    }
}

/// A batch that was planned on what was loaded.
pub(crate) struct Prepared {
    pub(crate) plan: Plan,
    schema: Arc<Schema>,
}

impl App {
    /// Writes a batch and answers each command in order. Errors: none of it was written.
    pub async fn write(
        &self,
        actor: &Actor,
        commands: Vec<Command>,
        options: Options,
    ) -> Result<Vec<Outcome>, Failure> {
        self.write_once(actor, commands, options, None).await
    }

    /// The same, and a note of it in the same transaction.
    pub async fn write_once(
        &self,
        actor: &Actor,
        mut commands: Vec<Command>,
        options: Options,
        note: Option<Note>,
    ) -> Result<Vec<Outcome>, Failure> {
        self.accounts.hash_passwords(&mut commands).await?;
        self.seal_secrets(&mut commands).await?;
        self.name_profiles(&mut commands);
        let is_single = commands.len() == 1;
        self.settle_files(actor, &mut commands, is_single && !options.dry_run).await?;
        self.write_batch(Batch { note, ..Batch::new(&Arc::new(actor.clone()), commands) }, options).await
    }

    /// The same for a batch.
    pub(crate) async fn write_batch(&self, batch: Batch, options: Options) -> Result<Vec<Outcome>, Failure> {
        if plan::exclusive(&batch.commands) {
            let surveys = self.survey(&batch).await?;
            return self.write_locked(batch, surveys, options).await;
        }
        let prepared = self.prepare(batch.clone()).await?;
        self.commit(batch, prepared, options).await
    }

    /// Loads and plans, without a lock.
    pub(crate) async fn prepare(&self, batch: Batch) -> Result<Prepared, Failure> {
        let mut schema = self.schema.current();
        for _ in 0..SCHEMA_ROUNDS {
            let refs = plan::refs(&batch.commands, &schema);
            let ids = self.store.ids(refs.ids).await?;
            let loaded =
                self.store.snapshot(async move |conn: &mut Conn<'_>| load(conn, &refs, ids, Lock::None).await).await?;
            if (loaded.rules, loaded.labels) == (schema.rules, schema.labels) {
                let plan = self.plan(batch.clone(), loaded, Arc::clone(&schema)).await?;
                return Ok(Prepared { plan, schema });
            }
            schema = self.schema.refresh(&self.store).await?;
        }
        Err(came_between().into())
    }

    /// Plans; a large batch away from the threads that answer requests.
    pub(crate) async fn plan(&self, batch: Batch, loaded: Loaded, schema: Arc<Schema>) -> Result<Plan, Failure> {
        let now = (self.clock)();
        let large = batch.step.is_some() || batch.commands.len() > PLANNED_AT_ONCE;
        let work = move || plan::plan(&batch.commands, &loaded, &schema, &batch.actor, now);
        if !large {
            return Ok(work());
        }
        tokio::task::spawn_blocking(work).await.map_err(|error| Failure::Internal(Box::new(error)))
    }

    /// Commits what was prepared; stale, it is done once more under lock.
    pub(crate) async fn commit(
        &self,
        batch: Batch,
        prepared: Prepared,
        options: Options,
    ) -> Result<Vec<Outcome>, Failure> {
        let Prepared { plan, schema } = prepared;
        if let Some(outcomes) = batch.settled(&plan, options) {
            return Ok(outcomes);
        }
        let plan = Arc::new(plan);
        let written = Arc::clone(&plan);
        let writing = batch.clone();
        let work = async move |conn: &mut Conn<'_>| writing.write(conn, &written).await;
        let (store, urgency) = (self.store.clone(), batch.urgency());
        let write = async move { store.write(urgency, work).await };
        let result = if batch.changes_users() { self.accounts.see_through(write).await } else { write.await };
        match result {
            Ok(committed) => {
                let Plan { changeset, outcomes } = Arc::unwrap_or_clone(plan);
                Ok(self.finish(&schema, &changeset, &committed, outcomes))
            }
            Err(Error::Stale(reason)) => {
                tracing::debug!(reason, "planned once more under lock");
                self.write_locked(batch, None, options).await
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Loads, plans and commits as one unit of work.
    async fn write_locked(
        &self,
        batch: Batch,
        mut surveys: Option<Surveys>,
        options: Options,
    ) -> Result<Vec<Outcome>, Failure> {
        for _ in 0..LOCKED_ROUNDS {
            if let Some(surveys) = &mut surveys {
                surveys.catch_up(self).await?;
            }
            match self.locked_round(batch.clone(), surveys.clone(), options).await {
                Err(Error::Stale(reason)) => tracing::debug!(reason, "stale under lock"),
                Err(error) => return Err(error.into()),
                Ok(outcomes) => return Ok(outcomes),
            }
        }
        Err(came_between().into())
    }

    async fn locked_round(
        &self,
        batch: Batch,
        surveys: Option<Surveys>,
        options: Options,
    ) -> Result<Vec<Outcome>, Error> {
        let known = self.schema.current();
        // Numbers are drawn outside: drawing them is itself a write.
        let ids = self.store.ids(plan::refs(&batch.commands, &known).ids).await?;
        let (store, urgency, changes_users) = (self.store.clone(), batch.urgency(), batch.changes_users());
        let locked = Locked { batch, surveys, options, known, ids, clock: Arc::clone(&self.clock) };
        let round = async move |conn: &mut Conn<'_>| locked.clone().round(conn).await;
        let write = async move { store.write(urgency, round).await };
        let result = if changes_users { self.accounts.see_through(write).await } else { write.await };
        match result {
            Ok(Round::Settled(outcomes)) => Ok(outcomes),
            Ok(Round::Committed(round)) => {
                let (plan, schema, committed) = *round;
                Ok(self.finish(&schema, &plan.changeset, &committed, plan.outcomes))
            }
            Err(Error::Stale(reason)) => {
                self.schema.refresh(&self.store).await?;
                Err(Error::Stale(reason))
            }
            Err(error) => Err(error),
        }
    }

    /// Takes over what only the commit knows.
    fn finish(
        &self,
        schema: &Schema,
        changeset: &Changeset,
        committed: &Committed,
        mut outcomes: Vec<Outcome>,
    ) -> Vec<Outcome> {
        self.schema.advance(schema, changeset, committed);
        self.written.send_replace(());
        if !changeset.reshapes.is_empty() {
            self.jobs_changed.send_replace(());
        }
        for done in outcomes.iter_mut().flatten() {
            stamp(done, committed);
        }
        outcomes
    }
}

/// What one unit of work under lock needs.
#[derive(Clone)]
struct Locked {
    batch: Batch,
    surveys: Option<Surveys>,
    options: Options,
    known: Arc<Schema>,
    ids: Range<i64>,
    clock: Clock,
}

impl Locked {
    async fn round(self, conn: &mut Conn<'_>) -> Result<Round, Error> {
        let commands = &self.batch.commands;
        commit::lock_schema(conn, plan::exclusive(commands)).await?;
        let schema = self.schema(conn).await?;
        let refs = plan::refs(commands, &schema);
        if i64::from(refs.ids) > self.ids.end - self.ids.start {
            return Err(Error::Stale("the schema asks for more numbers".into()));
        }
        let mut loaded = load(conn, &refs, self.ids.clone(), Lock::Rows).await?;
        if let Some(surveys) = self.surveys {
            loaded.surveys = surveys.now(conn, &schema).await?;
        }
        let plan = plan::plan(commands, &loaded, &schema, &self.batch.actor, (self.clock)());
        if let Some(outcomes) = self.batch.settled(&plan, self.options) {
            return Ok(Round::Settled(outcomes));
        }
        let committed = self.batch.write(conn, &plan).await?;
        Ok(Round::Committed(Box::new((plan, schema, committed))))
    }

    async fn schema(&self, conn: &mut Conn<'_>) -> Result<Arc<Schema>, Error> {
        let seen = definitions::revisions(conn).await?;
        if (seen.rules, seen.labels) == (self.known.rules, self.known.labels) {
            return Ok(Arc::clone(&self.known));
        }
        Ok(Arc::new(definitions::schema(conn).await?))
    }
}

/// How a locked round ended.
enum Round {
    /// There was nothing to write.
    Settled(Vec<Outcome>),
    /// It was written.
    Committed(Box<(Plan, Arc<Schema>, Committed)>),
}

fn nothing_written(outcomes: &[Outcome], first: usize) -> Vec<Outcome> {
    outcomes.iter().map(|outcome| Err(outcome.as_ref().err().cloned().unwrap_or_else(|| fallen(first)))).collect()
}

/// What becomes of those that fall with the first that failed.
pub(crate) fn fallen(first: usize) -> Problem {
    Problem::conflict(format!("Nothing was written, because item {first} failed."))
}

fn stamp(done: &mut Done, committed: &Committed) {
    let created = done.effect == Effect::Created;
    if !created && done.effect != Effect::Updated {
        return;
    }
    let (made, last) = match &mut done.entity {
        Entity::Object(object) => {
            let object = Arc::make_mut(object);
            object.shown = committed.shown.get(&object.id).copied().unwrap_or(object.shown);
            (&mut object.created, &mut object.updated)
        }
        Entity::Definition(definition) => {
            let definition = Arc::make_mut(definition);
            (&mut definition.created, &mut definition.updated)
        }
        Entity::Value(value) => {
            let value = Arc::make_mut(value);
            (&mut value.created, &mut value.updated)
        }
        Entity::User(user) => {
            let user = Arc::make_mut(user);
            (&mut user.created, &mut user.updated)
        }
        Entity::KeyValue(pair) => {
            let pair = Arc::make_mut(pair);
            (&mut pair.created, &mut pair.updated)
        }
    };
    last.at = committed.at;
    if created {
        made.at = committed.at;
    }
}

fn came_between() -> Problem {
    Problem::new(Kind::Unavailable, "Other writers came between too often. Try again.")
}
