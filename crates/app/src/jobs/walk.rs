//! Jobs that work through items, such as the lines of a file: chunk by chunk, each item by itself. What became of a chunk
//! is written down in its transaction. While one chunk commits, the next is read and planned.

use std::sync::Arc;

use model::changes::{Difference, Effect, Outcome};
use model::command::Command;
use model::flow::{CellProblem, LinePlan};
use model::permission::Actor;
use model::problem::Problem;
use model::report::{Counts, Foreseen, Trouble};
use model::reshape::Progress;
use model::schema::Schema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::jobs::Checkpoint;
use store::report::Report;

use super::{Run, Work};
use crate::dry_run::Shadow;
use crate::write::{Batch, Mode, Options, Prepared};
use crate::{App, Failure};

const OPTIONS: Options = Options { mode: Mode::EachAlone, dry_run: false };

/// Changed items of a dry run that are kept.
const FORESEEN: u64 = 1_000;

/// Where items come from.
pub(crate) trait Feed: Send {
    /// Whether the next ones may be read while those before them are being written.
    fn reads_ahead(&self) -> bool;

    /// The next ones, at most so many, by these definitions; none: these were all.
    fn next(
        &mut self,
        app: &App,
        schema: &Arc<Schema>,
        most: usize,
    ) -> impl Future<Output = Result<Vec<Entry>, Failure>> + Send;
}

/// One of them.
pub(crate) struct Entry {
    /// What is told of it.
    pub about: About,
    /// What is to be done, or why that can't be known.
    pub command: Result<Command, Vec<Trouble>>,
}

/// What is told of an item.
pub(crate) struct About {
    /// The sheet that it stands in.
    pub sheet: Arc<str>,
    /// Its first line there, from 1.
    pub line: u64,
    /// Its code, if it is known.
    pub code: String,
    /// Whether it is one of those that are counted; else it comes with one.
    pub counts: bool,
    /// Where the job stands after it, in its kind's own words.
    pub after: String,
    /// The cells that it was read from, and how; `None`: it wasn't.
    pub cells: Option<(Arc<LinePlan>, Vec<String>)>,
}

impl About {
    /// Something that is wrong with it.
    pub fn trouble(&self, field: &str, value: &str, rule: &str, message: &str) -> Trouble {
        Trouble {
            sheet: self.sheet.to_string(),
            line: self.line,
            field: field.to_owned(),
            code: self.code.clone(),
            value: value.to_owned(),
            rule: rule.to_owned(),
            message: message.to_owned(),
        }
    }

    /// The same of a cell.
    pub fn cell(&self, problem: &CellProblem) -> Trouble {
        self.trouble(&problem.column, &problem.value, &problem.rule, &problem.message)
    }

    /// All that is wrong with it.
    pub fn troubles(&self, problem: &Problem) -> Vec<Trouble> {
        if let Some((plan, cells)) = &self.cells {
            return plan.traced(cells, problem).iter().map(|problem| self.cell(problem)).collect();
        }
        if problem.violations.is_empty() {
            return vec![self.trouble("", "", problem.kind.name(), &problem.message)];
        }
        let broken = problem.violations.iter();
        broken.map(|one| self.trouble(&one.field.path(), "", one.rule, &one.message)).collect()
    }
}

/// How far a job is with its items.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    /// Where it stands, in its kind's own words; "": before the first.
    pub at: String,
    /// What became of those before.
    pub counts: Counts,
    /// How many items there are; 0: unknown.
    pub total: u64,
    /// What else the kind keeps from step to step, in its own words.
    #[serde(default)]
    pub kept: String,
    /// Changed items of a dry run that are kept already.
    #[serde(skip)]
    pub foreseen: u64,
}

impl Tally {
    /// As a checkpoint tells it.
    pub fn read(checkpoint: &str) -> Option<Self> {
        serde_json::from_str(checkpoint).ok()
    }

    /// As a checkpoint.
    pub fn checkpoint(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// For people.
    pub fn result(&self) -> String {
        let Counts { created, updated, deleted, unchanged, failed } = self.counts;
        let count = json!({
            "total": self.total.max(self.counts.total()),
            "created": created,
            "updated": updated,
            "deleted": deleted,
            "ignored": unchanged,
            "errors": failed,
        });
        json!({ "count": count }).to_string()
    }

    /// How many of them are done.
    pub fn progress(&self) -> Progress {
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let done = self.counts.total();
        Progress { done: number(done), total: number(self.total.max(done)) }
    }
}

/// An item: what is told of it, and what is to be done, or why that can't be known.
type Told = (Arc<About>, Result<Command, Vec<Trouble>>);

/// Some items, to be written together.
#[derive(Clone)]
struct Chunk {
    abouts: Arc<[Arc<About>]>,
    /// What could not be read, by place.
    unread: Arc<[(usize, Vec<Trouble>)]>,
    batch: Batch,
}

impl Chunk {
    fn of(actor: &Arc<Actor>, items: Vec<Told>) -> Self {
        let (mut abouts, mut unread, mut commands) = (Vec::new(), Vec::new(), Vec::new());
        for (place, (about, command)) in items.into_iter().enumerate() {
            abouts.push(about);
            match command {
                Ok(command) => commands.push(command),
                Err(troubles) => unread.push((place, troubles)),
            }
        }
        Self { abouts: abouts.into(), unread: unread.into(), batch: Batch::new(actor, commands) }
    }

    /// The first and the second half, each to be written by itself.
    fn halves(&self) -> [Self; 2] {
        let mut commands = self.batch.commands.iter();
        let mut unread = self.unread.iter();
        let mut next_unread = unread.next();
        let mut items = Vec::with_capacity(self.abouts.len());
        for (place, about) in self.abouts.iter().enumerate() {
            let command = match next_unread {
                Some((at, troubles)) if *at == place => {
                    next_unread = unread.next();
                    Err(troubles.clone())
                }
                _ => commands.next().cloned().ok_or_else(Vec::new),
            };
            items.push((Arc::clone(about), command));
        }
        let second = items.split_off(items.len() / 2);
        [items, second].map(|items| Self::of(&self.batch.actor, items))
    }

    /// How far the job is with this chunk, where it was so far before, and what it tells of it.
    fn told(&self, mut tally: Tally, outcomes: &[Outcome], differences: Option<&Schema>) -> (Tally, Report) {
        let (mut outcomes, mut unread) = (outcomes.iter(), self.unread.iter().peekable());
        let (mut troubles, mut foreseen) = (Vec::new(), Vec::new());
        for (place, about) in self.abouts.iter().enumerate() {
            if let Some((_, own)) = unread.next_if(|(at, _)| *at == place) {
                tally.counts.failed += u64::from(about.counts);
                troubles.extend_from_slice(own);
                continue;
            }
            let Some(outcome) = outcomes.next() else { continue };
            if about.counts {
                tally.counts.add(outcome);
            }
            match outcome {
                Err(problem) => troubles.extend(about.troubles(problem)),
                Ok(done) if done.effect != Effect::Unchanged && tally.foreseen < FORESEEN => {
                    let Some(schema) = differences else { continue };
                    foreseen.push((tally.foreseen, about.foreseen(done.effect, &done.differences(schema))));
                    tally.foreseen += 1;
                }
                Ok(_) => {}
            }
        }
        if let Some(last) = self.abouts.last() {
            tally.at.clone_from(&last.after);
        }
        let report = Report { troubles, foreseen };
        (tally, report)
    }
}

impl About {
    fn foreseen(&self, effect: Effect, differences: &[Difference]) -> Foreseen {
        let changes: Vec<String> = differences.iter().map(Difference::to_json).collect();
        Foreseen {
            sheet: self.sheet.to_string(),
            line: self.line,
            code: self.code.clone(),
            effect: effect.name().to_owned(),
            changes: format!("[{}]", changes.join(",")),
        }
    }
}

/// A job on its way through items.
pub(crate) struct Walk<'a> {
    /// The job.
    pub work: &'a Work<'a>,
    /// Who wants it.
    pub actor: Arc<Actor>,
    /// How far it is.
    pub tally: Tally,
}

impl Walk<'_> {
    /// Does all items; `dry_run`: as if.
    pub async fn run(&mut self, feed: &mut impl Feed, dry_run: bool) -> Result<Run, Failure> {
        if dry_run { Box::pin(self.try_all(feed)).await } else { Box::pin(self.write_all(feed)).await }
    }

    async fn write_all(&mut self, feed: &mut impl Feed) -> Result<Run, Failure> {
        let mut next = next_chunk(self.work.app, &self.actor, feed, None).await?.map(|chunk| (chunk, None));
        while let Some((chunk, prepared)) = next {
            if self.work.is_stopped() {
                return Ok(Run::Stopped);
            }
            let may_read = feed.reads_ahead();
            let ahead = async {
                if !may_read {
                    return Ok(None);
                }
                let Some(next) = next_chunk(self.work.app, &self.actor, feed, None).await? else { return Ok(None) };
                let prepared = self.work.app.prepare_after(&next.batch, &chunk.batch.commands).await?;
                Ok::<_, Failure>(Some((next, prepared)))
            };
            let (written, ahead) = tokio::join!(self.write(self.tally.clone(), &chunk, prepared), ahead);
            self.tally = written?;
            next = match ahead? {
                None if !may_read => {
                    next_chunk(self.work.app, &self.actor, feed, None).await?.map(|chunk| (chunk, None))
                }
                next => next,
            };
        }
        Ok(Run::Done)
    }

    async fn try_all(&mut self, feed: &mut impl Feed) -> Result<Run, Failure> {
        let mut shadow = Shadow::new()?;
        while let Some(chunk) = next_chunk(self.work.app, &self.actor, feed, shadow.schema()).await? {
            if self.work.is_stopped() {
                return Ok(Run::Stopped);
            }
            let outcomes = self.work.app.plan_in_shadow(chunk.batch.clone(), &mut shadow).await?;
            let (tally, report) = chunk.told(self.tally.clone(), &outcomes, shadow.schema().as_deref());
            // What a dry run has seen is lost with it: it can only begin anew.
            let checkpoint = self.work.checkpoint(String::new(), tally.progress(), false);
            self.work.keep(Checkpoint { report, result: Some(tally.result()), ..checkpoint }).await?;
            self.tally = tally;
        }
        Ok(Run::Done)
    }

    /// Goes through all items, each as the database stands, and writes nothing; `seen` hears what each would do. `false`:
    /// it was stopped on the way.
    pub async fn look(
        work: &Work<'_>,
        actor: &Arc<Actor>,
        feed: &mut impl Feed,
        total: u64,
        mut seen: impl FnMut(&Outcome, &Schema) + Send,
    ) -> Result<bool, Failure> {
        let mut tally = Tally { total, ..Tally::default() };
        while let Some(chunk) = next_chunk(work.app, actor, feed, None).await? {
            if work.is_stopped() {
                return Ok(false);
            }
            let prepared = work.app.prepare(chunk.batch.clone()).await?;
            let schema = work.app.schema().await?;
            prepared.plan.outcomes.iter().for_each(|outcome| seen(outcome, &schema));
            tally = chunk.told(tally, &prepared.plan.outcomes, None).0;
            work.keep(work.checkpoint(String::new(), tally.progress(), false)).await?;
        }
        Ok(true)
    }

    /// Writes a chunk, and how far the job is with it. What the database refuses is halved until the guilty item is found.
    async fn write(&self, tally: Tally, chunk: &Chunk, prepared: Option<Prepared>) -> Result<Tally, Failure> {
        match self.try_to_write(tally.clone(), chunk, prepared).await {
            Err(Failure::Internal(error)) if refuses(&*error) => {
                if chunk.abouts.len() > 1 {
                    let [first, second] = chunk.halves();
                    let tally = Box::pin(self.write(tally, &first, None)).await?;
                    return Box::pin(self.write(tally, &second, None)).await;
                }
                tracing::error!(%error, "the database refused an item");
                let about = &chunk.abouts[0];
                let told = about.trouble("", "", "conflict", "The database refused this item.");
                let chunk = Chunk::of(&self.actor, vec![(Arc::clone(about), Err(vec![told]))]);
                self.try_to_write(tally, &chunk, None).await
            }
            other => other,
        }
    }

    async fn try_to_write(&self, tally: Tally, chunk: &Chunk, prepared: Option<Prepared>) -> Result<Tally, Failure> {
        let (told, base, work) = (chunk.clone(), tally.clone(), self.work.mark());
        let step = self.work.step(move |outcomes| {
            let (tally, report) = told.told(base.clone(), outcomes, None);
            let checkpoint = work(tally.checkpoint(), tally.progress());
            Checkpoint { report, result: Some(tally.result()), ..checkpoint }
        });
        let batch = Batch { step: Some(step), ..chunk.batch.clone() };
        let outcomes = match prepared {
            Some(prepared) => self.work.app.commit(batch, prepared, OPTIONS).await?,
            None => self.work.app.write_batch(batch, OPTIONS).await?,
        };
        Ok(chunk.told(tally, &outcomes, None).0)
    }
}

/// The next chunk, with all that it needs to be planned.
async fn next_chunk(
    app: &App,
    actor: &Arc<Actor>,
    feed: &mut impl Feed,
    schema: Option<Arc<Schema>>,
) -> Result<Option<Chunk>, Failure> {
    let schema = match schema {
        Some(schema) => schema,
        None => app.schema().await?,
    };
    let next = feed.next(app, &schema, app.store().bulk_chunk()).await?;
    if next.is_empty() {
        return Ok(None);
    }
    let mut chunk = Chunk::of(actor, next.into_iter().map(|entry| (Arc::new(entry.about), entry.command)).collect());
    let mut commands = chunk.batch.commands.to_vec();
    app.accounts.hash_passwords(&mut commands).await?;
    app.seal_addresses(&mut commands).await?;
    app.name_profiles(&mut commands);
    app.settle_files(actor, &mut commands, false).await?;
    chunk.batch = Batch::new(actor, commands);
    Ok(Some(chunk))
}

/// Whether the database itself would not take something.
fn refuses(error: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    matches!(error.downcast_ref(), Some(store::Error::Database(_)))
}
