//! One key of an order: what each object has for it.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::{Bound, Range};
use std::sync::Arc;

use model::index::MAX_KEY;
use model::object::ObjectKind;
use model::query::{FieldRef, SortKey};

use super::cursor::Owned;
use super::rows::Source;
use super::slice::{begun, span};
use super::{Axis, Column, Key};

/// Texts whose keys differ within so many bytes stand in the order of these; the others may have been cut there.
const CERTAIN: usize = MAX_KEY - 3;

/// One key of an order.
#[derive(Debug)]
pub(super) struct Level {
    pub axis: Axis,
    pub field: Option<FieldRef>,
    pub descending: bool,
    pub keys: Keys,
}

#[derive(Debug)]
pub(super) enum Keys {
    Column(Arc<Column>),
    /// Of a few objects, from their rows.
    Rows(HashMap<u64, Owned>),
}

/// What of a key surely orders its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Coarse<'a> {
    Number(i64),
    Text(&'a [u8]),
}

impl Level {
    /// `None`: objects are in that order anyway.
    pub fn new(kind: ObjectKind, key: &SortKey) -> Option<Self> {
        let (axis, field, descending) = match key {
            SortKey::Code(descending) => (Axis::Code(kind), None, *descending),
            SortKey::Created(descending) => (Axis::Created(kind), None, *descending),
            SortKey::Updated(descending) => (Axis::Updated(kind), None, *descending),
            SortKey::Sequence(descending) => (Axis::Sequence(kind), None, *descending),
            SortKey::Number(_) => return None,
            SortKey::Field(field, descending) => (Axis::Field(field.field), Some(field.clone()), *descending),
        };
        Some(Self { axis, field, descending, keys: Keys::Rows(HashMap::new()) })
    }

    pub fn key(&self, id: u64) -> Option<Key<'_>> {
        match &self.keys {
            Keys::Column(column) => column.get(id),
            Keys::Rows(keys) => keys.get(&id).map(Owned::as_key),
        }
    }

    pub fn column(&self) -> Option<&Column> {
        match &self.keys {
            Keys::Column(column) => Some(column),
            Keys::Rows(_) => None,
        }
    }

    /// Whether rows of objects hold its keys.
    pub fn is_in_rows(&self) -> bool {
        self.field.as_ref().is_none_or(|field| Source::Field(field).is_in_rows())
    }

    pub fn is_number(&self) -> bool {
        !matches!(self.axis, Axis::Code(_) | Axis::Field(_))
    }

    /// Whether no two objects have the same key.
    pub fn is_code(&self) -> bool {
        matches!(self.axis, Axis::Code(_))
    }

    /// Whether that key, or others of its beginning, may have been cut.
    pub fn is_long(&self, key: Key<'_>) -> bool {
        let is_text = self.field.as_ref().is_some_and(|field| field.kind.is_text());
        is_text && matches!(key, Key::Text(text) if text.len() >= CERTAIN)
    }

    pub fn coarse<'k>(&self, key: Key<'k>) -> Coarse<'k> {
        match key {
            Key::Number(number) => Coarse::Number(number),
            Key::Text(text) if self.is_long(key) => Coarse::Text(&text.as_bytes()[..CERTAIN]),
            Key::Text(text) => Coarse::Text(text.as_bytes()),
        }
    }

    /// The order of two keys; what is missing comes last.
    pub fn compare<T: Ord>(&self, left: Option<&T>, right: Option<&T>) -> Ordering {
        match (left, right) {
            (Some(left), Some(right)) if self.descending => right.cmp(left),
            (Some(left), Some(right)) => left.cmp(right),
            (left, right) => right.is_some().cmp(&left.is_some()),
        }
    }

    /// Which of two comes first where all keys are equal.
    pub fn tie(&self, left: u64, right: u64) -> Ordering {
        if self.descending { right.cmp(&left) } else { left.cmp(&right) }
    }
}

/// A column in the direction of its level.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    level: &'a Level,
    column: &'a Column,
}

impl<'a> Line<'a> {
    pub fn of(level: &'a Level) -> Option<Self> {
        Some(Self { level, column: level.column()? })
    }

    pub fn len(&self) -> usize {
        self.column.len()
    }

    /// The objects at these places.
    pub fn ids(&self, range: Range<usize>) -> Box<dyn Iterator<Item = u64> + 'a> {
        let ids = self.column.ids(self.turned(range));
        if self.level.descending { Box::new(ids.rev()) } else { Box::new(ids) }
    }

    /// The places of all that this key alone can't put in order.
    pub fn group(&self, key: Key<'_>) -> Range<usize> {
        let range = match key {
            Key::Text(text) if self.level.is_long(key) => {
                begun(self.column, &text[..text.floor_char_boundary(CERTAIN)])
            }
            key => span(self.column, Bound::Included(key), Bound::Included(key)),
        };
        self.turned(range)
    }

    /// The places of all that this object's key alone can't put in order.
    pub fn group_of(&self, id: u64) -> Range<usize> {
        self.column.get(id).map_or(0..0, |key| self.group(key))
    }

    /// Whether that key, or others of its beginning, may have been cut.
    pub fn is_long(&self, key: Key<'_>) -> bool {
        self.level.is_long(key)
    }

    /// Whether the key of this object may have been cut.
    pub fn is_long_at(&self, id: u64) -> bool {
        self.column.get(id).is_some_and(|key| self.level.is_long(key))
    }

    /// Whether the object has a key.
    pub fn has(&self, id: u64) -> bool {
        self.column.get(id).is_some()
    }

    /// The place after this key and number.
    pub fn after(&self, key: Key<'_>, id: Option<u64>) -> usize {
        match (self.level.descending, id) {
            (false, id) => self.column.seek(key, id.map_or(u64::MAX, |id| id.saturating_add(1))),
            (true, id) => self.len() - self.column.seek(key, id.unwrap_or_default()),
        }
    }

    fn turned(&self, range: Range<usize>) -> Range<usize> {
        if self.level.descending { self.len() - range.end..self.len() - range.start } else { range }
    }
}
