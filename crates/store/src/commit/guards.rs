//! The conditions of a changeset: locked, then compared with what was planned on.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use model::changes::{Changeset, Committed, Update, Write};

use crate::Error;
use crate::conn::{Conn, Row, Statement};
use crate::definitions::{Revisions, read_revisions, revisions_statement};
use crate::round;

const HOLD_REVISIONS: &str = "SELECT rules, labels FROM revisions WHERE id = 1{for_update}";

// All in one order, so that no two commits wait for each other.
const HOLD_OBJECTS: &str = "SELECT id, kind, code, rev, shown FROM objects WHERE id {in $1} ORDER BY id{for_update}";

const HOLD_WITH_SHOWN: &str = "SELECT id, kind, code, rev, shown FROM objects
    WHERE id {in $1} OR (parent_id {in $2} AND kind = 'variant')
        OR id IN (SELECT l.parent_id FROM objects l WHERE l.target_id {in $3})
    ORDER BY id{for_update}";

const HOLD_VALUES: &str = "SELECT id FROM predefined_values WHERE id {in $1} ORDER BY id{for_update}";

const HOLD_KEY_VALUES: &str = "SELECT id FROM key_values WHERE id {in $1} ORDER BY id{for_update}";

const HOLD_USERS: &str = "SELECT id FROM accounts WHERE id {in $1} ORDER BY id{for_update}";

/// What the locks hold still.
pub(super) struct Held {
    revisions: Revisions,
    objects: HashMap<i64, Object>,
}

struct Object {
    name: String,
    rev: i64,
    shown: i64,
}

/// Takes the locks. Errors: [`Error::Stale`] for the first condition that doesn't hold.
pub(super) async fn check(conn: &mut Conn<'_>, changeset: &Changeset) -> Result<Held, Error> {
    let lock = conn.dialect().lock_schema(changeset.narrows);
    let [_, revisions, objects, ..] = round::run(
        conn,
        [
            lock.map(|sql| Statement::new(sql, Vec::new())),
            Some(revisions_of(changeset)),
            hold_objects(changeset),
            round::among(HOLD_VALUES, changed(&changeset.values, |value| value.id)),
            round::among(HOLD_KEY_VALUES, changed(&changeset.key_values, |pair| pair.id)),
            round::among(HOLD_USERS, changed(&changeset.users, |user| user.id)),
        ],
    )
    .await?;
    let revisions = read_revisions(&revisions)?;
    if revisions.rules != changeset.rules {
        return Err(stale("the rules", changeset.rules, revisions.rules));
    }
    let objects = objects.iter().map(object).collect::<Result<_, _>>()?;
    let held = Held { revisions, objects };
    held.check(changeset)?;
    Ok(held)
}

fn revisions_of(changeset: &Changeset) -> Statement {
    if changeset.narrows || changeset.relabels {
        Statement::new(HOLD_REVISIONS, Vec::new())
    } else {
        revisions_statement()
    }
}

fn hold_objects(changeset: &Changeset) -> Option<Statement> {
    let Changeset { shown_below: below, shown_leading: leading, .. } = changeset;
    let read = read_objects(changeset);
    if below.is_empty() && leading.is_empty() {
        return round::among(HOLD_OBJECTS, read);
    }
    Some(Statement::new(HOLD_WITH_SHOWN, vec![read.into(), below.clone().into(), leading.clone().into()]))
}

/// All objects that the changeset was planned on, but for those that it makes.
fn read_objects(changeset: &Changeset) -> Vec<i64> {
    let mut ids: BTreeSet<i64> = revisions_expected(changeset).map(|(id, _)| id).collect();
    ids.extend(changeset.locks.iter().chain(&changeset.shown));
    for create in &changeset.creates {
        ids.remove(&create.row.id);
    }
    ids.into_iter().collect()
}

/// The numbers of those that exist already.
fn changed<T>(written: &[Write<(Arc<T>, Option<i64>)>], id: fn(&T) -> i64) -> Vec<i64> {
    written.iter().filter(|write| write.row.1.is_some()).map(|write| id(&write.row.0)).collect()
}

/// Number and revision of each object written or read.
fn revisions_expected(changeset: &Changeset) -> impl Iterator<Item = (i64, i64)> {
    let updates = changeset.updates.iter().map(|write| (write.row.object.id, write.row.base));
    let deletes = changeset.deletes.iter().map(|write| write.row);
    updates.chain(deletes).chain(changeset.conditions.iter().copied())
}

fn object(row: &Row) -> Result<(i64, Object), Error> {
    let name = format!("{} \"{}\"", row.text(1)?, row.text(2)?);
    Ok((row.int(0)?, Object { name, rev: row.int(3)?, shown: row.int(4)? }))
}

fn stale(what: &str, expected: i64, found: i64) -> Error {
    Error::Stale(format!("{what} (expected revision {expected}, found {found})"))
}

impl Held {
    fn check(&self, changeset: &Changeset) -> Result<(), Error> {
        for id in read_objects(changeset) {
            if !self.objects.contains_key(&id) {
                return Err(Error::Stale(format!("object {id} is gone")));
            }
        }
        for (id, expected) in revisions_expected(changeset) {
            if let Some(object) = self.objects.get(&id)
                && object.rev != expected
            {
                return Err(stale(&object.name, expected, object.rev));
            }
        }
        Ok(())
    }

    /// The numbers as they are once the changeset is written.
    pub fn after(&self, changeset: &Changeset, at: i64) -> Committed {
        let created = changeset.creates.iter().map(|write| (write.row.id, write.row.rev));
        let updated = changeset.updates.iter().map(|write| {
            let Update { object, base, .. } = &write.row;
            let shown = self.objects.get(&object.id).map_or(0, |held| held.shown);
            (object.id, shown + object.rev - base)
        });
        Committed {
            at,
            shown: created.chain(updated).collect(),
            rules: self.revisions.rules + i64::from(changeset.narrows),
            labels: self.revisions.labels + i64::from(changeset.relabels),
        }
    }
}
