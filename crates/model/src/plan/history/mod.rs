//! What differs between two states of a thing: lines of history, and the fields of a dry run.

mod access;
mod app;
mod catalogs;
mod completeness;
mod duplicate;
mod fields;
mod image;
mod key_value;
mod links;
mod past;
mod planning;
mod profile;
mod restore;
mod revert;
mod structure;
mod tag;
mod told;
mod units;
mod user;
mod webhook;
mod workflow;

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::body::write_text;
use crate::changes::{Change, Difference, Entity, Op};
use crate::permission::Actor;
use crate::schema::Schema;

pub use catalogs::{Bearer, Catalogs};
pub use duplicate::{Duplicate, duplicate};
use fields::{ATTRIBUTES, CODE, Fields, Leaf, Path, fields};
pub(crate) use image::said;
pub(crate) use key_value::KIND as KEY_VALUE;
pub use past::{Damaged, Past};
pub use restore::{Drafts, bring_back, ends, put_back};
pub use revert::revert;
pub(crate) use revert::{VALUE, restored_fields};
pub use told::{Told, begun, between, told};
pub(crate) use user::KIND as USER;

/// A thing in one state, and the schema that names what it refers to.
pub(super) type State<'a> = (&'a Entity, &'a Schema);

/// One differing field; `None`: absent.
struct Delta<'a> {
    path: Path<'a>,
    before: Option<Leaf<'a>>,
    after: Option<Leaf<'a>>,
}

/// One side of a delta.
type Side = for<'d, 'a> fn(&'d Delta<'a>) -> Option<&'d Leaf<'a>>;

const BEFORE: Side = |delta| delta.before.as_ref();
const AFTER: Side = |delta| delta.after.as_ref();

/// The fields that differ; `None`: the thing isn't there.
pub(crate) fn differences(before: Option<&Entity>, after: Option<&Entity>, schema: &Schema) -> Vec<Difference> {
    let deltas = deltas(before.map(|entity| (entity, schema)), after.map(|entity| (entity, schema)));
    let json = |leaf: Option<Leaf<'_>>| leaf.map(|leaf| leaf.to_json());
    let difference = |delta: Delta<'_>| Difference {
        path: steps(&delta.path).collect::<Vec<_>>().join("."),
        before: json(delta.before),
        after: json(delta.after),
    };
    deltas.into_iter().map(difference).collect()
}

/// The line of history between two different states; `None` if neither is there.
pub(super) fn change(before: Option<State<'_>>, after: Option<State<'_>>, actor: &Actor) -> Option<Change> {
    let (entity, _) = after.or(before)?;
    let deltas = deltas(before, after);
    let (op, images) = match (before, after) {
        (None, _) => (Op::Create, (None, None)),
        (_, None) => (Op::Delete, (Some(patch(&deltas, BEFORE)), None)),
        _ => (Op::Update, (Some(patch(&deltas, BEFORE)), Some(patch(&deltas, AFTER)))),
    };
    let localised = deltas.iter().filter(|delta| delta.path[0] == ATTRIBUTES && !delta.path[2].is_empty());
    let locales: BTreeSet<&str> = localised.map(|delta| delta.path[2]).collect();
    let (kind, object_id, code) = about(entity);
    let (parent, target) = left(before, after);
    Some(Change {
        kind,
        object_id,
        code,
        op,
        locales: locales.into_iter().map(str::to_owned).collect(),
        before: images.0,
        after: images.1,
        parent,
        target,
        by: actor.name.clone(),
        origin: actor.origin.name(),
    })
}

/// The numbers of what an object stood under, and of what it led to, if it does so no more.
fn left(before: Option<State<'_>>, after: Option<State<'_>>) -> (Option<i64>, Option<i64>) {
    let ends = |state: Option<State<'_>>| match state {
        Some((Entity::Object(object), _)) => [&object.parent, &object.target].map(|end| end.as_ref().map(|end| end.id)),
        _ => [None, None],
    };
    let ([parent, target], [now, _]) = (ends(before), ends(after));
    (parent.filter(|_| parent != now), target.filter(|_| after.is_none()))
}

fn about(entity: &Entity) -> (&'static str, i64, String) {
    match entity {
        Entity::Object(object) => (object.kind.name(), object.id, object.code.clone()),
        Entity::Definition(definition) => (definition.spec.kind().name(), definition.id, definition.code.clone()),
        Entity::Value(value) => (VALUE, value.id, format!("attribute={};code={}", value.attribute, value.code)),
        Entity::KeyValue(pair) => (key_value::KIND, pair.id, pair.code.clone()),
        Entity::User(user) => (user::KIND, user.id, user.username.clone()),
    }
}

/// The fields that differ between two states; the code where an object is called otherwise.
fn deltas<'a>(before: Option<State<'a>>, after: Option<State<'a>>) -> Vec<Delta<'a>> {
    let code = |state: Option<State<'a>>| match state {
        Some((Entity::Object(object), _)) => Some(object.code.as_str()),
        _ => None,
    };
    let is_renamed = before.is_some() && after.is_some() && code(before) != code(after);
    let fields = |state: Option<State<'a>>| {
        let mut fields = state.map_or_else(Vec::new, fields);
        if let Some(code) = code(state).filter(|_| is_renamed) {
            let place = fields.partition_point(|(path, _)| path[0] < CODE);
            fields.insert(place, ([CODE, "", ""], Leaf::Text(code)));
        }
        fields
    };
    differing(fields(before), fields(after))
}

/// What differs between two sorted lists of fields.
fn differing<'a>(before: Fields<'a>, after: Fields<'a>) -> Vec<Delta<'a>> {
    let (mut before, mut after) = (before.into_iter().peekable(), after.into_iter().peekable());
    let mut deltas = Vec::new();
    loop {
        let order = match (before.peek(), after.peek()) {
            (None, None) => return deltas,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((old, _)), Some((new, _))) => old.cmp(new),
        };
        let old = if order == Ordering::Greater { None } else { before.next() };
        let new = if order == Ordering::Less { None } else { after.next() };
        let Some(path) = old.as_ref().or(new.as_ref()).map(|(path, _)| *path) else { return deltas };
        let (before, after) = (old.map(|(_, leaf)| leaf), new.map(|(_, leaf)| leaf));
        if before != after {
            deltas.push(Delta { path, before, after });
        }
    }
}

fn steps<'a>(path: &Path<'a>) -> impl Iterator<Item = &'a str> {
    path.iter().copied().filter(|step| !step.is_empty())
}

/// One side of the deltas as JSON, nested by path; null where that side has nothing.
fn patch(deltas: &[Delta<'_>], side: Side) -> String {
    let mut out = String::new();
    write_level(&mut out, deltas, 0, side);
    out
}

fn write_level(out: &mut String, deltas: &[Delta<'_>], depth: usize, side: Side) {
    out.push('{');
    for (n, group) in deltas.chunk_by(|a, b| a.path[depth] == b.path[depth]).enumerate() {
        if n > 0 {
            out.push(',');
        }
        write_text(out, group[0].path[depth]);
        out.push(':');
        let is_leaf = group[0].path.get(depth + 1).is_none_or(|step| step.is_empty());
        match side(&group[0]) {
            _ if !is_leaf => write_level(out, group, depth + 1, side),
            Some(leaf) => leaf.keep(out),
            // An attribute made anew in another form: its one value gave way to values by locale.
            None if group.len() > 1 => write_level(out, &group[1..], depth + 1, side),
            None => out.push_str("null"),
        }
    }
    out.push('}');
}
