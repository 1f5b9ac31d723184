//! Groups of attributes, as sheets show them.

use serde::{Deserialize, Serialize};

use super::Labels;
use crate::object::ObjectKind;

/// A tab, category or section of a sheet (v5.md 3.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributeGroup {
    /// Shown name.
    pub name: Labels,
    /// 1: tab, 2: category, 3: section.
    pub level: u8,
    /// The group one level above; none of a tab.
    pub parent: Option<String>,
    /// The kind of object whose sheet it is.
    pub object_type: ObjectKind,
    /// The document type whose sheet it is, for documents and variants; none: of all types.
    pub document_type: Option<String>,
    /// Order among its siblings.
    pub sequence: i64,
}

impl AttributeGroup {
    /// The level of sections, which hold attributes.
    pub const SECTION: u8 = 3;
}
