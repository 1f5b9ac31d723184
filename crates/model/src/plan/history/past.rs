//! Things as they stood: what is stored now, less what happened since.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::sync::Arc;

use super::fields::{ATTRIBUTE_SET, ATTRIBUTES, CODE};
use super::image::{image, undo};
use super::links::{LINK_TYPE, ORIGIN, TARGET};
use super::revert::{codes, file_facts, flag, number, text};
use super::workflow;
use crate::body::{Body, stored};
use crate::changes::{Op, Recorded};
use crate::command::Standing;
use crate::input::Input;
use crate::object::{Object, ObjectKind, ObjectRef, Stamp};
use crate::plan::asset::HOME;
use crate::query::{MAX_EMBEDDED, Sheet};
use crate::schema::{Attribute, AttributeSet, Definition, DefinitionKind, LinkType, Schema, Workflow};
use crate::standing;
use crate::tags;
use crate::value::Value;

/// A line of history that can't be read: its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged(pub i64);

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the change {} can't be read", self.0)
    }
}

impl std::error::Error for Damaged {}

/// Some objects at one moment.
#[derive(Debug)]
pub struct Past<'a> {
    /// The definitions of today.
    pub schema: &'a Schema,
    then: BTreeMap<i64, Then<'a>>,
    names: HashMap<(ObjectKind, String), i64>,
    objects: BTreeMap<i64, Arc<Object>>,
    /// The numbers of those that stood under one, by its number.
    below: HashMap<i64, Vec<i64>>,
    /// The numbers of the links that led to one, by its number.
    leading: HashMap<i64, Vec<i64>>,
}

/// One of them.
#[derive(Debug)]
struct Then<'a> {
    kind: ObjectKind,
    code: String,
    /// What it said.
    image: Input,
    /// As it is stored now.
    now: Option<&'a Object>,
    created: Option<Stamp>,
    updated: Option<Stamp>,
}

impl<'a> Past<'a> {
    /// `now`: those that are stored; `since`: what happened to any of them after the moment, the newest first;
    /// `until`: what is known of what happened up to it, in the same order.
    pub fn of(schema: &'a Schema, now: &'a [Object], since: &[Recorded], until: &[Recorded]) -> Result<Self, Damaged> {
        let stored: HashMap<i64, &Object> = now.iter().map(|object| (object.id, object)).collect();
        let named = |line: &Recorded| {
            let kind = ObjectKind::from_name(line.change.kind)?;
            Some((line.change.object_id, (kind, line.change.code.clone())))
        };
        // What each is called last.
        let mut all: BTreeMap<i64, (ObjectKind, String)> =
            now.iter().map(|object| (object.id, (object.kind, object.code.clone()))).collect();
        for (id, name) in since.iter().chain(until).filter_map(named) {
            all.entry(id).or_insert(name);
        }
        let mut images: HashMap<i64, Input> = now.iter().map(|object| (object.id, image(object, schema))).collect();
        for line in since.iter().filter(|line| named(line).is_some()) {
            step_back(&mut images, line)?;
        }
        let mut past = Self {
            schema,
            then: BTreeMap::new(),
            names: HashMap::new(),
            objects: BTreeMap::new(),
            below: HashMap::new(),
            leading: HashMap::new(),
        };
        let mut renamed = Vec::new();
        for (id, (kind, code)) in all {
            let Some(image) = images.remove(&id) else { continue };
            let now = stored.get(&id).copied();
            let own = || until.iter().filter(|line| line.change.object_id == id);
            let stamp = |line: &Recorded| Stamp { at: line.at, by: line.change.by.clone() };
            let created = own().find(|line| line.change.op == Op::Create).map(stamp);
            let updated = own().next().map(stamp);
            let was = text(&image, CODE).value().cloned().unwrap_or_else(|| code.clone());
            if was != code {
                renamed.push(((kind, code), id));
            }
            past.names.insert((kind, was.clone()), id);
            past.then.insert(id, Then { kind, code: was, image, now, created, updated });
        }
        // What stands beside a renamed one may know it by the code that it has now.
        for (name, id) in renamed {
            past.names.entry(name).or_insert(id);
        }
        past.objects =
            past.then.iter().filter_map(|(id, then)| Some((*id, Arc::new(past.build(*id, then)?)))).collect();
        past.link();
        for object in past.objects.values() {
            for (ends, end) in [(&mut past.below, &object.parent), (&mut past.leading, &object.target)] {
                if let Some(end) = end {
                    ends.entry(end.id).or_default().push(object.id);
                }
            }
        }
        Ok(past)
    }

    /// Says on each object by which types of link it was linked.
    fn link(&mut self) {
        let links = self.objects.values().filter(|object| object.kind == ObjectKind::Link);
        let linked: BTreeSet<_> = links.filter_map(|link| Some((link.parent.as_ref()?.id, link.type_id))).collect();
        for (origin, type_id) in linked {
            if let Some(origin) = self.objects.get_mut(&origin) {
                Arc::make_mut(origin).linked.push(type_id);
            }
        }
    }

    /// What an object said; `None`: it wasn't there.
    pub fn image(&self, id: i64) -> Option<&Input> {
        Some(&self.then.get(&id)?.image)
    }

    /// The numbers of all that were there.
    pub fn numbers(&self) -> impl Iterator<Item = i64> {
        self.then.keys().copied()
    }

    /// The kind and the code of one that was there.
    pub fn name(&self, id: i64) -> Option<(ObjectKind, &str)> {
        self.then.get(&id).map(|then| (then.kind, then.code.as_str()))
    }

    /// An object; `None`: it wasn't there, or nothing says today what it is.
    pub fn object(&self, id: i64) -> Option<&Arc<Object>> {
        self.objects.get(&id)
    }

    /// What stood right under it, by sequence and code.
    pub fn below(&self, id: i64) -> Vec<&Arc<Object>> {
        let mut below: Vec<_> = self.those(&self.below, id).filter(|object| object.kind != ObjectKind::Link).collect();
        below.sort_by(|a, b| (a.sequence, &a.code).cmp(&(b.sequence, &b.code)));
        below
    }

    /// The links from it, in their order.
    pub fn links(&self, id: i64) -> Vec<&Arc<Object>> {
        let mut links: Vec<_> = self.those(&self.below, id).filter(|object| object.kind == ObjectKind::Link).collect();
        links.sort_by_key(|link| (link.type_id, link.sequence, link.id));
        links
    }

    /// What it stood under, the nearest first.
    pub fn above(&self, id: i64) -> impl Iterator<Item = &Arc<Object>> {
        let parent = |object: &Arc<Object>| self.object(object.parent.as_ref()?.id);
        let first = self.object(id).and_then(parent);
        // No longer than there are objects, even in a damaged tree.
        std::iter::successors(first, move |above| parent(above)).take(self.objects.len())
    }

    fn those<'o>(&'o self, ends: &'o HashMap<i64, Vec<i64>>, id: i64) -> impl Iterator<Item = &'o Arc<Object>> {
        // An end that isn't known has no number.
        let known = ends.get(&id).into_iter().flatten().filter(move |_| id != 0);
        known.filter_map(|id| self.object(*id))
    }

    fn build(&self, id: i64, then: &Then<'a>) -> Option<Object> {
        let Then { kind, image, .. } = then;
        let of_type = self.type_of(then)?;
        let ends = match kind {
            ObjectKind::Link => of_type.says::<LinkType>().map(|own| (own.origin_type, own.target_type)),
            _ => None,
        };
        let end = |name: &str, kinds: &[ObjectKind]| {
            let code = text(image, name).value()?.clone();
            let known = kinds.iter().find_map(|kind| self.names.get(&(*kind, code.clone())));
            let code = known.and_then(|id| self.then.get(id)).map_or(code, |then| then.code.clone());
            Some(ObjectRef { id: known.copied().unwrap_or_default(), code })
        };
        let parent = match ends {
            Some((origin, _)) => end(ORIGIN, &[origin]),
            None => end("parent", kind.parents()),
        };
        let placed = codes(image, "classifications").value().cloned().unwrap_or_default();
        let place = |code: String| {
            let known = then.now.and_then(|now| now.placements.iter().find(|at| at.code == code));
            ObjectRef { id: known.map(|at| at.id).unwrap_or_default(), code }
        };
        let created = then.now.map(|now| now.created.clone()).or(then.created.clone()).unwrap_or_default();
        Some(Object {
            id,
            kind: *kind,
            code: then.code.clone(),
            type_id: of_type.id,
            parent,
            target: ends.and_then(|(_, target)| end(TARGET, &[target])),
            set: text(image, ATTRIBUTE_SET)
                .value()
                .and_then(|code| self.schema.get::<AttributeSet>(code))
                .map(|(id, _)| id),
            body: self.body(image)?,
            active: flag(image, "isActive").value().copied().unwrap_or(true),
            sequence: number(image, "sequence").value().copied().unwrap_or_default(),
            placements: placed.into_iter().map(place).collect(),
            linked: Vec::new(),
            // No write can rely on what is past.
            rev: 0,
            shown: 0,
            updated: then.updated.clone().unwrap_or_else(|| created.clone()),
            created,
        })
    }

    /// The values, tags and nodes of an image.
    fn body(&self, image: &Input) -> Option<Body> {
        let mut body = values(image)?;
        for (fact, value) in file_facts(image) {
            body.set(fact.code(), None, value);
        }
        let tags = codes(image, "tags").value().filter(|tags| !tags.is_empty()).cloned();
        body.set(tags::WRITTEN, None, tags.map(Value::Codes));
        for Standing { workflow, node } in workflow::stood(image).value().into_iter().flatten() {
            // At a node that is gone it can't be seen.
            let own = self.schema.get::<Workflow>(workflow).filter(|(_, own)| own.has(node));
            if own.is_some_and(|(_, own)| own.start() != node) {
                standing::set(&mut body, workflow, Some(node));
            }
        }
        Some(body)
    }

    fn type_of(&self, then: &Then<'_>) -> Option<&'a Arc<Definition>> {
        let image = &then.image;
        let of = |kind, code: &str| self.schema.definition(kind, code);
        match then.kind {
            ObjectKind::Document => of(DefinitionKind::DocumentType, text(image, "documentType").value()?),
            ObjectKind::Link => of(DefinitionKind::LinkType, text(image, LINK_TYPE).value()?),
            ObjectKind::Classification => of(DefinitionKind::Catalog, codes(image, "catalogs").value()?.first()?),
            ObjectKind::Asset => of(DefinitionKind::Catalog, HOME),
            ObjectKind::Variant => {
                let document = self.names.get(&(ObjectKind::Document, text(image, "parent").value()?.clone()));
                match (document.and_then(|id| self.then.get(id)), then.now) {
                    (Some(document), _) => self.type_of(document),
                    (None, now) => self.schema.by_id(now?.type_id),
                }
            }
        }
    }

    /// An object with what stood around it, as far as it is known.
    pub fn sheet(&self, id: i64) -> Option<Sheet> {
        let object = self.object(id)?;
        let children: Vec<_> = self.below(id).into_iter().take(MAX_EMBEDDED).cloned().collect();
        let mut ancestors: Vec<_> = self.above(id).filter(|_| object.kind != ObjectKind::Link).cloned().collect();
        ancestors.reverse();
        let values = self.schema.value_types();
        let mut leading: Vec<_> = self.those(&self.leading, id).collect();
        leading.sort_by_key(|link| (link.type_id, link.sequence, link.id));
        let beside = children.iter().chain(&ancestors).flat_map(|other| self.links(other.id));
        let mut beside: Vec<_> = beside.filter(|link| values.contains(&link.type_id)).cloned().collect();
        beside.sort_by_key(|link| (link.type_id, link.sequence, link.id));
        let links = self.first(self.links(id), |own| own.target_type == ObjectKind::Asset, &values);
        let leading = self.first(leading, |own| own.origin_type == ObjectKind::Document, &[]);
        Some(Sheet { children, ancestors, links, leading, beside, ..Sheet::of(Arc::clone(object)) })
    }

    /// The first links of two sorts, and all of some types.
    fn first(&self, links: Vec<&Arc<Object>>, sort: impl Fn(&LinkType) -> bool, whole: &[i64]) -> Vec<Arc<Object>> {
        let mut seen = [0; 2];
        let is_shown = |link: &&Arc<Object>| {
            let count = &mut seen[usize::from(self.schema.link_type(link).is_some_and(&sort))];
            *count += 1;
            *count <= MAX_EMBEDDED || whole.contains(&link.type_id)
        };
        links.into_iter().filter(is_shown).cloned().collect()
    }

    /// The values of an object that are links: what they led to, by attribute.
    pub fn linked_values(&self, id: i64) -> BTreeMap<&'a str, Vec<String>> {
        let mut values = BTreeMap::<_, Vec<String>>::new();
        let Some(object) = self.object(id) else { return values };
        let document_type = self.schema.code_of(object.type_id);
        for link in self.links(id) {
            for definition in self.schema.valued_by(self.schema.code_of(link.type_id)) {
                let is_own = definition
                    .says::<Attribute>()
                    .is_some_and(|attribute| attribute.is_available(object.kind, Some(document_type)));
                if let Some(target) = link.target.as_ref().filter(|_| is_own) {
                    values.entry(definition.code.as_str()).or_default().push(target.code.clone());
                }
            }
        }
        values
    }
}

fn step_back(images: &mut HashMap<i64, Input>, line: &Recorded) -> Result<(), Damaged> {
    let change = &line.change;
    let damaged = || Damaged(line.cursor.seq);
    let before = || Input::parse(change.before.as_deref().unwrap_or("")).map_err(|_| damaged());
    match change.op {
        Op::Create => {
            images.remove(&change.object_id);
        }
        Op::Delete => {
            images.insert(change.object_id, before()?);
        }
        Op::Update => match (images.get_mut(&change.object_id), before()?) {
            (Some(Input::Map(image)), Input::Map(before)) => undo(image, &before),
            _ => return Err(damaged()),
        },
    }
    Ok(())
}

/// The values in an image. `None`: damaged.
fn values(image: &Input) -> Option<Body> {
    let Some(Input::Map(values)) = image.get(ATTRIBUTES) else { return Some(Body::default()) };
    values.iter().map(|(code, input)| Some((code.clone(), stored(input.clone())?))).collect::<Option<_>>().map(Body)
}
