//! What a batch comes to: each thing written once, however many commands touched it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::history;
use super::index;
use super::overlay::Overlay;
use super::stage::{Fate, Stage, Staged, Thing};
use super::unique;
use crate::changes::{Change, Changeset, Entity, Op, Update, Write};
use crate::file::{self, Fact};
use crate::object::{Object, ObjectKind};
use crate::reshape::Reshape;
use crate::schema::Schema;
use crate::user::User;
use crate::value::Value;

/// The changeset of all that was staged. `schema` is the one that the batch began with.
pub(super) fn changeset(overlay: &Overlay<'_>, schema: &Schema) -> Changeset {
    let mut changeset =
        Changeset { rules: schema.rules, narrows: overlay.narrows, relabels: overlay.relabels, ..Changeset::default() };
    for (command, row) in upserts(&overlay.definitions) {
        changeset.definitions.push(Write { command, row });
    }
    for (command, row) in deletions(&overlay.definitions) {
        changeset.definitions_deleted.push(Write { command, row });
    }
    for (command, row) in upserts(&overlay.values) {
        changeset.values.push(Write { command, row });
    }
    for (command, row) in deletions(&overlay.values) {
        changeset.values_deleted.push(Write { command, row });
    }
    for (command, row) in upserts(&overlay.key_values) {
        changeset.key_values.push(Write { command, row });
    }
    for (command, row) in deletions(&overlay.key_values) {
        changeset.key_values_deleted.push(Write { command, row });
    }
    changeset.reshapes =
        overlay.begun.iter().map(|(command, row)| Write { command: *command, row: row.clone() }).collect();
    changeset.reshaped.clone_from(&overlay.ended);
    for (command, row) in upserts(&overlay.users) {
        changeset.users.push(Write { command, row });
    }
    changeset.sessions_ended = overlay.users.iter().filter_map(sessions_ended).collect();
    changeset.session_kept = session_kept(overlay);
    let relinked = relinked(overlay);
    objects(overlay, &relinked, &mut changeset);
    conditions(overlay, &relinked, &mut changeset);
    keys(overlay, &mut changeset);
    files(overlay, &mut changeset);
    changeset.index = index::rows(overlay, schema);
    changeset.changes = changes(overlay, schema);
    changeset
}

/// Things made or changed: (command, (thing, revision before)).
fn upserts<T: Thing>(stage: &Stage<T>) -> impl Iterator<Item = (usize, (Arc<T>, Option<i64>))> {
    stage.iter().filter_map(|staged| match staged.fate() {
        Fate::Made(now) => Some((staged.command, (Arc::clone(now), None))),
        Fate::Changed(was, now) => Some((staged.command, (Arc::clone(now), Some(was.rev())))),
        _ => None,
    })
}

fn deletions<T: Thing>(stage: &Stage<T>) -> impl Iterator<Item = (usize, Arc<T>)> {
    stage.iter().filter_map(|staged| match staged.fate() {
        Fate::Gone(was) => Some((staged.command, Arc::clone(was))),
        _ => None,
    })
}

/// A user who may no longer sign in, or not with the password that opened them, loses all sessions.
fn sessions_ended(staged: &Staged<User>) -> Option<i64> {
    match staged.fate() {
        Fate::Changed(was, now) => ((was.active && !now.active) || was.password != now.password).then_some(now.id),
        _ => None,
    }
}

/// Whoever chooses a password for themselves goes on in the session in which they did.
fn session_kept(overlay: &Overlay<'_>) -> Option<String> {
    let own = overlay.users.get(overlay.actor.account?)?.now.as_ref()?;
    overlay.actor.session.clone().filter(|_| own.active)
}

fn objects(overlay: &Overlay<'_>, relinked: &BTreeSet<i64>, changeset: &mut Changeset) {
    let mut owners = BTreeSet::new();
    for staged in overlay.objects.iter() {
        let command = staged.command;
        match staged.fate() {
            Fate::Made(now) => changeset.creates.push(Write { command, row: Arc::clone(now) }),
            Fate::Gone(was) => changeset.deletes.push(Write { command, row: (was.id, was.rev) }),
            Fate::Kept(was, _) if !relinked.contains(&was.id) => continue,
            Fate::Changed(was, now) | Fate::Kept(was, now) => {
                let placements = was.placements != now.placements;
                changeset.shown_below.extend((was.set != now.set).then_some(now.id));
                changeset.shown_leading.extend((face(was) != face(now)).then_some(now.id));
                let row = Update { object: Arc::clone(now), base: was.rev, placements };
                changeset.updates.push(Write { command, row });
            }
            Fate::Passed => continue,
        }
        owners.extend(owners_of(staged));
    }
    let is_kept = |id: &i64| {
        let fate = overlay.objects.get(*id).map(Staged::fate);
        fate.is_none_or(|fate| matches!(fate, Fate::Kept(..)) && !relinked.contains(id))
    };
    changeset.shown = owners.into_iter().filter(is_kept).collect();
    let made: HashMap<_, _> = changeset.creates.iter().map(|create| (create.row.id, Arc::clone(&create.row))).collect();
    parents_first(&mut changeset.creates, |id| made.get(&id).map(|object| &**object), |row| row.id);
    let gone: HashSet<_> = changeset.deletes.iter().map(|delete| delete.row.0).collect();
    let was = |id: i64| overlay.objects.get(id).filter(|_| gone.contains(&id))?.was.as_deref();
    parents_first(&mut changeset.deletes, was, |row| row.0);
    changeset.deletes.reverse();
}

/// What others show of an asset: its thumbnail.
fn face(object: &Object) -> Option<(bool, [Option<&Value>; 3])> {
    let fact = |fact: Fact| object.body.value(fact.code(), None);
    (object.kind == ObjectKind::Asset).then(|| (object.active, [Fact::Key, Fact::Name, Fact::Mime].map(fact)))
}

/// The origins of links that came, went or changed: these are part of what they say.
fn relinked(overlay: &Overlay<'_>) -> BTreeSet<i64> {
    let links = overlay.objects.iter().filter(|staged| staged.last.kind == ObjectKind::Link);
    let differing = links.filter(|staged| matches!(staged.fate(), Fate::Made(_) | Fate::Changed(..) | Fate::Gone(_)));
    differing.filter_map(|staged| parent_id(&staged.last)).collect()
}

fn parent_id(object: &Object) -> Option<i64> {
    object.parent.as_ref().map(|parent| parent.id)
}

/// The objects that print something of a changed one: a variant's document; a classification's
/// parents, if it came, went, or changed its place or activity; what a link leads to.
fn owners_of(staged: &Staged<Object>) -> impl Iterator<Item = i64> {
    let (was, now) = (staged.was.as_deref(), staged.now.as_deref());
    let seen = |object: Option<&Object>| object.map(|object| (parent_id(object), object.sequence, object.active));
    let is_seen = staged.last.kind == ObjectKind::Variant || seen(was) != seen(now);
    let parents = was.into_iter().chain(now).filter(move |_| is_seen).filter_map(parent_id);
    parents.chain(staged.last.target.as_ref().map(|target| target.id))
}

/// Sorts rows so that those above come before those below, and links after all that they may lead to; `object` finds
/// those among them.
fn parents_first<'o, R>(rows: &mut [Write<R>], object: impl Fn(i64) -> Option<&'o Object>, id: impl Fn(&R) -> i64) {
    let above = |below: &&Object| object(parent_id(below)?);
    rows.sort_by_cached_key(|write| {
        let own = object(id(&write.row));
        (own.is_some_and(|own| own.target.is_some()), std::iter::successors(own, above).count())
    });
}

/// The revisions that must hold, of objects that the changeset doesn't write itself.
fn conditions(overlay: &Overlay<'_>, relinked: &BTreeSet<i64>, changeset: &mut Changeset) {
    let read = overlay.conditions.iter().filter(|(id, _)| overlay.objects.get(**id).is_none());
    changeset.conditions = read.map(|(id, rev)| (*id, *rev)).collect();
    let kept = overlay.objects.iter().filter_map(|staged| match staged.fate() {
        Fate::Kept(was, _) if !relinked.contains(&was.id) => Some((was.id, was.rev)),
        _ => None,
    });
    changeset.conditions.extend(kept);
    changeset.conditions.sort_unstable();
    let is_stored = |id: &i64| overlay.objects.get(*id).is_none_or(|staged| staged.was.is_some());
    changeset.locks = overlay.locks.iter().copied().filter(is_stored).collect();
    changeset.locks.sort_unstable();
    changeset.locks.dedup();
}

fn keys(overlay: &Overlay<'_>, changeset: &mut Changeset) {
    for (key, held) in overlay.keys.changed() {
        changeset.unique_removed.extend(held.was.map(|id| (key.clone(), id)));
        let taken = held.now.map(|id| Write { command: held.command, row: (key.clone(), id) });
        changeset.unique_added.extend(taken);
    }
    if let Some(reshape) = &overlay.follows {
        rekey(overlay, reshape, changeset);
    }
    changeset.unique_removed.sort_unstable();
    changeset.unique_added.sort_unstable_by(|a, b| a.row.cmp(&b.row));
}

/// Whose bytes are others than before.
fn files(overlay: &Overlay<'_>, changeset: &mut Changeset) {
    for staged in overlay.objects.iter().filter(|staged| staged.last.kind == ObjectKind::Asset) {
        let of = |object: Option<&Arc<Object>>| object.and_then(|object| file::hash(&object.body)).map(str::to_owned);
        let (was, now) = (of(staged.was.as_ref()), of(staged.now.as_ref()));
        if was != now {
            let id = staged.last.id;
            changeset.files_taken.extend(now.map(|hash| Write { command: staged.command, row: (hash, id) }));
            changeset.files_given_up.extend(was);
        }
    }
}

/// The keys of attributes that the index knows by other numbers now. A write beside the job may have taken some
/// already: all are given up first.
fn rekey(overlay: &Overlay<'_>, reshape: &Reshape, changeset: &mut Changeset) {
    let attributes = overlay.schema.unique_attributes().filter(|unique| reshape.definitions.contains(&unique.id));
    for attribute in attributes {
        for object in overlay.objects.present() {
            for taken in unique::keys_of(attribute, object.kind, &object.body) {
                changeset.unique_removed.push((taken.key.clone(), object.id));
                changeset.unique_added.push(Write { command: 0, row: (taken.key, object.id) });
            }
        }
    }
    changeset.unique_removed.sort_unstable();
    changeset.unique_removed.dedup();
    changeset.unique_added.sort_unstable_by(|a, b| a.row.cmp(&b.row));
    changeset.unique_added.dedup_by(|a, b| a.row == b.row);
}

/// One line of history for each thing, in the order of the commands that touched them first;
/// within a command what is made comes before what relies on it, what goes after: read
/// backwards, each line can be undone.
fn changes(overlay: &Overlay<'_>, schema: &Schema) -> Vec<Change> {
    let mut lines = Vec::new();
    collect(&overlay.definitions, overlay, schema, &mut lines);
    collect(&overlay.values, overlay, schema, &mut lines);
    collect(&overlay.key_values, overlay, schema, &mut lines);
    collect(&overlay.users, overlay, schema, &mut lines);
    collect(&overlay.objects, overlay, schema, &mut lines);
    lines.sort_by_key(|(command, change)| (*command, turn(change)));
    lines.into_iter().map(|(_, change)| change).collect()
}

fn turn(change: &Change) -> u8 {
    match (ObjectKind::from_name(change.kind), change.kind == history::VALUE, change.op) {
        (Some(_), ..) => 2,
        (None, false, Op::Create) => 0,
        (None, true, Op::Create) => 1,
        (None, true, _) => 3,
        (None, false, _) => 4,
    }
}

fn collect<T: Thing>(stage: &Stage<T>, overlay: &Overlay<'_>, schema: &Schema, lines: &mut Vec<(usize, Change)>) {
    let entity = |thing: &Arc<T>| Arc::clone(thing).entity();
    let now_schema = overlay.schema.as_ref();
    for staged in stage.iter() {
        let was_schema = if staged.was.is_some() { schema } else { now_schema };
        let mut line = |before: Option<Entity>, after: Option<Entity>| {
            let before = before.as_ref().map(|entity| (entity, was_schema));
            let change = history::change(before, after.as_ref().map(|entity| (entity, now_schema)), overlay.actor);
            lines.extend(change.map(|change| (staged.first_command, change)));
        };
        match staged.fate() {
            Fate::Kept(..) => {}
            Fate::Passed => {
                line(None, Some(entity(&staged.last)));
                line(Some(entity(&staged.last)), None);
            }
            Fate::Made(_) | Fate::Changed(..) | Fate::Gone(_) => {
                let was = staged.was.as_ref().map(|was| entity(&T::stored(was, overlay)));
                line(was, staged.now.as_ref().map(entity));
            }
        }
    }
}
