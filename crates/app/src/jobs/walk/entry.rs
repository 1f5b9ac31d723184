//! An item of a job: what is told of it, and what is to be done.

use std::sync::Arc;

use model::changes::{Difference, Effect};
use model::command::Command;
use model::flow::{CellProblem, LinePlan};
use model::problem::{Problem, Violation};
use model::report::{Foreseen, Level, Trouble};

/// Bytes of what would differ by an item that are kept.
const KEPT: usize = 64 << 10;

/// One of them.
pub(crate) struct Entry {
    /// What is told of it.
    pub about: About,
    /// What is to be done, or why that can't be known; no reason: nothing is to be done.
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
    /// Which time it is tried.
    pub turn: Turn,
    /// Where the job stands after it, in its kind's own words.
    pub after: String,
    /// What was let pass when it was read, but deserves a word.
    pub warnings: Vec<Violation>,
    /// The cells that it was read from, and how; `None`: it wasn't.
    pub cells: Option<(Arc<LinePlan>, Vec<String>)>,
}

/// Which time an item is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Turn {
    /// The first.
    First,
    /// A later one: it was counted among those that failed.
    Again,
    /// It is none of those that are counted, but comes with one.
    Beside,
    /// It is a part of the item before it, which is counted by what became of all its parts.
    Part,
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
            level: if self.turn == Turn::Beside { Level::Error } else { Level::of_error(rule) },
        }
    }

    /// The same of a cell.
    pub fn cell(&self, problem: &CellProblem) -> Trouble {
        self.trouble(&problem.column, &problem.value, &problem.rule, &problem.message)
    }

    /// What deserves a word, though it was done.
    pub(super) fn warnings(&self, of_outcome: &[Violation]) -> Vec<Trouble> {
        let warnings: Vec<_> = self.warnings.iter().chain(of_outcome).cloned().collect();
        if warnings.is_empty() {
            return Vec::new();
        }
        let told = self.troubles(&Problem::invalid(warnings)).into_iter();
        told.map(|trouble| Trouble { level: Level::Warning, ..trouble }).collect()
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

    /// What differs by it.
    pub(super) fn foreseen(&self, effect: Effect, differences: &[Difference]) -> Foreseen {
        let mut left = KEPT;
        let fits = |json: &String| left.checked_sub(json.len()).map(|rest| left = rest).is_some();
        let changes: Vec<String> = differences.iter().map(Difference::to_json).take_while(fits).collect();
        Foreseen {
            sheet: self.sheet.to_string(),
            line: self.line,
            code: self.code.clone(),
            effect: effect.name().to_owned(),
            changes: format!("[{}]", changes.join(",")),
        }
    }
}
