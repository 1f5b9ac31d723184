//! Objects to create or change: what the kinds share.

use std::sync::Arc;

use super::delete::touched;
use super::existing::{check_code, check_put, faults_of};
use super::merge::{self, Holder, Merged};
use super::overlay::Overlay;
use super::reshape::check_active;
use super::stage::Shift;
use super::step::{Faults, Step};
use super::{asset, classification, document, link, transition, unique, variant};
use crate::body::Body;
use crate::code;
use crate::command::{Expect, Patch, PutObject};
use crate::object::{Object, ObjectKind, ObjectRef};
use crate::problem::Problem;
use crate::schema::State;

/// Where an object stands after a put.
#[derive(Default)]
pub(super) struct Place<'a> {
    /// The document type, catalog or link type; `None` where a violation says that there is none.
    pub type_id: Option<i64>,
    pub parent: Option<ObjectRef>,
    /// What a link leads to.
    pub target: Option<ObjectRef>,
    /// A document's attribute set, by its number.
    pub set: Option<i64>,
    pub placements: Vec<ObjectRef>,
    /// Its place among its siblings, where these decide it.
    pub sequence: Option<i64>,
    /// Those that make room for it.
    pub siblings: Vec<Shift<Object>>,
    /// A variant's document.
    pub document: Option<&'a Arc<Object>>,
    /// What was read to decide it: (number, revision).
    pub conditions: Vec<(i64, i64)>,
    /// The roots of the trees in which it moves.
    pub locks: Vec<i64>,
}

/// Plans one put.
pub(super) fn put(view: &Overlay<'_>, put: &PutObject, expect: Option<&Expect>) -> Result<Step, Problem> {
    let found = match put.kind {
        ObjectKind::Link => link::named(view, put),
        _ => view.object(put.kind, &put.code),
    };
    let mut faults = faults_of(check_named(put, found, expect))?;
    let before = found.filter(|_| faults.taken.is_none());
    if put.kind != ObjectKind::Link {
        check_code(&put.code, put.body_code.as_deref(), code::check_object, &mut faults);
    }
    let code = code_after(view, put, before, &mut faults);
    let mut place = match put.kind {
        ObjectKind::Document => document::place(view, put, before, &mut faults),
        ObjectKind::Variant => variant::place(view, put, before, &mut faults),
        ObjectKind::Classification => classification::place(view, put, before, &mut faults)?,
        ObjectKind::Asset => asset::place(view, put, before, &mut faults),
        ObjectKind::Link => link::place(view, put, before, &mut faults),
    };
    let empty = Body::default();
    let own = before.map_or(&empty, |object| &object.body);
    let has_type = !matches!(put.kind, ObjectKind::Classification | ObjectKind::Asset);
    let of_type = place.type_id.filter(|_| has_type).and_then(|id| view.schema.by_id(id));
    let holder = Holder {
        id: before.map(|object| object.id),
        kind: put.kind,
        type_code: of_type.map(|definition| definition.code.as_str()),
        is_typed: !has_type || of_type.is_some(),
        set: place.document.map_or(place.set, |document| document.set),
        own,
        is_new: before.is_none() && put.takes_defaults,
        inherited: place.document.map(|document| &document.body),
    };
    let mut merged = merge::apply(view, &holder, put, &mut faults);
    let refused = move_on(view, put, &holder, &mut merged, &mut faults);
    asset::check_given(put, before)?;
    asset::file(view, put, own, &mut merged.body, &mut faults);
    if let Some(body) = &merged.body {
        check_keyed(view, put.kind, own, body)?;
        check_unique(view, put.kind, found, body, &mut faults);
    }
    let warnings = faults.settle()?;
    refused.map_or(Ok(()), Err)?;
    let compared = place.document.filter(|_| merged.compared).map(|document| (document.id, document.rev));
    let (conditions, locks) = (std::mem::take(&mut place.conditions), std::mem::take(&mut place.locks));
    let mut step = match before {
        None => create(view, put, place, merged)?,
        Some(before) => change(view, put, code, place, before, merged)?,
    };
    step.conditions.extend(conditions.into_iter().chain(compared));
    step.locks = locks;
    step.done.warnings = warnings;
    Ok(step)
}

/// The code after a put.
fn code_after(view: &Overlay<'_>, put: &PutObject, before: Option<&Arc<Object>>, faults: &mut Faults) -> String {
    let own = before.map_or(&put.code, |object| &object.code);
    match &put.new_code {
        Patch::Absent => own.clone(),
        Patch::Value(new) if new == own => own.clone(),
        new => {
            let new = new.value().map_or("", String::as_str);
            if let Err(violation) = code::check_object(new) {
                faults.violations.push(violation);
            }
            if view.object(put.kind, new).is_some() {
                faults.taken = Some(Problem::exists(put.kind.name(), new));
            }
            classification::check_renamed(before, faults);
            new.to_owned()
        }
    }
}

/// Lets a document stand elsewhere in workflows. Returns the transition that isn't allowed.
fn move_on(
    view: &Overlay<'_>,
    put: &PutObject,
    holder: &Holder<'_>,
    merged: &mut Merged,
    faults: &mut Faults,
) -> Option<Problem> {
    let document_type = holder.type_code.filter(|_| put.workflows.value().is_some())?;
    let is_back = holder.id.is_none() && !put.takes_defaults;
    let mut body = merged.body.take().unwrap_or_else(|| holder.own.clone());
    let refused = transition::apply(view, put, (document_type, is_back), &mut body, faults);
    merged.body = Some(body).filter(|body| body != holder.own);
    refused
}

/// While a job gathers the keys of a unique attribute, nobody knows who holds a value: new ones must wait.
fn check_keyed(view: &Overlay<'_>, kind: ObjectKind, own: &Body, body: &Body) -> Result<(), Problem> {
    for attribute in view.schema.unique_attributes().filter(|attribute| attribute.state == State::Changing) {
        let held: Vec<_> = unique::keys_of(attribute, kind, own).into_iter().map(|taken| taken.key).collect();
        if unique::keys_of(attribute, kind, body).iter().any(|taken| !held.contains(&taken.key)) {
            return check_active(attribute);
        }
    }
    Ok(())
}

/// Whether the put may be about what was found. A link is named by its ends, and told by its code.
fn check_named(put: &PutObject, before: Option<&Arc<Object>>, expect: Option<&Expect>) -> Result<(), Problem> {
    let code = before.map_or(&put.code, |object| &object.code);
    let checked = check_put(put.mode, before.map(|object| object.rev), expect, put.kind.name(), code);
    checked.map_err(|problem| if *code == put.code { problem } else { problem.because_of(code) })
}

fn check_unique(view: &Overlay<'_>, kind: ObjectKind, before: Option<&Arc<Object>>, body: &Body, faults: &mut Faults) {
    let own = before.map(|object| object.id);
    for taken in unique::keys(&view.schema, kind, body) {
        if view.keys.holder(&taken.key).is_some_and(|holder| Some(holder) != own) {
            let message = format!("This value should be unique; another {} has it already.", kind.name());
            faults.refuse(taken.field, "not_unique", message);
        }
    }
}

fn create(view: &Overlay<'_>, put: &PutObject, place: Place<'_>, merged: Merged) -> Result<Step, Problem> {
    let id = view.new_id(0)?;
    let is_link = put.kind == ObjectKind::Link;
    let code = if is_link { id.to_string() } else { put.code.clone() };
    // Without a type a violation has ended this before.
    let new = Object::new(id, put.kind, code, place.type_id.unwrap_or_default(), &view.actor.name);
    let values = link::values(view, (&new.reference(), &[]), &merged.links, 1)?;
    let new = Object {
        parent: place.parent,
        target: place.target,
        set: place.set,
        body: merged.body.unwrap_or_default(),
        active: *put.active.value().unwrap_or(&true),
        sequence: place.sequence.or(put.sequence.value().copied()).unwrap_or(0),
        placements: place.placements,
        linked: values.linked,
        ..new
    };
    let origin = if is_link { link::linking(view, &new) } else { None };
    let mut step = Step::put(None, new);
    step.objects.extend(values.links.into_iter().chain(place.siblings).chain(origin));
    Ok(step)
}

fn change(
    view: &Overlay<'_>,
    put: &PutObject,
    code: String,
    place: Place<'_>,
    before: &Arc<Object>,
    merged: Merged,
) -> Result<Step, Problem> {
    let active = patched(&put.active, before.active, true);
    let sequence = place.sequence.unwrap_or_else(|| patched(&put.sequence, before.sequence, 0));
    let values = link::values(view, (&before.reference(), &before.linked), &merged.links, 0)?;
    let is_same = merged.body.is_none()
        && values.links.is_empty()
        && (&code, active, sequence) == (&before.code, before.active, before.sequence)
        && (place.set, &place.parent, &place.placements) == (before.set, &before.parent, &before.placements);
    if is_same {
        let mut step = Step::unchanged(before);
        step.conditions.push((before.id, before.rev));
        return Ok(step);
    }
    let is_renamed = code != before.code;
    let after = Object {
        code,
        parent: place.parent,
        set: place.set,
        body: merged.body.unwrap_or_else(|| before.body.clone()),
        active,
        sequence,
        placements: place.placements,
        linked: values.linked,
        ..touched(view, before)
    };
    let origin = if put.kind == ObjectKind::Link { link::linking(view, &after) } else { None };
    let mut step = Step::put(Some(before), after);
    step.objects.extend(values.links.into_iter().chain(place.siblings).chain(origin));
    step.relabels = is_renamed;
    Ok(step)
}

/// A field after a put; null means its default.
pub(super) fn patched<T: Clone>(patch: &Patch<T>, before: T, default: T) -> T {
    match patch {
        Patch::Absent => before,
        Patch::Null => default,
        Patch::Value(value) => value.clone(),
    }
}
