//! Objects gathered from several statements, with what stands around them.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use model::object::{Object, ObjectKind, ObjectRef};

use crate::Error;
use crate::conn::{Row, Statement};
use crate::decode::{self, object_columns};
use crate::round;

const BY_ID: &str = concat!("SELECT ", object_columns!(), " FROM objects o WHERE o.id {in $1}");

// UNION, not UNION ALL: ends on a damaged tree too.
const ANCESTORS: &str = concat!(
    "WITH RECURSIVE up(id) AS (
        SELECT c.parent_id FROM objects c WHERE c.id {in $1} AND c.parent_id IS NOT NULL
        UNION
        SELECT c.parent_id FROM up JOIN objects c ON c.id = up.id WHERE c.parent_id IS NOT NULL
    ) SELECT ",
    object_columns!(),
    " FROM up JOIN objects o ON o.id = up.id"
);

// No join, whose order a planner might choose otherwise.
const PLACEMENTS: &str = "SELECT p.object_id, p.node_id, (SELECT n.code FROM objects n WHERE n.id = p.node_id)
    FROM placements p WHERE p.object_id {in $1} ORDER BY p.object_id, p.position";

const LINKED: &str = "SELECT DISTINCT l.parent_id, l.type_id FROM objects l
    WHERE l.parent_id {in $1} AND l.target_id IS NOT NULL ORDER BY l.parent_id, l.type_id";

/// The objects with these numbers.
pub(crate) fn by_id(ids: Vec<i64>) -> Option<Statement> {
    round::among(BY_ID, ids)
}

/// The same, also of none: where the number of statements shall tell nothing.
pub(crate) fn by_ids(ids: Vec<i64>) -> Statement {
    Statement::new(BY_ID, vec![ids.into()])
}

/// All that stands above the objects with these numbers.
pub(crate) fn ancestors(ids: Vec<i64>) -> Option<Statement> {
    round::among(ANCESTORS, ids)
}

/// Where the objects with these numbers are placed, for [`Gathered::place`].
pub(crate) fn placements(ids: Vec<i64>) -> Option<Statement> {
    round::among(PLACEMENTS, ids)
}

/// By which types of link the objects with these numbers are linked to others, for [`Gathered::link`].
pub(crate) fn linked(ids: Vec<i64>) -> Option<Statement> {
    round::among(LINKED, ids)
}

/// Objects by number, each as it was read first.
#[derive(Default)]
pub(crate) struct Gathered(HashMap<i64, Object>);

impl Gathered {
    /// Adds the objects of these rows, and gives their numbers in the rows' order.
    pub fn add(&mut self, rows: &[Row]) -> Result<Vec<i64>, Error> {
        rows.iter()
            .map(|row| {
                let id = row.int(0)?;
                if let Entry::Vacant(place) = self.0.entry(id) {
                    place.insert(decode::object(row)?);
                }
                Ok(id)
            })
            .collect()
    }

    /// The object with that number.
    pub fn get(&self, id: i64) -> Option<&Object> {
        self.0.get(&id)
    }

    /// All of them, in no order.
    pub fn all(&self) -> impl Iterator<Item = &Object> {
        self.0.values()
    }

    /// All of them, in no order, to be changed.
    pub fn into_all(self) -> impl Iterator<Item = Object> {
        self.0.into_values()
    }

    /// Those that may be placed in classifications.
    pub fn placeable(&self) -> Vec<i64> {
        self.of([ObjectKind::Document, ObjectKind::Asset])
    }

    /// Those that links may start from.
    pub fn origins(&self) -> Vec<i64> {
        self.of([ObjectKind::Document, ObjectKind::Variant])
    }

    fn of(&self, kinds: [ObjectKind; 2]) -> Vec<i64> {
        self.all().filter(|object| kinds.contains(&object.kind)).map(|object| object.id).collect()
    }

    /// Puts the rows of [`placements`] on their objects; to be done once for each.
    pub fn place(&mut self, rows: &[Row]) -> Result<(), Error> {
        for row in rows {
            if let Some(object) = self.0.get_mut(&row.int(0)?) {
                object.placements.push(ObjectRef { id: row.int(1)?, code: row.text(2)?.to_owned() });
            }
        }
        Ok(())
    }

    /// Puts the rows of [`linked`] on their objects; to be done once for each.
    pub fn link(&mut self, rows: &[Row]) -> Result<(), Error> {
        for row in rows {
            if let Some(object) = self.0.get_mut(&row.int(0)?) {
                object.linked.push(row.int(1)?);
            }
        }
        Ok(())
    }

    /// The objects as they are shared from now on.
    pub fn finish(self) -> HashMap<i64, Arc<Object>> {
        self.0.into_iter().map(|(id, object)| (id, Arc::new(object))).collect()
    }
}
