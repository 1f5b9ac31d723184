//! Free configuration pairs, for programs around the catalogue (v5.md 3.13).

use crate::object::Stamp;

/// The built-in pair that holds this program's version; nobody else writes it.
pub const VERSION: &str = "version";

/// One pair.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct KeyValue {
    /// Its number.
    pub id: i64,
    /// Its key, unique.
    pub code: String,
    /// Its text; may be empty.
    pub value: String,
    /// Only administrators may change or delete it.
    pub protected: bool,
    /// Who knows the key may read it without a token.
    pub public: bool,
    /// Moves with every effective write.
    pub rev: i64,
    /// Creation.
    pub created: Stamp,
    /// Last effective write.
    pub updated: Stamp,
}
