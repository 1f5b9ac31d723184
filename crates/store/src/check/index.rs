//! The index, which must be what the bodies say.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use model::index::{entries, words_row};
use model::object::Object;
use model::reshape::Unsettled;
use model::schema::Schema;

use super::Findings;
use crate::Error;
use crate::conn::{Conn, Row, Statement};

pub(super) const VALUES: &str = "SELECT field, key, object_id FROM value_index
    WHERE (field, key, object_id) > ($1, $2, $3) ORDER BY field, key, object_id LIMIT 10000";

const WORDS: &str = "SELECT rowid, {stored_words} FROM search WHERE rowid BETWEEN $1 AND $2";

const OF_WORD: &str = "SELECT rowid FROM search WHERE {matches $1} AND rowid BETWEEN $2 AND $3";

/// What the index holds of the values of each object, as the sum of its rows' hashes.
pub(super) struct Values(HashMap<i64, u64>);

impl Values {
    /// Reads the whole table once, in its order.
    pub async fn read(conn: &mut Conn<'_>, unsettled: &Unsettled) -> Result<Self, Error> {
        let mut sums: HashMap<i64, u64> = HashMap::new();
        let mut after = (i64::MIN, String::new(), i64::MIN);
        loop {
            let (field, key, object) = after;
            let rows = conn.query(VALUES, &[field.into(), key.into(), object.into()]).await?;
            for row in &rows {
                let (field, key) = (row.int(0)?, row.text(1)?);
                if !unsettled.has_field(field) {
                    let sum = sums.entry(row.int(2)?).or_default();
                    *sum = sum.wrapping_add(hash(field, key));
                }
            }
            let Some(last) = rows.last() else { return Ok(Self(sums)) };
            after = (last.int(0)?, last.text(1)?.to_owned(), last.int(2)?);
        }
    }

    /// The sum of an object, which is asked for once.
    pub fn take(&mut self, object: i64) -> u64 {
        self.0.remove(&object).unwrap_or_default()
    }

    /// What was never asked for.
    pub fn told(self, findings: &mut Findings) {
        for id in self.0.into_keys().collect::<BTreeSet<_>>() {
            findings.damaged.values.insert(id);
            findings.add(format!("the indexed values of object {id} belong to no object"));
        }
    }
}

fn hash(field: i64, key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (field, key).hash(&mut hasher);
    hasher.finish()
}

/// Compares what the index holds of the objects of a page, in order of their numbers.
pub(super) async fn page(
    conn: &mut Conn<'_>,
    schema: &Schema,
    unsettled: &Unsettled,
    objects: &[Arc<Object>],
    values: &mut Values,
    findings: &mut Findings,
) -> Result<(), Error> {
    let mut expected = BTreeMap::new();
    for object in objects {
        let entries = entries(object, schema);
        let settled = entries.values.iter().filter(|(field, _)| !unsettled.has_field(*field));
        let sum = settled.fold(0_u64, |sum, (field, key)| sum.wrapping_add(hash(*field, key)));
        if sum != values.take(object.id) {
            findings.damaged.values.insert(object.id);
            findings.add(format!("{} \"{}\" isn't in the index by its values", object.kind.name(), object.code));
        }
        expected.extend(entries.words.into_iter().map(|(slot, words)| (words_row(object.id, slot), words)));
    }
    let (Some(first), Some(last)) = (objects.first(), objects.last()) else { return Ok(()) };
    if unsettled.words {
        return Ok(());
    }
    let range = (words_row(first.id, 0), words_row(last.id, u8::MAX));
    let found = words(conn, &expected, range).await?;
    for object in objects {
        let row = words_row(object.id, 0)..=words_row(object.id, u8::MAX);
        if !expected.range(row.clone()).eq(found.range(row)) {
            findings.damaged.words.insert(object.id);
            findings.add(format!("{} \"{}\" isn't in the index by its words", object.kind.name(), object.code));
        }
    }
    Ok(())
}

/// The rows of words in a range. Where the engine doesn't keep the words as such, those are told that are expected
/// somewhere in it.
async fn words(
    conn: &mut Conn<'_>,
    expected: &BTreeMap<i64, String>,
    (first, last): (i64, i64),
) -> Result<BTreeMap<i64, String>, Error> {
    let rows = conn.query(WORDS, &[first.into(), last.into()]).await?;
    let kept = |row: &Row| Ok((row.int(0)?, row.opt_text(1)?.map(str::to_owned)));
    let rows = rows.iter().map(kept).collect::<Result<BTreeMap<_, _>, Error>>()?;
    if rows.is_empty() || rows.values().any(Option::is_some) {
        return Ok(rows.into_iter().map(|(row, words)| (row, words.unwrap_or_default())).collect());
    }
    let asked: BTreeSet<_> = expected.values().flat_map(|words| words.split(' ')).collect();
    let dialect = conn.dialect();
    let of_word =
        |word: &&str| Statement::new(OF_WORD, vec![dialect.term(word, false).into(), first.into(), last.into()]);
    let mut found: BTreeMap<i64, String> = rows.into_keys().map(|row| (row, String::new())).collect();
    let answers = conn.batch(asked.iter().map(of_word).collect()).await?;
    for (word, rows) in asked.iter().zip(answers) {
        for row in rows {
            let words = found.entry(row.int(0)?).or_default();
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(word);
        }
    }
    Ok(found)
}
