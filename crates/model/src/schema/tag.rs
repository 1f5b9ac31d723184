//! Tags.

use serde::{Deserialize, Serialize};

use super::Labels;
use crate::choice::choice;

/// A tag, or status, of documents (v5.md 3.10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tag {
    /// Shown name.
    pub name: Labels,
    /// Help.
    pub description: Option<String>,
    /// The code of the document type whose documents may have it.
    pub document_type: String,
    /// Its colour, as `#RRGGBB`.
    pub color: String,
    /// Whether new documents have it that say nothing of tags.
    pub is_default: bool,
    /// What must hold for a document to have it, all of them. None: it is written by hand.
    pub rules: Vec<Rule>,
}

/// A rule on the values of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// The code of the attribute.
    pub attribute: String,
    /// The locale; `None`: a localised value in any of them.
    pub locale: Option<String>,
    /// How it compares.
    pub operator: Operator,
    /// With what: a scalar, or a list of some, as JSON.
    pub value: String,
}

choice! {
    /// How a rule compares, as the filter of that name does.
    Operator:
    /// It is this.
    Equals "equals",
    /// It isn't this, or there is none.
    NotEquals "notEquals",
    /// It is one of these.
    In "in",
    /// It holds this.
    Contains "contains",
    /// It begins with this.
    StartsWith "startsWith",
    /// It ends with this.
    EndsWith "endsWith",
    /// It is more.
    Gt "gt",
    /// It is more, or equal.
    Gte "gte",
    /// It is less.
    Lt "lt",
    /// It is less, or equal.
    Lte "lte",
    /// It lies between these, both included.
    Between "between",
    /// There is one, or none.
    Exists "exists"
}

impl Tag {
    /// Whether a rule is on the attribute of that code.
    pub fn reads(&self, attribute: &str) -> bool {
        self.rules.iter().any(|rule| rule.attribute == attribute)
    }
}
