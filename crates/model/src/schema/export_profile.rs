//! Profiles of exports: which things a file holds, and how.

use serde::{Deserialize, Serialize};

use super::Layout;
use crate::flow::Target;

/// How things are exported (v5.md 4.2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportProfile {
    /// What the file looks like.
    #[serde(flatten)]
    pub layout: Layout,
    /// Which things, as lists are filtered: a JSON object of query parameters.
    pub filters: String,
}

impl ExportProfile {
    /// One of all things with all columns.
    pub fn of(model: Target) -> Self {
        Self { layout: Layout::of(model), filters: "{}".to_owned() }
    }
}
