//! What one command decided, before it counts.

use std::sync::Arc;

use super::overlay::Overlay;
use super::stage::{Shift, Thing};
use crate::changes::{Done, Effect, Entity};
use crate::key_value::KeyValue;
use crate::object::Object;
use crate::problem::{Field, Problem, Violation};
use crate::schema::{Definition, PredefinedValue};

/// See the module.
#[derive(Debug)]
pub(super) struct Step {
    /// Objects; one that only comes to hold or lose unique keys has the same before and after.
    pub objects: Vec<Shift<Object>>,
    pub definitions: Vec<Shift<Definition>>,
    pub values: Vec<Shift<PredefinedValue>>,
    pub key_values: Vec<Shift<KeyValue>>,
    /// Objects read whose revision must hold: (number, revision).
    pub conditions: Vec<(i64, i64)>,
    /// Roots of trees to lock.
    pub locks: Vec<i64>,
    pub narrows: bool,
    pub relabels: bool,
    pub done: Done,
}

impl Step {
    fn new(effect: Effect, entity: Entity, before: Option<Entity>) -> Self {
        Self {
            objects: Vec::new(),
            definitions: Vec::new(),
            values: Vec::new(),
            key_values: Vec::new(),
            conditions: Vec::new(),
            locks: Vec::new(),
            narrows: false,
            relabels: false,
            done: Done { effect, entity, before, warnings: Vec::new() },
        }
    }

    /// A thing made or changed.
    pub fn put<T: Thing>(before: Option<&Arc<T>>, after: T) -> Self {
        let after = Arc::new(after);
        let effect = if before.is_some() { Effect::Updated } else { Effect::Created };
        let mut step = Self::new(effect, Arc::clone(&after).entity(), before.cloned().map(T::entity));
        T::shifts(&mut step).push(Shift { before: before.cloned(), after: Some(after) });
        step
    }

    /// A thing found as wished.
    pub fn unchanged<T: Thing>(thing: &Arc<T>) -> Self {
        let entity = Arc::clone(thing).entity();
        Self::new(Effect::Unchanged, entity.clone(), Some(entity))
    }

    /// A thing deleted.
    pub fn deleted<T: Thing>(thing: &Arc<T>) -> Self {
        let entity = Arc::clone(thing).entity();
        let mut step = Self::new(Effect::Deleted, entity.clone(), Some(entity));
        T::shifts(&mut step).push(Shift::gone(thing));
        step
    }

    /// An attribute's list goes: the values that this batch gave it; the stored ones need no word.
    pub fn drop_list(&mut self, view: &Overlay<'_>, attribute: &str) {
        let of_list = view.values.present().filter(|value| value.attribute == attribute);
        self.values.extend(of_list.map(Shift::gone));
    }

    /// How many new numbers it took.
    pub fn made(&self) -> i64 {
        fn made<T>(shifts: &[Shift<T>]) -> usize {
            shifts.iter().filter(|shift| shift.before.is_none()).count()
        }
        let made = made(&self.objects) + made(&self.definitions) + made(&self.values) + made(&self.key_values);
        i64::try_from(made).unwrap_or(i64::MAX)
    }
}

/// What a command broke, and what it gets away with, in the order found.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub violations: Vec<Violation>,
    pub warnings: Vec<Violation>,
}

impl Faults {
    pub fn refuse(&mut self, field: Field, rule: &'static str, message: impl Into<String>) {
        self.violations.push(Violation::new(field, rule, message));
    }

    pub fn warn(&mut self, field: Field, rule: &'static str, message: impl Into<String>) {
        self.warnings.push(Violation::new(field, rule, message));
    }

    /// The warnings. Errors: all violations.
    pub fn settle(self) -> Result<Vec<Violation>, Problem> {
        if self.violations.is_empty() { Ok(self.warnings) } else { Err(Problem::invalid(self.violations)) }
    }
}
