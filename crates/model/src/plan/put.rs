//! Objects to create or change: what the kinds share.

use std::sync::Arc;

use super::delete::touched;
use super::existing::{check_code, check_put};
use super::merge::{self, Holder};
use super::overlay::Overlay;
use super::reshape::check_active;
use super::step::{Faults, Step};
use super::{asset, classification, document, unique, variant};
use crate::body::Body;
use crate::code;
use crate::command::{Expect, Patch, PutObject};
use crate::object::{Object, ObjectKind, ObjectRef, Stamp};
use crate::problem::Problem;
use crate::schema::State;

/// Where an object stands after a put.
#[derive(Default)]
pub(super) struct Place<'a> {
    /// The document type or catalog; `None` where a violation says that there is none.
    pub type_id: Option<i64>,
    pub parent: Option<ObjectRef>,
    pub placements: Vec<ObjectRef>,
    /// A variant's document.
    pub document: Option<&'a Arc<Object>>,
    /// What was read to decide it: (number, revision).
    pub conditions: Vec<(i64, i64)>,
    /// The roots of the trees in which it moves.
    pub locks: Vec<i64>,
}

/// Plans one put.
pub(super) fn put(view: &Overlay<'_>, put: &PutObject, expect: Option<&Expect>) -> Result<Step, Problem> {
    let before = view.object(put.kind, &put.code);
    check_put(put.mode, before.map(|object| object.rev), expect, put.kind.name(), &put.code)?;
    let mut faults = Faults::default();
    check_code(&put.code, put.body_code.as_deref(), code::check_object, &mut faults);
    let mut place = match put.kind {
        ObjectKind::Document => document::place(view, put, before, &mut faults),
        ObjectKind::Variant => variant::place(view, put, before, &mut faults),
        ObjectKind::Classification => classification::place(view, put, before, &mut faults)?,
        ObjectKind::Asset => asset::place(view, put, before, &mut faults),
        ObjectKind::Link => return Err(Problem::not_found("link type", "")),
    };
    let empty = Body::default();
    let own = before.map_or(&empty, |object| &object.body);
    let has_type = matches!(put.kind, ObjectKind::Document | ObjectKind::Variant);
    let of_type = place.type_id.filter(|_| has_type).and_then(|id| view.schema.by_id(id));
    let holder = Holder {
        kind: put.kind,
        document_type: of_type.map(|definition| definition.code.as_str()),
        is_typed: !has_type || of_type.is_some(),
        own,
        is_new: before.is_none() && put.takes_defaults,
        inherited: place.document.map(|document| &document.body),
    };
    let merged = merge::apply(view, &holder, put, &mut faults);
    if let Some(body) = &merged.body {
        check_keyed(view, put.kind, own, body)?;
        check_unique(view, put.kind, before, body, &mut faults);
    }
    let warnings = faults.settle()?;
    let compared = place.document.filter(|_| merged.compared).map(|document| (document.id, document.rev));
    let (conditions, locks) = (std::mem::take(&mut place.conditions), std::mem::take(&mut place.locks));
    let mut step = match before {
        None => Step::put(None, create(view, put, place, merged.body)?),
        Some(before) => change(view, put, place, before, merged.body),
    };
    step.conditions.extend(conditions.into_iter().chain(compared));
    step.locks = locks;
    step.done.warnings = warnings;
    Ok(step)
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

fn check_unique(view: &Overlay<'_>, kind: ObjectKind, before: Option<&Arc<Object>>, body: &Body, faults: &mut Faults) {
    let own = before.map(|object| object.id);
    for taken in unique::keys(&view.schema, kind, body) {
        if view.keys.holder(&taken.key).is_some_and(|holder| Some(holder) != own) {
            let message = format!("This value should be unique; another {} has it already.", kind.name());
            faults.refuse(taken.field, "not_unique", message);
        }
    }
}

fn create(view: &Overlay<'_>, put: &PutObject, place: Place<'_>, body: Option<Body>) -> Result<Object, Problem> {
    let stamp = Stamp { at: 0, by: view.actor.name.clone() };
    Ok(Object {
        id: view.new_id(0)?,
        kind: put.kind,
        code: put.code.clone(),
        // Without a type a violation has ended this before.
        type_id: place.type_id.unwrap_or_default(),
        parent: place.parent,
        target: None,
        set: None,
        body: body.unwrap_or_default(),
        active: *put.active.value().unwrap_or(&true),
        sequence: *put.sequence.value().unwrap_or(&0),
        placements: place.placements,
        linked: Vec::new(),
        rev: 1,
        shown: 1,
        created: stamp.clone(),
        updated: stamp,
    })
}

fn change(view: &Overlay<'_>, put: &PutObject, place: Place<'_>, before: &Arc<Object>, body: Option<Body>) -> Step {
    let active = patched(&put.active, before.active, true);
    let sequence = patched(&put.sequence, before.sequence, 0);
    let is_same = body.is_none()
        && (active, sequence) == (before.active, before.sequence)
        && (&place.parent, &place.placements) == (&before.parent, &before.placements);
    if is_same {
        let mut step = Step::unchanged(before);
        step.conditions.push((before.id, before.rev));
        return step;
    }
    let after = Object {
        parent: place.parent,
        body: body.unwrap_or_else(|| before.body.clone()),
        active,
        sequence,
        placements: place.placements,
        ..touched(view, before)
    };
    Step::put(Some(before), after)
}

/// A field after a put; null means its default.
pub(super) fn patched<T: Clone>(patch: &Patch<T>, before: T, default: T) -> T {
    match patch {
        Patch::Absent => before,
        Patch::Null => default,
        Patch::Value(value) => value.clone(),
    }
}
