//! An object as sets and columns see it.

use model::index;
use model::object::{Object, ObjectKind};
use model::schema::Schema;

use super::atom::{Atom, Axis, Key};
use super::texts::Texts;

/// An object at some moment.
#[derive(Debug)]
pub(super) struct Image {
    pub id: u64,
    /// None: it wasn't there.
    traits: Option<Traits>,
}

#[derive(Debug)]
struct Traits {
    kind: ObjectKind,
    type_id: i64,
    set: Option<i64>,
    active: bool,
    parent: Option<i64>,
    target: Option<i64>,
    nodes: Box<[i64]>,
    sequence: i64,
    created: i64,
    updated: i64,
    code: Box<str>,
    fields: Box<[i64]>,
    /// A key a field.
    keys: Texts,
    /// Sorted.
    words: Texts,
}

impl Image {
    /// Of an object that isn't there.
    pub fn gone(id: i64) -> Self {
        Self { id: id.unsigned_abs(), traits: None }
    }

    /// Of an object with its placements, and by what it is linked.
    pub fn of(object: &Object, schema: &Schema) -> Self {
        let entries = index::entries(object, schema);
        let mut words: Vec<_> = entries.words.values().flat_map(|words| words.split(' ')).collect();
        words.sort_unstable();
        words.dedup();
        let traits = Traits {
            kind: object.kind,
            type_id: object.type_id,
            set: object.set,
            active: object.active,
            parent: object.parent.as_ref().map(|parent| parent.id),
            target: object.target.as_ref().map(|target| target.id),
            nodes: object.placements.iter().map(|node| node.id).collect(),
            sequence: object.sequence,
            created: object.created.at,
            updated: object.updated.at,
            code: object.code.as_str().into(),
            fields: entries.values.iter().map(|(field, _)| *field).collect(),
            keys: Texts::of(entries.values.iter().map(|(_, key)| key.as_str())),
            words: Texts::of(words.iter().copied()),
        };
        Self { id: object.id.unsigned_abs(), traits: Some(traits) }
    }

    /// Whether it belongs to the set of the atom.
    pub fn has(&self, atom: &Atom) -> bool {
        let Some(traits) = &self.traits else { return false };
        match atom {
            Atom::Kind(kind) => traits.kind == *kind,
            Atom::Type(id) => traits.type_id == *id,
            Atom::Set(id) => traits.set == Some(*id),
            Atom::Active => traits.active,
            Atom::Node(id) => traits.nodes.contains(id),
            Atom::Placed => !traits.nodes.is_empty(),
            Atom::Parent(id) => traits.parent == Some(*id),
            Atom::Target(id) => traits.target == Some(*id),
            Atom::Present(field) => traits.fields.binary_search(field).is_ok(),
            Atom::Value(field, key) => traits.keys(*field).any(|other| other == &**key),
            Atom::Word(word) => traits.words.from(word) == Some(&**word),
            Atom::Prefix(text) => traits.words.from(text).is_some_and(|word| word.starts_with(&**text)),
        }
    }

    /// Where it stands along an axis.
    pub fn key(&self, axis: &Axis) -> Option<Key<'_>> {
        let traits = self.traits.as_ref()?;
        let of = |kind: ObjectKind| (traits.kind == kind).then_some(traits);
        match axis {
            Axis::Code(kind) => Some(Key::Text(&of(*kind)?.code)),
            Axis::Created(kind) => Some(Key::Number(of(*kind)?.created)),
            Axis::Updated(kind) => Some(Key::Number(of(*kind)?.updated)),
            Axis::Sequence(kind) => Some(Key::Number(of(*kind)?.sequence)),
            Axis::Parent(kind) => of(*kind)?.parent.map(Key::Number),
            Axis::Target => traits.target.map(Key::Number),
            Axis::Field(field) => traits.keys(*field).next().map(Key::Text),
        }
    }

    /// Its keys in a field, sorted.
    pub fn keys(&self, field: i64) -> impl Iterator<Item = &str> {
        self.traits.iter().flat_map(move |traits| traits.keys(field))
    }

    /// Whether it may stand in a tree: nobody knows what was before it is gone.
    pub fn is_node(&self) -> bool {
        self.traits.as_ref().is_none_or(|traits| traits.kind == ObjectKind::Classification)
    }

    /// About how many bytes it is.
    pub fn weight(&self) -> usize {
        let lists = |traits: &Traits| traits.keys.weight() + traits.words.weight() + traits.fields.len() * 8;
        200 + self.traits.as_ref().map_or(0, lists)
    }
}

impl Traits {
    fn keys(&self, field: i64) -> impl Iterator<Item = &str> {
        let first = self.fields.partition_point(|other| *other < field);
        let fields = self.fields[first..].iter().enumerate();
        fields.take_while(move |(_, other)| **other == field).map(move |(n, _)| self.keys.get(first + n))
    }
}
