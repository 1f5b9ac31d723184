//! How complete documents are: a function of what they hold, what they are linked by, and the schema.
//!
//! Nothing of it is stored with a document, so what is read never mixes an old rule with a new value. The index holds
//! it of each document, as it holds values.

use std::collections::HashMap;
use std::sync::Arc;

use crate::object::{Object, ObjectKind};
use crate::permission::Rights;
use crate::schema::{Attribute, CompletenessSetting, Definition, DefinitionKind, LinkType, Locale, Schema};
use crate::value::Stored;

/// How complete a document is by an indicator in a locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completeness {
    /// The indicator.
    pub indicator: Arc<Definition>,
    /// The locale.
    pub locale: Arc<Definition>,
    /// Percent.
    pub value: usize,
}

impl Completeness {
    /// The field of the index that holds it.
    pub fn field(&self) -> Option<i64> {
        Some(self.indicator.field(self.locale.says::<Locale>()?.slot))
    }
}

/// How complete many documents are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spread {
    /// How many there are.
    pub documents: u64,
    /// How many of them have 100 percent.
    pub complete: u64,
    /// The sum of all percentages.
    pub percents: u64,
    /// How many have 0, 1 to 24, 25 to 49, 50 to 74, 75 to 99 and 100 percent.
    pub buckets: [u64; 6],
}

impl Spread {
    /// Adds so many documents that have a percentage.
    pub fn add(&mut self, percent: u64, documents: u64) {
        let bucket = match percent {
            0 => 0,
            1..=24 => 1,
            25..=49 => 2,
            50..=74 => 3,
            75..=99 => 4,
            _ => 5,
        };
        self.documents += documents;
        self.percents += percent * documents;
        self.buckets[bucket] += documents;
        self.complete = self.buckets[5];
    }

    /// The mean percentage; of no documents 0.
    pub fn average(documents: u64, percents: u64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "an average for people")]
        let mean = |sum: u64| sum as f64 / documents.max(1) as f64;
        (mean(percents) * 100.0).round() / 100.0
    }
}

/// By all indicators of its type, in all locales that hold data: in the order of their codes. There is none of what is
/// no document.
pub fn of(object: &Object, schema: &Schema) -> Vec<Completeness> {
    seen(object, schema, &Rights::FULL)
}

/// The same by those indicators that exist for a reader.
pub fn seen(object: &Object, schema: &Schema, rights: &Rights) -> Vec<Completeness> {
    if object.kind != ObjectKind::Document {
        return Vec::new();
    }
    let mut all = Vec::new();
    let own = indicators(schema, |own| own.document_type == schema.code_of(object.type_id));
    for (indicator, setting) in own.filter(|(_, own)| rights.sees_indicator(own, schema)) {
        let count = Count::of(object, setting, schema);
        let holds_data = |locale: &&Arc<Definition>| locale.says().is_some_and(Locale::holds_data);
        all.extend(schema.all(DefinitionKind::Locale).filter(holds_data).map(|locale| Completeness {
            indicator: Arc::clone(indicator),
            locale: Arc::clone(locale),
            value: count.percent(&locale.code),
        }));
    }
    all
}

/// The indicators for which it holds, by code.
pub(crate) fn indicators(
    schema: &Schema,
    is_wanted: impl Fn(&CompletenessSetting) -> bool,
) -> impl Iterator<Item = (&Arc<Definition>, &CompletenessSetting)> {
    let all = schema.all(DefinitionKind::CompletenessSetting);
    all.filter_map(|indicator| Some((indicator, indicator.says()?))).filter(move |(_, own)| is_wanted(own))
}

/// What an indicator finds in a document.
struct Count<'a> {
    /// Of so many things,
    applicable: usize,
    /// so many are there,
    everywhere: usize,
    /// and so many more in a locale.
    localised: HashMap<&'a str, usize>,
}

impl<'a> Count<'a> {
    fn of(document: &'a Object, setting: &CompletenessSetting, schema: &Schema) -> Self {
        let linked = |code: &String| {
            schema.get::<LinkType>(code).is_some_and(|(id, _)| document.linked.binary_search(&id).is_ok())
        };
        let mut count = Self {
            applicable: setting.link_types.len(),
            everywhere: setting.link_types.iter().filter(|code| linked(code)).count(),
            localised: HashMap::new(),
        };
        for code in &setting.attributes {
            let Some(attribute) = schema.attribute(code) else { continue };
            if !schema.is_within(document.set, document.kind, code) {
                continue;
            }
            count.applicable += 1;
            match document.body.0.get(code) {
                // No value is empty: an empty text or list takes it away.
                Some(Stored::Plain(_)) => count.everywhere += 1,
                Some(Stored::Localised(values)) => {
                    for locale in values.keys() {
                        *count.localised.entry(locale).or_default() += 1;
                    }
                }
                None => count.everywhere += usize::from(values(attribute).is_some_and(linked)),
            }
        }
        count
    }

    fn percent(&self, locale: &str) -> usize {
        let filled = self.everywhere + self.localised.get(locale).copied().unwrap_or_default();
        (100 * filled).checked_div(self.applicable).unwrap_or(100)
    }
}

/// The link type whose links are the values of an attribute.
fn values(attribute: &Attribute) -> Option<&String> {
    attribute.link_type.as_ref().filter(|_| attribute.kind.target().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_fall_into_buckets() {
        let mut spread = Spread::default();
        for (percent, documents) in [(0, 1), (1, 1), (24, 1), (25, 1), (74, 2), (75, 1), (99, 1), (100, 3)] {
            spread.add(percent, documents);
        }
        assert_eq!(spread.buckets, [1, 2, 1, 2, 2, 3]);
        assert_eq!((spread.documents, spread.complete), (11, 3));
        assert!((Spread::average(spread.documents, spread.percents) - 61.09).abs() < 0.001);
        assert!(Spread::average(0, 0).abs() < 0.001);
    }
}
