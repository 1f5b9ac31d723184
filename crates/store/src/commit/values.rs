//! Predefined values.

use model::changes::Changeset;
use model::schema::{PredefinedValue, State};

use super::steps::{IDS, REVISED, Steps};
use crate::conn::{Column, Kind, Value};
use crate::round::over;

const DELETE: &str = "DELETE FROM predefined_values WHERE (id, rev) IN (SELECT r.id, r.rev FROM {rows}) RETURNING id";

const DELETE_OF: &str = "DELETE FROM predefined_values WHERE attribute_id IN (SELECT r.id FROM {rows})";

const INSERT: &str = "INSERT INTO predefined_values (id, attribute_id, code, sequence, active, rev,
        created_at, created_by, updated_at, updated_by, labels)
    SELECT r.id, a.id, r.code, r.sequence, r.active, r.rev, r.at, r.by, r.at, r.by, r.labels
    FROM {rows} CROSS JOIN definitions a WHERE a.kind = 'attribute' AND a.code = r.attribute
    ON CONFLICT DO NOTHING RETURNING id";

const INSERT_COLUMNS: &[Column] = &[
    ("id", Kind::Int),
    ("attribute", Kind::Text),
    ("code", Kind::Text),
    ("sequence", Kind::Int),
    ("active", Kind::Bool),
    ("rev", Kind::Int),
    ("at", Kind::Int),
    ("by", Kind::Text),
    ("labels", Kind::Text),
];

const UPDATE: &str = "UPDATE predefined_values SET sequence = r.sequence, active = r.active, rev = r.rev,
        updated_at = r.at, updated_by = r.by, labels = r.labels
    FROM {rows} WHERE predefined_values.id = r.id AND predefined_values.rev = r.base RETURNING predefined_values.id";

const UPDATE_COLUMNS: &[Column] = &[
    ("id", Kind::Int),
    ("base", Kind::Int),
    ("sequence", Kind::Int),
    ("active", Kind::Bool),
    ("rev", Kind::Int),
    ("at", Kind::Int),
    ("by", Kind::Text),
    ("labels", Kind::Text),
];

/// Deletes values, and all those of attributes that are deleted, or going.
pub(super) fn delete<'a>(steps: &mut Steps<'a>, changeset: &'a Changeset) {
    let deleted = || changeset.values_deleted.iter().map(|write| &write.row);
    let rows = deleted().map(|value| vec![value.id.into(), value.rev.into()]).collect();
    steps.numbered(over(DELETE, REVISED, rows), move |written| {
        deleted().find(|value| !written.contains(&value.id)).map(|value| name(value))
    });
    let hidden = changeset.definitions.iter().map(|write| &write.row.0).filter(|d| d.state == State::Deleting);
    let gone = changeset.definitions_deleted.iter().map(|write| &write.row).chain(hidden);
    let attributes = gone.map(|definition| vec![definition.id.into()]).collect();
    steps.add(over(DELETE_OF, IDS, attributes));
}

pub(super) fn insert<'a>(steps: &mut Steps<'a>, changeset: &'a Changeset, at: i64) {
    let new = || changeset.values.iter().map(|write| &write.row).filter(|(_, base)| base.is_none());
    let rows = new().map(|(value, _)| created(value, at)).collect();
    steps.numbered(over(INSERT, INSERT_COLUMNS, rows), move |written| {
        let (taken, _) = new().find(|(value, _)| !written.contains(&value.id))?;
        Some(format!("{} exists, or its attribute doesn't", name(taken)))
    });
}

pub(super) fn update<'a>(steps: &mut Steps<'a>, changeset: &'a Changeset, at: i64) {
    let known = || changeset.values.iter().filter_map(|write| Some((&write.row.0, write.row.1?)));
    let rows = known().map(|(value, base)| updated(value, base, at)).collect();
    steps.numbered(over(UPDATE, UPDATE_COLUMNS, rows), move |written| {
        known().find(|(value, _)| !written.contains(&value.id)).map(|(value, _)| name(value))
    });
}

fn name(value: &PredefinedValue) -> String {
    format!("predefined value \"{}\" of attribute \"{}\"", value.code, value.attribute)
}

fn created(value: &PredefinedValue, at: i64) -> Vec<Value> {
    vec![
        value.id.into(),
        (&value.attribute).into(),
        (&value.code).into(),
        value.sequence.into(),
        value.active.into(),
        value.rev.into(),
        at.into(),
        (&value.created.by).into(),
        labels(value).into(),
    ]
}

fn updated(value: &PredefinedValue, base: i64, at: i64) -> Vec<Value> {
    vec![
        value.id.into(),
        base.into(),
        value.sequence.into(),
        value.active.into(),
        value.rev.into(),
        at.into(),
        (&value.updated.by).into(),
        labels(value).into(),
    ]
}

fn labels(value: &PredefinedValue) -> String {
    // Texts by text always serialise.
    serde_json::to_string(&value.labels).unwrap_or_default()
}
