//! Roles and access profiles of users (v5.md 3.12). Kept as records: only roles have an effect so far, in workflows.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::Labels;

/// What users do: workflows ask for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// Shown name.
    pub name: Labels,
    /// Help.
    pub description: Option<String>,
    /// What it permits, such as `view` or `create`, by the kind of thing.
    pub permissions: BTreeMap<String, BTreeSet<String>>,
}

/// Rules on what users may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessProfile {
    /// Shown name.
    pub name: String,
    /// The rules: a JSON list, as text.
    pub rules: String,
}

/// Which classifications users may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClassificationAccess(pub AccessProfile);

/// Which attributes users may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttributeAccess(pub AccessProfile);
