//! Definitions. Whoever writes them holds the schema alone.

use model::changes::Changeset;
use model::job::JobKind;
use model::reshape::Reshape;
use model::schema::Definition;

use super::steps::{REVISED, Steps};
use crate::conn::{Column, Kind, Value};
use crate::jobs::{self, NewJob};
use crate::round::over;

// A leading blank: no other definition can have such a code.
const GIVE_UP_CODES: &str = "UPDATE definitions SET code = ' ' || id WHERE id IN (SELECT r.id FROM {rows})";

const INSERT: &str =
    "INSERT INTO definitions (id, kind, code, rev, created_at, created_by, updated_at, updated_by, index_id, state, body)
    SELECT r.id, r.kind, r.code, r.rev, r.at, r.by, r.at, r.by, r.index_id, r.state, r.body
    FROM {rows} WHERE true ON CONFLICT DO NOTHING RETURNING id";

const INSERT_COLUMNS: &[Column] = &[
    ("id", Kind::Int),
    ("kind", Kind::Text),
    ("code", Kind::Text),
    ("rev", Kind::Int),
    ("at", Kind::Int),
    ("by", Kind::Text),
    ("index_id", Kind::Int),
    ("state", Kind::Text),
    ("body", Kind::Text),
];

const UPDATE: &str = "UPDATE definitions SET rev = r.rev, updated_at = r.at, updated_by = r.by, index_id = r.index_id,
    state = r.state, body = r.body
    FROM {rows} WHERE definitions.id = r.id AND definitions.rev = r.base RETURNING definitions.id";

const UPDATE_COLUMNS: &[Column] = &[
    ("id", Kind::Int),
    ("base", Kind::Int),
    ("rev", Kind::Int),
    ("at", Kind::Int),
    ("by", Kind::Text),
    ("index_id", Kind::Int),
    ("state", Kind::Text),
    ("body", Kind::Text),
];

const DELETE: &str = "DELETE FROM definitions WHERE (id, rev) IN (SELECT r.id, r.rev FROM {rows}) RETURNING id";

/// Frees the codes of what is deleted for what is created along with it.
pub(super) fn give_up_codes(steps: &mut Steps<'_>, changeset: &Changeset) {
    if !changeset.definitions.is_empty() {
        steps.add(over(GIVE_UP_CODES, REVISED, deleted(changeset)));
    }
}

pub(super) fn insert<'a>(steps: &mut Steps<'a>, changeset: &'a Changeset, at: i64) {
    let new = || changeset.definitions.iter().map(|write| &write.row).filter(|(_, base)| base.is_none());
    let rows = new().map(|(definition, _)| created(definition, at)).collect();
    steps.numbered(over(INSERT, INSERT_COLUMNS, rows), move |written| {
        let (taken, _) = new().find(|(definition, _)| !written.contains(&definition.id))?;
        Some(format!("{} \"{}\" exists", taken.spec.kind().words(), taken.code))
    });
}

pub(super) fn update<'a>(steps: &mut Steps<'a>, changeset: &'a Changeset, at: i64) {
    let known = || changeset.definitions.iter().filter_map(|write| Some((&write.row.0, write.row.1?)));
    let rows = known().map(|(definition, base)| updated(definition, base, at)).collect();
    steps.numbered(over(UPDATE, UPDATE_COLUMNS, rows), move |written| {
        let (lost, _) = known().find(|(definition, _)| !written.contains(&definition.id))?;
        Some(format!("{} \"{}\"", lost.spec.kind().words(), lost.code))
    });
}

pub(super) fn delete<'a>(steps: &mut Steps<'a>, changeset: &'a Changeset) {
    steps.numbered(over(DELETE, REVISED, deleted(changeset)), move |written| {
        let mut deleted = changeset.definitions_deleted.iter().map(|write| &write.row);
        let lost = deleted.find(|definition| !written.contains(&definition.id))?;
        Some(format!("{} \"{}\"", lost.spec.kind().words(), lost.code))
    });
}

/// Adds a job for each change that objects begin to follow.
pub(super) fn follow(steps: &mut Steps<'_>, changeset: &Changeset, at: i64) {
    for begun in &changeset.reshapes {
        let reshape = &begun.row;
        let (payload, by) = (reshape.to_json(), reshape.by.clone());
        let job = NewJob::new(JobKind::Reshape, subject(reshape, changeset), payload, by);
        steps.add(Some(jobs::adding(reshape.id, &job, at)));
    }
}

/// The definitions that are changing or going, in words.
fn subject(reshape: &Reshape, changeset: &Changeset) -> String {
    let written = changeset.definitions.iter().map(|write| &write.row.0);
    let concerned = written.filter(|definition| reshape.definitions.contains(&definition.id));
    let words: Vec<_> =
        concerned.map(|definition| format!("{} \"{}\"", definition.spec.kind().words(), definition.code)).collect();
    words.join(", ")
}

fn deleted(changeset: &Changeset) -> Vec<Vec<Value>> {
    changeset.definitions_deleted.iter().map(|write| vec![write.row.id.into(), write.row.rev.into()]).collect()
}

fn created(definition: &Definition, at: i64) -> Vec<Value> {
    vec![
        definition.id.into(),
        definition.spec.kind().name().into(),
        (&definition.code).into(),
        definition.rev.into(),
        at.into(),
        (&definition.created.by).into(),
        definition.index.into(),
        definition.state.name().into(),
        definition.spec.to_json().into(),
    ]
}

fn updated(definition: &Definition, base: i64, at: i64) -> Vec<Value> {
    vec![
        definition.id.into(),
        base.into(),
        definition.rev.into(),
        at.into(),
        (&definition.updated.by).into(),
        definition.index.into(),
        definition.state.name().into(),
        definition.spec.to_json().into(),
    ]
}
