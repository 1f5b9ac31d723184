//! What of an object can be found: the rows that the index holds of it.

use crate::schema::Schema;

/// Locales that can be told apart, and one slot more for what has none.
pub const SLOTS: i64 = 256;

/// The field of an attribute, by its number, in a locale's slot (0: plain). Fields of an attribute are neighbours.
pub fn field(attribute: i64, slot: u8) -> i64 {
    attribute * SLOTS + i64::from(slot)
}

/// The slot of a locale, or 0 for none. `None`: there is no such locale.
pub fn slot(schema: &Schema, locale: Option<&str>) -> Option<u8> {
    locale.map_or(Some(0), |code| schema.locale(code).map(|locale| locale.slot))
}
