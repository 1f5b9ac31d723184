//! Key-values to create or change.

use super::{Patch, PutMode};

/// A pair to create or change (v5.md 3.13).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutKeyValue {
    /// Its key.
    pub code: String,
    /// Whether it may, or must, exist.
    pub mode: PutMode,
    /// A key in the body that must be the same as `code`.
    pub body_code: Option<String>,
    /// Its text; null is the empty one.
    pub value: Patch<String>,
    /// Whether only administrators may change it; null means the default, false.
    pub protected: Patch<bool>,
    /// Whether it is read without a token; null means the default, false.
    pub public: Patch<bool>,
}
