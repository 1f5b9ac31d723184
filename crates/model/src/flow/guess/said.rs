//! A profile that somebody began to say, and the rest of it.

use crate::command::ImportProfileFields;
use crate::schema::ImportProfile;

/// What was said, completed by what a file was taken for. `said` is what `fields` say, checked.
pub fn completed(said: ImportProfile, fields: &ImportProfileFields, guess: ImportProfile) -> ImportProfile {
    let mut whole = said;
    let (by, own, found) = (&fields.layout, &mut whole.layout, guess.layout);
    own.model = found.model;
    if by.name.value().is_none() {
        own.name = found.name;
    }
    if by.decimal_separator.value().is_none() {
        own.notation.decimal_separator = found.notation.decimal_separator;
    }
    if by.date_format.value().is_none() {
        own.notation.date_format = found.notation.date_format;
    }
    if by.mappings.value().is_none() {
        own.mappings = found.mappings;
    }
    if fields.matches_labels.value().is_none() {
        whole.matches_labels = guess.matches_labels;
    }
    whole
}
