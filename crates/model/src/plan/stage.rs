//! Things of one sort as the commands so far have left them, beside what they were.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use super::overlay::Overlay;
use super::step::Step;
use crate::changes::Entity;
use crate::key_value::KeyValue;
use crate::object::{Object, ObjectKind};
use crate::schema::{Definition, DefinitionKind, PredefinedValue};
use crate::user::User;

/// What all that can be written has in common.
pub(super) trait Thing: Sized {
    /// What names one among those of its sort.
    type Name: Eq + Hash;

    fn id(&self) -> i64;
    fn name(&self) -> Self::Name;
    fn rev(&self) -> i64;
    fn entity(self: Arc<Self>) -> Entity;
    /// Whether both say the same, whoever wrote it and when.
    fn says_the_same(&self, other: &Self) -> bool;
    /// As it is stored, where changes under way make another one of it.
    fn stored(was: &Arc<Self>, _overlay: &Overlay<'_>) -> Arc<Self> {
        Arc::clone(was)
    }
    /// Where a step keeps those of its sort.
    fn shifts(step: &mut Step) -> &mut Vec<Shift<Self>>;
}

/// A thing before and after one command; `None`: it isn't there.
#[derive(Debug)]
pub(super) struct Shift<T> {
    pub before: Option<Arc<T>>,
    pub after: Option<Arc<T>>,
}

impl<T> Shift<T> {
    pub fn made(after: Arc<T>) -> Self {
        Self { before: None, after: Some(after) }
    }

    pub fn changed(before: &Arc<T>, after: Arc<T>) -> Self {
        Self { before: Some(Arc::clone(before)), after: Some(after) }
    }

    pub fn gone(before: &Arc<T>) -> Self {
        Self { before: Some(Arc::clone(before)), after: None }
    }

    /// The one that is there, the later one first.
    pub fn any(&self) -> Option<&Arc<T>> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

/// A touched thing.
#[derive(Debug)]
pub(super) struct Staged<T> {
    /// As it was loaded; `None`: made in this batch.
    pub was: Option<Arc<T>>,
    /// As it is now; `None`: deleted.
    pub now: Option<Arc<T>>,
    /// As it was last, for a thing both made and deleted in this batch.
    pub last: Arc<T>,
    /// The first command that touched it.
    pub first_command: usize,
    /// The last command that touched it.
    pub command: usize,
}

/// What became of a touched thing in the whole batch.
pub(super) enum Fate<'a, T> {
    Made(&'a Arc<T>),
    /// From, to.
    Changed(&'a Arc<T>, &'a Arc<T>),
    Gone(&'a Arc<T>),
    /// It says what it said: as it was, as it is now.
    Kept(&'a Arc<T>, &'a Arc<T>),
    /// Made and deleted.
    Passed,
}

impl<T: Thing> Staged<T> {
    pub fn fate(&self) -> Fate<'_, T> {
        match (&self.was, &self.now) {
            (None, None) => Fate::Passed,
            (None, Some(now)) => Fate::Made(now),
            (Some(was), None) => Fate::Gone(was),
            (Some(was), Some(now)) if was.says_the_same(now) => Fate::Kept(was, now),
            (Some(was), Some(now)) => Fate::Changed(was, now),
        }
    }
}

/// All touched things of a sort.
#[derive(Debug)]
pub(super) struct Stage<T: Thing> {
    things: HashMap<i64, Staged<T>>,
    order: Vec<i64>,
    names: HashMap<T::Name, i64>,
}

impl<T: Thing> Default for Stage<T> {
    fn default() -> Self {
        Self { things: HashMap::new(), order: Vec::new(), names: HashMap::new() }
    }
}

impl<T: Thing> Stage<T> {
    /// Takes over what a command decided.
    pub fn put(&mut self, command: usize, shift: &Shift<T>) {
        let Some(thing) = shift.any() else { return };
        if shift.before.as_ref().is_none_or(|before| before.name() != thing.name()) {
            self.names.insert(thing.name(), thing.id());
        }
        let order = &mut self.order;
        let staged = self.things.entry(thing.id()).or_insert_with(|| {
            order.push(thing.id());
            let was = shift.before.clone();
            Staged { was, now: None, last: Arc::clone(thing), first_command: command, command }
        });
        staged.now.clone_from(&shift.after);
        staged.last = Arc::clone(thing);
        staged.command = command;
    }

    /// The touched thing with that number.
    pub fn get(&self, id: i64) -> Option<&Staged<T>> {
        self.things.get(&id)
    }

    /// The revision of a thing that changes: one more than loaded, however many commands change it.
    pub fn next_rev(&self, thing: &T) -> i64 {
        let loaded = self.get(thing.id()).map_or(Some(thing.rev()), |staged| staged.was.as_ref().map(|was| was.rev()));
        loaded.map_or(1, |rev| rev + 1)
    }

    /// The thing now of that name: one made or renamed in this batch, else the loaded one as it is now.
    pub fn resolve<'s>(&'s self, name: &T::Name, loaded: Option<&'s Arc<T>>) -> Option<&'s Arc<T>> {
        let is_so = |thing: &&Arc<T>| thing.name() == *name;
        if let Some(made) = self.names.get(name).and_then(|id| self.things.get(id)).and_then(|s| s.now.as_ref()) {
            return Some(made).filter(is_so);
        }
        self.current(loaded?).filter(is_so)
    }

    /// A loaded thing as it is now; `None`: deleted.
    pub fn current<'s>(&'s self, loaded: &'s Arc<T>) -> Option<&'s Arc<T>> {
        match self.things.get(&loaded.id()) {
            Some(staged) => staged.now.as_ref(),
            None => Some(loaded),
        }
    }

    /// All touched things, in the order of their first touch.
    pub fn iter(&self) -> impl Iterator<Item = &Staged<T>> {
        self.order.iter().filter_map(|id| self.things.get(id))
    }

    /// Those that are there now.
    pub fn present(&self) -> impl Iterator<Item = &Arc<T>> {
        self.iter().filter_map(|staged| staged.now.as_ref())
    }
}

impl Thing for Object {
    type Name = (ObjectKind, String);

    fn id(&self) -> i64 {
        self.id
    }

    fn rev(&self) -> i64 {
        self.rev
    }

    fn entity(self: Arc<Self>) -> Entity {
        Entity::Object(self)
    }

    fn says_the_same(&self, other: &Self) -> bool {
        (&self.code, self.active, self.sequence) == (&other.code, other.active, other.sequence)
            && (self.set, &self.parent, &self.placements) == (other.set, &other.parent, &other.placements)
            && self.body == other.body
    }

    fn stored(was: &Arc<Self>, overlay: &Overlay<'_>) -> Arc<Self> {
        Arc::clone(overlay.stored.get(&was.id).unwrap_or(was))
    }

    fn shifts(step: &mut Step) -> &mut Vec<Shift<Self>> {
        &mut step.objects
    }

    fn name(&self) -> Self::Name {
        (self.kind, self.code.clone())
    }
}

impl Thing for Definition {
    type Name = (DefinitionKind, String);

    fn id(&self) -> i64 {
        self.id
    }

    fn rev(&self) -> i64 {
        self.rev
    }

    fn entity(self: Arc<Self>) -> Entity {
        Entity::Definition(self)
    }

    fn says_the_same(&self, other: &Self) -> bool {
        (self.index, self.state) == (other.index, other.state) && self.spec == other.spec
    }

    fn shifts(step: &mut Step) -> &mut Vec<Shift<Self>> {
        &mut step.definitions
    }

    fn name(&self) -> Self::Name {
        (self.spec.kind(), self.code.clone())
    }
}

impl Thing for PredefinedValue {
    type Name = (String, String);

    fn id(&self) -> i64 {
        self.id
    }

    fn rev(&self) -> i64 {
        self.rev
    }

    fn entity(self: Arc<Self>) -> Entity {
        Entity::Value(self)
    }

    fn says_the_same(&self, other: &Self) -> bool {
        (self.sequence, self.active) == (other.sequence, other.active) && self.labels == other.labels
    }

    fn shifts(step: &mut Step) -> &mut Vec<Shift<Self>> {
        &mut step.values
    }

    fn name(&self) -> Self::Name {
        (self.attribute.clone(), self.code.clone())
    }
}

impl Thing for KeyValue {
    type Name = String;

    fn id(&self) -> i64 {
        self.id
    }

    fn rev(&self) -> i64 {
        self.rev
    }

    fn entity(self: Arc<Self>) -> Entity {
        Entity::KeyValue(self)
    }

    fn says_the_same(&self, other: &Self) -> bool {
        (&self.value, self.protected, self.public) == (&other.value, other.protected, other.public)
    }

    fn shifts(step: &mut Step) -> &mut Vec<Shift<Self>> {
        &mut step.key_values
    }

    fn name(&self) -> Self::Name {
        self.code.clone()
    }
}

impl Thing for User {
    type Name = String;

    fn id(&self) -> i64 {
        self.id
    }

    fn rev(&self) -> i64 {
        self.rev
    }

    fn entity(self: Arc<Self>) -> Entity {
        Entity::User(self)
    }

    fn says_the_same(&self, other: &Self) -> bool {
        (self.kind, self.admin, self.active) == (other.kind, other.admin, other.active)
            && self.password == other.password
            && self.profile == other.profile
    }

    fn shifts(step: &mut Step) -> &mut Vec<Shift<Self>> {
        &mut step.users
    }

    fn name(&self) -> Self::Name {
        self.username.clone()
    }
}
