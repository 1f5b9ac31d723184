//! What may be asked of a list: one typed value, answered in one place.

use std::collections::HashMap;
use std::sync::Arc;

use crate::object::{Object, ObjectKind};
use crate::permission::Rights;
use crate::schema::PredefinedValue;

/// Most rows of a page.
pub const MAX_LIMIT: u32 = 1_000;
/// Rows of a page where nothing is said (v5.md 1.8).
pub const DEFAULT_LIMIT: u32 = 30;

/// The list asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Resource {
    /// Objects of a kind: documents and variants by code, classifications by sequence and code.
    Objects(ObjectKind),
    /// Predefined values, by attribute, sequence and code.
    Values,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Query {
    /// Of what.
    pub resource: Resource,
    /// Only the children of these: a document's variants, a node's children, an attribute's values. Empty: all.
    pub owners: Vec<String>,
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
    /// After this sort key: its parts joined by U+001F; "" is before all.
    After(String),
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
}

/// An object with the rows that a face prints with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The object.
    pub object: Arc<Object>,
    /// The first [`MAX_EMBEDDED`] variants of a document, or children of a classification, by sequence and code.
    pub children: Vec<Arc<Object>>,
    /// A variant's document; a classification's ancestors, the root first.
    pub ancestors: Vec<Arc<Object>>,
}

/// Most elements of a sub-resource inside another (v5.md 2.1).
pub const MAX_EMBEDDED: usize = 100;

/// Objects as they are printed.
#[derive(Debug, Clone, Default)]
pub struct Sheets {
    /// In the order asked for; those that are gone are left out.
    pub sheets: Vec<Sheet>,
    /// The predefined values that any body in here names, by attribute and code.
    pub values: HashMap<(String, String), Arc<PredefinedValue>>,
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
