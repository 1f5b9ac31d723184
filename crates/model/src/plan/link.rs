//! Links: between which objects one leads, its place among those of its type from its origin, and what links
//! mean for the objects at their ends (v5.md 2.6).

use std::collections::HashSet;
use std::sync::Arc;

use super::delete::touched;
use super::overlay::Overlay;
use super::put::Place;
use super::stage::Shift;
use super::step::Faults;
use crate::command::{Patch, PutObject};
use crate::object::{Object, ObjectKind, ObjectRef};
use crate::problem::{Field, Problem, Violation};
use crate::schema::{DocumentType, LinkType};

/// The link that a put is about: the one of its code, else the one between the ends that it names.
pub(super) fn named<'a>(view: &'a Overlay<'_>, put: &PutObject) -> Option<&'a Arc<Object>> {
    if let Some(link) = view.object(ObjectKind::Link, &put.code) {
        return Some(link);
    }
    between(view, put.link_type.value()?, put.parent.value()?, put.target.value()?)
}

/// The link of a type between two objects.
pub(super) fn between<'a>(
    view: &'a Overlay<'_>,
    link_type: &str,
    origin: &str,
    target: &str,
) -> Option<&'a Arc<Object>> {
    let (type_id, link_type) = view.schema.get::<LinkType>(link_type)?;
    let origin = view.object(link_type.origin_type, origin)?.id;
    let target = view.object(link_type.target_type, target)?.id;
    let links = view.siblings(type_id, origin);
    links.into_iter().find(|link| link.target.as_ref().is_some_and(|end| end.id == target))
}

/// Its type, ends and place, and the links that make room for it.
pub(super) fn place<'a>(
    view: &'a Overlay<'_>,
    put: &PutObject,
    before: Option<&Arc<Object>>,
    faults: &mut Faults,
) -> Place<'a> {
    let ends = match before {
        Some(link) => stay(view, put, link, faults),
        None => new_ends(view, put, faults),
    };
    let Some((type_id, origin, target)) = ends else { return Place::default() };
    let (sequence, mut siblings) = arrange(view, (type_id, origin.id), before, &put.sequence, faults);
    if !put.makes_room {
        siblings.clear();
    }
    let siblings = siblings.into_iter().map(|(sibling, sequence)| moved(view, sibling, sequence)).collect();
    Place {
        type_id: Some(type_id),
        parent: Some(origin),
        target: Some(target),
        sequence: Some(sequence),
        siblings,
        ..Place::default()
    }
}

type Ends = Option<(i64, ObjectRef, ObjectRef)>;

fn stay(view: &Overlay<'_>, put: &PutObject, link: &Object, faults: &mut Faults) -> Ends {
    let (origin, target) = (link.parent.clone()?, link.target.clone()?);
    let ends = [
        (&put.link_type, view.schema.code_of(link.type_id), Field::LinkType),
        (&put.parent, &origin.code, Field::Parent),
        (&put.target, &target.code, Field::Target),
    ];
    for (given, own, field) in ends {
        let got = match given {
            Patch::Value(code) if code != own => format!("\"{code}\""),
            Patch::Null => "null".to_owned(),
            _ => continue,
        };
        faults.refuse(field, "immutable", format!("This is \"{own}\" since creation and stays so; got {got}."));
    }
    Some((link.type_id, origin, target))
}

fn new_ends(view: &Overlay<'_>, put: &PutObject, faults: &mut Faults) -> Ends {
    let mut need = |given: &Patch<String>, field, what: &str| {
        if given.value().is_none() {
            faults.refuse(field, "required", format!("A new link needs {what}."));
        }
    };
    need(&put.link_type, Field::LinkType, "a link type");
    need(&put.parent, Field::Parent, "an origin");
    need(&put.target, Field::Target, "a target");
    let code = put.link_type.value()?;
    let Some((type_id, link_type)) = view.schema.get::<LinkType>(code) else {
        faults.refuse(Field::LinkType, "unknown_reference", format!("There is no link type \"{code}\"."));
        return None;
    };
    let mut end = |given: &Patch<String>, kind, allowed: &dyn Fn(Option<&str>) -> bool, field| {
        let found = end(view, kind, given.value()?, allowed, field);
        found.map_err(|violation| faults.violations.push(violation)).ok()
    };
    let origin = end(&put.parent, link_type.origin_type, &|of| link_type.is_from(of), Field::Parent);
    let target = end(&put.target, link_type.target_type, &|of| link_type.is_to(of), Field::Target);
    let (origin, target) = (origin?, target?);
    if origin.id == target.id {
        faults.refuse(
            Field::Target,
            "self_link",
            format!("Expected another object than the origin \"{}\".", origin.code),
        );
        return None;
    }
    Some((type_id, origin, target))
}

/// The object of that kind, if its document type is allowed at this end.
pub(super) fn end(
    view: &Overlay<'_>,
    kind: ObjectKind,
    code: &str,
    allowed: &dyn Fn(Option<&str>) -> bool,
    field: Field,
) -> Result<ObjectRef, Violation> {
    let what = kind.name();
    let Some(object) = view.object(kind, code) else {
        let message = format!("There is no {what} \"{code}\"; the link type wants one here.");
        return Err(Violation::new(field, "unknown_reference", message));
    };
    let definition = view.schema.by_id(object.type_id).filter(|definition| definition.says::<DocumentType>().is_some());
    let document_type = definition.map(|definition| definition.code.as_str());
    if allowed(document_type) {
        return Ok(object.reference());
    }
    let own = document_type.unwrap_or_default();
    let message = format!("The {what} \"{code}\" is of the type \"{own}\", which the link type doesn't allow here.");
    Err(Violation::new(field, "wrong_type", message))
}

/// Where a link stands among those of its type from its origin: where it is put, those in its way each one further,
/// else last. A gap in their sequences ends it.
fn arrange<'a>(
    view: &'a Overlay<'_>,
    (type_id, origin): (i64, i64),
    own: Option<&Arc<Object>>,
    wanted: &Patch<i64>,
    faults: &mut Faults,
) -> (i64, Vec<(&'a Arc<Object>, i64)>) {
    let mut siblings = view.siblings(type_id, origin);
    siblings.retain(|sibling| own.is_none_or(|own| own.id != sibling.id));
    let after_last = || siblings.last().map_or(1, |last| last.sequence.saturating_add(1));
    let Patch::Value(sequence) = *wanted else {
        return (own.map_or_else(after_last, |own| own.sequence), Vec::new());
    };
    if sequence < 1 {
        let message = format!("Expected a whole number from 1; got {sequence}.");
        faults.refuse(Field::Property("sequence"), "out_of_range", message);
        return (sequence, Vec::new());
    }
    let mut taken = sequence;
    let mut moved = Vec::new();
    for sibling in siblings.into_iter().filter(|sibling| sibling.sequence >= sequence) {
        if sibling.sequence > taken {
            break;
        }
        taken = taken.saturating_add(1);
        moved.push((sibling, taken));
    }
    (sequence, moved)
}

fn moved(view: &Overlay<'_>, link: &Arc<Object>, sequence: i64) -> Shift<Object> {
    Shift::changed(link, Arc::new(Object { sequence, ..touched(view, link) }))
}

/// The origin of a link that was made or changed: its links are part of what it says.
pub(super) fn linking(view: &Overlay<'_>, link: &Object) -> Option<Shift<Object>> {
    let origin = view.parent(link)?;
    let mut after = touched(view, origin);
    if let Err(place) = after.linked.binary_search(&link.type_id) {
        after.linked.insert(place, link.type_id);
    }
    Some(Shift::changed(origin, Arc::new(after)))
}

/// Links that go, and what that leaves of their origins, but for those that go too.
pub(super) fn gone(view: &Overlay<'_>, links: &[Arc<Object>], goes: impl Fn(i64) -> bool) -> Vec<Shift<Object>> {
    let is_gone: HashSet<i64> = links.iter().map(|link| link.id).collect();
    let mut origins: Vec<Object> = Vec::new();
    for link in links {
        let Some(origin) = view.parent(link).filter(|origin| !goes(origin.id)) else { continue };
        let place = origins.iter().position(|known| known.id == origin.id).unwrap_or_else(|| {
            origins.push(touched(view, origin));
            origins.len() - 1
        });
        let is_left = view.siblings(link.type_id, origin.id).iter().any(|sibling| !is_gone.contains(&sibling.id));
        if !is_left {
            origins[place].linked.retain(|type_id| *type_id != link.type_id);
        }
    }
    let mut shifts: Vec<_> = links.iter().map(Shift::gone).collect();
    for after in origins {
        let before = view.object(after.kind, &after.code);
        shifts.extend(before.map(|before| Shift::changed(before, Arc::new(after))));
    }
    shifts
}

/// The values of an attribute as they shall be: links of this type to these, in this order.
pub(super) struct Wanted {
    pub type_id: i64,
    pub targets: Vec<ObjectRef>,
}

/// What written values mean for the links from an object.
#[derive(Default)]
pub(super) struct Values {
    pub links: Vec<Shift<Object>>,
    /// The types of the links from it then.
    pub linked: Vec<i64>,
}

/// The links that make these the values of an origin, under new numbers of the command from the `first` on.
pub(super) fn values(
    view: &Overlay<'_>,
    (origin, linked): (&ObjectRef, &[i64]),
    wanted: &[Wanted],
    first: i64,
) -> Result<Values, Problem> {
    let mut values = Values { links: Vec::new(), linked: linked.to_vec() };
    let mut made = first;
    for Wanted { type_id, targets } in wanted {
        let own = view.siblings(*type_id, origin.id);
        let leads_to = |link: &Object, target: &ObjectRef| link.target.as_ref().is_some_and(|end| end.id == target.id);
        if own.len() == targets.len() && own.iter().zip(targets).all(|(link, target)| leads_to(link, target)) {
            continue;
        }
        let gone = own.iter().filter(|link| !targets.iter().any(|target| leads_to(link, target)));
        values.links.extend(gone.map(|link| Shift::gone(link)));
        for (target, sequence) in targets.iter().zip(1..) {
            match own.iter().find(|link| leads_to(link, target)) {
                Some(link) if link.sequence == sequence => {}
                Some(link) => values.links.push(moved(view, link, sequence)),
                None => {
                    let id = view.new_id(made)?;
                    made += 1;
                    let link = Object {
                        parent: Some(origin.clone()),
                        target: Some(target.clone()),
                        sequence,
                        ..Object::new(id, ObjectKind::Link, id.to_string(), *type_id, &view.actor.name)
                    };
                    values.links.push(Shift::made(Arc::new(link)));
                }
            }
        }
        values.linked.retain(|known| known != type_id);
        if !targets.is_empty() {
            values.linked.push(*type_id);
            values.linked.sort_unstable();
        }
    }
    Ok(values)
}
