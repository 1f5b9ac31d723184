//! What may be asked of a list: one typed value, answered in one place.

mod completeness;
mod fields;
mod filter;
pub mod history;
mod operand;
mod question;
mod resolve;
mod rule;
mod standing;
#[cfg(test)]
mod tests;
mod then;

use std::collections::HashMap;
use std::sync::Arc;

use crate::completeness::Completeness;
use crate::key_value::KeyValue;
use crate::object::{Object, ObjectKind};
use crate::permission::Rights;
use crate::schema::{DefinitionKind, PredefinedValue};
use crate::value::Value;

pub use filter::{AttributeName, CompletenessName, Condition, Filter, Sort, SortBy, Span, Test};
pub use history::HistoryQuery;
pub use question::{Expr, FieldRef, KeyTest, Leaf, Question, Search, SortKey};
pub use then::Wanted;

/// Most rows of a page.
pub const MAX_LIMIT: u32 = 1_000;
/// Rows of a page where nothing is said (v5.md 1.8).
pub const DEFAULT_LIMIT: u32 = 30;

/// The list asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Resource {
    /// Objects of a kind.
    Objects(ObjectKind),
    /// Predefined values, by attribute, sequence and code.
    Values,
    /// Key-values, by key.
    KeyValues,
    /// Users.
    Users,
    /// Jobs.
    Jobs,
}

/// A question about objects of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Query {
    /// Of which kind.
    pub kind: ObjectKind,
    /// Which of them.
    pub filter: Filter,
    /// Words that must be found in them; they order the answer where `order` is empty.
    pub search: Option<String>,
    /// In which order; ties follow the number, in the direction of the last key. Empty: by code, or
    /// classifications and links by sequence and code.
    pub order: Vec<Sort>,
    /// Attributes whose values are counted over all that matches, not the page alone.
    pub facets: Vec<AttributeName>,
    /// Where to begin.
    pub start: Start,
    /// Rows; 0 asks for the total alone.
    pub limit: u32,
    /// What the reader may see.
    pub rights: Rights,
}

impl Query {
    /// All objects of a kind, from the first page on.
    pub fn all(kind: ObjectKind, rights: Rights) -> Self {
        Self {
            kind,
            filter: Filter::everything(),
            search: None,
            order: Vec::new(),
            facets: Vec::new(),
            start: Start::Page(1),
            limit: DEFAULT_LIMIT,
            rights,
        }
    }
}

/// A question about predefined values, in order of attribute, sequence and code.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ValueQuery {
    /// Only those of these attributes. Empty: all.
    pub attributes: Vec<String>,
    /// Where to begin.
    pub start: Start,
    /// Rows; 0 asks for the total alone.
    pub limit: u32,
    /// What the reader may see.
    pub rights: Rights,
}

/// A question about key-values, in order of their keys.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeyValueQuery {
    /// Where to begin.
    pub start: Start,
    /// Rows; 0 asks for the total alone.
    pub limit: u32,
    /// What the reader may see.
    pub rights: Rights,
}

/// Where a page begins.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Start {
    /// Page n, from 1.
    Page(u32),
    /// After so many.
    Offset(u64),
    /// After this key of [`Heads::next`]; "" is before all.
    After(String),
}

/// A thing whose history is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// An object.
    Object(ObjectKind, String),
    /// A definition.
    Definition(DefinitionKind, String),
    /// A predefined value.
    Value {
        /// The attribute it belongs to.
        attribute: String,
        /// Its code.
        code: String,
    },
}

impl Subject {
    /// Its kind in history: see [`crate::changes::Change::kind`].
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Object(kind, _) => kind.name(),
            Self::Definition(kind, _) => kind.name(),
            Self::Value { .. } => crate::plan::history::VALUE,
        }
    }

    /// What history calls it: see [`crate::changes::Change::code`].
    pub fn name(&self) -> String {
        match self {
            Self::Object(_, code) | Self::Definition(_, code) => code.clone(),
            Self::Value { attribute, code } => format!("attribute={attribute};code={code}"),
        }
    }
}

/// What a kept body of one object is known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its number.
    pub id: i64,
    /// Its code.
    pub code: String,
    /// Moves when its own content changes.
    pub rev: i64,
    /// Moves also when rows that it owns change.
    pub shown: i64,
}

/// One page of objects, known by their heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heads {
    /// In order.
    pub heads: Vec<Head>,
    /// How many match, on all pages.
    pub total: u64,
    /// The sort key of the last one, if more follow.
    pub next: Option<String>,
    /// The counts that were asked for, in that order.
    pub facets: Vec<Facet>,
}

/// How often the values of an attribute occur in all that matches.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Facet {
    /// The attribute.
    pub of: AttributeName,
    /// The most frequent values, up to [`MAX_FACET_VALUES`]; ties in the order of the values. Of lists, single or
    /// multiple, each code by itself, as text.
    pub counts: Vec<(Value, u64)>,
    /// How many have no value.
    pub missing: u64,
    /// Whether there are more values.
    pub more: bool,
}

/// Most values of a facet that are told.
pub const MAX_FACET_VALUES: usize = 100;
/// Most conditions in a filter.
pub const MAX_CONDITIONS: usize = 200;
/// Most facets of a query.
pub const MAX_FACETS: usize = 20;
/// Most keys of an order.
pub const MAX_ORDER: usize = 8;

/// An object with the rows that a face prints with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The object.
    pub object: Arc<Object>,
    /// The codes of its tags, sorted.
    pub tags: Vec<String>,
    /// The first [`MAX_EMBEDDED`] variants of a document, or children of a classification, by sequence and code.
    pub children: Vec<Arc<Object>>,
    /// A variant's document; a classification's ancestors, the root first.
    pub ancestors: Vec<Arc<Object>>,
    /// The first [`MAX_EMBEDDED`] links from it to assets, as many to others, and all that are values of an attribute;
    /// by type, sequence and number.
    pub links: Vec<Arc<Object>>,
    /// The first [`MAX_EMBEDDED`] links to it from documents, and as many from variants, in the same order.
    pub leading: Vec<Arc<Object>>,
    /// The links that are values of its variants, or of its document, in the same order.
    pub beside: Vec<Arc<Object>>,
    /// What the first link to an asset in use leads to.
    pub main_asset: Option<Arc<Object>>,
    /// How complete it is, as far as its reader may know.
    pub completeness: Vec<Completeness>,
}

impl Sheet {
    /// An object by itself, without tags.
    pub fn of(object: Arc<Object>) -> Self {
        let none = Vec::new;
        Self {
            object,
            tags: Vec::new(),
            children: none(),
            ancestors: none(),
            links: none(),
            leading: none(),
            beside: none(),
            main_asset: None,
            completeness: Vec::new(),
        }
    }
}

/// Most elements of a sub-resource inside another (v5.md 2.1).
pub const MAX_EMBEDDED: usize = 100;

/// Predefined values by attribute and code.
pub type NamedValues = HashMap<(String, String), Arc<PredefinedValue>>;

/// Objects as they are printed.
#[derive(Debug, Clone, Default)]
pub struct Sheets {
    /// In the order asked for; those that are gone are left out.
    pub sheets: Vec<Sheet>,
    /// The predefined values that any body in here names.
    pub values: NamedValues,
}

/// One page of predefined values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValuePage {
    /// In order.
    pub values: Vec<Arc<PredefinedValue>>,
    /// How many match, on all pages.
    pub total: u64,
    /// The sort key of the last one, if more follow.
    pub next: Option<String>,
}

/// One page of key-values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyValuePage {
    /// In order.
    pub pairs: Vec<Arc<KeyValue>>,
    /// How many there are, on all pages.
    pub total: u64,
    /// The key of the last one, if more follow.
    pub next: Option<String>,
}
