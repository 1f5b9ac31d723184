//! Document types.

use serde::{Deserialize, Serialize};

use super::Labels;

/// A kind of document (v5.md 3.5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentType {
    /// Shown name.
    pub name: Labels,
    /// Help.
    pub description: Labels,
    /// Inactive types are hidden from the interface.
    pub is_active: bool,
    /// Whether its documents may have variants.
    pub has_variants: bool,
    /// The attribute whose value names a document.
    pub title_attribute: Option<String>,
    /// Order among types.
    pub sequence: i64,
}

impl DocumentType {
    /// The code of the title attribute that a type of that code is made with.
    pub fn own_title(code: &str) -> String {
        format!("{code}_name")
    }
}
