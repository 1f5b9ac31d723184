//! Objects: their own rows.

use std::collections::{BTreeSet, HashSet};

use model::changes::{Changeset, Update};
use model::object::Object;

use super::steps::{IDS, Steps};
use crate::conn::{Column, Kind, Value};
use crate::round::{among, over};

// A leading blank: no other object can have such a code. A link gives up what it leads to.
const GIVE_UP_CODES: &str =
    "UPDATE objects SET code = ' ' || id, target_id = NULL WHERE id IN (SELECT r.id FROM {rows})";

const INSERT: &str = "INSERT INTO objects (id, kind, code, type_id, parent_id, target_id, set_id, active, sequence,
        rev, shown, created_at, created_by, updated_at, updated_by, body)
    SELECT r.id, r.kind, r.code, r.type_id, r.parent_id, r.target_id, r.set_id, r.active, r.sequence,
        r.rev, r.rev, r.at, r.created_by, r.at, r.updated_by, r.body
    FROM {rows} WHERE true ON CONFLICT DO NOTHING RETURNING id";

const INSERT_COLUMNS: &[Column] = &[
    ("id", Kind::Int),
    ("kind", Kind::Text),
    ("code", Kind::Text),
    ("type_id", Kind::Int),
    ("parent_id", Kind::Int),
    ("target_id", Kind::Int),
    ("set_id", Kind::Int),
    ("active", Kind::Bool),
    ("sequence", Kind::Int),
    ("rev", Kind::Int),
    ("at", Kind::Int),
    ("created_by", Kind::Text),
    ("updated_by", Kind::Text),
    ("body", Kind::Text),
];

// `shown` keeps its lead over `rev`.
const UPDATE: &str =
    "UPDATE objects SET code = r.code, type_id = r.type_id, parent_id = r.parent_id, set_id = r.set_id,
        active = r.active, sequence = r.sequence, rev = r.rev, shown = objects.shown + r.rev - r.base,
        updated_at = r.at, updated_by = r.by, body = r.body
    FROM {rows} WHERE objects.id = r.id AND objects.rev = r.base RETURNING objects.id";

const UPDATE_COLUMNS: &[Column] = &[
    ("id", Kind::Int),
    ("base", Kind::Int),
    ("code", Kind::Text),
    ("type_id", Kind::Int),
    ("parent_id", Kind::Int),
    ("set_id", Kind::Int),
    ("active", Kind::Bool),
    ("sequence", Kind::Int),
    ("rev", Kind::Int),
    ("at", Kind::Int),
    ("by", Kind::Text),
    ("body", Kind::Text),
];

const BUMP: &str = "UPDATE objects SET shown = shown + 1, updated_at = r.at, updated_by = r.by
    FROM {rows} WHERE objects.id = r.id RETURNING objects.id";

const BUMP_COLUMNS: &[Column] = &[("id", Kind::Int), ("at", Kind::Int), ("by", Kind::Text)];

const BUMP_BELOW: &str = "UPDATE objects SET shown = shown + 1 WHERE parent_id {in $1} AND kind = 'variant'";

const BUMP_LEADING: &str = "UPDATE objects SET shown = shown + 1
    WHERE id IN (SELECT l.parent_id FROM objects l WHERE l.target_id {in $1})";

const DELETE: &str = "DELETE FROM objects WHERE id IN (SELECT r.id FROM {rows}) RETURNING id";

/// Frees the codes, and the ends, of what is deleted for what is created along with it.
pub(super) fn give_up_codes(steps: &mut Steps<'_>, changeset: &Changeset) {
    if !changeset.creates.is_empty() {
        steps.add(over(GIVE_UP_CODES, IDS, deleted(changeset)));
    }
}

pub(super) fn insert<'a>(steps: &mut Steps<'a>, changeset: &'a Changeset, at: i64) {
    let rows = changeset.creates.iter().map(|write| created(&write.row, at)).collect();
    steps.numbered(over(INSERT, INSERT_COLUMNS, rows), move |written| {
        let taken = changeset.creates.iter().find(|write| !written.contains(&write.row.id))?;
        Some(format!("{} \"{}\" exists", taken.row.kind.name(), taken.row.code))
    });
}

pub(super) fn update<'a>(steps: &mut Steps<'a>, changeset: &'a Changeset, at: i64) {
    let rows = changeset.updates.iter().map(|write| updated(&write.row, at)).collect();
    steps.numbered(over(UPDATE, UPDATE_COLUMNS, rows), move |written| {
        let lost = changeset.updates.iter().map(|write| &write.row.object).find(|o| !written.contains(&o.id))?;
        Some(format!("{} \"{}\"", lost.kind.name(), lost.code))
    });
}

/// Moves `shown` and the date of those whose own rows changed.
pub(super) fn bump<'a>(steps: &mut Steps<'a>, changeset: &'a Changeset, at: i64) {
    let by = changeset.changes.last().map_or("", |change| change.by.as_str());
    let bumped = bumped(changeset);
    let rows = bumped.iter().map(|id| vec![(*id).into(), at.into(), by.into()]).collect();
    steps.numbered(over(BUMP, BUMP_COLUMNS, rows), move |written| {
        bumped.iter().find(|id| !written.contains(id)).map(|id| format!("object {id} is gone"))
    });
}

/// Moves `shown` of variants and origins of links that only show something else.
pub(super) fn bump_below(steps: &mut Steps<'_>, changeset: &Changeset) {
    steps.add(among(BUMP_BELOW, changeset.shown_below.clone()));
    steps.add(among(BUMP_LEADING, changeset.shown_leading.clone()));
}

/// The objects whose `shown` and date move without a line of history that tells so.
pub(super) fn unlined(changeset: &Changeset) -> BTreeSet<i64> {
    let lined: HashSet<_> = changeset.changes.iter().map(|change| change.object_id).collect();
    let updated = changeset.updates.iter().map(|write| write.row.object.id).filter(|id| !lined.contains(id));
    bumped(changeset).into_iter().chain(updated).collect()
}

/// The objects of which only owned rows changed: they aren't written otherwise.
pub(super) fn bumped(changeset: &Changeset) -> BTreeSet<i64> {
    let created = changeset.creates.iter().map(|write| write.row.id);
    let updated = changeset.updates.iter().map(|write| write.row.object.id);
    let deleted = changeset.deletes.iter().map(|write| write.row.0);
    let written: HashSet<_> = created.chain(updated).chain(deleted).collect();
    changeset.shown.iter().copied().filter(|id| !written.contains(id)).collect()
}

pub(super) fn delete<'a>(steps: &mut Steps<'a>, changeset: &'a Changeset) {
    steps.numbered(over(DELETE, IDS, deleted(changeset)), move |written| {
        let lost = changeset.deletes.iter().find(|write| !written.contains(&write.row.0))?;
        Some(format!("object {} is gone", lost.row.0))
    });
}

fn deleted(changeset: &Changeset) -> Vec<Vec<Value>> {
    changeset.deletes.iter().map(|write| vec![write.row.0.into()]).collect()
}

fn created(object: &Object, at: i64) -> Vec<Value> {
    vec![
        object.id.into(),
        object.kind.name().into(),
        (&object.code).into(),
        object.type_id.into(),
        object.parent.as_ref().map(|parent| parent.id).into(),
        object.target.as_ref().map(|target| target.id).into(),
        object.set.into(),
        object.active.into(),
        object.sequence.into(),
        object.rev.into(),
        at.into(),
        (&object.created.by).into(),
        (&object.updated.by).into(),
        object.body.to_json().into(),
    ]
}

fn updated(update: &Update, at: i64) -> Vec<Value> {
    let object = &update.object;
    vec![
        object.id.into(),
        update.base.into(),
        (&object.code).into(),
        object.type_id.into(),
        object.parent.as_ref().map(|parent| parent.id).into(),
        object.set.into(),
        object.active.into(),
        object.sequence.into(),
        object.rev.into(),
        at.into(),
        (&object.updated.by).into(),
        object.body.to_json().into(),
    ]
}
