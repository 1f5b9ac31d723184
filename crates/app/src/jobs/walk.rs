//! Jobs that work through items, such as the lines of a file: chunk by chunk, each item by itself. What became of a chunk
//! is written down in its transaction. While one chunk commits, the next is read and planned.

mod chunk;
mod entry;
mod tally;

use std::sync::Arc;

use model::changes::Outcome;
use model::permission::Actor;
use model::report::Counts;
use model::schema::Schema;
use store::jobs::Checkpoint;

use super::{Run, Work};
use crate::dry_run::Shadow;
use crate::write::{Batch, Mode, Options, Prepared};
use crate::{App, Failure};

use chunk::Chunk;
pub(crate) use entry::{About, Entry, Turn};
pub(crate) use tally::Tally;

const OPTIONS: Options = Options { mode: Mode::EachAlone, dry_run: false };

/// Where items come from.
pub(crate) trait Feed: Send {
    /// Whether the next ones may be read while those before them are being written.
    fn reads_ahead(&self) -> bool;

    /// The next ones, at most so many, by these definitions; none: these were all. `shadow`: what those before would have
    /// made, in a dry run.
    fn next(
        &mut self,
        app: &App,
        schema: &Arc<Schema>,
        shadow: Option<&mut Shadow>,
        most: usize,
    ) -> impl Future<Output = Result<Vec<Entry>, Failure>> + Send;

    /// Asked when there are no more, with what became of them: begins once more with those that failed and may be done
    /// now. `false`: there are none.
    fn again(&mut self, app: &App, counts: &Counts) -> impl Future<Output = Result<bool, Failure>> + Send;
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

/// Hears what an item would do, by the definitions that are there then.
pub(crate) type Seen<'a> = dyn FnMut(&Outcome, &Schema) + Send + 'a;

impl Walk<'_> {
    /// Does all items; `dry_run`: as if.
    pub async fn run(&mut self, feed: &mut impl Feed, dry_run: bool) -> Result<Run, Failure> {
        if dry_run {
            return Box::pin(self.try_all(feed, None)).await;
        }
        loop {
            let run = Box::pin(self.write_all(feed)).await?;
            if !matches!(run, Run::Done) || !feed.again(self.work.app, &self.tally.counts).await? {
                return Ok(run);
            }
        }
    }

    /// Goes through all items as if; `seen` hears what each would do. What failed is in the report meanwhile: by it the
    /// feed knows what to try again.
    pub async fn look(&mut self, feed: &mut impl Feed, seen: &mut Seen<'_>) -> Result<Run, Failure> {
        Box::pin(self.try_all(feed, Some(seen))).await
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

    /// `seen`: hears what each item would do, in place of whoever reads the job's result.
    async fn try_all(&mut self, feed: &mut impl Feed, mut seen: Option<&mut Seen<'_>>) -> Result<Run, Failure> {
        let mut shadow = Shadow::new()?;
        loop {
            let Some(chunk) = next_chunk(self.work.app, &self.actor, feed, Some(&mut shadow)).await? else {
                if feed.again(self.work.app, &self.tally.counts).await? {
                    continue;
                }
                return Ok(Run::Done);
            };
            if self.work.is_stopped() {
                return Ok(Run::Stopped);
            }
            let outcomes = self.work.app.plan_in_shadow(chunk.batch.clone(), &mut shadow).await?;
            let schema = shadow.schema();
            if let (Some(seen), Some(schema)) = (seen.as_deref_mut(), &schema) {
                for outcome in &outcomes {
                    seen(outcome, schema);
                }
            }
            let differences = schema.as_deref().filter(|_| seen.is_none());
            let (tally, report) = chunk.told(self.tally.clone(), &outcomes, differences);
            // What was seen is lost with this run: another can only begin anew.
            let checkpoint = self.work.checkpoint(String::new(), tally.progress(), false);
            let result = seen.is_none().then(|| tally.result());
            self.work.keep(Checkpoint { report, result, ..checkpoint }).await?;
            self.tally = tally;
        }
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
    shadow: Option<&mut Shadow>,
) -> Result<Option<Chunk>, Failure> {
    let schema = match shadow.as_ref().and_then(|shadow| shadow.schema()) {
        Some(schema) => schema,
        None => app.schema().await?,
    };
    let next = feed.next(app, &schema, shadow, app.store().bulk_chunk()).await?;
    if next.is_empty() {
        return Ok(None);
    }
    let mut chunk = Chunk::of(actor, next.into_iter().map(|entry| (Arc::new(entry.about), entry.command)).collect());
    let mut commands = chunk.batch.commands.to_vec();
    app.accounts.hash_passwords(&mut commands).await?;
    app.seal_secrets(&mut commands).await?;
    app.name_profiles(&mut commands);
    app.settle_files(actor, &mut commands, false).await?;
    chunk.batch = Batch::new(actor, commands);
    Ok(Some(chunk))
}

/// Whether the database itself would not take something.
fn refuses(error: &(dyn std::error::Error + Send + Sync + 'static)) -> bool {
    matches!(error.downcast_ref(), Some(store::Error::Database(_)))
}
