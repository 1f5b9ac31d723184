//! The rows that objects own: placements and unique keys.

use std::collections::HashSet;

use model::changes::Changeset;
use model::loaded::UniqueKey;
use model::object::Object;

use super::steps::{IDS, Steps};
use crate::Error;
use crate::conn::{Column, Kind, Value};
use crate::round::over;

const REMOVE_PLACEMENTS: &str = "DELETE FROM placements WHERE object_id IN (SELECT r.id FROM {rows})";

const REMOVE_ALL_KEYS: &str = "DELETE FROM unique_keys WHERE object_id IN (SELECT r.id FROM {rows})";

const REMOVE_KEYS: &str = "DELETE FROM unique_keys
    WHERE (field, key_hash, object_id) IN (SELECT r.field, r.key_hash, r.object_id FROM {rows})";

const INSERT_KEYS: &str = "INSERT INTO unique_keys (field, key_hash, object_id)
    SELECT r.field, r.key_hash, r.object_id FROM {rows} WHERE true ON CONFLICT DO NOTHING RETURNING field, key_hash";

const KEY_COLUMNS: &[Column] = &[("field", Kind::Int), ("key_hash", Kind::Text), ("object_id", Kind::Int)];

const INSERT_PLACEMENTS: &str = "INSERT INTO placements (object_id, node_id, position)
    SELECT r.object_id, n.id, r.position FROM {rows} CROSS JOIN objects n
    WHERE n.id = r.node_id AND n.kind = 'classification' RETURNING object_id, node_id";

const PLACEMENT_COLUMNS: &[Column] = &[("object_id", Kind::Int), ("node_id", Kind::Int), ("position", Kind::Int)];

/// Removes what is given up, what is written anew, and all that deleted objects own.
pub(super) fn remove(steps: &mut Steps<'_>, changeset: &Changeset) {
    let deleted = || changeset.deletes.iter().map(|write| write.row.0);
    let placed_anew = changeset.updates.iter().filter(|write| write.row.placements).map(|write| write.row.object.id);
    let row = |id: i64| vec![id.into()];
    steps.add(over(REMOVE_PLACEMENTS, IDS, deleted().chain(placed_anew).map(row).collect()));
    steps.add(over(REMOVE_ALL_KEYS, IDS, deleted().map(row).collect()));
    steps.add(over(REMOVE_KEYS, KEY_COLUMNS, changeset.unique_removed.iter().map(key_row).collect()));
}

fn key_row((key, object): &(UniqueKey, i64)) -> Vec<Value> {
    vec![key.field.into(), (&key.hash).into(), (*object).into()]
}

/// Removes unique keys, and takes those that no other object holds.
pub(super) fn rewrite_keys(steps: &mut Steps<'_>, removed: &[(UniqueKey, i64)], added: &[(UniqueKey, i64)]) {
    steps.add(over(REMOVE_KEYS, KEY_COLUMNS, removed.iter().map(key_row).collect()));
    steps.add(over(INSERT_KEYS, KEY_COLUMNS, added.iter().map(key_row).collect()));
}

/// Places what was created and what is placed anew; the main classification is at position 0.
pub(super) fn insert_placements<'a>(steps: &mut Steps<'a>, changeset: &'a Changeset) {
    let rows = placed(changeset).flat_map(placements).collect();
    steps.checked(over(INSERT_PLACEMENTS, PLACEMENT_COLUMNS, rows), move |rows| {
        let written = rows.iter().map(|row| Ok((row.int(0)?, row.int(1)?))).collect::<Result<HashSet<_>, Error>>()?;
        let nodes = placed(changeset).flat_map(|object| object.placements.iter().map(|node| (object.id, node)));
        let gone = nodes.filter(|(id, node)| !written.contains(&(*id, node.id))).map(|(_, node)| &node.code).next();
        Ok(gone.map(|code| format!("classification \"{code}\" is gone")))
    });
}

/// Takes the unique keys, in their order: two commits that want the same ones don't block each other.
pub(super) fn insert_keys<'a>(steps: &mut Steps<'a>, changeset: &'a Changeset) {
    let mut keys: Vec<_> = changeset.unique_added.iter().map(|write| &write.row).collect();
    keys.sort_unstable();
    let rows = keys.into_iter().map(key_row);
    steps.checked(over(INSERT_KEYS, KEY_COLUMNS, rows.collect()), move |rows| {
        let written = rows.iter().map(|row| Ok((row.int(0)?, row.text(1)?))).collect::<Result<HashSet<_>, Error>>()?;
        let mut added = changeset.unique_added.iter().map(|write| &write.row);
        let taken = added.find(|(key, _)| !written.contains(&(key.field, key.hash.as_str())));
        Ok(taken.map(|(key, object)| format!("the value of attribute {} for object {object} is taken", key.field)))
    });
}

fn placed(changeset: &Changeset) -> impl Iterator<Item = &Object> {
    let updated = changeset.updates.iter().filter(|write| write.row.placements).map(|write| &*write.row.object);
    changeset.creates.iter().map(|write| &*write.row).chain(updated)
}

fn placements(object: &Object) -> impl Iterator<Item = Vec<Value>> {
    let nodes = object.placements.iter().zip(0_i64..);
    nodes.map(|(node, position)| vec![object.id.into(), node.id.into(), position.into()])
}
