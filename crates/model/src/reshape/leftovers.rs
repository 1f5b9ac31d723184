//! Rows that nothing asks for any more once all objects follow.

use std::sync::Arc;

use super::{Effect, Reshape, Scope};
use crate::index::{SLOTS, field};
use crate::schema::{Attribute, CompletenessSetting, Definition, Locale, Schema};

/// Rows of the index and of unique keys, to be deleted in any order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leftovers {
    /// Fields of the index, the first and the last one of each range.
    pub fields: Vec<(i64, i64)>,
    /// Fields of the index of which only the rows with this key go.
    pub keyed: Option<(Vec<i64>, String)>,
    /// Fields of unique keys.
    pub unique: Vec<i64>,
}

/// What a reshape leaves behind; `schema` is one in which it isn't over.
pub fn leftovers(reshape: &Reshape, schema: &Schema) -> Leftovers {
    let fields = reshape.retired.iter().map(|number| range(*number)).collect();
    let mut leftovers = Leftovers { fields, keyed: None, unique: reshape.retired.clone() };
    match &reshape.effect {
        Effect::Locale(_) => {
            let of = |id: &i64| schema.by_id(*id)?.says::<Locale>().map(|locale| locale.slot);
            // The currencies of a price lie where the locales of others do.
            let is_localised =
                |found: &&Arc<Definition>| found.says::<Attribute>().is_some_and(|own| own.is_localizable);
            let is_counted = |found: &&Arc<Definition>| found.says::<CompletenessSetting>().is_some();
            let held = || schema.numbers().filter(|found| is_localised(found) || is_counted(found));
            for slot in reshape.definitions.iter().filter_map(of) {
                leftovers.fields.extend(held().map(|definition| (definition.field(slot), definition.field(slot))));
            }
        }
        Effect::Value(_, code) | Effect::Node(_, code) => {
            if let Scope::Key(fields, _) = &reshape.scope {
                leftovers.keyed = Some((fields.clone(), code.clone()));
            }
        }
        Effect::Nothing
        | Effect::Attribute(_)
        | Effect::Form(_)
        | Effect::Tag(_)
        | Effect::Workflow(_)
        | Effect::Set(_)
        | Effect::Deletion => {}
    }
    leftovers
}

/// What the index and unique keys hold either way while objects follow changes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unsettled {
    fields: Vec<(i64, i64)>,
    unique: Vec<i64>,
    /// Whether words may be those of before.
    pub words: bool,
}

impl Unsettled {
    /// All of it under a schema.
    pub fn of(schema: &Schema) -> Self {
        let mut all = Self::default();
        for reshape in schema.reshapes() {
            let left = leftovers(reshape, schema);
            let numbers = reshape.definitions.iter().filter_map(|id| Some(schema.by_id(*id)?.index));
            let numbers: Vec<_> = numbers.chain(left.unique).collect();
            let keyed = left.keyed.into_iter().flat_map(|(fields, _)| fields);
            all.fields.extend(left.fields.into_iter().chain(keyed.map(|field| (field, field))));
            all.fields.extend(numbers.iter().map(|number| range(*number)));
            all.unique.extend(numbers);
            all.words |= reshape.words || reshape.effect == Effect::Deletion;
        }
        all
    }

    /// Whether a field of the index is among it.
    pub fn has_field(&self, field: i64) -> bool {
        self.fields.iter().any(|(first, last)| (*first..=*last).contains(&field))
    }

    /// Whether the keys of a unique attribute are.
    pub fn has_unique(&self, field: i64) -> bool {
        self.unique.contains(&field)
    }
}

/// The fields of a number in the index.
fn range(number: i64) -> (i64, i64) {
    (field(number, 0), field(number, 0) + SLOTS - 1)
}
