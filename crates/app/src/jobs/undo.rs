//! Undoes what a job did: its changes, the last one first, each by the write that reverts it. What others changed since
//! stays, and is told.

use std::collections::HashSet;
use std::sync::Arc;

use model::changes::{Change, Op};
use model::command::{Action, Command, Expect, OnUse};
use model::job::JobKind;
use model::permission::Actor;
use model::plan;
use model::problem::Problem;
use model::report::{Counts, Trouble};
use model::schema::{DefinitionKind, DocumentType, Schema};
use serde::{Deserialize, Serialize};
use store::conn::Conn;
use store::jobs::NewJob;
use store::undo::{self, Undoable};
use store::{Urgency, report};

use super::doer::Doer;
use super::walk::{About, Entry, Feed, Tally, Turn, Walk};
use super::{Run, Work};
use crate::dry_run::Shadow;
use crate::{App, Failure};

/// What is to be undone.
#[derive(Debug, Serialize, Deserialize)]
struct Wish {
    job: i64,
    dry_run: bool,
    doer: Doer,
}

impl App {
    /// Begins to undo all that a job did; the number of the job that does so. Errors: `NotFound`; `Conflict` for one
    /// that isn't over, or changed nothing.
    pub async fn undo_job(&self, actor: &Actor, job: i64, dry_run: bool) -> Result<i64, Failure> {
        actor.rights.check_write()?;
        let undone = self.job(&actor.rights, job).await?;
        if !JobKind::from_name(&undone.kind).is_some_and(JobKind::may_be_undone) {
            return Err(
                Problem::conflict("Only what a file, a bulk edit or an undoing did can be undone as a whole.").into()
            );
        }
        if undone.ended_at.is_none() {
            return Err(Problem::conflict("This job isn't over yet: cancel it first.").into());
        }
        let lines = self.store.read(async move |conn: &mut Conn<'_>| undo::lines(conn, job).await).await?;
        if lines == 0 {
            return Err(Problem::conflict("This job changed nothing.").into());
        }
        let wish = Wish { job, dry_run, doer: Doer::of(actor)? };
        let subject =
            if dry_run { format!("would undo: {}", undone.subject) } else { format!("undoes: {}", undone.subject) };
        let payload = serde_json::to_string(&wish)?;
        let new = NewJob::new(JobKind::Undo, subject, payload, actor.name.clone());
        self.add_job(NewJob { is_dry_run: dry_run, undoes: Some(job), ..new }).await
    }
}

pub(super) async fn run(work: &Work<'_>) -> Result<Run, Failure> {
    let wish: Wish = work.payload()?;
    let tally = match Tally::read(&work.job.checkpoint) {
        Some(tally) => tally,
        None => begin(work, wish.job).await?,
    };
    let before = tally.at.parse().unwrap_or(i64::MAX);
    let mut changes = Changes { job: wish.job, by: work.job.id, before };
    Walk { work, actor: Arc::new(wish.doer.actor()), tally }.run(&mut changes, wish.dry_run).await
}

async fn begin(work: &Work<'_>, job: i64) -> Result<Tally, Failure> {
    let total = work.app.store.read(async move |conn: &mut Conn<'_>| undo::lines(conn, job).await).await?;
    let own = work.job.id;
    work.app.store.write(Urgency::Bulk, async move |conn: &mut Conn<'_>| report::clear(conn, own).await).await?;
    Ok(Tally { total: total.unsigned_abs(), ..Tally::default() })
}

/// The changes of a job, backwards.
struct Changes {
    job: i64,
    by: i64,
    before: i64,
}

impl Feed for Changes {
    /// How things stand is read with what is to be undone.
    fn reads_ahead(&self) -> bool {
        false
    }

    async fn next(
        &mut self,
        app: &App,
        _schema: &Arc<Schema>,
        _shadow: Option<&mut Shadow>,
        most: usize,
    ) -> Result<Vec<Entry>, Failure> {
        let (jobs, before) = ((self.job, self.by), self.before);
        let read = async move |conn: &mut Conn<'_>| undo::backwards(conn, jobs, before, most + 1).await;
        let lines = app.store.snapshot(read).await?;
        // Of each thing one change at a time: whether the next may be undone is known afterwards.
        let mut things = HashSet::new();
        let first_again =
            lines.iter().position(|one| !things.insert((one.line.change.kind, one.line.change.object_id)));
        let taken = &lines[..first_again.unwrap_or(lines.len()).min(most)];
        if let Some(last) = taken.last() {
            self.before = last.line.cursor.seq;
        }
        let earlier = lines.iter().skip(1).map(Some).chain([None]);
        Ok(taken.iter().zip(earlier).map(|(one, earlier)| entry(one, earlier)).collect())
    }

    /// What stays in the way of a change doesn't go by what is undone after it.
    async fn again(&mut self, _app: &App, _counts: &Counts) -> Result<bool, Failure> {
        Ok(false)
    }
}

/// `earlier`: the line before it.
fn entry(one: &Undoable, earlier: Option<&Undoable>) -> Entry {
    let change = &one.line.change;
    let seq = one.line.cursor.seq;
    let about = About {
        sheet: change.kind.into(),
        line: seq.unsigned_abs(),
        code: change.code.clone(),
        turn: Turn::First,
        after: seq.to_string(),
        warnings: Vec::new(),
        cells: None,
    };
    let command = match hindrance(one) {
        // It goes with its type.
        _ if earlier.is_some_and(|earlier| came_with(change, &earlier.line.change)) => Err(Vec::new()),
        Some((rule, message)) => Err(vec![about.trouble("", "", rule, &message)]),
        None => undoing(one, &about),
    };
    Entry { about, command }
}

/// Whether it made the title attribute that the document type of the line before was made with: history tells of both in
/// this order, and nothing else in between.
fn came_with(change: &Change, earlier: &Change) -> bool {
    let makes = |change: &Change, kind: DefinitionKind| change.op == Op::Create && change.kind == kind.name();
    makes(change, DefinitionKind::Attribute)
        && makes(earlier, DefinitionKind::DocumentType)
        && change.code == DocumentType::own_title(&earlier.code)
}

/// Why a change stays.
fn hindrance(one: &Undoable) -> Option<(&'static str, String)> {
    if let Some(by) = &one.changed_by {
        return Some(("changed_since", format!("\"{by}\" changed it since.")));
    }
    if one.is_stuck {
        return Some(("changed_since", "What the job did to it later could not be undone.".to_owned()));
    }
    let used = "Others made something since that stands under it or leads to it.";
    one.is_used.then(|| ("used_since", used.to_owned()))
}

fn undoing(one: &Undoable, about: &About) -> Result<Command, Vec<Trouble>> {
    let Some(mut action) = plan::revert(&one.line.change) else {
        return Err(vec![about.trouble("", "", "unreadable", "What it was before isn't known.")]);
    };
    if let Action::DeleteValue { on_use, .. } = &mut action {
        *on_use = OnUse::Refuse;
    }
    Ok(Command { action, expect: one.rev.map(|rev| Expect::OneOf(vec![rev])) })
}
