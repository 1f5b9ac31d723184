//! The revisions and the history.

use model::changes::{Change, Changeset, Committed};

use super::objects;
use super::steps::Steps;
use crate::conn::{Column, Kind, Statement, Value};
use crate::round::over;

const REVISE: &str = "UPDATE revisions SET rules = $1, labels = $2 WHERE id = 1";

const APPEND: &str = "INSERT INTO changes (tx, at, actor, origin, kind, object_id, code, op, locales, before, after,
        parent_id, target_id, shown, job_id)
    SELECT {tx}, r.at, r.actor, r.origin, r.kind, r.object_id, r.code, r.op, r.locales, r.before, r.after,
        r.parent_id, r.target_id, r.shown, r.job_id
    FROM {rows}";

const COLUMNS: &[Column] = &[
    ("at", Kind::Int),
    ("actor", Kind::Text),
    ("origin", Kind::Text),
    ("kind", Kind::Text),
    ("object_id", Kind::Int),
    ("code", Kind::Text),
    ("op", Kind::Text),
    ("locales", Kind::Text),
    ("before", Kind::Text),
    ("after", Kind::Text),
    ("parent_id", Kind::Int),
    ("target_id", Kind::Int),
    ("shown", Kind::Text),
    ("job_id", Kind::Int),
];

pub(super) fn revisions(steps: &mut Steps<'_>, changeset: &Changeset, committed: &Committed) {
    if changeset.narrows || changeset.relabels {
        steps.add(Some(Statement::new(REVISE, vec![committed.rules.into(), committed.labels.into()])));
    }
}

pub(super) fn append(steps: &mut Steps<'_>, changeset: &Changeset, job: Option<i64>, at: i64) {
    let mut shown = unlined(changeset);
    let rows = changeset.changes.iter().map(|change| row(change, std::mem::take(&mut shown), job, at));
    steps.add(over(APPEND, COLUMNS, rows.collect()));
}

/// The objects that have no line of their own, for the first line.
fn unlined(changeset: &Changeset) -> String {
    objects::unlined(changeset).iter().map(i64::to_string).collect::<Vec<_>>().join(",")
}

fn row(change: &Change, shown: String, job: Option<i64>, at: i64) -> Vec<Value> {
    vec![
        at.into(),
        (&change.by).into(),
        change.origin.into(),
        change.kind.into(),
        change.object_id.into(),
        (&change.code).into(),
        change.op.name().into(),
        change.locales.join(",").into(),
        change.before.clone().into(),
        change.after.clone().into(),
        change.parent.into(),
        change.target.into(),
        shown.into(),
        job.into(),
    ]
}
