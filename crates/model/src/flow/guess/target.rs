//! What the lines of a file are.

use super::{column, names_things};
use crate::flow::header::Header;
use crate::flow::holds::Holds;
use crate::flow::property::spelled;
use crate::flow::target::without_number;
use crate::flow::{Property, Target};
use crate::object::ObjectKind;
use crate::schema::{Definition, DefinitionKind, DocumentType, Labels, LinkType, Schema};

/// By the name of the sheet, else by the columns.
pub(super) fn of(sheet: &str, header: &[String], samples: &[Vec<String>], schema: &Schema) -> Option<Target> {
    match called_after(sheet, schema) {
        Some(Target::Objects(kind, None)) => Some(typed(kind, header, samples, schema)),
        Some(target) => Some(target),
        None => by_columns(header, samples, schema),
    }
}

/// What a sheet is called after: a target, a resource, a document type or a link type, by its code or by a label.
pub fn called_after(sheet: &str, schema: &Schema) -> Option<Target> {
    let name = without_number(sheet.trim());
    let known = Target::from_name(name).or_else(|| {
        let lower = name.to_lowercase().replace([' ', '_'], "-");
        Target::from_name(&lower)
    });
    let wanted = spelled(name);
    let is_called = |own: &Definition, labels: &Labels| {
        spelled(&own.code) == wanted || labels.values().any(|l| spelled(l) == wanted)
    };
    known.filter(|target| is_there(target, schema)).or_else(|| {
        let mut types = schema.all(DefinitionKind::DocumentType);
        let document_type = types.find(|own| own.says().is_some_and(|it: &DocumentType| is_called(own, &it.name)));
        let mut links = schema.all(DefinitionKind::LinkType);
        let link_type = links.find(|own| own.says().is_some_and(|it: &LinkType| is_called(own, &it.name)));
        let document = document_type.map(|own| Target::Objects(ObjectKind::Document, Some(own.code.clone())));
        document.or_else(|| link_type.map(|own| Target::Objects(ObjectKind::Link, Some(own.code.clone()))))
    })
}

fn is_there(target: &Target, schema: &Schema) -> bool {
    target.check(schema).is_none()
}

/// The standard columns of one kind of thing alone, else those that more of the columns are known of.
fn by_columns(header: &[String], samples: &[Vec<String>], schema: &Schema) -> Option<Target> {
    let all = [
        Target::Values,
        Target::Objects(ObjectKind::Link, None),
        Target::Objects(ObjectKind::Variant, None),
        Target::Objects(ObjectKind::Asset, None),
        Target::Objects(ObjectKind::Document, None),
        Target::Objects(ObjectKind::Classification, None),
    ];
    let has = |wanted: &str| header.iter().any(|name| spelled(name) == spelled(wanted));
    let standard = all.into_iter().find(|target| {
        let mut needed = Property::all(target).filter(|(property, _)| property.names_the_thing(target));
        needed.all(|(_, name)| has(name))
    });
    if let Some(target) = standard {
        return Some(match target {
            Target::Objects(kind, None) => typed(kind, header, samples, schema),
            target => target,
        });
    }
    let definitions = DefinitionKind::ALL.iter().map(|kind| Target::Definitions(*kind));
    let objects = Target::all_of(ObjectKind::Document, schema);
    // Of those that know as many columns the first; lines of definitions say what they are by all of their columns.
    let mut best: Option<(usize, Target)> = None;
    for target in objects.into_iter().chain(definitions) {
        let known = known(&target, header, schema);
        let is_whole = !matches!(target, Target::Definitions(_)) || known == header.len();
        if known > 1 && is_whole && best.as_ref().is_none_or(|(most, _)| known > *most) {
            best = Some((known, target));
        }
    }
    best.map(|(_, target)| target)
}

/// How many columns are known; none if they don't name the things.
fn known(target: &Target, header: &[String], schema: &Schema) -> usize {
    let read = Header { target, locales: &[], schema };
    let held: Vec<Holds> = header.iter().filter_map(|name| column(&read, name).ok()).collect();
    if names_things(target, &held) { held.len() } else { 0 }
}

/// With the type that a column names on all lines, or of which more columns are known than of any other.
fn typed(kind: ObjectKind, header: &[String], samples: &[Vec<String>], schema: &Schema) -> Target {
    let untyped = Target::Objects(kind, None);
    let names_type = |property| matches!(property, Some(Property::DocumentType | Property::LinkType));
    let place = header.iter().position(|name| names_type(Property::named(&untyped, name)));
    if let Some(place) = place {
        let mut named = samples.iter().filter_map(|line| line.get(place)).map(|cell| cell.trim());
        let first = named.next().unwrap_or_default();
        let target = Target::Objects(kind, Some(first.to_owned()));
        let is_one = !first.is_empty() && named.all(|other| other == first) && is_there(&target, schema);
        return if is_one { target } else { untyped };
    }
    let counted = |target: Target| (known(&target, header, schema), target);
    let mut all: Vec<_> = Target::all_of(kind, schema).into_iter().map(counted).collect();
    all.sort_by_key(|(known, _)| std::cmp::Reverse(*known));
    match all.as_slice() {
        [(_, only)] => only.clone(),
        [(most, best), (less, _), ..] if most > less => best.clone(),
        _ => untyped,
    }
}
