//! Predefined values.

use super::Labels;
use crate::object::Stamp;

/// One entry of an attribute's list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct PredefinedValue {
    /// Its number.
    pub id: i64,
    /// The attribute it belongs to.
    pub attribute: String,
    /// Its code, unique within the attribute.
    pub code: String,
    /// Shown name.
    pub labels: Labels,
    /// Order in the list; ties by code.
    pub sequence: i64,
    /// Whether it is offered.
    pub active: bool,
    /// Moves with every effective write.
    pub rev: i64,
    /// Creation.
    pub created: Stamp,
    /// Last effective write.
    pub updated: Stamp,
}
