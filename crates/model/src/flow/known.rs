//! Labels instead of codes: what a chunk of lines names, and what is known of that.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::cell::split;
use crate::index::fold;
use crate::schema::{Labels, PredefinedValue};

/// What some lines name that has to be looked up.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Needed {
    /// The values of lists, by the code of the attribute: codes or labels, as they are written.
    pub values: BTreeMap<String, BTreeSet<String>>,
    /// Classifications: codes or labels.
    pub classifications: BTreeSet<String>,
}

impl Needed {
    /// Whether nothing has to be looked up.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty() && self.classifications.is_empty()
    }

    pub(super) fn value(&mut self, attribute: &str, text: &str) {
        self.values.entry(attribute.to_owned()).or_default().insert(text.to_owned());
    }
}

/// What was found of it. All values of the lists that are needed, and all classifications, if any are, may be told.
#[derive(Debug, Clone, Default)]
pub struct Known {
    values: HashMap<String, Names>,
    classifications: Names,
}

/// Codes, and the codes behind labels.
#[derive(Debug, Clone, Default)]
struct Names {
    codes: HashSet<String>,
    labels: HashMap<String, BTreeSet<String>>,
}

/// What a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// The thing of this code.
    One(&'a str),
    /// More than one, such as these.
    Several(&'a str, &'a str),
    /// Nothing.
    Nothing,
}

impl Known {
    /// A value of a list.
    pub fn value(&mut self, value: &PredefinedValue) {
        self.name_value(&value.attribute, &value.code, &value.labels);
    }

    /// A classification, and what it is called.
    pub fn classification<'a>(&mut self, code: &str, names: impl IntoIterator<Item = &'a str>) {
        self.classifications.name(code, names);
    }

    pub(super) fn name_value(&mut self, attribute: &str, code: &str, labels: &Labels) {
        self.values.entry(attribute.to_owned()).or_default().name(code, labels.values().map(String::as_str));
    }

    pub(super) fn find_value(&self, attribute: &str, text: &str, by_label: bool) -> Found<'_> {
        self.values.get(attribute).map_or(Found::Nothing, |names| names.find(text, by_label))
    }

    pub(super) fn find_classification(&self, text: &str, by_label: bool) -> Found<'_> {
        self.classifications.find(text, by_label)
    }

    /// A code for a new value of that label, which no other has.
    pub(super) fn new_value_code(&self, attribute: &str, label: &str) -> String {
        self.values.get(attribute).map_or_else(|| code_of(label), |names| names.free(label))
    }

    pub(super) fn new_classification_code(&self, label: &str) -> String {
        self.classifications.free(label)
    }
}

impl Names {
    fn name<'a>(&mut self, code: &str, labels: impl IntoIterator<Item = &'a str>) {
        self.codes.insert(code.to_owned());
        for label in labels {
            self.labels.entry(folded(label)).or_default().insert(code.to_owned());
        }
    }

    /// By code first, then by label.
    fn find(&self, text: &str, by_label: bool) -> Found<'_> {
        if let Some(code) = self.codes.get(text) {
            return Found::One(code);
        }
        let named = self.labels.get(&folded(text)).filter(|_| by_label);
        let mut named = named.into_iter().flatten();
        match (named.next(), named.next()) {
            (Some(one), None) => Found::One(one),
            (Some(one), Some(other)) => Found::Several(one, other),
            _ => Found::Nothing,
        }
    }

    fn free(&self, label: &str) -> String {
        let code = code_of(label);
        if !self.codes.contains(&code) {
            return code;
        }
        let numbered = (2_u32..).map(|number| format!("{code}_{number}"));
        numbered.into_iter().find(|code| !self.codes.contains(code)).unwrap_or(code)
    }
}

fn folded(label: &str) -> String {
    fold(label).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The code that a label makes: its letters and digits, small and without accents.
fn code_of(label: &str) -> String {
    let words = |text: &str| {
        let words: Vec<_> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words.join("_")
    };
    let code: String = words(&fold(label)).chars().take(100).collect();
    if code.is_empty() { "value".to_owned() } else { code }
}

/// The texts of a cell that names things: several, if the column takes several.
pub(super) fn names(cell: &str, separator: Option<char>) -> Vec<String> {
    match separator {
        Some(separator) => split(cell, separator),
        None => Some(cell.trim()).filter(|text| !text.is_empty()).map(str::to_owned).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_a_code_first_and_then_a_label() {
        let mut known = Known::default();
        let labels = |label: &str| Labels::from([("en_GB".to_owned(), label.to_owned())]);
        known.name_value("color", "red", &labels("Bright red"));
        known.name_value("color", "Rouge", &labels("red"));
        known.name_value("color", "rose", &labels("bright  RED"));
        for (text, wanted) in [
            ("red", Found::One("red")),
            ("Red", Found::One("Rouge")),
            ("ROUGE", Found::Nothing),
            (" Bright Red ", Found::Several("red", "rose")),
            ("blue", Found::Nothing),
        ] {
            assert_eq!(known.find_value("color", text, true), wanted, "{text}");
        }
        assert_eq!(known.find_value("color", "Red", false), Found::Nothing);
        assert_eq!(known.find_value("size", "red", true), Found::Nothing);
    }

    #[test]
    fn a_label_makes_a_free_code() {
        let mut known = Known::default();
        known.classification("summer_shoes", ["Été"]);
        known.classification("summer_shoes_2", []);
        for (label, code) in [
            ("Summer – shoes!", "summer_shoes_3"),
            ("Éclairs à l'eau", "eclairs_a_l_eau"),
            ("…", "value"),
            ("靴", "靴"),
        ] {
            assert_eq!(known.new_classification_code(label), code);
        }
    }
}
