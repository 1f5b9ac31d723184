//! What a source leaves out, and why.

use std::sync::{Arc, Mutex, PoisonError};

/// Examples of one reason that are told; the others are counted.
const EXAMPLES: usize = 50;

/// What was left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// What, and why, in words.
    pub reason: String,
    /// How many cells, lines or things.
    pub count: u64,
    /// Where, for the first of them.
    pub examples: Vec<String>,
}

/// A growing list, shared by its clones.
#[derive(Debug, Clone, Default)]
pub struct Notes(Arc<Mutex<Vec<LeftOut>>>);

impl Notes {
    /// Notes one more for a reason.
    pub fn leave_out(&self, reason: impl Into<String>, example: impl Into<String>) {
        self.leave_out_many(reason, 1, Some(example.into()));
    }

    /// Notes several for a reason.
    pub fn leave_out_many(&self, reason: impl Into<String>, count: u64, example: Option<String>) {
        let reason = reason.into();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let position = all.iter().position(|one| one.reason == reason).unwrap_or_else(|| {
            all.push(LeftOut { reason, count: 0, examples: Vec::new() });
            all.len() - 1
        });
        let one = &mut all[position];
        one.count += count;
        one.examples.extend(example.filter(|_| one.examples.len() < EXAMPLES));
    }

    /// All that was noted so far, in the order in which it was met.
    pub fn all(&self) -> Vec<LeftOut> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
