//! Attributes.

use serde::{Deserialize, Serialize};

use super::Labels;
use crate::attribute::{AttributeType, Pattern};
use crate::object::ObjectKind;
use crate::value::Stored;

/// An attribute (v5.md 3.1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// The kind of object that holds it.
    pub object_type: ObjectKind,
    /// The document type it belongs to, for documents and variants.
    pub document_type: Option<String>,
    /// The link type: of an attribute of links the one that it describes, of media and documents the one whose links
    /// are its values.
    pub link_type: Option<String>,
    /// What its values are.
    #[serde(rename = "type")]
    pub kind: AttributeType,
    /// Shown name.
    pub name: Labels,
    /// Help.
    pub description: Labels,
    /// One value for each data locale.
    pub is_localizable: bool,
    /// Available on variants, where the document's value shows through.
    pub is_inherited: bool,
    /// Counts for completeness; never blocks a write.
    pub is_required: bool,
    /// No two objects of a kind hold the same value.
    pub is_unique: bool,
    /// Not for editing in the interface.
    pub is_read_only: bool,
    /// Not shown in the interface.
    pub is_hidden: bool,
    /// May be filtered and sorted by.
    pub is_filterable: bool,
    /// Its words are found by search.
    pub is_searchable: bool,
    /// The group of level 3 that it stands in.
    pub section: Option<String>,
    /// Order within its section.
    pub sequence: i64,
    /// What its values must obey.
    pub constraints: Constraints,
    /// What a new object has that says nothing of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default_value: Option<Box<Stored>>,
    /// The family of a measure's units.
    #[serde(default)]
    pub measure_family: Option<String>,
    /// What of an asset's file gives it a value where it has none, the first that does ([`crate::metadata`]).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub metadata_sources: Vec<String>,
}

impl Attribute {
    /// Whether its values can be filtered, ordered and counted by, rather than only be there or not.
    pub fn is_comparable(&self) -> bool {
        self.kind.is_comparable() && !(self.kind == AttributeType::Price && self.is_localizable)
    }

    /// Whether objects of that kind, and of the document type or link type with this code, may hold it.
    pub fn is_available(&self, kind: ObjectKind, type_code: Option<&str>) -> bool {
        let held = match self.object_type {
            ObjectKind::Document => kind == ObjectKind::Document || (kind == ObjectKind::Variant && self.is_inherited),
            own => kind == own,
        };
        let own = match kind {
            ObjectKind::Document | ObjectKind::Variant => &self.document_type,
            ObjectKind::Link => &self.link_type,
            ObjectKind::Classification | ObjectKind::Asset => return held,
        };
        held && own.as_deref() == type_code
    }
}

/// Limits on values; absent: none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Constraints {
    /// Longest text, in characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_length: Option<u32>,
    /// Smallest number, canonical text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_value: Option<String>,
    /// Largest number, canonical text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_value: Option<String>,
    /// Most digits after the point.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimals: Option<u32>,
    /// What the whole text must match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regex: Option<Pattern>,
    /// The currencies that a price may have, sorted; empty: all of ISO 4217.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub currencies: Vec<String>,
    /// How the name of a file may end: lower case, without the point, sorted; empty: anyhow.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub extensions: Vec<String>,
    /// Whether a wrong check digit passes.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub lenient: bool,
}

impl Constraints {
    /// No limits.
    pub const NONE: Self = Self {
        max_length: None,
        min_value: None,
        max_value: None,
        decimals: None,
        regex: None,
        currencies: Vec::new(),
        extensions: Vec::new(),
        lenient: false,
    };
}
