//! What became of many items, counted by their resource.

use model::changes::Effect;
use model::problem::{Problem, Violation};
use serde::{Deserialize, Serialize};

use super::Taken;
use crate::items::Items;

/// Refused items that are told one by one; the others are counted.
const TOLD: usize = 100;

/// What became of items.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// By resource, in the order in which they came.
    pub resources: Vec<Counted>,
    /// The first that were refused, and why.
    pub refused: Vec<Refused>,
    /// The first that were taken with a word.
    pub warned: Vec<Refused>,
}

/// What became of the items of a resource.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The resource.
    pub resource: String,
    /// How many.
    #[serde(flatten)]
    pub tally: Tally,
}

/// How many items ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// They were made.
    pub created: u64,
    /// They were changed.
    pub updated: u64,
    /// They stood so already.
    pub unchanged: u64,
    /// They are gone.
    pub deleted: u64,
    /// They were refused.
    pub refused: u64,
}

/// An item that was refused, or taken with a word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Its resource.
    pub resource: String,
    /// Its id, if it could be read.
    pub id: Option<String>,
    /// Where it stood.
    pub origin: String,
    /// Why, with the paths of the fields at fault.
    pub message: String,
}

impl Summary {
    /// Counts one.
    pub fn take(&mut self, taken: Taken, items: &dyn Items) {
        let Taken { ticket, outcome } = taken;
        let tally = self.tally(&ticket.resource);
        let told = |message| Refused { resource: ticket.resource, id: ticket.id, origin: ticket.origin, message };
        match outcome {
            Ok(done) => {
                *match done.effect {
                    Effect::Created => &mut tally.created,
                    Effect::Updated => &mut tally.updated,
                    Effect::Unchanged => &mut tally.unchanged,
                    Effect::Deleted => &mut tally.deleted,
                } += 1;
                if !done.warnings.is_empty() && self.warned.len() < TOLD {
                    self.warned.push(told(words(&done.warnings, items)));
                }
            }
            Err(problem) if ticket.moot == Some(problem.kind) => tally.unchanged += 1,
            Err(problem) => {
                tally.refused += 1;
                if self.refused.len() < TOLD {
                    self.refused.push(told(why(&problem, items)));
                }
            }
        }
    }

    /// How many of all resources ended how.
    pub fn total(&self) -> Tally {
        self.resources.iter().fold(Tally::default(), |sum, Counted { tally, .. }| Tally {
            created: sum.created + tally.created,
            updated: sum.updated + tally.updated,
            unchanged: sum.unchanged + tally.unchanged,
            deleted: sum.deleted + tally.deleted,
            refused: sum.refused + tally.refused,
        })
    }

    fn tally(&mut self, resource: &str) -> &mut Tally {
        let position = self.resources.iter().position(|counted| counted.resource == resource).unwrap_or_else(|| {
            self.resources.push(Counted { resource: resource.to_owned(), tally: Tally::default() });
            self.resources.len() - 1
        });
        &mut self.resources[position].tally
    }
}

impl Tally {
    /// How many there were.
    pub fn all(&self) -> u64 {
        self.created + self.updated + self.unchanged + self.deleted + self.refused
    }
}

fn why(problem: &Problem, items: &dyn Items) -> String {
    if problem.violations.is_empty() { problem.message.clone() } else { words(&problem.violations, items) }
}

fn words(violations: &[Violation], items: &dyn Items) -> String {
    let told = violations.iter().map(|violation| format!("{}: {}", items.path(&violation.field), violation.message));
    told.collect::<Vec<_>>().join("; ")
}
