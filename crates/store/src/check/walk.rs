//! A walk over all rows that have a body, a page at a time.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use model::file::Fact;
use model::loaded::UniqueKey;
use model::object::{Object, ObjectKind};
use model::plan::unique_keys;
use model::reshape::{Unsettled, settle_all};
use model::schema::{Schema, State};
use model::standing;
use model::tags;

use super::{Findings, index};
use crate::Error;
use crate::conn::{Conn, Row};
use crate::decode::{self, object_columns, user_columns, value_columns};
use crate::progress::Progress;
use crate::{gather, round, values};

const OBJECTS: &str = concat!("SELECT ", object_columns!(), " FROM objects o WHERE o.id > $1 ORDER BY o.id LIMIT 1000");

const COUNT: &str = "SELECT count(*) FROM objects";

const PLACEMENTS: &str = "SELECT object_id, position FROM placements
    WHERE object_id {in $1} ORDER BY object_id, position";

const KEYS: &str = "SELECT object_id, field, key_hash FROM unique_keys WHERE object_id {in $1}";

const VALUES: &str = concat!(
    "SELECT ",
    value_columns!(),
    " FROM predefined_values v JOIN definitions a ON a.id = v.attribute_id WHERE v.id > $1 ORDER BY v.id LIMIT 1000"
);

const USERS: &str = concat!("SELECT ", user_columns!(), " FROM accounts u ORDER BY u.id");

/// What belongs to the objects of a page.
struct Page {
    positions: HashMap<i64, Vec<i64>>,
    /// The types of the links from them.
    linked: HashMap<i64, Vec<i64>>,
    keys: HashMap<i64, BTreeSet<UniqueKey>>,
    /// Predefined values that exist, of those that the page names.
    values: BTreeSet<(String, String)>,
}

/// Every object can be read, is written in the one way, names what exists, owns the right rows, and is in the index.
pub(super) async fn objects(
    conn: &mut Conn<'_>,
    schema: &Schema,
    progress: &Progress,
    findings: &mut Findings,
) -> Result<(), Error> {
    let total = conn.query(COUNT, &[]).await?.first().map_or(Ok(0), |row| row.int(0))?;
    let total = u64::try_from(total).unwrap_or_default();
    let mut walked = 0;
    let unsettled = Unsettled::of(schema);
    let mut indexed = index::Values::read(conn, &unsettled).await?;
    let mut after = i64::MIN;
    loop {
        let rows = conn.query(OBJECTS, &[after.into()]).await?;
        let Some(last) = rows.last() else { break };
        after = last.int(0)?;
        progress.tell("checking objects", walked, total);
        walked += rows.len() as u64;
        let mut read = Vec::with_capacity(rows.len());
        for row in &rows {
            match findings.readable(decode::object(row)) {
                Some(object) => read.push((object, row.text(decode::BODY)?)),
                None => drop(indexed.take(row.int(0)?)),
            }
        }
        let mut page = page(conn, schema, &read).await?;
        for (object, _) in &mut read {
            object.linked = page.linked.remove(&object.id).unwrap_or_default();
        }
        for (object, body) in &read {
            if !holds_its_keys(object, schema, &unsettled, &page) {
                findings.damaged.keys.insert(object.id);
                let (kind, code) = (object.kind.name(), &object.code);
                findings.add(format!("{kind} \"{code}\" doesn't hold the unique keys of its values"));
            }
            for words in object_problems(object, body, schema, &page) {
                findings.add(format!("{} \"{}\" {words}", object.kind.name(), object.code));
            }
        }
        let mut objects: Vec<_> = read.into_iter().map(|(object, _)| Arc::new(object)).collect();
        settle_all(&mut objects, schema);
        index::page(conn, schema, &unsettled, &objects, &mut indexed, findings).await?;
    }
    progress.tell("checking objects", walked, total);
    indexed.told(findings);
    Ok(())
}

/// Every predefined value can be read.
pub(super) async fn values(conn: &mut Conn<'_>, findings: &mut Findings) -> Result<(), Error> {
    let mut after = i64::MIN;
    loop {
        let rows = conn.query(VALUES, &[after.into()]).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.int(0)?;
        for row in &rows {
            findings.readable(decode::value(row));
        }
    }
}

/// Every user can be read.
pub(super) async fn users(conn: &mut Conn<'_>, findings: &mut Findings) -> Result<(), Error> {
    let rows = conn.query(USERS, &[]).await?;
    for row in &rows {
        findings.readable(decode::user(row));
    }
    Ok(())
}

async fn page(conn: &mut Conn<'_>, schema: &Schema, read: &[(Object, &str)]) -> Result<Page, Error> {
    let ids: Vec<i64> = read.iter().map(|(object, _)| object.id).collect();
    let named = values::named_by(read.iter().map(|(object, _)| object), schema);
    let [placements, linked, keys, values] = round::run(
        conn,
        [
            round::among(PLACEMENTS, ids.clone()),
            gather::linked(ids.clone()),
            round::among(KEYS, ids),
            values::named(&named),
        ],
    )
    .await?;
    Ok(Page {
        positions: by_object(&placements, |row| row.int(1))?,
        linked: by_object(&linked, |row| row.int(1))?,
        keys: by_object(&keys, |row| Ok(UniqueKey { field: row.int(1)?, hash: row.text(2)?.to_owned() }))?,
        values: values.iter().map(values::key).collect::<Result<_, _>>()?,
    })
}

fn by_object<T, C>(rows: &[Row], read: impl Fn(&Row) -> Result<T, Error>) -> Result<HashMap<i64, C>, Error>
where
    C: Default + Extend<T>,
{
    let mut found: HashMap<i64, C> = HashMap::new();
    for row in rows {
        found.entry(row.int(0)?).or_default().extend([read(row)?]);
    }
    Ok(found)
}

fn holds_its_keys(object: &Object, schema: &Schema, unsettled: &Unsettled, page: &Page) -> bool {
    let is_settled = |key: &&UniqueKey| !unsettled.has_unique(key.field);
    let expected = unique_keys(schema, object.kind, &object.body);
    let held = page.keys.get(&object.id).into_iter().flatten().filter(is_settled);
    held.eq(expected.iter().filter(is_settled))
}

fn object_problems(object: &Object, body: &str, schema: &Schema, page: &Page) -> Vec<String> {
    let mut problems = Vec::new();
    if object.body.to_json() != body {
        problems.push("has a body that is not in its one form".into());
    }
    let mut settled = [Arc::new(object.clone())];
    settle_all(&mut settled, schema);
    let is_going = schema.by_id(object.type_id).is_some_and(|of_type| of_type.state == State::Deleting);
    let is_attribute = |code: &String| schema.attribute(code).is_some();
    let is_known = |code: &String| {
        code == tags::WRITTEN || code == standing::NODES || Fact::from_code(code).is_some() || is_attribute(code)
    };
    for code in settled[0].body.0.keys().filter(|code| !is_going && !is_known(code)) {
        problems.push(format!("holds a value of attribute \"{code}\", which doesn't exist"));
    }
    let of_type = schema.tags_of(schema.code_of(object.type_id)).filter(|(_, tag)| tag.rules.is_empty());
    let of_type: Vec<_> = of_type.map(|(definition, _)| &definition.code).collect();
    for code in tags::written(&settled[0].body).iter().filter(|code| !is_going && !of_type.contains(code)) {
        problems.push(format!("has the tag \"{code}\", which it can't be given by hand"));
    }
    for (workflow, node) in standing::named(&settled[0].body).filter(|at| !is_going && !exists(object, *at, schema)) {
        problems.push(format!("stands at node \"{node}\" of workflow \"{workflow}\", which isn't there for it"));
    }
    for (attribute, code) in values::named_by([&*settled[0]].into_iter(), schema).difference(&page.values) {
        problems.push(format!("names predefined value \"{code}\" of attribute \"{attribute}\", which doesn't exist"));
    }
    let positions = page.positions.get(&object.id).map_or(&[][..], Vec::as_slice);
    if !positions.iter().copied().eq((0..).take(positions.len())) {
        problems.push(format!("has its classifications at positions {positions:?}"));
    }
    problems
}

/// Whether a workflow of the object's type has that node.
fn exists(object: &Object, (workflow, node): (&str, &str), schema: &Schema) -> bool {
    let of_type = schema.code_of(object.type_id);
    object.kind == ObjectKind::Document
        && schema.workflows(of_type).any(|(code, own)| code == workflow && own.has(node))
}
