//! What one command decided, before it counts.

use std::sync::Arc;

use super::overlay::Overlay;
use super::reshape::Following;
use super::stage::{Shift, Thing};
use crate::changes::{Done, Effect, Entity};
use crate::key_value::KeyValue;
use crate::object::Object;
use crate::problem::{Field, Problem, Violation};
use crate::reshape::Reshape;
use crate::schema::{Definition, PredefinedValue, State};
use crate::user::User;

/// See the module.
#[derive(Debug)]
pub(super) struct Step {
    /// Objects; one that only comes to hold or lose unique keys has the same before and after.
    pub objects: Vec<Shift<Object>>,
    pub definitions: Vec<Shift<Definition>>,
    pub values: Vec<Shift<PredefinedValue>>,
    pub key_values: Vec<Shift<KeyValue>>,
    pub users: Vec<Shift<User>>,
    /// Objects read whose revision must hold: (number, revision).
    pub conditions: Vec<(i64, i64)>,
    /// Roots of trees to lock.
    pub locks: Vec<i64>,
    pub narrows: bool,
    pub relabels: bool,
    /// A change that objects follow from now on, one after the other.
    pub begins: Option<Arc<Reshape>>,
    /// The change that all of [`Self::objects`] follow now, whatever else they hold.
    pub follows: Option<Arc<Reshape>>,
    /// The number of the change that all objects follow now.
    pub ends: Option<i64>,
    /// New numbers taken for what is no thing.
    drawn: i64,
    pub done: Done,
}

impl Step {
    fn new(effect: Effect, entity: Entity, before: Option<Entity>) -> Self {
        Self {
            objects: Vec::new(),
            definitions: Vec::new(),
            values: Vec::new(),
            key_values: Vec::new(),
            users: Vec::new(),
            conditions: Vec::new(),
            locks: Vec::new(),
            narrows: false,
            relabels: false,
            begins: None,
            follows: None,
            ends: None,
            drawn: 0,
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

    /// Lets objects follow. Where they do so later, definitions that change are changing till then, those that go are
    /// only hidden.
    pub fn follow(&mut self, view: &Overlay<'_>, following: Following) {
        let (reshape, indexes) = match following {
            Following::Now(objects) => return self.objects.extend(objects),
            Following::Later { reshape, indexes } => (reshape, indexes),
        };
        let is_shifted = |id: i64| self.definitions.iter().any(|shift| shift.any().is_some_and(|any| any.id == id));
        let others: Vec<_> = reshape.definitions.iter().filter(|id| !is_shifted(**id)).collect();
        let others = others.into_iter().filter_map(|id| view.schema.by_id(*id));
        self.definitions.extend(others.map(|other| Shift::changed(other, Arc::clone(other))));
        let concerned = |definition: &Definition| reshape.definitions.contains(&definition.id);
        for shift in self.definitions.iter_mut().filter(|shift| shift.any().is_some_and(|any| concerned(any))) {
            let Some(definition) = shift.any() else { continue };
            let mut after = Definition::clone(definition);
            let index = indexes.iter().find(|(id, _)| *id == after.id);
            after.index = index.map_or(after.index, |(_, index)| *index);
            after.state = if shift.after.is_some() { State::Changing } else { State::Deleting };
            after.rev = shift.before.as_ref().map_or(1, |before| view.definitions.next_rev(before));
            shift.after = Some(Arc::new(after));
        }
        if let (Entity::Definition(entity), Effect::Updated) = (&mut self.done.entity, self.done.effect) {
            let now = self.definitions.iter().filter_map(|shift| shift.after.as_ref());
            *entity = now.clone().find(|after| after.id == entity.id).unwrap_or(entity).clone();
        }
        self.drawn += 1 + i64::try_from(indexes.len()).unwrap_or(i64::MAX - 1);
        self.narrows = true;
        self.begins = Some(Arc::from(reshape));
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
        let of_catalogue = made(&self.objects) + made(&self.definitions) + made(&self.values);
        let made = of_catalogue + made(&self.key_values) + made(&self.users);
        i64::try_from(made).map_or(i64::MAX, |made| made + self.drawn)
    }
}

/// The rule that something must be there.
const REQUIRED: &str = "required";

/// What a command broke, and what it gets away with, in the order found.
#[derive(Debug, Default)]
pub(super) struct Faults {
    pub violations: Vec<Violation>,
    pub warnings: Vec<Violation>,
    /// The code is another's: told where nothing that came is wrong (v4.md 1.5). That something is missing doesn't count:
    /// it is there, in the other.
    pub taken: Option<Problem>,
}

impl Faults {
    pub fn refuse(&mut self, field: Field, rule: &'static str, message: impl Into<String>) {
        self.violations.push(Violation::new(field, rule, message));
    }

    pub fn warn(&mut self, field: Field, rule: &'static str, message: impl Into<String>) {
        self.warnings.push(Violation::new(field, rule, message));
    }

    /// The warnings. Errors: all violations, or that the code is taken.
    pub fn settle(self) -> Result<Vec<Violation>, Problem> {
        let is_wrong = self.violations.iter().any(|violation| violation.rule != REQUIRED);
        match self.taken {
            Some(taken) if !is_wrong => Err(taken),
            _ if self.violations.is_empty() => Ok(self.warnings),
            _ => Err(Problem::invalid(self.violations)),
        }
    }
}
