//! Objects to delete, with what cannot stand without them.

use std::sync::Arc;

use super::existing::check_expected;
use super::link;
use super::overlay::{Overlay, too_many};
use super::stage::Shift;
use super::step::Step;
use crate::command::Expect;
use crate::loaded::MAX_USES;
use crate::object::{Object, ObjectKind, Stamp};
use crate::problem::{Kind, Problem};
use crate::schema::LinkType;

/// Plans the deletion of one object.
pub(super) fn delete(
    view: &Overlay<'_>,
    kind: ObjectKind,
    code: &str,
    recursive: bool,
    expect: Option<&Expect>,
) -> Result<Step, Problem> {
    let object = view.object(kind, code).ok_or_else(|| Problem::not_found(kind.name(), code))?;
    check_expected(Some(object.rev), expect)?;
    match kind {
        ObjectKind::Document | ObjectKind::Variant | ObjectKind::Asset => with_links(view, object),
        ObjectKind::Classification => classification(view, object, recursive),
        ObjectKind::Link => Ok(link_alone(view, object)),
    }
}

/// Plans the deletion of the link of a type, from one object to another. Unless it must be there, its origin must.
pub(super) fn delete_link(
    view: &Overlay<'_>,
    (link_type, origin, target): (&str, &str, &str),
    must_exist: bool,
    expect: Option<&Expect>,
) -> Result<Step, Problem> {
    let Some(link) = link::between(view, link_type, origin, target) else {
        let kind = view.schema.get::<LinkType>(link_type).map(|(_, own)| own.origin_type);
        let origin_of = kind.and_then(|kind| view.object(kind, origin)).filter(|_| !must_exist);
        return origin_of.map(Step::unchanged).ok_or_else(|| {
            let message = format!("There is no link \"{link_type}\" from \"{origin}\" to \"{target}\".");
            Problem::new(Kind::NotFound, message)
        });
    };
    check_expected(Some(link.rev), expect)?;
    Ok(link_alone(view, link))
}

fn link_alone(view: &Overlay<'_>, link: &Arc<Object>) -> Step {
    let mut step = Step::deleted(link);
    step.objects = link::gone(view, std::slice::from_ref(link), |_| false);
    step
}

/// With all below, and the links that lead to any of it.
fn with_links(view: &Overlay<'_>, object: &Arc<Object>) -> Result<Step, Problem> {
    let below = descendants(view, object);
    let goes = |id: i64| id == object.id || below.iter().any(|below| below.id == id);
    let mut leading: Vec<Arc<Object>> = Vec::new();
    for end in below.iter().copied().chain([object]) {
        leading.extend(view.leading_to(end)?.into_iter().filter(|link| !goes(link.id)).cloned());
    }
    if leading.len() > MAX_USES {
        return Err(too_many(&format!("To the {} \"{}\" lead", object.kind.name(), object.code)));
    }
    let links = link::gone(view, &leading, goes);
    let mut step = with_children(object, below.iter().rev().copied().collect());
    step.objects.splice(0..0, links);
    Ok(step)
}

fn with_children(object: &Arc<Object>, children: Vec<&Arc<Object>>) -> Step {
    let mut step = Step::deleted(object);
    step.objects.splice(0..0, children.into_iter().map(Shift::gone));
    step
}

fn classification(view: &Overlay<'_>, node: &Arc<Object>, recursive: bool) -> Result<Step, Problem> {
    if node.parent.is_none() {
        return Err(Problem::built_in(format!("\"{}\" is the root of a catalog and can't be deleted.", node.code)));
    }
    let below = descendants(view, node);
    if !recursive && !below.is_empty() {
        let message = format!("The classification \"{}\" has {} below it.", node.code, below.len());
        return Err(Problem::conflict(message));
    }
    let mut step = Step::deleted(node);
    step.objects.splice(0..0, branch(view, node, &below)?);
    Ok(step)
}

/// All classifications of a catalog with its root: what is placed in them stays, elsewhere or nowhere.
pub(super) fn tree(view: &Overlay<'_>, root: &Arc<Object>) -> Result<Vec<Shift<Object>>, Problem> {
    let mut gone = branch(view, root, &descendants(view, root))?;
    gone.push(Shift::gone(root));
    Ok(gone)
}

/// What goes and changes with a classification: those `below` it, and what is placed in any of them.
fn branch(view: &Overlay<'_>, node: &Arc<Object>, below: &[&Arc<Object>]) -> Result<Vec<Shift<Object>>, Problem> {
    let mut orphans: Vec<Arc<Object>> = Vec::new();
    for node in below.iter().copied().chain([node]) {
        orphans.extend(view.placed(node)?.into_iter().cloned());
    }
    orphans.sort_by_key(|document| document.id);
    orphans.dedup_by_key(|document| document.id);
    if below.len() + orphans.len() > MAX_USES {
        let which =
            format!("The classification \"{}\" and those below it are, with the documents placed there,", node.code);
        return Err(too_many(&which));
    }
    let is_gone = |id: i64| id == node.id || below.iter().any(|object| object.id == id);
    let displaced = orphans.iter().map(|document| {
        let mut after = touched(view, document);
        after.placements.retain(|at| !is_gone(at.id));
        Shift::changed(document, Arc::new(after))
    });
    Ok(displaced.chain(below.iter().rev().copied().map(Shift::gone)).collect())
}

/// All below a node, those above before those below them.
fn descendants<'a>(view: &'a Overlay<'_>, node: &Object) -> Vec<&'a Arc<Object>> {
    let mut found = view.children(node.id);
    let mut next = 0;
    while let Some(node) = found.get(next) {
        found.extend(view.children(node.id));
        next += 1;
    }
    found
}

/// A copy that the actor is about to change.
pub(super) fn touched(view: &Overlay<'_>, object: &Object) -> Object {
    let updated = Stamp { at: 0, by: view.actor.name.clone() };
    Object { rev: view.objects.next_rev(object), updated, ..object.clone() }
}
