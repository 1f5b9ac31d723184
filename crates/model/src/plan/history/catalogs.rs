//! In which catalogs classifications were, by what they were called: a classification stays in its catalog, but it may be
//! called otherwise, or be gone.

use std::collections::{BTreeMap, BTreeSet};

use super::fields::CODE;
use super::revert::{codes, text};
use crate::input::Input;
use crate::schema::{Catalog, Schema};

/// A classification that bore a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bearer {
    /// It bears it now.
    Now {
        /// Its code.
        code: String,
        /// The number of its catalog.
        catalog: i64,
    },
    /// It bore it until it was deleted.
    Gone {
        /// Its code.
        code: String,
        /// What it was last, as JSON.
        before: String,
    },
    /// It bore it until it was called otherwise.
    Renamed {
        /// What a change took from it, as JSON.
        before: String,
        /// The number of its catalog.
        catalog: i64,
    },
}

/// Numbers of catalogs by the codes that their classifications bear or bore.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogs(BTreeMap<String, BTreeSet<i64>>);

impl Catalogs {
    /// Of all that bore some codes.
    pub fn of(bearers: &[Bearer], schema: &Schema) -> Self {
        let mut all = Self::default();
        for bearer in bearers {
            let Some((code, catalog)) = bearer.read(schema) else { continue };
            all.0.entry(code).or_default().insert(catalog);
        }
        all
    }

    /// Whether a classification of that code is, or was, in that catalog.
    pub fn has(&self, code: &str, catalog: i64) -> bool {
        self.0.get(code).is_some_and(|catalogs| catalogs.contains(&catalog))
    }
}

impl Bearer {
    /// Code and catalog; `None`: nothing says so today.
    fn read(&self, schema: &Schema) -> Option<(String, i64)> {
        match self {
            Self::Now { code, catalog } => Some((code.clone(), *catalog)),
            Self::Gone { code, before } => {
                let image = Input::parse(before).ok()?;
                let own = codes(&image, "catalogs");
                Some((code.clone(), schema.get::<Catalog>(own.value()?.first()?)?.0))
            }
            Self::Renamed { before, catalog } => {
                let image = Input::parse(before).ok()?;
                Some((text(&image, CODE).value()?.clone(), *catalog))
            }
        }
    }
}
