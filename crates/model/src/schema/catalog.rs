//! Catalogs.

use serde::{Deserialize, Serialize};

/// A catalog or channel: one tree of classifications (v5.md 3.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Catalog {
    /// Shown name.
    pub name: String,
    /// Help.
    pub description: Option<String>,
    /// What it classifies.
    pub object_type: CatalogContent,
    /// The code of its root classification.
    pub root: String,
}

/// What a catalog classifies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CatalogContent {
    /// Documents.
    Document,
    /// Assets.
    Asset,
}

impl CatalogContent {
    /// All contents.
    pub const ALL: [Self; 2] = [Self::Document, Self::Asset];

    /// Its name in both APIs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Document => "document",
            Self::Asset => "asset",
        }
    }

    /// The content of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|content| content.name() == name)
    }
}
