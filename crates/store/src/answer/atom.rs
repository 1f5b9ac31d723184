//! What is kept: sets of objects, known by what their members have in common, and keys of objects along an axis.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::object::ObjectKind;
use roaring::RoaringTreemap;

/// Numbers of objects.
pub type Set = RoaringTreemap;

/// Every key of a field, in order, with the objects that hold it.
pub type Keys = BTreeMap<Arc<str>, Arc<Set>>;

/// What the members of a set have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Atom {
    /// They are of this kind.
    Kind(ObjectKind),
    /// They follow this definition, by its number.
    Type(i64),
    /// They have this attribute set, by its number.
    Set(i64),
    /// They are active.
    Active,
    /// They are placed in this very classification, by its number.
    Node(i64),
    /// They are placed in any classification.
    Placed,
    /// This is their parent, by its number; of links it is their origin.
    Parent(i64),
    /// This is the target of these links, by its number.
    Target(i64),
    /// They hold a value in this field ([`model::index::field`]).
    Present(i64),
    /// They hold this key in this field.
    Value(i64, Arc<str>),
    /// This stands among their words as it is stored, with `=` or `#` before it too.
    Word(Arc<str>),
    /// One of their words, as it is stored, begins so.
    Prefix(Arc<str>),
}

/// What a column tells of the objects that have it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axis {
    /// The code of objects of a kind: a text.
    Code(ObjectKind),
    /// When they were made, in microseconds since 1970 UTC.
    Created(ObjectKind),
    /// When they, or what they show, changed last, in microseconds since 1970 UTC.
    Updated(ObjectKind),
    /// Their place among their siblings.
    Sequence(ObjectKind),
    /// The number of their parent; roots have none.
    Parent(ObjectKind),
    /// The number of the target of links.
    Target,
    /// Their key in this field, of several the lowest: a text.
    Field(i64),
}

/// Where an object stands along an axis: a number or a text, the same on the whole axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key<'a> {
    /// A moment, a place, a number of an object.
    Number(i64),
    /// A code or a key of the index, compared by its bytes.
    Text(&'a str),
}
