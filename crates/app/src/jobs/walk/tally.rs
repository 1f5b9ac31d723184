//! How far a job is with its items.

use model::changes::{Done, Effect, Outcome};
use model::report::{Counts, Trouble};
use model::reshape::Progress;
use model::schema::Schema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::report::Report;

use super::{About, Turn};

/// Changed items of a dry run that are kept.
const FORESEEN: u64 = 1_000;
/// Items of which it is kept what deserves a word though they were done.
const WARNED: u64 = 1_000;

/// How far a job is with its items.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    /// Where it stands, in its kind's own words; "": before the first.
    pub at: String,
    /// What became of those before.
    pub counts: Counts,
    /// How many of them were done with a word.
    #[serde(default)]
    pub warned: u64,
    /// How many items there are; 0: unknown.
    pub total: u64,
    /// What else the kind keeps from step to step, in its own words.
    #[serde(default)]
    pub kept: String,
    /// As what the last item was counted, for what is a part of it.
    #[serde(default)]
    pub last: Last,
    /// Changed items of a dry run that are kept already.
    #[serde(skip)]
    pub foreseen: u64,
}

/// As what an item was counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Last {
    #[default]
    Changed,
    Unchanged,
    Failed,
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
        json!({ "count": count, "warnings": self.warned }).to_string()
    }

    /// How many of them are done.
    pub fn progress(&self) -> Progress {
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let done = self.counts.total();
        Progress { done: number(done), total: number(self.total.max(done)) }
    }

    /// Counts one more.
    pub(super) fn count(&mut self, turn: Turn, outcome: &Outcome) {
        match turn {
            Turn::Beside => return,
            Turn::Part => return self.count_part(outcome),
            Turn::Again => self.counts.failed = self.counts.failed.saturating_sub(1),
            Turn::First => {}
        }
        self.counts.add(outcome);
        self.last = match outcome {
            Err(_) => Last::Failed,
            Ok(done) if done.effect == Effect::Unchanged => Last::Unchanged,
            Ok(_) => Last::Changed,
        };
    }

    /// Counts the last item otherwise if a part of it failed, or was the first of it to change anything.
    fn count_part(&mut self, outcome: &Outcome) {
        let before = self.last;
        self.last = match outcome {
            Err(_) => Last::Failed,
            Ok(done) if before == Last::Unchanged && done.effect != Effect::Unchanged => Last::Changed,
            Ok(_) => return,
        };
        *self.counter(before) -= 1;
        *self.counter(self.last) += 1;
    }

    fn counter(&mut self, last: Last) -> &mut u64 {
        match last {
            Last::Changed => &mut self.counts.updated,
            Last::Unchanged => &mut self.counts.unchanged,
            Last::Failed => &mut self.counts.failed,
        }
    }

    /// Counts one more that could not be read, or that nothing is to be done for.
    pub(super) fn count_unread(&mut self, turn: Turn, troubles: &[Trouble]) {
        let Counts { unchanged, failed, .. } = &mut self.counts;
        *if troubles.is_empty() { unchanged } else { failed } += u64::from(turn == Turn::First);
    }

    /// Tells of an item that was done.
    pub(super) fn tell(&mut self, about: &About, done: &Done, differences: Option<&Schema>, report: &mut Report) {
        let warnings = about.warnings(&done.warnings);
        if !warnings.is_empty() {
            if self.warned < WARNED {
                report.troubles.extend(warnings);
            }
            self.warned += 1;
        }
        let Some(schema) = differences else { return };
        if done.effect != Effect::Unchanged && self.foreseen < FORESEEN {
            report.foreseen.push((self.foreseen, about.foreseen(done.effect, &done.differences(schema))));
            self.foreseen += 1;
        }
    }
}
