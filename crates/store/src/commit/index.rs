//! What objects can be found by. The plan gives the rows, in the order of the b-trees that they go into.

use model::index::IndexRows;

use super::steps::{IDS, Steps};
use crate::conn::{Column, Kind};
use crate::round::over;

const REMOVE_VALUES: &str = "DELETE FROM value_index
    WHERE (field, key, object_id) IN (SELECT r.field, r.key, r.object_id FROM {rows})";

const INSERT_VALUES: &str = "INSERT INTO value_index (field, key, object_id) {values}";

const VALUE_COLUMNS: &[Column] = &[("field", Kind::Int), ("key", Kind::Text), ("object_id", Kind::Int)];

const REMOVE_WORDS: &str = "DELETE FROM search WHERE rowid IN (SELECT r.id FROM {rows})";

const INSERT_WORDS: &str = "INSERT INTO search (rowid, words) {words}";

const WORDS_COLUMNS: &[Column] = &[("id", Kind::Int), ("words", Kind::Text)];

/// Gives up rows of the index, then takes others; the words last, after all other statements of a commit: at those that
/// follow FTS5 would write out what it has gathered, and have more parts to merge.
pub(super) fn write(steps: &mut Steps<'_>, index: &IndexRows) {
    let value = |(field, key, id): &(i64, String, i64)| vec![(*field).into(), key.into(), (*id).into()];
    let removed = index.words_removed.iter().map(|id| vec![(*id).into()]);
    let added = index.words_added.iter().map(|(id, words)| vec![(*id).into(), words.into()]);
    steps.add(over(REMOVE_VALUES, VALUE_COLUMNS, index.values_removed.iter().map(value).collect()));
    steps.add(over(INSERT_VALUES, VALUE_COLUMNS, index.values_added.iter().map(value).collect()));
    steps.add(over(REMOVE_WORDS, IDS, removed.collect()));
    steps.add(over(INSERT_WORDS, WORDS_COLUMNS, added.collect()));
}
