//! Indicators of completeness.

use serde::{Deserialize, Serialize};

use super::Labels;

/// What documents of a type must have to be complete (v5.md 3.9).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompletenessSetting {
    /// Shown name.
    pub name: Labels,
    /// Its colour, as `#RRGGBB`.
    pub color: String,
    /// The document type whose documents it counts.
    pub document_type: String,
    /// The attributes that they must hold, by code: sorted, each once.
    pub attributes: Vec<String>,
    /// The types of which links must start from them, likewise.
    pub link_types: Vec<String>,
}
