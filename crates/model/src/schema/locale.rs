//! Locales.

use serde::{Deserialize, Serialize};

/// A language (v5.md 3.8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locale {
    /// Shown name.
    pub name: String,
    /// May hold data.
    pub is_data: bool,
    /// The interface may be in it.
    pub is_interface: bool,
    /// The one default locale.
    pub is_default: bool,
    /// Whether values may be written in it.
    pub is_active: bool,
    /// The locale whose values fill gaps on request.
    pub fallback: Option<String>,
    /// Its place in the index, 1 to 255: no other locale has it.
    pub slot: u8,
}

impl Locale {
    /// Whether values may be written in it.
    pub fn holds_data(&self) -> bool {
        self.is_data && self.is_active
    }
}
