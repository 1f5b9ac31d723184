//! What must be written where objects change.

use super::{Entries, words_row};

/// Rows of the index, each sort in the order of its primary key. Those given up go first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexRows {
    /// Values given up: field, key, object.
    pub values_removed: Vec<(i64, String, i64)>,
    /// Values taken: field, key, object.
    pub values_added: Vec<(i64, String, i64)>,
    /// Rows of words given up or written anew, by number.
    pub words_removed: Vec<i64>,
    /// Rows of words: number and words.
    pub words_added: Vec<(i64, String)>,
}

impl FromIterator<(i64, Entries, Entries)> for IndexRows {
    /// The rows by which the entries of objects differ: number, before, after.
    fn from_iter<I: IntoIterator<Item = (i64, Entries, Entries)>>(objects: I) -> Self {
        let mut rows = Self::default();
        for (id, before, after) in objects {
            rows.add(id, &before, after);
        }
        rows.values_removed.sort_unstable();
        rows.values_added.sort_unstable();
        rows.words_removed.sort_unstable();
        rows.words_added.sort_unstable();
        rows
    }
}

impl IndexRows {
    fn add(&mut self, id: i64, before: &Entries, after: Entries) {
        let removed = before.values.iter().filter(|entry| after.values.binary_search(entry).is_err());
        self.values_removed.extend(removed.map(|(field, key)| (*field, key.clone(), id)));
        let removed = before.words.iter().filter(|(slot, words)| after.words.get(slot) != Some(words));
        self.words_removed.extend(removed.map(|(slot, _)| words_row(id, *slot)));
        let added = after.values.into_iter().filter(|entry| before.values.binary_search(entry).is_err());
        self.values_added.extend(added.map(|(field, key)| (field, key, id)));
        let added = after.words.into_iter().filter(|(slot, words)| before.words.get(slot) != Some(words));
        self.words_added.extend(added.map(|(slot, words)| (words_row(id, slot), words)));
    }
}
