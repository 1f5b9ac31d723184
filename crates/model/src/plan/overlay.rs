//! What was loaded, as the commands so far have changed it. Commands only look;
//! what one of them decided is staged whole, so a failed one leaves no trace.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use super::stage::{Shift, Stage};
use super::step::Step;
use super::unique::Keys;
use crate::changes::Done;
use crate::command::UserName;
use crate::key_value::KeyValue;
use crate::loaded::{Loaded, MAX_USES, Use};
use crate::object::{Object, ObjectKind};
use crate::permission::Actor;
use crate::problem::Problem;
use crate::reshape::Reshape;
use crate::schema::{Definition, DefinitionKind, PredefinedValue, Schema, State};
use crate::user::User;

/// See the module.
pub(super) struct Overlay<'a> {
    pub loaded: &'a Loaded,
    pub schema: Cow<'a, Schema>,
    pub actor: &'a Actor,
    pub objects: Stage<Object>,
    pub definitions: Stage<Definition>,
    pub values: Stage<PredefinedValue>,
    pub key_values: Stage<KeyValue>,
    pub users: Stage<User>,
    pub keys: Keys<'a>,
    /// Objects that came to stand under another in this batch: children, links to it and what is placed in it, by its
    /// number.
    arrived: HashMap<i64, Vec<i64>>,
    /// Attributes whose loaded values went with them.
    lists_gone: HashSet<String>,
    pub conditions: BTreeMap<i64, i64>,
    pub locks: Vec<i64>,
    pub narrows: bool,
    pub relabels: bool,
    /// Objects as they are stored, by number, if changes under way make others of them.
    pub stored: HashMap<i64, Arc<Object>>,
    /// Changes that objects begin to follow: command, change.
    pub begun: Vec<(usize, Arc<Reshape>)>,
    /// The change that all touched objects follow now.
    pub follows: Option<Arc<Reshape>>,
    /// The numbers of changes that all objects follow now.
    pub ended: Vec<i64>,
    next_id: i64,
}

/// Objects that use something.
#[derive(Default)]
pub(super) struct Users {
    pub objects: Vec<Arc<Object>>,
    /// Whether there are more than can be touched at once.
    pub more: bool,
}

impl Users {
    /// How many there are, in words.
    pub fn count(&self) -> String {
        match self.objects.len() {
            _ if self.more => format!("more than {MAX_USES} objects"),
            1 => "1 object".to_owned(),
            n => format!("{n} objects"),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.objects.is_empty() && !self.more
    }

    /// These and others, each once.
    #[must_use]
    pub fn with(mut self, others: Self) -> Self {
        self.objects.extend(others.objects);
        self.objects.sort_unstable_by_key(|object| object.id);
        self.objects.dedup_by_key(|object| object.id);
        self.more |= others.more || self.objects.len() > MAX_USES;
        self
    }
}

impl<'a> Overlay<'a> {
    pub fn new(loaded: &'a Loaded, schema: &'a Schema, actor: &'a Actor) -> Self {
        Self {
            loaded,
            schema: Cow::Borrowed(schema),
            actor,
            objects: Stage::default(),
            definitions: Stage::default(),
            values: Stage::default(),
            key_values: Stage::default(),
            users: Stage::default(),
            keys: Keys::new(&loaded.unique),
            arrived: HashMap::new(),
            lists_gone: HashSet::new(),
            conditions: BTreeMap::new(),
            locks: Vec::new(),
            narrows: false,
            relabels: false,
            stored: HashMap::new(),
            begun: Vec::new(),
            follows: None,
            ended: Vec::new(),
            next_id: loaded.ids.start,
        }
    }

    /// The object of that kind and code.
    pub fn object(&self, kind: ObjectKind, code: &str) -> Option<&Arc<Object>> {
        let name = (kind, code.to_owned());
        self.objects.resolve(&name, self.loaded.objects.get(&name))
    }

    /// The object above: a variant's document, a classification's parent, a link's origin.
    pub fn parent(&self, object: &Object) -> Option<&Arc<Object>> {
        let parent = object.parent.as_ref()?;
        let named = object.kind.parents().iter().filter_map(|kind| self.object(*kind, &parent.code));
        named.into_iter().find(|found| found.id == parent.id)
    }

    /// The objects directly below, by sequence and code.
    pub fn children(&self, id: i64) -> Vec<&Arc<Object>> {
        let loaded = self.loaded.children.get(&id).into_iter().flatten();
        let is_below = |object: &Object| object.parent.as_ref().is_some_and(|parent| parent.id == id);
        let mut children = self.gather(id, loaded, is_below);
        children.sort_by(|a, b| (a.sequence, &a.code).cmp(&(b.sequence, &b.code)));
        children
    }

    /// The highest place of a document's variants; 0 without any.
    pub fn last_variant(&self, document: &Object) -> i64 {
        let others = self.loaded.last_variants.get(&document.id).copied();
        let is_below = |object: &Object| {
            object.kind == ObjectKind::Variant && object.parent.as_ref().is_some_and(|parent| parent.id == document.id)
        };
        let named = self.gather(document.id, self.loaded.objects.values(), is_below);
        named.iter().map(|variant| variant.sequence).chain(others).max().unwrap_or(0)
    }

    /// The links of a type from an origin, in their order.
    pub fn siblings(&self, type_id: i64, origin: i64) -> Vec<&Arc<Object>> {
        let loaded = self.loaded.siblings.get(&(type_id, origin)).into_iter().flatten();
        let is_from = |object: &Object| object.parent.as_ref().is_some_and(|parent| parent.id == origin);
        let mut links = self
            .gather(origin, loaded, |object| object.target.is_some() && object.type_id == type_id && is_from(object));
        links.sort_by_key(|link| (link.sequence, link.id));
        links
    }

    /// The links that lead to an object. Errors: too many to touch at once.
    pub fn leading_to(&self, end: &Object) -> Result<Vec<&Arc<Object>>, Problem> {
        let uses = self.loaded.leading.get(&end.id);
        let loaded = uses.into_iter().flat_map(|uses| &uses.objects);
        let links =
            self.gather(end.id, loaded, |object| object.target.as_ref().is_some_and(|target| target.id == end.id));
        if uses.is_some_and(|uses| uses.more) {
            return Err(too_many(&format!("To the {} \"{}\" lead", end.kind.name(), end.code)));
        }
        Ok(links)
    }

    /// The documents and assets placed in a classification. Errors: too many to touch at once.
    pub fn placed(&self, node: &Object) -> Result<Vec<&Arc<Object>>, Problem> {
        let uses = self.loaded.placed.get(&node.id);
        let loaded = uses.into_iter().flat_map(|uses| &uses.objects);
        let placed = self.gather(node.id, loaded, |object| object.placements.iter().any(|at| at.id == node.id));
        if uses.is_some_and(|uses| uses.more) || placed.len() > MAX_USES {
            return Err(too_many(&format!("The classification \"{}\" holds", node.code)));
        }
        Ok(placed)
    }

    /// Those loaded and those arrived in this batch, as they are now, for which `stays` still holds.
    fn gather<'s>(
        &'s self,
        owner: i64,
        loaded: impl Iterator<Item = &'s Arc<Object>>,
        stays: impl Fn(&Object) -> bool,
    ) -> Vec<&'s Arc<Object>> {
        let arrived = self.arrived.get(&owner).into_iter().flatten();
        let arrived = arrived.filter_map(|id| self.objects.get(*id)?.now.as_ref());
        let now = loaded.filter_map(|object| self.objects.current(object)).chain(arrived);
        distinct(now.filter(|object| stays(object)))
    }

    /// The catalog of a classification that was named, or in which an object is placed, by its number.
    pub fn catalog(&self, node: i64) -> Option<i64> {
        let named = self.loaded.objects.values().find(|object| object.id == node);
        let named = named.or_else(|| self.objects.get(node)?.now.as_ref());
        named.map(|object| object.type_id).or_else(|| self.loaded.catalogs.get(&node).copied())
    }

    /// The objects of which `holds` is true, among those loaded for that use and those touched, by number.
    pub fn users(&self, of: &Use, holds: impl Fn(&Object) -> bool) -> Users {
        let uses = self.loaded.uses.get(of);
        let loaded = uses.into_iter().flat_map(|uses| &uses.objects);
        let now = loaded.filter_map(|object| self.objects.current(object)).chain(self.objects.present());
        let mut objects: Vec<_> = distinct(now.filter(|object| holds(object))).into_iter().cloned().collect();
        objects.sort_unstable_by_key(|object| object.id);
        let more = uses.is_some_and(|uses| uses.more) || objects.len() > MAX_USES;
        Users { objects, more }
    }

    /// The predefined value of that attribute and code.
    pub fn value(&self, attribute: &str, code: &str) -> Option<&Arc<PredefinedValue>> {
        let name = (attribute.to_owned(), code.to_owned());
        let loaded = self.loaded.values.get(&name).filter(|_| !self.lists_gone.contains(attribute));
        self.values.resolve(&name, loaded)
    }

    /// The key-value of that key.
    pub fn key_value(&self, code: &str) -> Option<&Arc<KeyValue>> {
        self.key_values.resolve(&code.to_owned(), self.loaded.key_values.get(code))
    }

    /// That user.
    pub fn user(&self, user: &UserName) -> Option<&Arc<User>> {
        let loaded = &self.loaded.users;
        match user {
            UserName::Name(name) => self.users.resolve(name, loaded.get(name)),
            UserName::Number(id) => match self.users.get(*id) {
                Some(staged) => staged.now.as_ref(),
                None => loaded.values().find(|user| user.id == *id),
            },
        }
    }

    /// The loaded users and those touched, of whom `holds` is true, by number.
    pub fn users_who(&self, holds: impl Fn(&User) -> bool) -> Vec<&Arc<User>> {
        let loaded = self.loaded.users.values().filter_map(|user| self.users.current(user));
        let all: BTreeMap<i64, _> = loaded.chain(self.users.present()).map(|user| (user.id, user)).collect();
        all.into_values().filter(|user| holds(user)).collect()
    }

    /// The highest sequence of an attribute's values; 0 without values.
    pub fn last_sequence(&self, attribute: &str) -> i64 {
        let stays = !self.lists_gone.contains(attribute);
        let others = self.loaded.value_sequences.get(attribute).copied().filter(|_| stays);
        let named = self.loaded.values.values().filter(|_| stays).filter_map(|value| self.values.current(value));
        let named = named.chain(self.values.present()).filter(|value| value.attribute == attribute);
        named.map(|value| value.sequence).chain(others).max().unwrap_or(0)
    }

    /// The `n`th new number of a command. Errors: fewer were drawn than commands need.
    pub fn new_id(&self, n: i64) -> Result<i64, Problem> {
        let id = self.next_id + n;
        let drawn = id < self.loaded.ids.end;
        drawn.then_some(id).ok_or_else(|| Problem::unavailable("No number is left for a new object."))
    }

    /// Takes over what a command decided.
    pub fn stage(&mut self, command: usize, step: Step) -> Done {
        self.next_id += step.made();
        for object in step.objects.iter().filter_map(|shift| shift.before.as_ref()) {
            self.keys.give_up(command, &self.schema, self.stored.get(&object.id).unwrap_or(object));
        }
        for shift in &step.definitions {
            self.stage_definition(command, shift);
        }
        for shift in &step.values {
            self.values.put(command, shift);
        }
        for shift in &step.key_values {
            self.key_values.put(command, shift);
        }
        for shift in &step.users {
            self.users.put(command, shift);
        }
        for shift in &step.objects {
            self.stage_object(command, shift);
        }
        for object in step.objects.iter().filter_map(|shift| shift.after.as_ref()) {
            self.keys.take(command, &self.schema, object);
        }
        self.conditions.extend(step.conditions);
        self.locks.extend(step.locks);
        if let Some(reshape) = step.begins {
            self.schema.to_mut().begin(Arc::clone(&reshape));
            self.begun.push((command, reshape));
        }
        if let Some(reshape) = step.ends {
            self.schema.to_mut().end(reshape);
            self.ended.push(reshape);
        }
        self.follows = step.follows.or(self.follows.take());
        self.narrows |= step.narrows;
        self.relabels |= step.relabels;
        step.done
    }

    fn stage_definition(&mut self, command: usize, shift: &Shift<Definition>) {
        let schema = self.schema.to_mut();
        match (&shift.before, &shift.after) {
            (_, Some(after)) => schema.insert(Arc::clone(after)),
            (Some(before), None) => schema.remove(before),
            (None, None) => {}
        }
        let is_gone = shift.after.as_ref().is_none_or(|after| after.state == State::Deleting);
        let attribute = shift.any().filter(|any| is_gone && any.spec.kind() == DefinitionKind::Attribute);
        self.lists_gone.extend(attribute.map(|attribute| attribute.code.clone()));
        self.definitions.put(command, shift);
    }

    fn stage_object(&mut self, command: usize, shift: &Shift<Object>) {
        if let Some(after) = &shift.after {
            let owners = after.parent.iter().chain(&after.target).chain(&after.placements);
            for owner in owners {
                self.arrived.entry(owner.id).or_default().push(after.id);
            }
        }
        self.objects.put(command, shift);
    }
}

/// More objects are concerned than one write may touch; `who_holds` begins the sentence.
pub(super) fn too_many(who_holds: &str) -> Problem {
    Problem::conflict(format!("{who_holds} more than {MAX_USES} objects, too many to change at once."))
}

fn distinct<'s>(objects: impl Iterator<Item = &'s Arc<Object>>) -> Vec<&'s Arc<Object>> {
    let mut seen = HashSet::new();
    objects.filter(|object| seen.insert(object.id)).collect()
}
