//! A store in memory: it loads only what was asked for, and takes a changeset row by row,
//! refusing whatever a database would refuse.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use model::changes::{Change, Changeset, Committed, Plan};
use model::command::{Action, Command};
use model::file::Fact;
use model::loaded::{Loaded, MAX_USES, Refs, UniqueKey, Use, Uses};
use model::object::{Object, ObjectKind, ObjectRef};
use model::permission::{Actor, Origin, Rights};
use model::plan::{Survey, apply_to_schema, exclusive, plan, refs, surveys};
use model::reshape::{Leftovers, settle_all};
use model::schema::{AttributeSet, DefinitionKind, PredefinedValue, Schema, Spec, State, Workflow};
use model::standing::{self, NODES};
use model::tags;
use model::value::{Stored, Value};

use crate::index::Index;

#[derive(Debug, Clone, Default)]
pub struct Store {
    pub schema: Schema,
    pub objects: BTreeMap<i64, Arc<Object>>,
    pub values: BTreeMap<i64, Arc<PredefinedValue>>,
    pub keys: BTreeMap<UniqueKey, i64>,
    pub index: Index,
    pub history: Vec<Change>,
    /// Holders of one thing that are loaded at most; as many as the real store loads, if it isn't said.
    pub most_uses: Option<usize>,
    next_id: i64,
    clock: i64,
}

pub fn actor(rights: Rights) -> Actor {
    Actor::program("ann", rights, Origin::V5)
}

impl Store {
    /// Plans a batch, commits what succeeded, and checks what must hold of every plan.
    pub fn write(&mut self, actions: impl IntoIterator<Item = Action>) -> Plan {
        let commands: Vec<Command> = actions.into_iter().map(|action| Command { action, expect: None }).collect();
        self.run(&commands)
    }

    pub fn run(&mut self, commands: &[Command]) -> Plan {
        let plan = self.plan(commands);
        self.commit(&plan.changeset);
        self.check();
        plan
    }

    /// Plans a batch twice, to the same end, and commits nothing.
    pub fn plan(&mut self, commands: &[Command]) -> Plan {
        let mut loaded = self.load(&refs(commands, &self.schema));
        loaded.surveys = self.surveys(commands);
        let first = plan(commands, &loaded, &self.schema, &actor(Rights::FULL), 0);
        let second = plan(commands, &loaded, &self.schema, &actor(Rights::FULL), 0);
        assert_eq!(first, second, "same in, same out");
        assert_eq!(first.outcomes.len(), commands.len());
        let changes_rules = first.changeset.narrows || !first.changeset.definitions.is_empty();
        assert!(!changes_rules || exclusive(commands), "a change of the rules needs the exclusive lock");
        first
    }

    fn surveys(&self, commands: &[Command]) -> BTreeMap<String, Arc<Survey>> {
        let asked = |mut survey: Survey| {
            survey.look(self.objects.values().cloned().collect(), &self.schema);
            (survey.attribute().to_owned(), Arc::new(survey))
        };
        surveys(commands, &self.schema, &actor(Rights::FULL)).into_iter().map(asked).collect()
    }

    pub fn load(&mut self, refs: &Refs) -> Loaded {
        let mut loaded = Loaded { rules: self.schema.rules, labels: self.schema.labels, ..Loaded::default() };
        for (kind, code) in &refs.objects {
            let Some(object) = self.find(*kind, code).cloned() else { continue };
            self.load_above(&object, &mut loaded);
            if *kind == ObjectKind::Link {
                self.load_siblings(&object, &mut loaded);
            }
        }
        for (type_id, kind, code) in &refs.siblings {
            if let Some(origin) = self.find(*kind, code) {
                loaded.siblings.insert((*type_id, origin.id), self.links(*type_id, origin.id));
            }
        }
        for (kind, code) in &refs.children {
            if let Some(object) = self.find(*kind, code).cloned() {
                self.load_below(&object, &mut loaded);
            }
        }
        for (attribute, code) in &refs.values {
            if let Some(value) = self.value(attribute, code) {
                loaded.values.insert((attribute.clone(), code.clone()), Arc::clone(value));
            }
        }
        let mut listed: Vec<_> = self.values.values().filter(|value| refs.lists.contains(&value.attribute)).collect();
        listed.sort_by_key(|value| (value.sequence, &value.code));
        for value in listed {
            loaded.add_listed(Arc::clone(value));
        }
        // It holds no bytes, so it lacks none.
        loaded.files = refs.files.iter().cloned().collect();
        for code in &refs.last_variants {
            let Some(document) = self.find(ObjectKind::Document, code).map(|document| document.id) else { continue };
            let is_below = |object: &&Arc<Object>| {
                object.kind == ObjectKind::Variant && object.parent.as_ref().is_some_and(|parent| parent.id == document)
            };
            let is_other = |object: &&Arc<Object>| !refs.objects.contains(&(object.kind, object.code.clone()));
            let others = self.objects.values().filter(is_below).filter(is_other);
            let last = others.map(|variant| variant.sequence).max();
            loaded.last_variants.extend(last.map(|last| (document, last)));
        }
        for attribute in &refs.value_sequences {
            let is_other =
                |value: &&Arc<PredefinedValue>| !refs.values.contains(&(value.attribute.clone(), value.code.clone()));
            let of_list = self.values.values().filter(|value| value.attribute == *attribute).filter(is_other);
            loaded.value_sequences.extend(of_list.map(|v| v.sequence).max().map(|last| (attribute.clone(), last)));
        }
        loaded.unique = refs.unique.iter().filter_map(|key| Some((key.clone(), *self.keys.get(key)?))).collect();
        let most = self.most_uses.unwrap_or(MAX_USES);
        loaded.uses = refs
            .uses
            .iter()
            .map(|used| (used.clone(), self.uses(most, |object| uses(object, used, &self.schema))))
            .collect();
        let users: Vec<_> = loaded.uses.values().flat_map(|uses| uses.objects.clone()).collect();
        for link in users.iter().filter(|object| object.kind == ObjectKind::Link) {
            self.load_above(link, &mut loaded);
        }
        loaded.numbered = refs.numbers.iter().filter_map(|id| self.objects.get(id)).cloned().collect();
        loaded.ids = self.next_id..self.next_id + i64::from(refs.ids);
        self.next_id = loaded.ids.end;
        loaded
    }

    fn load_above(&self, object: &Arc<Object>, loaded: &mut Loaded) {
        let mut next = Some(object);
        while let Some(object) = next {
            next = object.parent.as_ref().map(|parent| &self.objects[&parent.id]);
            loaded.objects.insert((object.kind, object.code.clone()), Arc::clone(object));
        }
    }

    fn load_siblings(&self, link: &Object, loaded: &mut Loaded) {
        let origin = link.parent.as_ref().expect("a link has an origin").id;
        loaded.siblings.insert((link.type_id, origin), self.links(link.type_id, origin));
    }

    fn links(&self, type_id: i64, origin: i64) -> Vec<Arc<Object>> {
        let is_from = |object: &&Arc<Object>| {
            object.kind == ObjectKind::Link
                && object.type_id == type_id
                && object.parent.as_ref().is_some_and(|parent| parent.id == origin)
        };
        self.objects.values().filter(is_from).cloned().collect()
    }

    fn load_below(&self, object: &Object, loaded: &mut Loaded) {
        let leading = self.uses(MAX_USES, |other| other.target.as_ref().is_some_and(|target| target.id == object.id));
        for link in &leading.objects {
            self.load_above(link, loaded);
            self.load_siblings(link, loaded);
        }
        loaded.leading.insert(object.id, leading);
        if object.kind == ObjectKind::Classification {
            let placed = self.uses(MAX_USES, |other| other.placements.iter().any(|at| at.id == object.id));
            loaded.placed.insert(object.id, placed);
        }
        let is_below = |other: &&Arc<Object>| other.parent.as_ref().is_some_and(|parent| parent.id == object.id);
        let children: Vec<_> = self.objects.values().filter(is_below).cloned().collect();
        for child in &children {
            self.load_below(child, loaded);
        }
        loaded.children.insert(object.id, children);
    }

    fn uses(&self, most: usize, is_used: impl Fn(&Object) -> bool) -> Uses {
        let mut objects: Vec<_> = self.objects.values().filter(|object| is_used(object)).cloned().collect();
        let more = objects.len() > most;
        objects.truncate(most);
        Uses { objects, more }
    }

    pub fn find(&self, kind: ObjectKind, code: &str) -> Option<&Arc<Object>> {
        self.objects.values().find(|object| object.kind == kind && object.code == code)
    }

    pub fn value(&self, attribute: &str, code: &str) -> Option<&Arc<PredefinedValue>> {
        self.values.values().find(|value| value.attribute == attribute && value.code == code)
    }

    /// Takes a changeset, row by row in the order of the real commit.
    pub fn commit(&mut self, changeset: &Changeset) -> Committed {
        assert_eq!(changeset.rules, self.schema.rules, "planned under other rules");
        for (id, rev) in &changeset.conditions {
            assert_eq!(self.objects.get(id).map(|object| object.rev), Some(*rev), "condition on {id}");
        }
        for root in &changeset.locks {
            assert!(self.objects[root].parent.is_none(), "the lock is on a root");
        }
        self.clock += 1;
        self.write_values(changeset);
        self.write_objects(changeset);
        self.write_keys(changeset);
        self.index.write(&changeset.index, self.is_reshaped() || !changeset.reshaped.is_empty());
        let committed = self.committed(changeset);
        self.schema = apply_to_schema(&self.schema, changeset, &committed);
        self.history.extend(changeset.changes.iter().cloned());
        committed
    }

    /// Whether objects are about to follow a change.
    pub fn is_reshaped(&self) -> bool {
        self.schema.reshapes().next().is_some()
    }

    /// Deletes what a change leaves behind.
    pub fn sweep(&mut self, leftovers: &Leftovers) {
        self.index.sweep(leftovers);
        self.keys.retain(|key, _| !leftovers.unique.contains(&key.field));
    }

    fn write_values(&mut self, changeset: &Changeset) {
        for deleted in &changeset.values_deleted {
            self.values.remove(&deleted.row.id).expect("a stored value is deleted");
        }
        for deleted in &changeset.definitions_deleted {
            if matches!(deleted.row.spec, Spec::Attribute(_)) {
                self.values.retain(|_, value| value.attribute != deleted.row.code);
            }
        }
        for hidden in changeset.definitions.iter().map(|write| &write.row.0).filter(|d| d.state == State::Deleting) {
            self.values.retain(|_, value| value.attribute != hidden.code);
        }
        for written in &changeset.values {
            let (value, base) = &written.row;
            assert_eq!(self.values.get(&value.id).map(|stored| stored.rev), *base, "revision of the value");
            assert_eq!(value.rev, base.map_or(1, |base| base + 1));
            self.values.insert(value.id, Arc::clone(value));
        }
    }

    fn write_objects(&mut self, changeset: &Changeset) {
        let is_deleted: BTreeSet<i64> = changeset.deletes.iter().map(|delete| delete.row.0).collect();
        for create in &changeset.creates {
            let object = &create.row;
            assert_eq!((object.rev, object.shown), (1, 1), "a new object");
            let taken = self.find(object.kind, &object.code).filter(|other| !is_deleted.contains(&other.id));
            assert!(taken.is_none() && !self.objects.contains_key(&object.id), "{} exists", object.code);
            self.check_parent(object);
            self.objects.insert(object.id, Arc::clone(object));
        }
        for update in &changeset.updates {
            let object = &update.row.object;
            let stored = self.objects.get(&object.id).expect("an updated object is there");
            assert_eq!((stored.rev, object.rev), (update.row.base, update.row.base + 1), "revision of {}", object.code);
            assert_eq!(stored.placements != object.placements, update.row.placements, "placements flag");
            self.check_parent(object);
            let shown = stored.shown + 1;
            self.objects.insert(object.id, Arc::new(Object { shown, ..Object::clone(object) }));
        }
        for delete in &changeset.deletes {
            let (id, rev) = delete.row;
            let below = self.objects.values().find(|o| o.parent.as_ref().is_some_and(|parent| parent.id == id));
            assert!(below.is_none(), "{id} is deleted after all below it");
            let leading = self.objects.values().find(|o| o.target.as_ref().is_some_and(|target| target.id == id));
            assert!(leading.is_none(), "{id} is deleted after all links to it");
            assert_eq!(self.objects.remove(&id).map(|object| object.rev), Some(rev), "revision of the deleted");
        }
        for object in self.objects.values_mut().filter(|object| object.kind == ObjectKind::Variant) {
            if object.parent.as_ref().is_some_and(|parent| changeset.shown_below.contains(&parent.id)) {
                Arc::make_mut(object).shown += 1;
            }
        }
        let leading = self
            .objects
            .values()
            .filter(|link| link.target.as_ref().is_some_and(|target| changeset.shown_leading.contains(&target.id)));
        let origins: Vec<i64> = leading.filter_map(|link| Some(link.parent.as_ref()?.id)).collect();
        for object in self.objects.values_mut().filter(|object| origins.contains(&object.id)) {
            Arc::make_mut(object).shown += 1;
        }
        for id in &changeset.shown {
            let object = self.objects.get_mut(id).expect("shown moves on a stored object");
            Arc::make_mut(object).shown += 1;
        }
    }

    fn check_parent(&self, object: &Object) {
        for parent in object.parent.iter().chain(&object.target) {
            assert_eq!(self.objects.get(&parent.id).map(|o| &o.code), Some(&parent.code), "above {}", object.code);
        }
    }

    fn write_keys(&mut self, changeset: &Changeset) {
        for (key, id) in &changeset.unique_removed {
            let held = self.keys.get(key) == Some(id);
            assert!(held || self.is_reshaped(), "who gives up a key holds it");
            if held {
                self.keys.remove(key);
            }
        }
        for added in &changeset.unique_added {
            let (key, id) = &added.row;
            assert_eq!(self.keys.insert(key.clone(), *id), None, "a key is free when it is taken");
        }
    }

    fn committed(&self, changeset: &Changeset) -> Committed {
        let written = changeset.creates.iter().map(|create| create.row.id);
        let written = written.chain(changeset.updates.iter().map(|update| update.row.object.id));
        Committed {
            at: self.clock,
            shown: written.map(|id| (id, self.objects[&id].shown)).collect(),
            rules: self.schema.rules + i64::from(changeset.narrows),
            labels: self.schema.labels + i64::from(changeset.relabels),
        }
    }

    /// What holds of everything stored, after every commit.
    fn check(&self) {
        let mut codes = BTreeSet::new();
        let mut triples = BTreeSet::new();
        for object in self.objects.values() {
            let end = |end: &Option<ObjectRef>| end.as_ref().map(|end| end.id);
            let triple = (object.type_id, end(&object.parent), end(&object.target));
            assert!(object.target.is_none() || triples.insert(triple), "{} links twice", object.code);
            assert_eq!(object.linked, self.linked(object.id), "the types of the links from {}", object.code);
            assert!(codes.insert((object.kind, &object.code)), "{} twice", object.code);
            assert!(self.schema.by_id(object.type_id).is_some(), "{} has a type", object.code);
            self.check_set(object);
            self.check_parent(object);
            for at in &object.placements {
                assert_eq!(self.objects.get(&at.id).map(|o| &o.code), Some(&at.code), "{} is placed", object.code);
            }
            if self.schema.by_id(object.type_id).is_some_and(|of_type| of_type.state == State::Deleting) {
                continue;
            }
            let mut read = Arc::clone(object);
            settle_all([&mut read], &self.schema);
            for (code, stored) in read.body.0.iter().filter(|(code, _)| *code != tags::WRITTEN) {
                self.check_stored(&read, code, stored);
            }
            let of_type: Vec<_> = self.schema.tags_of(self.schema.code_of(object.type_id)).collect();
            for code in tags::written(&read.body) {
                let is_it = of_type.iter().any(|(tag, says)| tag.code == *code && says.rules.is_empty());
                assert!(is_it && object.kind == ObjectKind::Document, "{} has the tag {code}", object.code);
            }
        }
        if self.is_reshaped() {
            return;
        }
        self.check_keys();
        assert_eq!(self.index, Index::of(self.objects.values(), &self.schema), "the index");
        let defaults = self.schema.all(DefinitionKind::Locale);
        let defaults = defaults.filter(|d| matches!(&d.spec, Spec::Locale(locale) if locale.is_default)).count();
        assert_eq!(defaults, usize::from(self.schema.all(DefinitionKind::Locale).next().is_some()), "default locales");
    }

    /// Documents alone have one, of their type.
    fn check_set(&self, object: &Object) {
        let Some(definition) = object.set.map(|id| self.schema.by_id(id).expect("a set that is there")) else { return };
        let set = definition.says::<AttributeSet>().expect("a set");
        assert_eq!(object.kind, ObjectKind::Document, "{} has a set", object.code);
        assert_eq!(set.document_type, self.schema.code_of(object.type_id), "the set of {}", object.code);
    }

    /// The types of the links from an object.
    fn linked(&self, id: i64) -> Vec<i64> {
        let is_from = |object: &&Arc<Object>| {
            object.kind == ObjectKind::Link && object.parent.as_ref().is_some_and(|parent| parent.id == id)
        };
        let types: BTreeSet<i64> = self.objects.values().filter(is_from).map(|link| link.type_id).collect();
        types.into_iter().collect()
    }

    fn check_stored(&self, object: &Object, code: &str, stored: &Stored) {
        if code == NODES {
            return self.check_standing(object);
        }
        if Fact::from_code(code).is_some() {
            return assert_eq!(object.kind, ObjectKind::Asset, "{} has a file", object.code);
        }
        let attribute = self.schema.attribute(code).unwrap_or_else(|| panic!("{} holds {code}", object.code));
        let document_type = self.schema.by_id(object.type_id).map(|d| d.code.as_str());
        // A variant keeps what a set gave it.
        let is_given =
            object.kind == ObjectKind::Variant && attribute.is_available(ObjectKind::Document, document_type);
        assert!(is_given || attribute.is_available(object.kind, document_type), "{code} on {}", object.code);
        assert_eq!(matches!(stored, Stored::Localised(_)), attribute.is_localizable, "form of {code}");
        for value in values_of(stored).into_values() {
            for listed in model::attribute::codes(value, attribute.kind) {
                assert!(self.value(code, listed).is_some(), "{listed} is in the list of {code}");
            }
        }
    }

    fn check_standing(&self, object: &Object) {
        for (code, node) in standing::named(&object.body) {
            let (_, workflow) =
                self.schema.get::<Workflow>(code).unwrap_or_else(|| panic!("{} in {code}", object.code));
            assert_eq!(workflow.document_type, self.schema.code_of(object.type_id), "{code} of {}", object.code);
            assert!(object.kind == ObjectKind::Document && workflow.has(node), "{} at {node}", object.code);
        }
    }

    /// The keys are exactly those of the values of unique attributes.
    fn check_keys(&self) {
        let mut held: HashMap<(i64, i64), usize> = HashMap::new();
        for holder in self.keys.iter().map(|(key, id)| (key.field, *id)) {
            *held.entry(holder).or_default() += 1;
        }
        let mut wanted = HashMap::new();
        let mut distinct = BTreeSet::new();
        for attribute in self.schema.unique_attributes() {
            for object in self.objects.values() {
                let Some(stored) = object.body.0.get(&attribute.code) else { continue };
                for (locale, value) in values_of(stored) {
                    *wanted.entry((attribute.index, object.id)).or_insert(0) += 1;
                    assert!(distinct.insert((attribute.id, object.kind, locale, value)), "{value:?} twice");
                }
            }
        }
        assert_eq!(held, wanted, "unique keys");
    }
}

fn values_of(stored: &Stored) -> BTreeMap<&str, &Value> {
    match stored {
        Stored::Plain(value) => [("", value)].into(),
        Stored::Localised(values) => values.iter().map(|(locale, value)| (locale.as_str(), value)).collect(),
    }
}

fn uses(object: &Object, used: &Use, schema: &Schema) -> bool {
    match used {
        Use::Attribute(code) => object.body.0.contains_key(code),
        Use::Value(attribute, code) => object.body.0.get(attribute).is_some_and(|stored| {
            let names = |value: &&Value| match value {
                Value::Text(text) => text == code,
                Value::Codes(codes) => codes.contains(code),
                _ => false,
            };
            values_of(stored).values().any(names)
        }),
        Use::Locale(locale) => {
            object.body.0.values().any(|stored| matches!(stored, Stored::Localised(map) if map.contains_key(locale)))
        }
        Use::Tag(code) => tags::of(object, schema).iter().any(|tag| tag.code == *code),
        Use::Type(id) => object.type_id == *id,
        Use::Workflow(code) => standing::named(&object.body).any(|(named, _)| named == code),
        Use::Node(code, node) => standing::named(&object.body).any(|named| named == (code, node)),
        Use::Start(code, node) => {
            let Some((_, workflow)) = schema.get::<Workflow>(code) else { return false };
            let is_of_type = schema.code_of(object.type_id) == workflow.document_type;
            let is_elsewhere = |(named, other)| named == code && other != node && workflow.has(other);
            object.kind == ObjectKind::Document && is_of_type && !standing::named(&object.body).any(is_elsewhere)
        }
        Use::Set(id) => object.set == Some(*id),
    }
}
