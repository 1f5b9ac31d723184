//! Makes the index and the unique keys of all objects, as a write would have.

use std::sync::Arc;

use model::index::{entries, words_row};
use model::object::Object;
use model::plan::unique_keys;
use model::reshape::settle_all;
use model::schema::Schema;

use crate::Error;
use crate::commit::index;
use crate::conn::{Column, Conn, Kind, Row, Statement, Value};
use crate::decode::object_columns;
use crate::{definitions, gather, round};

const OBJECTS: &str = concat!("SELECT ", object_columns!(), " FROM objects o WHERE o.id > $1 ORDER BY o.id LIMIT $2");

/// Objects at a time: their rows of the index are written in the order of its b-tree.
const PAGE: i64 = 4_000;

const INSERT_KEYS: &str = "INSERT INTO unique_keys (field, key_hash, object_id) {values}";

const KEY_COLUMNS: &[Column] = &[("field", Kind::Int), ("key_hash", Kind::Text), ("object_id", Kind::Int)];

/// Derives all that follows from the objects that are there; `told` hears how many were done.
pub(super) async fn derive(conn: &mut Conn<'_>, mut told: impl FnMut(u64)) -> Result<(), Error> {
    let schema = definitions::schema(conn).await?;
    let mut after = i64::MIN;
    loop {
        let rows = conn.query(OBJECTS, &[after.into(), PAGE.into()]).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.int(0)?;
        let objects = objects(conn, &rows).await?;
        conn.batch(statements(objects, &schema)).await?;
        told(rows.len() as u64);
    }
}

/// The objects, and by which types of link they are linked to others: completeness counts those.
async fn objects(conn: &mut Conn<'_>, rows: &[Row]) -> Result<Vec<Arc<Object>>, Error> {
    let mut objects = gather::Gathered::default();
    let ids = objects.add(rows)?;
    let [linked] = round::run(conn, [gather::linked(objects.origins())]).await?;
    objects.link(&linked)?;
    let found = objects.finish();
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
}

fn statements(mut objects: Vec<Arc<Object>>, schema: &Schema) -> Vec<Statement> {
    let mut keys: Vec<Vec<Value>> = Vec::new();
    for object in &objects {
        let unique = unique_keys(schema, object.kind, &object.body);
        keys.extend(unique.into_iter().map(|key| vec![key.field.into(), key.hash.into(), object.id.into()]));
    }
    settle_all(&mut objects, schema);
    let (mut values, mut words) = (Vec::new(), Vec::new());
    for object in &objects {
        let entries = entries(object, schema);
        values.extend(entries.values.into_iter().map(|(field, key)| (field, key, object.id)));
        words.extend(entries.words.into_iter().map(|(slot, words)| (words_row(object.id, slot), words)));
    }
    values.sort_unstable();
    let keys = Statement::over(INSERT_KEYS, KEY_COLUMNS, keys);
    let [values, words] = index::inserts(values, words);
    vec![keys, values, words]
}
