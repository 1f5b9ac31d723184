//! Key-values.

use model::changes::Changeset;
use model::key_value::KeyValue;

use super::steps::{REVISED, Steps};
use crate::conn::{Column, Kind, Value};
use crate::round::over;

const DELETE: &str = "DELETE FROM key_values WHERE (id, rev) IN (SELECT r.id, r.rev FROM {rows}) RETURNING id";

const INSERT: &str = "INSERT INTO key_values (id, code, protected, public, rev,
        created_at, created_by, updated_at, updated_by, value)
    SELECT r.id, r.code, r.protected, r.public, r.rev, r.at, r.by, r.at, r.by, r.value
    FROM {rows} WHERE true ON CONFLICT DO NOTHING RETURNING id";

const INSERT_COLUMNS: &[Column] = &[
    ("id", Kind::Int),
    ("code", Kind::Text),
    ("protected", Kind::Bool),
    ("public", Kind::Bool),
    ("rev", Kind::Int),
    ("at", Kind::Int),
    ("by", Kind::Text),
    ("value", Kind::Text),
];

const UPDATE: &str = "UPDATE key_values SET protected = r.protected, public = r.public, rev = r.rev,
        updated_at = r.at, updated_by = r.by, value = r.value
    FROM {rows} WHERE key_values.id = r.id AND key_values.rev = r.base RETURNING key_values.id";

const UPDATE_COLUMNS: &[Column] = &[
    ("id", Kind::Int),
    ("base", Kind::Int),
    ("protected", Kind::Bool),
    ("public", Kind::Bool),
    ("rev", Kind::Int),
    ("at", Kind::Int),
    ("by", Kind::Text),
    ("value", Kind::Text),
];

/// Deletes, then makes and changes: a key that was given up is free at once.
pub(super) fn write<'a>(steps: &mut Steps<'a>, changeset: &'a Changeset, at: i64) {
    let deleted = || changeset.key_values_deleted.iter().map(|write| &write.row);
    let rows = deleted().map(|pair| vec![pair.id.into(), pair.rev.into()]).collect();
    steps.numbered(over(DELETE, REVISED, rows), move |written| {
        deleted().find(|pair| !written.contains(&pair.id)).map(|pair| name(pair))
    });
    let new = || changeset.key_values.iter().map(|write| &write.row).filter(|(_, base)| base.is_none());
    let rows = new().map(|(pair, _)| created(pair, at)).collect();
    steps.numbered(over(INSERT, INSERT_COLUMNS, rows), move |written| {
        new().find(|(pair, _)| !written.contains(&pair.id)).map(|(pair, _)| format!("{} exists", name(pair)))
    });
    let known = || changeset.key_values.iter().filter_map(|write| Some((&write.row.0, write.row.1?)));
    let rows = known().map(|(pair, base)| updated(pair, base, at)).collect();
    steps.numbered(over(UPDATE, UPDATE_COLUMNS, rows), move |written| {
        known().find(|(pair, _)| !written.contains(&pair.id)).map(|(pair, _)| name(pair))
    });
}

fn name(pair: &KeyValue) -> String {
    format!("key-value \"{}\"", pair.code)
}

fn created(pair: &KeyValue, at: i64) -> Vec<Value> {
    vec![
        pair.id.into(),
        (&pair.code).into(),
        pair.protected.into(),
        pair.public.into(),
        pair.rev.into(),
        at.into(),
        (&pair.created.by).into(),
        (&pair.value).into(),
    ]
}

fn updated(pair: &KeyValue, base: i64, at: i64) -> Vec<Value> {
    vec![
        pair.id.into(),
        base.into(),
        pair.protected.into(),
        pair.public.into(),
        pair.rev.into(),
        at.into(),
        (&pair.updated.by).into(),
        (&pair.value).into(),
    ]
}
