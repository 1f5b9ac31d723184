//! Whether what is kept is what the database holds.

use std::sync::Arc;

use model::schema::Schema;

use super::atom::{Keys, Set};
use super::column::Column;
use super::thing::Thing;
use super::tree::Tree;
use super::{Engine, Moment, load};
use crate::Error;
use crate::conn::Conn;

/// Compares the sets, columns, keys and trees that are kept, as the snapshot `conn` sees it, with what it loads, and names what differs.
pub async fn verify(conn: &mut Conn<'_>, engine: &Arc<Engine>, schema: &Arc<Schema>) -> Result<Vec<String>, Error> {
    let mut moment = engine.at(conn, schema).await?;
    let mut wrong = Vec::new();
    for (atom, kept) in kept::<Set>(conn, engine, &mut moment).await? {
        let loaded = load::sets(conn, std::slice::from_ref(&atom)).await?;
        if loaded.first() != Some(&*kept) {
            wrong.push(format!("{atom:?}: {kept:?} is kept, {loaded:?} stored"));
        }
    }
    for (axis, kept) in kept::<Column>(conn, engine, &mut moment).await? {
        let loaded = load::column(conn, &axis).await?;
        if !kept.ids(0..kept.len()).eq(loaded.ids(0..loaded.len()))
            || loaded.ids(0..loaded.len()).any(|id| kept.get(id) != loaded.get(id))
        {
            wrong.push(format!("{axis:?}"));
        }
    }
    for (field, kept) in kept::<Keys>(conn, engine, &mut moment).await? {
        if *kept != load::keys(conn, field).await? {
            wrong.push(format!("the keys of field {field}"));
        }
    }
    for ((), kept) in kept::<Tree>(conn, engine, &mut moment).await? {
        if *kept != load::tree(conn).await? {
            wrong.push("the tree".to_owned());
        }
    }
    Ok(wrong)
}

/// All things of a kind that are kept, as the moment sees them.
async fn kept<T: Thing>(
    conn: &mut Conn<'_>,
    engine: &Engine,
    moment: &mut Moment,
) -> Result<Vec<(T::Name, Arc<T>)>, Error> {
    let names: Vec<_> = T::shelf(&mut engine.held().shelves).keys().cloned().collect();
    let found = moment.find::<T>(conn, &names).await?;
    Ok(names.into_iter().zip(found).filter_map(|(name, thing)| Some((name, thing?))).collect())
}
