//! What of an object can be found: the rows that the index holds of it.

mod difference;
mod entries;
mod fold;
mod html;
mod key;
mod words;

pub use difference::IndexRows;
pub use entries::{Entries, entries, names, title_attribute};
pub(crate) use entries::{counted, differing, is_keyed};
pub use fold::{fold, has_words};
pub use key::{CUT, MAX_KEY, is_cut, number_key, number_of, text_key};
pub use words::{asked_words, triples, words};

use crate::schema::{DefinitionKind, Schema};

/// Locales that can be told apart, and one slot more for what has none.
pub const SLOTS: i64 = 256;

/// The field of an attribute, by its number, in a locale's slot (0: plain). Fields of an attribute are neighbours.
pub fn field(attribute: i64, slot: u8) -> i64 {
    attribute * SLOTS + i64::from(slot)
}

/// The number of an object's row of words in a slot (0: plain). Rows of an object are neighbours.
pub fn words_row(object: i64, slot: u8) -> i64 {
    object * SLOTS + i64::from(slot)
}

/// The slots in which an object may hold something: 0, and one for each locale.
pub fn slots(schema: &Schema) -> impl Iterator<Item = u8> {
    let locales = schema.all(DefinitionKind::Locale).filter_map(|definition| schema.locale(&definition.code));
    std::iter::once(0).chain(locales.map(|locale| locale.slot))
}

/// The slot of a locale, or 0 for none. `None`: there is no such locale.
pub fn slot(schema: &Schema, locale: Option<&str>) -> Option<u8> {
    locale.map_or(Some(0), |code| schema.locale(code).map(|locale| locale.slot))
}

#[cfg(test)]
mod tests;
