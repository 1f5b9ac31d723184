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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_then_are_known() {
        let renamed = |before: &str| Bearer::Renamed { before: before.to_owned(), catalog: 5 };
        let bearers = [
            Bearer::Now { code: "is".into(), catalog: 5 },
            Bearer::Now { code: "other".into(), catalog: 6 },
            renamed(r#"{"id": "was", "sequence": 2}"#),
            renamed(r#"{"attributes": {"map": {"id": "none"}}}"#),
            Bearer::Gone { code: "gone".into(), before: r#"{"catalogs": ["nowhere"]}"#.into() },
        ];
        let all = Catalogs::of(&bearers, &Schema::new(1, 1, []));
        let found = |code: &str| [5, 6].map(|catalog| all.has(code, catalog));
        assert_eq!(
            ["is", "was", "other", "none", "gone"].map(found),
            [[true, false], [true, false], [false, true], [false, false], [false, false],]
        );
    }
}
