//! Types of link.

use serde::{Deserialize, Serialize};

use super::Labels;
use crate::object::ObjectKind;

/// A type of link (v5.md 3.6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkType {
    /// Shown name.
    pub name: Labels,
    /// What its links start from: one of [`Self::ORIGINS`].
    pub origin_type: ObjectKind,
    /// What they lead to: one of [`Self::TARGETS`].
    pub target_type: ObjectKind,
    /// The document types, by code, whose documents or variants they start from; none: all.
    pub origin_document_types: Vec<String>,
    /// The document types, by code, whose documents or variants they lead to; none: all.
    pub target_document_types: Vec<String>,
    /// Order among types: the lowest is shown first.
    pub priority: i64,
    /// Inactive types are hidden from the interface.
    pub is_active: bool,
}

impl LinkType {
    /// The kinds that links may start from.
    pub const ORIGINS: [ObjectKind; 2] = [ObjectKind::Document, ObjectKind::Variant];
    /// The kinds that links may lead to.
    pub const TARGETS: [ObjectKind; 3] = [ObjectKind::Document, ObjectKind::Asset, ObjectKind::Variant];

    /// Whether its links may start from documents, or variants, of that document type.
    pub fn is_from(&self, document_type: Option<&str>) -> bool {
        is_among(&self.origin_document_types, document_type)
    }

    /// Whether its links may lead to documents, or variants, of that document type; to assets, which have none.
    pub fn is_to(&self, document_type: Option<&str>) -> bool {
        is_among(&self.target_document_types, document_type)
    }
}

/// Whether it is one of these; of none: always.
fn is_among(codes: &[String], code: Option<&str>) -> bool {
    codes.is_empty() || codes.iter().any(|one| Some(one.as_str()) == code)
}
