//! Where a page ends: the sort keys of its last row and, unless they tell it from all others, its number.
//! So the next page begins there whatever is written in between.

use model::index::{CUT, is_cut};

use super::Key;
use super::level::Level;
use super::rows::{self, Source};
use crate::conn::Conn;
use crate::{Error, page};

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

/// The cursor of a row. Of a key that was cut it holds the text.
pub(super) async fn write(conn: &mut Conn<'_>, id: u64, levels: &[Level]) -> Result<String, Error> {
    let mut parts = Vec::with_capacity(levels.len() + 1);
    for level in levels {
        parts.push(match (level.key(id), &level.field) {
            (None, _) => MISSING.to_owned(),
            (Some(Key::Number(number)), _) => number.to_string(),
            (Some(Key::Text(key)), Some(field)) if level.is_long(Key::Text(key)) && is_cut(key) => {
                let texts = rows::texts(conn, Source::Field(field), [id]).await?;
                carried(texts.into_values().flatten().next().unwrap_or_default())
            }
            (Some(Key::Text(key)), _) => key.to_owned(),
        });
    }
    if levels.iter().any(|level| level.field.is_some()) || !levels.last().is_some_and(Level::is_code) {
        parts.push(id.to_string());
    }
    Ok(page::key(&parts.iter().map(String::as_str).collect::<Vec<_>>()))
}

/// Most bytes of a text in a cursor, which must fit into an address.
const CARRIED: usize = 500;

/// A text or its beginning, with [`CUT`] behind it.
fn carried(mut text: String) -> String {
    if text.len() > CARRIED {
        text.truncate(text.floor_char_boundary(CARRIED));
        text.push(CUT);
    }
    text
}
