//! Queries drawn by chance from what a catalogue holds: real values, near misses, and nonsense.

mod filter;
mod text;

use model::attribute::AttributeType;
use model::object::ObjectKind;
use model::permission::Rights;
use model::query::{AttributeName, CompletenessName, Filter, Query, Sort, SortBy, Start};
use model::schema::{DefinitionKind, Spec, Workflow};
use model::value::{Stored, Value};

use super::truth::Truth;
use crate::failure::chance::Chance;

/// What queries are drawn from.
pub struct Draw {
    chance: Chance,
    attributes: Vec<Drawn>,
    /// Codes by kind.
    codes: [Vec<String>; ObjectKind::ALL.len()],
    locales: Vec<String>,
    types: Vec<String>,
    sets: Vec<String>,
    catalogs: Vec<String>,
    tags: Vec<String>,
    workflows: Vec<String>,
    /// The nodes of workflows.
    nodes: Vec<String>,
    indicators: Vec<String>,
    /// Moments of creation and change.
    moments: Vec<i64>,
}

/// An attribute with some of its values.
struct Drawn {
    code: String,
    kind: AttributeType,
    holder: ObjectKind,
    is_localised: bool,
    is_filterable: bool,
    values: Vec<Value>,
}

/// Most values of one attribute to draw from.
const MOST: usize = 200;

impl Draw {
    pub fn new(truth: &Truth, seed: u64) -> Self {
        let codes = |kind| truth.of_kind(kind).map(|thing| thing.object.code.clone()).collect();
        let named = |kind| truth.schema.all(kind).map(|definition| definition.code.clone()).collect();
        let mut attributes: Vec<Drawn> = Vec::new();
        for definition in truth.schema.all(DefinitionKind::Attribute) {
            let Spec::Attribute(attribute) = &definition.spec else { continue };
            let stored = truth.things.values().filter_map(|thing| thing.object.body.0.get(&definition.code));
            let values = stored.flat_map(|stored| match stored {
                Stored::Plain(value) => vec![value.clone()],
                Stored::Localised(map) => map.values().cloned().collect(),
            });
            attributes.push(Drawn {
                code: definition.code.clone(),
                kind: attribute.kind,
                holder: attribute.object_type,
                is_localised: attribute.is_localizable,
                is_filterable: attribute.is_filterable,
                values: values.take(MOST).collect(),
            });
        }
        Self {
            chance: Chance::new(seed),
            attributes,
            codes: ObjectKind::ALL.map(codes),
            locales: named(DefinitionKind::Locale),
            types: named(DefinitionKind::DocumentType),
            sets: named(DefinitionKind::AttributeSet),
            catalogs: named(DefinitionKind::Catalog),
            tags: named(DefinitionKind::Tag),
            workflows: named(DefinitionKind::Workflow),
            nodes: truth
                .schema
                .all(DefinitionKind::Workflow)
                .filter_map(|own| own.says::<Workflow>())
                .flat_map(|workflow| workflow.nodes.iter().map(|node| node.code.clone()))
                .collect(),
            indicators: named(DefinitionKind::CompletenessSetting),
            moments: truth
                .things
                .values()
                .flat_map(|thing| [thing.object.created.at, thing.object.updated.at])
                .collect(),
        }
    }

    /// Another query, from its first page on.
    pub fn query(&mut self) -> Query {
        let kind = *self.one(&[
            ObjectKind::Document,
            ObjectKind::Document,
            ObjectKind::Document,
            ObjectKind::Variant,
            ObjectKind::Classification,
        ]);
        Query {
            filter: if self.one_in(4) { Filter::everything() } else { self.filter(kind, 3) },
            search: self.one_in(3).then(|| self.search_text(kind)),
            order: self.order(kind),
            facets: if self.one_in(3) {
                (0..=self.below(3)).filter_map(|_| self.place(kind)).collect()
            } else {
                Vec::new()
            },
            limit: *self.one(&[1, 3, 10, 30, 100]),
            start: Start::Page(1),
            ..Query::all(kind, Rights::FULL)
        }
    }

    fn order(&mut self, kind: ObjectKind) -> Vec<Sort> {
        match self.below(10) {
            0..5 => Vec::new(),
            5 => vec![Sort { by: SortBy::Number, descending: self.one_in(2) }],
            _ => (0..=self.below(3)).map(|_| self.sort(kind)).collect(),
        }
    }

    fn sort(&mut self, kind: ObjectKind) -> Sort {
        let by = match self.below(9) {
            0 => SortBy::Code,
            1 => SortBy::Created,
            2 => SortBy::Updated,
            3 => SortBy::Sequence,
            4 => self.counted().map_or(SortBy::Code, SortBy::Completeness),
            _ => self.place(kind).map_or(SortBy::Code, SortBy::Attribute),
        };
        Sort { by, descending: self.one_in(2) }
    }

    /// A filterable attribute, mostly one of that kind, perhaps in one of its locales.
    fn place(&mut self, kind: ObjectKind) -> Option<AttributeName> {
        let at = self.attribute(kind)?;
        let (code, is_localised) = (self.attributes[at].code.clone(), self.attributes[at].is_localised);
        let locale = (is_localised && self.one_in(2)).then(|| self.pick(|draw| &draw.locales)).flatten();
        let part = locale.or_else(|| self.currency(at));
        self.attributes[at].is_filterable.then_some(AttributeName { code, part })
    }

    /// Mostly an indicator and a locale that exist.
    fn counted(&mut self) -> Option<CompletenessName> {
        let indicator = if self.one_in(20) { Some("none".to_owned()) } else { self.pick(|draw| &draw.indicators) };
        let locale = if self.one_in(20) { Some("xx".to_owned()) } else { self.pick(|draw| &draw.locales) };
        Some(CompletenessName { indicator: indicator?, locale: locale? })
    }

    /// Mostly a currency, of prices.
    fn currency(&mut self, at: usize) -> Option<String> {
        if self.attributes[at].kind != AttributeType::Price || self.one_in(4) {
            return None;
        }
        Some((*self.one(&["EUR", "USD", "CHF"])).to_owned())
    }

    /// Mostly one of that kind that holds something.
    fn attribute(&mut self, kind: ObjectKind) -> Option<usize> {
        let is_any = self.one_in(10);
        let fits = |drawn: &Drawn| {
            let is_held = drawn.holder == kind || (kind == ObjectKind::Variant && drawn.holder == ObjectKind::Document);
            is_any || (is_held && !drawn.values.is_empty())
        };
        let fitting: Vec<usize> = (0..self.attributes.len()).filter(|at| fits(&self.attributes[*at])).collect();
        (!fitting.is_empty()).then(|| *self.one(&fitting))
    }

    pub fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.chance.below(limit.max(1) as u64)).unwrap()
    }

    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    pub fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// One of a list of its own.
    fn pick<T: Clone>(&mut self, list: impl Fn(&Self) -> &Vec<T>) -> Option<T> {
        let len = list(self).len();
        let at = self.below(len);
        list(self).get(at).cloned()
    }
}
