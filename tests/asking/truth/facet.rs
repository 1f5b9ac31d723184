//! How often values occur.

use std::collections::BTreeMap;

use model::attribute::Form;
use model::query::{AttributeName, Facet, MAX_FACET_VALUES};
use model::value::Value;

use super::{Own, Thing, Truth};

/// A facet by values as what they are: of texts that fold to the same any may be told.
#[derive(Debug, PartialEq, Eq)]
pub struct Told {
    pub counts: Vec<(Own, u64)>,
    pub missing: u64,
    pub more: bool,
}

impl Truth {
    pub fn facet(&self, name: &AttributeName, found: &[(u8, &Thing)]) -> Told {
        let name = self.one_place(name);
        let mut counts: BTreeMap<&Own, u64> = BTreeMap::new();
        let mut missing = 0;
        for (_, thing) in found {
            let mut values = thing.values(&name).peekable();
            missing += u64::from(values.peek().is_none());
            values.for_each(|value| *counts.entry(value).or_default() += 1);
        }
        let more = counts.len() > MAX_FACET_VALUES;
        let mut counts: Vec<_> = counts.into_iter().map(|(value, count)| (value.clone(), count)).collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        counts.truncate(MAX_FACET_VALUES);
        Told { counts, missing, more }
    }

    /// A facet as it was answered.
    pub fn told(&self, facet: &Facet) -> Told {
        let form = Form::of(self.schema.attribute(&facet.of.code).expect("a known attribute"), &self.schema);
        let own = |(value, count): &(Value, u64)| Own::all(form, value).into_iter().map(|own| (own, *count)).collect();
        let mut counts: Vec<(Own, u64)> = facet.counts.iter().flat_map::<Vec<_>, _>(own).collect();
        for equals in counts.chunk_by_mut(|left, right| left.1 == right.1 && begin_alike(&left.0, &right.0)) {
            equals.sort();
        }
        Told { counts, missing: facet.missing, more: facet.more }
    }
}

/// Texts that are as good as equal to an order: of those with more than 64 bytes only that much counts.
fn begin_alike(left: &Own, right: &Own) -> bool {
    let beginning = |own: &Own| match own {
        Own::Text(text) if text.len() > 64 => Some(text[..text.floor_char_boundary(64)].to_owned()),
        _ => None,
    };
    beginning(left).is_some() && beginning(left) == beginning(right)
}
