//! Repair: what follows from bodies and definitions alone (the index, words, unique keys) is made anew for the objects
//! where it doesn't. Everything else is left as it was found: to mend it would be to guess.

use std::collections::BTreeSet;

use model::index::{IndexRows, entries, words_row};
use model::loaded::UniqueKey;
use model::object::Object;
use model::plan::unique_keys;
use model::reshape::{Unsettled, settle_all};
use model::schema::Schema;

use super::index::VALUES;
use super::{Damaged, look};
use crate::commit::{self, Derived};
use crate::conn::{Conn, Row, Statement};
use crate::progress::Progress;
use crate::{Error, changes, decode, gather, round};

/// How a repair ended.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    /// What was wrong and isn't any more.
    pub mended: Vec<String>,
    /// What is wrong still.
    pub left: Vec<String>,
}

const WORDS_OF: &str = "SELECT rowid FROM search WHERE rowid BETWEEN $1 AND $2";

const WORDS_OF_NONE: &str =
    "SELECT s.rowid FROM search s LEFT JOIN objects o ON o.id = s.rowid / 256 WHERE o.id IS NULL";

const KEYS_OF: &str = "SELECT object_id, field, key_hash FROM unique_keys WHERE object_id {in $1}";

const KEYS_OF_NONE: &str = "SELECT u.object_id, u.field, u.key_hash
    FROM unique_keys u LEFT JOIN objects o ON o.id = u.object_id WHERE o.id IS NULL";

/// Whoever keeps something of the index reads on from here.
const MADE_ANEW: &str = "INSERT INTO changes (tx, at, actor, origin, kind, object_id, code, op, locales)
    VALUES ({tx}, $1, 'check', 'system', $2, 0, '', 'update', '')";

/// Checks, mends and checks again, in the running transaction, which keeps other writers out.
/// Where the file or a definition is damaged nothing is mended: what should be isn't known then.
pub async fn repair(conn: &mut Conn<'_>, progress: &Progress) -> Result<Repaired, Error> {
    if let Some(sql) = conn.dialect().without_limits() {
        conn.script(sql).await?;
    }
    commit::lock_schema(conn, true).await?;
    let before = look(conn, progress).await?;
    if before.findings.is_empty() || !before.findings.is_known {
        return Ok(Repaired { mended: Vec::new(), left: before.findings.told() });
    }
    mend(conn, &before.schema, &before.findings.damaged, progress).await?;
    let left = look(conn, progress).await?.findings.told();
    let mut mended = before.findings.told();
    mended.retain(|words| !left.contains(words));
    Ok(Repaired { mended, left })
}

async fn mend(conn: &mut Conn<'_>, schema: &Schema, damaged: &Damaged, progress: &Progress) -> Result<(), Error> {
    let unsettled = Unsettled::of(schema);
    remove_values(conn, &unsettled, &damaged.values).await?;
    let mut orphans = Derived::default();
    orphans.index.words_removed = numbers(&conn.query(WORDS_OF_NONE, &[]).await?)?;
    orphans.keys_removed = keys(&conn.query(KEYS_OF_NONE, &[]).await?)?;
    commit::rewrite(conn, &orphans).await?;
    let all: Vec<i64> = damaged.all();
    for (done, ids) in (0..).step_by(PAGE).zip(all.chunks(PAGE)) {
        progress.tell("mending objects", done, all.len() as u64);
        let page = page(conn, ids.to_vec(), schema).await?;
        let derived = derived(conn, &page, schema, &unsettled, damaged).await?;
        commit::rewrite(conn, &derived).await?;
    }
    let now = conn.now();
    conn.execute(MADE_ANEW, &[now.into(), changes::INDEX.into()]).await?;
    conn.notify();
    Ok(())
}

const PAGE: usize = 1_000;

/// No index leads from an object to its values, so the table is read through, once.
async fn remove_values(conn: &mut Conn<'_>, unsettled: &Unsettled, of: &BTreeSet<i64>) -> Result<(), Error> {
    if of.is_empty() {
        return Ok(());
    }
    let mut after = (i64::MIN, String::new(), i64::MIN);
    loop {
        let (field, key, object) = after;
        let rows = conn.query(VALUES, &[field.into(), key.into(), object.into()]).await?;
        let read = |row: &Row| Ok((row.int(0)?, row.text(1)?.to_owned(), row.int(2)?));
        let mut rows = rows.iter().map(read).collect::<Result<Vec<_>, Error>>()?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.clone();
        rows.retain(|(field, _, object)| of.contains(object) && !unsettled.has_field(*field));
        let index = IndexRows { values_removed: rows, ..IndexRows::default() };
        commit::rewrite(conn, &Derived { index, ..Derived::default() }).await?;
    }
}

/// The objects of these numbers that can be read, as [`super::walk`] reads them.
async fn page(conn: &mut Conn<'_>, ids: Vec<i64>, schema: &Schema) -> Result<Vec<(Object, Object)>, Error> {
    let [rows, linked] = round::run(conn, [gather::by_id(ids.clone()), gather::linked(ids)]).await?;
    let mut stored: Vec<Object> = rows.iter().filter_map(|row| decode::object(row).ok()).collect();
    for object in &mut stored {
        let own = linked.iter().filter(|row| matches!(row.int(0), Ok(id) if id == object.id));
        object.linked = own.map(|row| row.int(1)).collect::<Result<_, _>>()?;
    }
    let mut settled: Vec<_> = stored.iter().cloned().map(std::sync::Arc::new).collect();
    settle_all(&mut settled, schema);
    Ok(stored.into_iter().zip(settled.into_iter().map(std::sync::Arc::unwrap_or_clone)).collect())
}

/// What these objects hold of what is damaged with them, to be removed, and what they should hold.
async fn derived(
    conn: &mut Conn<'_>,
    page: &[(Object, Object)],
    schema: &Schema,
    unsettled: &Unsettled,
    damaged: &Damaged,
) -> Result<Derived, Error> {
    let mut derived = Derived::default();
    let words_of = page.iter().map(|(stored, _)| stored.id).filter(|id| damaged.words.contains(id) && !unsettled.words);
    let range = |id| vec![words_row(id, 0).into(), words_row(id, u8::MAX).into()];
    let held = conn.batch(words_of.map(|id| Statement::new(WORDS_OF, range(id))).collect()).await?;
    derived.index.words_removed = numbers(&held.concat())?;
    let keys_of = page.iter().map(|(stored, _)| stored.id).filter(|id| damaged.keys.contains(id)).collect();
    let [held] = round::run(conn, [round::among(KEYS_OF, keys_of)]).await?;
    derived.keys_removed = keys(&held)?;
    derived.keys_removed.retain(|(key, _)| !unsettled.has_unique(key.field));
    for (stored, settled) in page {
        let id = stored.id;
        let entries = entries(settled, schema);
        if damaged.values.contains(&id) {
            let settled = entries.values.into_iter().filter(|(field, _)| !unsettled.has_field(*field));
            derived.index.values_added.extend(settled.map(|(field, key)| (field, key, id)));
        }
        if damaged.words.contains(&id) && !unsettled.words {
            derived
                .index
                .words_added
                .extend(entries.words.into_iter().map(|(slot, words)| (words_row(id, slot), words)));
        }
        if damaged.keys.contains(&id) {
            let keys = unique_keys(schema, stored.kind, &stored.body).into_iter();
            derived.keys_added.extend(keys.filter(|key| !unsettled.has_unique(key.field)).map(|key| (key, id)));
        }
    }
    Ok(derived)
}

fn numbers(rows: &[Row]) -> Result<Vec<i64>, Error> {
    rows.iter().map(|row| row.int(0)).collect()
}

fn keys(rows: &[Row]) -> Result<Vec<(UniqueKey, i64)>, Error> {
    let read = |row: &Row| Ok((UniqueKey { field: row.int(1)?, hash: row.text(2)?.to_owned() }, row.int(0)?));
    rows.iter().map(read).collect()
}
