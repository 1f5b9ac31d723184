//! What a job tells of the items that it worked through: how many became what, what was wrong with the others, and what
//! deserves a word.

use serde::{Deserialize, Serialize};

use crate::changes::{Effect, Outcome};

/// How many items became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Made.
    pub created: u64,
    /// Changed.
    pub updated: u64,
    /// Deleted.
    pub deleted: u64,
    /// Found so already, or left out.
    pub unchanged: u64,
    /// Not done: something was wrong with them.
    pub failed: u64,
}

impl Counts {
    /// Counts one more.
    pub fn add(&mut self, outcome: &Outcome) {
        *match outcome.as_ref().map(|done| done.effect) {
            Ok(Effect::Created) => &mut self.created,
            Ok(Effect::Updated) => &mut self.updated,
            Ok(Effect::Deleted) => &mut self.deleted,
            Ok(Effect::Unchanged) => &mut self.unchanged,
            Err(_) => &mut self.failed,
        } += 1;
    }

    /// All of them.
    pub fn total(&self) -> u64 {
        self.created + self.updated + self.deleted + self.unchanged + self.failed
    }
}

/// One thing that is wrong with an item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Trouble {
    /// The sheet that the item stands in.
    pub sheet: String,
    /// Its first line there, from 1.
    pub line: u64,
    /// The column at fault; "": the whole.
    pub field: String,
    /// The item's code, if it is known.
    pub code: String,
    /// What stands there.
    pub value: String,
    /// The rule that it breaks: a stable machine name.
    pub rule: String,
    /// What was expected and what came, in words.
    pub message: String,
    /// What it means for the item.
    pub level: Level,
}

/// What a trouble means for its item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Level {
    /// It is not done.
    #[default]
    Error,
    /// The same, but it names something that isn't there and may come yet, or that is still being changed.
    Missing,
    /// It is done all the same.
    Warning,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Error, Self::Missing, Self::Warning];
    /// Those of items that are not done.
    pub const FAILED: [Self; 2] = [Self::Error, Self::Missing];

    /// Of a rule by which an item is refused.
    pub fn of_error(rule: &str) -> Self {
        let may_pass_later = matches!(
            rule,
            "not_available"
                | "unavailable"
                | "unknown_attribute"
                | "unknown_code"
                | "unknown_locale"
                | "unknown_reference"
        );
        if may_pass_later { Self::Missing } else { Self::Error }
    }

    /// Its name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Missing => "missing",
            Self::Warning => "warning",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.name() == name)
    }
}

/// One item that a dry run would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Foreseen {
    /// The sheet that the item stands in.
    pub sheet: String,
    /// Its first line there, from 1.
    pub line: u64,
    /// Its code.
    pub code: String,
    /// `created`, `updated` or `deleted`.
    pub effect: String,
    /// The fields that would differ, each before and after, as JSON.
    pub changes: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_come_is_told_from_what_is_wrong() {
        for (rule, level) in [
            ("unknown_reference", Level::Missing),
            ("unavailable", Level::Missing),
            ("too_large", Level::Error),
            ("", Level::Error),
        ] {
            assert_eq!(Level::of_error(rule), level, "{rule}");
        }
    }
}
