//! What the profiles of imports and of exports share: which things a file is about, and how it says them.

use serde::{Deserialize, Serialize};

use super::{Mapping, Notation};
use crate::flow::Target;

/// The part of a profile that says what a file looks like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Layout {
    /// Shown name; several may have the same.
    pub name: String,
    /// What it is for.
    pub description: Option<String>,
    /// What a line is.
    pub model: Target,
    /// The locales whose values are taken; none: all.
    pub locales: Vec<String>,
    /// How cells are written.
    pub notation: Notation,
    /// Where the file lies; a password in it is never told.
    pub remote_path: Option<String>,
    /// The columns; none: all, by their names.
    pub mappings: Vec<Mapping>,
}

impl Layout {
    /// Of all columns by their names, in the usual notation.
    pub fn of(model: Target) -> Self {
        Self {
            name: model.name(),
            description: None,
            model,
            locales: Vec::new(),
            notation: Notation::default(),
            remote_path: None,
            mappings: Vec::new(),
        }
    }

    /// Whether values in that locale are taken.
    pub fn takes(&self, locale: &str) -> bool {
        self.locales.is_empty() || self.locales.iter().any(|own| own == locale)
    }
}
