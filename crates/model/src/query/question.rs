//! A query that was checked against the schema: in the numbers and keys that the index holds.

use std::ops::{Bound, RangeBounds};
use std::sync::Arc;

use super::{AttributeName, Start};
use crate::attribute::{self, AttributeType};
use crate::index::{number_key, number_of};
use crate::object::ObjectKind;
use crate::schema::MeasureFamily;
use crate::value::Value;

/// What the answer engine answers. The reader's rights are part of `wanted`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Of which kind.
    pub kind: ObjectKind,
    /// Which of them.
    pub wanted: Expr,
    /// The classifications that exist, with those below; `None`: all. `wanted` keeps to it but for
    /// [`Leaf::Classified`] and [`Leaf::PlacedInCatalog`]: in a classification outside nothing is placed.
    pub nodes: Option<Vec<String>>,
    /// What must be found in them.
    pub search: Option<Search>,
    /// In which order; never empty unless `search` orders the answer.
    pub order: Vec<SortKey>,
    /// What is counted.
    pub facets: Vec<FieldRef>,
    /// Where to begin.
    pub start: Start,
    /// Rows; 0: the total alone.
    pub limit: u32,
}

/// A tree of conditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// All of them hold; of none: always.
    All(Vec<Expr>),
    /// One of them holds; of none: never.
    Any(Vec<Expr>),
    /// It doesn't hold.
    Not(Box<Expr>),
    /// It holds.
    Is(Leaf),
}

impl Expr {
    /// Every object.
    pub const ALWAYS: Self = Self::All(Vec::new());
    /// No object.
    pub const NEVER: Self = Self::Any(Vec::new());

    /// All of them hold; conjunctions among them are taken apart.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            if let Self::All(parts) = part { flat.extend(parts) } else { flat.push(part) }
        }
        if flat.len() == 1 { flat.remove(0) } else { Self::All(flat) }
    }

    /// One of them holds; disjunctions among them are taken apart.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        let mut flat = Vec::new();
        for part in parts {
            if let Self::Any(parts) = part { flat.extend(parts) } else { flat.push(part) }
        }
        if flat.len() == 1 { flat.remove(0) } else { Self::Any(flat) }
    }
}

/// One condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leaf {
    /// The code, by bytes.
    Code(KeyTest),
    /// It follows one of these definitions.
    Type(Vec<i64>),
    /// It has one of these attribute sets.
    Set(Vec<i64>),
    /// Its parent is one of those with these codes; of links it is their origin.
    Parent(Vec<String>),
    /// Its parent is of this kind and matches.
    ParentIs(ObjectKind, Box<Expr>),
    /// A link whose target has one of these codes.
    Target(Vec<String>),
    /// A link whose target is of this kind and matches.
    TargetIs(ObjectKind, Box<Expr>),
    /// It is the origin of a link that matches.
    OriginOf(Box<Expr>),
    /// It is the target of a link that matches.
    TargetOf(Box<Expr>),
    /// It is placed in one of these classifications or, if `descendants`, below.
    Classified {
        /// Their codes.
        nodes: Vec<String>,
        /// Whether those below count.
        descendants: bool,
    },
    /// A classification that is one of these or stands below.
    Within(Vec<String>),
    /// It is placed in a classification of one of these catalogs, by their numbers.
    PlacedInCatalog(Vec<i64>),
    /// It is placed in no classification.
    Orphan,
    /// It is active.
    Active,
    /// A classification so many steps below its root.
    Level(Vec<u32>),
    /// It was made in this span: microseconds, from (included) to (excluded).
    Created(Bound<i64>, Bound<i64>),
    /// It was changed last in this span.
    Updated(Bound<i64>, Bound<i64>),
    /// The index has it in one of these fields.
    Present(Vec<i64>),
    /// The test holds in one of these fields.
    Field(Vec<FieldRef>, KeyTest),
}

/// A field of the index, and where its values stand in a body.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldRef {
    /// Its number: [`crate::index::field`].
    pub field: i64,
    /// The attribute as it was asked for; also the indicator, and its locale.
    pub name: AttributeName,
    /// The attribute's code. `None`: no body holds it, as it is counted; the index alone tells.
    pub attribute: Option<Arc<str>>,
    /// The locale; none for a plain attribute.
    pub locale: Option<Arc<str>>,
    /// The currency, of a price.
    pub currency: Option<Arc<str>>,
    /// The attribute's type.
    pub kind: AttributeType,
    /// The units of a measure.
    pub family: Option<Arc<MeasureFamily>>,
}

impl FieldRef {
    /// The keys that a value has here.
    pub fn keys(&self, value: &Value) -> Vec<String> {
        match (value, self.currency.as_deref()) {
            (Value::Price(amounts), Some(currency)) => {
                amounts.get(currency).iter().map(|amount| number_key(amount)).collect()
            }
            _ => attribute::keys(self.kind, self.family.as_deref(), value),
        }
    }

    /// The value of a key. `None`: only the row of an object tells, as it may be written in several ways.
    pub fn value_of(&self, key: &str) -> Option<Value> {
        let number = || number_of(key).unwrap_or_else(|| key.to_owned());
        match self.kind {
            AttributeType::Integer | AttributeType::Decimal => Some(Value::Number(number())),
            AttributeType::Price => {
                let currency = self.currency.as_deref().unwrap_or_default().to_owned();
                Some(Value::Price([(currency, number())].into()))
            }
            AttributeType::Boolean => Some(Value::Bool(key == "1")),
            kind if kind.is_text() || kind == AttributeType::Measure => None,
            _ => Some(Value::Text(key.to_owned())),
        }
    }
}

/// A test on keys. Texts are whole and folded ([`crate::index::fold()`]), other operands are keys
/// ([`crate::attribute::keys`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyTest {
    /// It is one of these.
    Equals(Vec<String>),
    /// It holds this.
    Contains(String),
    /// It begins with this.
    StartsWith(String),
    /// It ends with this.
    EndsWith(String),
    /// It lies between these.
    Range(Bound<String>, Bound<String>),
    /// There is one.
    Exists,
}

impl KeyTest {
    /// Whether it holds for a whole text: a folded one, or a key that is never cut.
    pub fn holds(&self, whole: &str) -> bool {
        match self {
            Self::Equals(texts) => texts.iter().any(|text| text == whole),
            Self::Contains(part) => whole.contains(part.as_str()),
            Self::StartsWith(part) => whole.starts_with(part.as_str()),
            Self::EndsWith(part) => whole.ends_with(part.as_str()),
            Self::Range(from, to) => {
                let [from, to] = [from, to].map(|bound| bound.as_ref().map(String::as_str));
                RangeBounds::<str>::contains(&(from, to), whole)
            }
            Self::Exists => true,
        }
    }
}

/// What is searched for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// As written, trimmed: a code may be it, or begin with it.
    pub text: String,
    /// Its words; the last one is the beginning of a word. None in a text of punctuation alone: then no object
    /// has them all.
    pub words: Vec<String>,
    /// The codes of the attributes that the reader may not see: what is found only there isn't found.
    pub hidden: Vec<String>,
}

/// One key of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SortKey {
    /// The code; descending.
    Code(bool),
    /// The moment of creation; descending.
    Created(bool),
    /// The moment of the last change; descending.
    Updated(bool),
    /// The place among siblings; descending.
    Sequence(bool),
    /// The number, alone in its order; descending.
    Number(bool),
    /// A value; descending.
    Field(FieldRef, bool),
}
