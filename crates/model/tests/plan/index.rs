//! The index in memory: it takes rows as strictly as a database would.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::changes::Changeset;
use model::command::{Action, AttributeFields, DefinitionFields, DocumentTypeFields, Patch};
use model::index::{IndexRows, entries, words_row};
use model::object::Object;
use model::reshape::Leftovers;
use model::schema::{DefinitionKind, Schema};
use serde_json::json;

use crate::shop::*;
use crate::store::Store;

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

    /// `lenient`: while objects follow a change, rows may be given up that aren't there.
    pub fn write(&mut self, rows: &IndexRows, lenient: bool) {
        for removed in &rows.values_removed {
            assert!(self.values.remove(removed) || lenient, "{removed:?} is given up but not there");
        }
        for added in &rows.values_added {
            assert!(self.values.insert(added.clone()), "{added:?} is there already");
        }
        for removed in &rows.words_removed {
            assert!(self.words.remove(removed).is_some() || lenient, "words {removed} are given up but not there");
        }
        for (row, words) in &rows.words_added {
            assert_eq!(self.words.insert(*row, words.clone()), None, "words {row} are there already");
        }
        assert!(rows.values_removed.is_sorted() && rows.values_added.is_sorted());
        assert!(rows.words_removed.is_sorted() && rows.words_added.is_sorted());
        let unchanged = rows.values_added.iter().find(|row| rows.values_removed.contains(row));
        assert!(unchanged.is_none() || lenient, "what stays isn't written: {unchanged:?}");
    }

    pub fn sweep(&mut self, leftovers: &Leftovers) {
        let is_left = |field: i64, key: &str| {
            leftovers.fields.iter().any(|(first, last)| (*first..=*last).contains(&field))
                || leftovers.keyed.as_ref().is_some_and(|(fields, left)| fields.contains(&field) && left == key)
        };
        self.values.retain(|(field, key, _)| !is_left(*field, key));
    }
}

fn field_of(store: &Store, code: &str, slot: u8) -> i64 {
    store.schema.definition(DefinitionKind::Attribute, code).expect("an attribute").field(slot)
}

fn rows(store: &mut Store, action: impl Into<Action>) -> (i64, IndexRows) {
    let plan = store.write([action.into()]);
    assert_eq!(plan.outcomes.iter().find_map(|outcome| outcome.as_ref().err()), None);
    let Changeset { index, .. } = plan.changeset;
    (store.find(Document, "d").expect("the document").id, index)
}

fn sheet() -> Put {
    let story = json!({"en_GB": "Light and dry", "fr_FR": "Légère"});
    document("d").values(&json!({"story": story, "weight": 1.5, "wash": ["w30", "dry"], "ean": "7"}).to_string())
}

fn changed(code: &'static str, change: fn(&mut AttributeFields)) -> Action {
    change_attribute(code, Update, change)
}

#[test]
fn a_new_object_has_all_its_rows() {
    let mut store = shop();
    let (id, index) = rows(&mut store, sheet());
    let value = |code: &str, slot: u8, key: &str| (field_of(&store, code, slot), key.to_owned(), id);
    let expected = [
        value("weight", 0, "150115"),
        value("story", 1, "light and dry"),
        value("story", 2, "legere"),
        value("ean", 0, "7"),
        value("wash", 0, "dry"),
        value("wash", 0, "w30"),
    ];
    assert_eq!(index.values_added, expected);
    let words = |slot, words: &str| (words_row(id, slot), words.to_owned());
    assert_eq!(index.words_added, [words(0, "7 d"), words(1, "and dry light"), words(2, "legere")]);
    assert!(index.values_removed.is_empty() && index.words_removed.is_empty());
}

#[test]
fn what_stays_is_not_written() {
    let mut store = shop();
    accept(store.write([sheet().into()]));
    let (id, index) = rows(&mut store, put(Document, "d", Update).value_in("fr_FR", "story", "\"Sèche\""));
    let french = field_of(&store, "story", 2);
    let expected = IndexRows {
        values_removed: vec![(french, "legere".into(), id)],
        values_added: vec![(french, "seche".into(), id)],
        words_removed: vec![words_row(id, 2)],
        words_added: vec![(words_row(id, 2), "seche".into())],
    };
    assert_eq!(index, expected);
    // The same words and keys.
    let (_, index) = rows(&mut store, put(Document, "d", Update).value_in("fr_FR", "story", "\"SECHE\""));
    assert_eq!(index, IndexRows::default());
    let (_, index) = rows(&mut store, put(Document, "d", Update).at(4));
    assert_eq!(index, IndexRows::default());
}

#[test]
fn a_definition_takes_the_rows_along() {
    let mut store = shop();
    accept(store.write([sheet().into()]));
    let rev = store.find(Document, "d").map(|object| (object.rev, object.shown));
    let (id, index) = rows(&mut store, changed("story", |story| story.is_filterable = Patch::Value(false)));
    let row_of = |slot: u8, key: &str| (field_of(&store, "story", slot), key.to_owned(), id);
    assert_eq!(index.values_removed, [row_of(1, "light and dry"), row_of(2, "legere")]);
    assert_eq!(index.values_added, [row_of(1, ""), row_of(2, "")]);
    assert!(index.words_removed.is_empty());

    let (_, index) = rows(&mut store, changed("story", |story| story.is_searchable = Patch::Value(false)));
    assert_eq!(index.words_removed, [words_row(id, 1), words_row(id, 2)]);
    assert!(index.words_added.is_empty() && index.values_removed.is_empty());

    let titled = DocumentTypeFields { title_attribute: given("ean"), ..Default::default() };
    let (_, index) = rows(&mut store, definition("shoe", Update, DefinitionFields::DocumentType(titled)));
    assert_eq!(index.words_added, [(words_row(id, 0), "7 =7 d".into())]);

    // A list keeps its keys, for its values can be deleted.
    let (_, index) = rows(&mut store, changed("wash", |wash| wash.is_filterable = Patch::Value(false)));
    assert_eq!(index, IndexRows::default());
    assert_eq!(store.find(Document, "d").map(|object| (object.rev, object.shown)), rev);
}
