//! The index in memory: it takes rows as strictly as a database would.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::index::{IndexRows, entries, words_row};
use model::object::Object;
use model::schema::Schema;

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Index {
    values: BTreeSet<(i64, String, i64)>,
    words: BTreeMap<i64, String>,
}

impl Index {
    /// What must be there of these objects.
    pub fn of<'a>(objects: impl Iterator<Item = &'a Arc<Object>>, schema: &Schema) -> Self {
        let mut index = Self::default();
        for object in objects {
            let entries = entries(object, schema);
            index.values.extend(entries.values.into_iter().map(|(field, key)| (field, key, object.id)));
            index.words.extend(entries.words.into_iter().map(|(slot, words)| (words_row(object.id, slot), words)));
        }
        index
    }

    pub fn write(&mut self, rows: &IndexRows) {
        for removed in &rows.values_removed {
            assert!(self.values.remove(removed), "{removed:?} is given up but not there");
        }
        for added in &rows.values_added {
            assert!(self.values.insert(added.clone()), "{added:?} is there already");
        }
        for removed in &rows.words_removed {
            assert!(self.words.remove(removed).is_some(), "words {removed} are given up but not there");
        }
        for (row, words) in &rows.words_added {
            assert_eq!(self.words.insert(*row, words.clone()), None, "words {row} are there already");
        }
        assert!(rows.values_removed.is_sorted() && rows.values_added.is_sorted());
        assert!(rows.words_removed.is_sorted() && rows.words_added.is_sorted());
        let unchanged = rows.values_added.iter().find(|row| rows.values_removed.contains(row));
        assert_eq!(unchanged, None, "what stays isn't written");
    }
}
