//! Where a page ends: the sort keys of its last row and, unless they tell it from all others, its number.
//! So the next page begins there whatever is written in between.

use super::Key;
use super::level::Level;
use crate::page;

/// Stands for a key that the row doesn't have; no key holds it.
const MISSING: &str = "\u{1e}";

/// The place after which a page begins.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cursor {
    /// By level; `None`: missing.
    pub keys: Vec<Option<Owned>>,
    /// The number of the row. `None`: the keys are of one row alone.
    pub id: Option<u64>,
}

/// A key of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owned {
    Number(i64),
    Text(String),
}

impl Owned {
    pub fn as_key(&self) -> Key<'_> {
        match self {
            Self::Number(number) => Key::Number(*number),
            Self::Text(text) => Key::Text(text),
        }
    }
}

impl From<Key<'_>> for Owned {
    fn from(key: Key<'_>) -> Self {
        match key {
            Key::Number(number) => Self::Number(number),
            Key::Text(text) => Self::Text(text.to_owned()),
        }
    }
}

/// Reads a cursor for that order; "" is none. What can't be understood is before all.
pub(super) fn read(text: &str, levels: &[Level]) -> Option<Cursor> {
    if text.is_empty() {
        return None;
    }
    let mut parts = text.split(page::SEPARATOR);
    let key = |level: &Level, part: &str| match part {
        MISSING => None,
        part if level.is_number() => Some(Owned::Number(page::number(part))),
        part => Some(Owned::Text(part.to_owned())),
    };
    let keys = levels.iter().map(|level| key(level, parts.next().unwrap_or_default())).collect();
    Some(Cursor { keys, id: parts.next().and_then(|id| id.parse().ok()) })
}

/// The cursor of a row.
pub(super) fn write(id: u64, levels: &[Level]) -> String {
    let part = |level: &Level| match level.key(id) {
        None => MISSING.to_owned(),
        Some(Key::Number(number)) => number.to_string(),
        Some(Key::Text(text)) => text.to_owned(),
    };
    let mut parts: Vec<_> = levels.iter().map(part).collect();
    if !levels.last().is_some_and(Level::is_code) {
        parts.push(id.to_string());
    }
    page::key(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}
