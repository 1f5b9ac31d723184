//! What a query must answer, straight from its definition: every object is looked at, values are compared by
//! what they are, and nothing is indexed or kept.

mod completeness;
mod facet;
mod holds;
mod own;
mod read;
mod reduce;
mod search;
mod thing;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use model::attribute::AttributeType;
use model::object::{Object, ObjectKind};
use model::query::{AttributeName, Query, Sort, SortBy};
use model::schema::{Attribute, Schema};

pub use facet::Told;
pub use own::Own;
use own::compares;
pub use read::all_objects;
pub use thing::Thing;

/// A plain copy of all objects at one moment.
pub struct Truth {
    pub schema: Arc<Schema>,
    /// By number.
    pub things: BTreeMap<i64, Thing>,
}

/// All that a query matches.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    /// In order.
    pub ids: Vec<i64>,
    pub facets: Vec<Told>,
}

impl Truth {
    pub fn of(schema: Arc<Schema>, objects: impl IntoIterator<Item = Object>) -> Self {
        let things = objects.into_iter().map(|object| (object.id, Thing::of(object, &schema))).collect();
        Self { schema, things }
    }

    /// The whole answer, whatever the page. `None`: it can't be asked.
    pub fn answer(&self, query: &Query) -> Option<Answer> {
        let is_filterable = |name| {
            let has_order = |it: &&Attribute| it.is_filterable && compares(it) && it.kind.target().is_none();
            let filterable = self.attribute(name).filter(has_order);
            filterable
                .is_some_and(|attribute| attribute.kind != AttributeType::Price || self.one_place(name).part.is_some())
        };
        let sorts = query.order.iter().filter_map(|sort| match &sort.by {
            SortBy::Attribute(name) => Some(name),
            _ => None,
        });
        let counts = query.order.iter().all(|sort| match &sort.by {
            SortBy::Completeness(name) => self.is_counted(name),
            _ => true,
        });
        if !counts || !self.is_askable(query.kind, &query.filter) || !sorts.chain(&query.facets).all(is_filterable) {
            return None;
        }
        let mut found = self.searched(query.kind, query.search.as_deref());
        found.retain(|(_, thing)| self.holds(&query.filter, thing));
        let facets = query.facets.iter().map(|name| self.facet(name, &found)).collect();
        if query.order.is_empty() && query.search.as_deref().is_some_and(|text| !text.trim().is_empty()) {
            found.sort_by_key(|(rank, thing)| (*rank, thing.object.id));
        } else {
            let order = if query.order.is_empty() { default_order(query.kind) } else { query.order.clone() };
            found.sort_by(|(_, left), (_, right)| self.compare(&order, left, right));
        }
        Some(Answer { ids: found.iter().map(|(_, thing)| thing.object.id).collect(), facets })
    }

    pub fn of_kind(&self, kind: ObjectKind) -> impl Iterator<Item = &Thing> {
        self.things.values().filter(move |thing| thing.object.kind == kind)
    }

    /// The codes of these objects, for a reader of the failure.
    pub fn codes(&self, ids: &[i64]) -> Vec<&str> {
        ids.iter().map(|id| self.things.get(id).map_or("gone", |thing| thing.object.code.as_str())).collect()
    }

    fn compare(&self, order: &[Sort], left: &Thing, right: &Thing) -> Ordering {
        let turned = |ordering: Ordering, descending: bool| if descending { ordering.reverse() } else { ordering };
        for sort in order {
            let ordering = match (self.key(&sort.by, left), self.key(&sort.by, right)) {
                (Some(left), Some(right)) => turned(left.cmp(&right), sort.descending),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            };
            if ordering.is_ne() {
                return ordering;
            }
        }
        turned(left.object.id.cmp(&right.object.id), order.last().is_some_and(|sort| sort.descending))
    }

    fn key(&self, by: &SortBy, thing: &Thing) -> Option<Own> {
        Some(match by {
            SortBy::Code => Own::Text(thing.object.code.clone()),
            SortBy::Created => Own::Moment(thing.object.created.at),
            SortBy::Updated => Own::Moment(thing.object.updated.at),
            SortBy::Sequence => Own::Moment(thing.object.sequence),
            SortBy::Number => Own::Moment(thing.object.id),
            SortBy::Attribute(name) => return thing.values(&self.one_place(name)).min().cloned(),
            SortBy::Completeness(name) => return self.percent(name, thing).map(Own::Moment),
            SortBy::File(_) => unreachable!("files are asked for in tests of their own"),
        })
    }

    /// `None`: there is none, or not in that locale.
    fn attribute(&self, name: &AttributeName) -> Option<&Attribute> {
        let attribute = self.schema.attribute(&name.code)?;
        let has_it = |part: &String| match attribute.kind {
            AttributeType::Price if !attribute.is_localizable => part.len() == 3,
            _ => attribute.is_localizable && self.schema.locale(part).is_some(),
        };
        name.part.as_ref().is_none_or(has_it).then_some(attribute)
    }

    /// The attribute in the default locale if it is localised, in its only currency if it is a price, and none is named.
    fn one_place(&self, name: &AttributeName) -> AttributeName {
        let part =
            self.schema.attribute(&name.code).and_then(|attribute| match &attribute.constraints.currencies[..] {
                _ if attribute.is_localizable => Some(self.schema.default_locale().to_owned()),
                [only] => Some(only.clone()),
                _ => None,
            });
        AttributeName { code: name.code.clone(), part: name.part.clone().or(part) }
    }
}

fn default_order(kind: ObjectKind) -> Vec<Sort> {
    let by = |by| Sort { by, descending: false };
    match kind {
        ObjectKind::Classification | ObjectKind::Link => vec![by(SortBy::Sequence), by(SortBy::Code)],
        ObjectKind::Document | ObjectKind::Variant | ObjectKind::Asset => vec![by(SortBy::Code)],
    }
}
