//! The objects of an edit, chunk by chunk, as a job's items.

use std::sync::Arc;

use model::edit::Edit;
use model::object::ObjectKind;
use model::permission::Actor;
use model::report::Counts;
use model::schema::Schema;
use store::conn::Conn;
use store::edits;
use store::jobs::Checkpoint;

use super::Wish;
use super::items::Item;
use crate::dry_run::Shadow;
use crate::jobs::{About, Entry, Feed, Run, Tally, Turn, Walk, Work};
use crate::{App, Failure};

/// Does it until it is done, or stopped.
pub(crate) async fn run(work: &Work<'_>) -> Result<Run, Failure> {
    let wish: Wish = work.payload()?;
    let actor = Arc::new(wish.doer.actor());
    let tally = match Tally::read(&work.job.checkpoint) {
        Some(tally) => tally,
        None => begin(work).await?,
    };
    let passed = tally.at.parse().unwrap_or_default();
    let mut objects = Objects { job: work.job.id, edit: wish.edit()?, actor: Arc::clone(&actor), passed };
    Walk { work, actor, tally }.run(&mut objects, false).await
}

async fn begin(work: &Work<'_>) -> Result<Tally, Failure> {
    let job = work.job.id;
    let count = async move |conn: &mut Conn<'_>| edits::count(conn, job).await;
    let tally = Tally { total: work.app.store().read(count).await?, ..Tally::default() };
    let checkpoint = work.checkpoint(tally.checkpoint(), tally.progress(), false);
    work.keep(Checkpoint { result: Some(tally.result()), ..checkpoint }).await?;
    Ok(tally)
}

/// The objects of a job.
struct Objects {
    job: i64,
    edit: Edit,
    actor: Arc<Actor>,
    /// How many of them were read.
    passed: usize,
}

impl Feed for Objects {
    fn reads_ahead(&self) -> bool {
        true
    }

    async fn next(
        &mut self,
        app: &App,
        schema: &Arc<Schema>,
        _shadow: Option<&mut Shadow>,
        most: usize,
    ) -> Result<Vec<Entry>, Failure> {
        let (job, passed) = (self.job, self.passed);
        let limit = (most / self.edit.commands_each()).max(1);
        let next = async move |conn: &mut Conn<'_>| edits::next(conn, job, passed, limit).await;
        let ids = app.store().read(next).await?;
        let items = app.edit_items(&self.edit, &self.actor.rights, ids, schema).await?;
        let mut entries = Vec::with_capacity(items.len());
        for item in items {
            self.passed += 1;
            entries.extend(self.entries(item));
        }
        Ok(entries)
    }

    /// What was refused is told, and would be again.
    async fn again(&mut self, _app: &App, _counts: &Counts) -> Result<bool, Failure> {
        Ok(false)
    }
}

impl Objects {
    /// An object's entries, of which those after the first are parts of it.
    fn entries(&self, item: Option<Item>) -> Vec<Entry> {
        let kind = self.edit.kind;
        let Some(Item { code, commands, .. }) = item else {
            let about = about(kind, self.passed, "", Turn::First);
            // To be gone is all that a deletion wants.
            let troubles = if self.edit.deletes() {
                Vec::new()
            } else {
                vec![about.trouble("", "", "not_found", "It was deleted meanwhile.")]
            };
            return vec![Entry { about, command: Err(troubles) }];
        };
        if commands.is_empty() {
            let about = about(kind, self.passed, &code, Turn::First);
            let trouble = about.trouble("", "", "unreadable", "It can't be read as it is stored.");
            return vec![Entry { about, command: Err(vec![trouble]) }];
        }
        let turns = std::iter::once(Turn::First).chain(std::iter::repeat(Turn::Part));
        let entry = |(command, turn)| Entry { about: about(kind, self.passed, &code, turn), command: Ok(command) };
        commands.into_iter().zip(turns).map(entry).collect()
    }
}

/// `place`: the object's among all, from 1.
fn about(kind: ObjectKind, place: usize, code: &str, turn: Turn) -> About {
    About {
        sheet: kind.name().into(),
        line: place as u64,
        code: code.to_owned(),
        turn,
        after: place.to_string(),
        warnings: Vec::new(),
        cells: None,
    }
}
