//! The texts of definitions and predefined values: names, descriptions, labels by locale.

use crate::command::Patch;
use crate::plan::step::Faults;
use crate::problem::Field;
use crate::schema::{Labels, Schema};

/// Labels after a merge by locale: an empty text removes one, null all. A label that changes
/// must be in a locale that exists.
pub(in crate::plan) fn labels(
    schema: &Schema,
    old: &Labels,
    patch: &Patch<Labels>,
    property: &'static str,
    faults: &mut Faults,
) -> Labels {
    let mut labels = old.clone();
    match patch {
        Patch::Absent => {}
        Patch::Null => labels.clear(),
        Patch::Value(given) => {
            for (locale, label) in given {
                if label.is_empty() {
                    labels.remove(locale);
                } else if labels.get(locale) != Some(label) {
                    if schema.locale(locale).is_none() {
                        let message = format!("Expected labels by locale; there is no locale \"{locale}\".");
                        faults.refuse(Field::Property(property), "unknown_locale", message);
                    }
                    check(label, property, faults);
                    labels.insert(locale.clone(), label.clone());
                }
            }
        }
    }
    labels
}

/// A new thing's labels, of which it needs one at least.
pub(in crate::plan) fn require(labels: &Labels, is_new: bool, property: &'static str, faults: &mut Faults) {
    if is_new && labels.is_empty() {
        faults.refuse(Field::Property(property), "required", "Expected a text in one locale at least.");
    }
}

/// Refuses what not every database can store.
pub(in crate::plan) fn check(text: &str, property: &'static str, faults: &mut Faults) {
    if text.contains('\0') {
        faults.refuse(Field::Property(property), "nul", "This text should be without the character U+0000.");
    }
}
