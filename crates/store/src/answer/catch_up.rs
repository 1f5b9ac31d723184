//! What changed since a generation.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::object::ObjectKind;
use model::schema::{DefinitionKind, Schema};

use super::generation::Generation;
use super::image::Image;
use super::rows::PART;
use crate::changes::INDEX;
use crate::conn::{Conn, Row, Statement};
use crate::definitions::{Revisions, read_revisions, revisions_statement};
use crate::gather::{self, Gathered};
use crate::{Error, round};

/// Who is more changes behind begins anew.
const MANY: usize = 10_000;

const CHANGES: &str = "SELECT kind, object_id, shown FROM changes WHERE {since $1} LIMIT 10001";

/// What a snapshot sees that an older one didn't.
pub(super) enum Changed {
    /// Too much, or what all follows from.
    Everything,
    /// These objects.
    Objects(Vec<i64>),
}

/// A snapshot, relative to an older generation.
pub(super) struct News {
    pub generation: Generation,
    pub revisions: Revisions,
    pub changed: Changed,
}

/// What the snapshot sees, and what of it `known` doesn't: one round trip.
pub(super) async fn news(conn: &mut Conn<'_>, known: Option<&Generation>) -> Result<News, Error> {
    let changes = known.map(|known| Statement::new(CHANGES, vec![known.text.as_str().into()]));
    let generation = Statement::new(conn.dialect().generation(), Vec::new());
    let [revisions, generation, changes] =
        round::run(conn, [Some(revisions_statement()), Some(generation), changes]).await?;
    let text = generation.first().map_or(Ok(""), |row| row.text(0))?;
    Ok(News {
        generation: Generation::parse(text).ok_or_else(|| Error::Bug(format!("\"{text}\" is no snapshot")))?,
        revisions: read_revisions(&revisions)?,
        changed: if known.is_some() { changed(&changes)? } else { Changed::Everything },
    })
}

fn changed(rows: &[Row]) -> Result<Changed, Error> {
    if rows.len() > MANY {
        return Ok(Changed::Everything);
    }
    let mut ids = BTreeSet::new();
    for row in rows {
        let kind = row.text(0)?;
        if kind == INDEX || DefinitionKind::from_name(kind).is_some() {
            return Ok(Changed::Everything);
        }
        if ObjectKind::from_name(kind).is_some() {
            ids.insert(row.int(1)?);
        }
        ids.extend(row.text(2)?.split(',').filter_map(|id| id.parse::<i64>().ok()));
    }
    Ok(Changed::Objects(ids.into_iter().collect()))
}

/// Objects as the snapshot sees them.
pub(super) async fn images(conn: &mut Conn<'_>, schema: &Schema, ids: &[i64]) -> Result<Vec<Arc<Image>>, Error> {
    let mut images = Vec::with_capacity(ids.len());
    for ids in ids.chunks(PART) {
        let (own, placed, linked) = (ids.to_vec(), ids.to_vec(), ids.to_vec());
        let [objects, placements, linked] =
            round::run(conn, [gather::by_id(own), gather::placements(placed), gather::linked(linked)]).await?;
        let mut found = Gathered::default();
        found.add(&objects)?;
        found.place(&placements)?;
        found.link(&linked)?;
        let image = |id: &i64| found.get(*id).map_or_else(|| Image::gone(*id), |object| Image::of(object, schema));
        images.extend(ids.iter().map(image).map(Arc::new));
    }
    Ok(images)
}
