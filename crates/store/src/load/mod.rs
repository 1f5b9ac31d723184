//! Load: what a plan needs to know, in a number of statements that doesn't grow with the batch.

mod objects;
mod uses;

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;
use std::ops::Range;
use std::sync::Arc;

use model::loaded::{Loaded, MAX_USES, Refs, UniqueKey};
use model::object::ObjectKind;

pub use uses::{Held, held, linked};

use crate::Error;
use crate::accounts::users;
use crate::conn::{Column, Conn, Kind, Row, Statement};
use crate::definitions::{read_revisions, revisions_statement};
use crate::{decode, files, key_values, round, values};

/// Whether what is loaded stays as it is until the transaction ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// It may change: the commit finds out.
    None,
    /// The schema and the rows of all objects found are locked, these in order of their numbers.
    /// SQLite's one writer needs no lock.
    Rows,
}

/// One more than are loaded of one use: so many say that there are more.
#[expect(clippy::cast_possible_wrap, reason = "a thousand")]
const ENOUGH: i64 = MAX_USES as i64 + 1;

// No code of an attribute has a colon.
const SEQUENCES: &str = "SELECT a.code, (SELECT v.sequence FROM predefined_values v
        WHERE v.attribute_id = a.id AND NOT (a.code || ':' || v.code {in $2}) ORDER BY v.sequence DESC LIMIT 1)
    FROM definitions a WHERE a.kind = 'attribute' AND a.code {in $1}";

const LAST_VARIANTS: &str = "SELECT d.id, (SELECT v.sequence FROM objects v
        WHERE v.parent_id = d.id AND v.kind = 'variant' AND NOT (v.code {in $2}) ORDER BY v.sequence DESC LIMIT 1)
    FROM objects d WHERE d.kind = 'document' AND d.code {in $1}";

const UNIQUE: &str = "SELECT u.field, u.key_hash, u.object_id FROM {rows} CROSS JOIN unique_keys u
    WHERE u.field = r.field AND u.key_hash = r.key_hash";

const UNIQUE_COLUMNS: &[Column] = &[("field", Kind::Int), ("key_hash", Kind::Text)];

const LOCK: &str = "SELECT id FROM objects WHERE id {in $1} ORDER BY id{for_update}";

/// Finds what `refs` names; `ids` are the numbers that new things may have.
pub async fn load(conn: &mut Conn<'_>, refs: &Refs, ids: Range<i64>, lock: Lock) -> Result<Loaded, Error> {
    if lock == Lock::Rows
        && let Some(schema) = conn.dialect().lock_schema(false)
    {
        // Only what is known can be locked in order; what came in between the commit will find.
        let found = Box::pin(find(conn, refs)).await?;
        let ids = found.objects.values().map(|object| object.id).collect();
        round::run(conn, [Some(Statement::new(schema, Vec::new())), round::among(LOCK, ids)]).await?;
    }
    Ok(Loaded { ids, ..Box::pin(find(conn, refs)).await? })
}

async fn find(conn: &mut Conn<'_>, refs: &Refs) -> Result<Loaded, Error> {
    let statements = [
        Some(revisions_statement()),
        objects::named(refs),
        objects::siblings(refs),
        last_variants(refs),
        values::named(&refs.values),
        values::lists(&refs.lists),
        last_values(refs),
        key_values::named(&refs.key_values),
        users::named(&refs.users, refs.all_users),
        unique_holders(refs),
        files::kept(&refs.files),
    ];
    let [revisions, named, siblings, last_variants, values, lists, sequences, key_values, users, unique, files] =
        round::run(conn, statements).await?;
    let revisions = read_revisions(&revisions)?;
    let mut loaded = Loaded {
        rules: revisions.rules,
        labels: revisions.labels,
        values: values::by_code(&values)?,
        last_variants: highest(&last_variants, |row| row.int(0))?,
        value_sequences: highest(&sequences, |row| Ok(row.text(0)?.to_owned()))?,
        key_values: key_values::by_code(&key_values)?,
        users: users::by_name(&users)?,
        unique: holders(&unique)?,
        files: files.iter().map(|row| Ok(row.text(0)?.to_owned())).collect::<Result<_, Error>>()?,
        ..Loaded::default()
    };
    for row in &lists {
        loaded.add_listed(Arc::new(decode::value(row)?));
    }
    objects::gather(conn, refs, (&named, &siblings), &mut loaded).await?;
    Ok(loaded)
}

/// The last places of those that the batch doesn't name: it may move, lower or delete the others.
fn last_variants(refs: &Refs) -> Option<Statement> {
    let named = refs.objects.iter().filter(|(kind, _)| *kind == ObjectKind::Variant).map(|(_, code)| code.clone());
    last(LAST_VARIANTS, &refs.last_variants, named.collect())
}

fn last_values(refs: &Refs) -> Option<Statement> {
    let named = refs.values.iter().map(|(attribute, code)| format!("{attribute}:{code}"));
    last(SEQUENCES, &refs.value_sequences, named.collect())
}

fn last(sql: &'static str, owners: &BTreeSet<String>, named: Vec<String>) -> Option<Statement> {
    let owners: Vec<_> = owners.iter().cloned().collect();
    (!owners.is_empty()).then(|| Statement::new(sql, vec![owners.into(), named.into()]))
}

fn unique_holders(refs: &Refs) -> Option<Statement> {
    let rows = refs.unique.iter().map(|key| vec![key.field.into(), (&key.hash).into()]).collect();
    round::over(UNIQUE, UNIQUE_COLUMNS, rows)
}

fn holders(rows: &[Row]) -> Result<HashMap<UniqueKey, i64>, Error> {
    rows.iter().map(|row| Ok((UniqueKey { field: row.int(0)?, hash: row.text(1)?.to_owned() }, row.int(2)?))).collect()
}

/// The highest places in the second column, where there are any.
fn highest<K: Eq + Hash>(rows: &[Row], name: impl Fn(&Row) -> Result<K, Error>) -> Result<HashMap<K, i64>, Error> {
    let mut places = HashMap::new();
    for row in rows {
        if let Some(highest) = row.opt_int(1)? {
            places.insert(name(row)?, highest);
        }
    }
    Ok(places)
}
