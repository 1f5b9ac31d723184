//! Makes the index and the unique keys of all objects, as a write would have.

use std::sync::Arc;

use model::index::{IndexRows, entries, words_row};
use model::object::Object;
use model::plan::unique_keys;
use model::reshape::settle_all;
use model::schema::Schema;

use crate::Error;
use crate::commit::{self, Derived};
use crate::conn::{Conn, Row};
use crate::decode::object_columns;
use crate::{definitions, gather, round};

const OBJECTS: &str = concat!("SELECT ", object_columns!(), " FROM objects o WHERE o.id > $1 ORDER BY o.id LIMIT $2");

/// Objects at a time: their rows of the index are written in the order of its b-tree.
const PAGE: i64 = 4_000;

/// Derives all that follows from the objects that are there; `told` hears how many were done.
pub(super) async fn derive(conn: &mut Conn<'_>, mut told: impl FnMut(u64)) -> Result<(), Error> {
    let schema = definitions::schema(conn).await?;
    let mut after = i64::MIN;
    loop {
        let rows = conn.query(OBJECTS, &[after.into(), PAGE.into()]).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = last.int(0)?;
        let objects = objects(conn, &rows).await?;
        commit::rewrite(conn, &derived(objects, &schema)).await?;
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

fn derived(mut objects: Vec<Arc<Object>>, schema: &Schema) -> Derived {
    let mut derived = Derived::default();
    for object in &objects {
        let keys = unique_keys(schema, object.kind, &object.body);
        derived.keys_added.extend(keys.into_iter().map(|key| (key, object.id)));
    }
    settle_all(&mut objects, schema);
    let IndexRows { values_added, words_added, .. } = &mut derived.index;
    for object in &objects {
        let entries = entries(object, schema);
        values_added.extend(entries.values.into_iter().map(|(field, key)| (field, key, object.id)));
        words_added.extend(entries.words.into_iter().map(|(slot, words)| (words_row(object.id, slot), words)));
    }
    values_added.sort_unstable();
    derived
}
