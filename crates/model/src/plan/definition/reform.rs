//! What a changed or deleted attribute means for the values that objects hold.

use std::collections::HashSet;
use std::sync::Arc;

use crate::attribute;
use crate::body::Body;
use crate::index::is_keyed;
use crate::loaded::Use;
use crate::object::{Object, ObjectKind};
use crate::plan::delete::touched;
use crate::plan::overlay::{Overlay, too_many};
use crate::plan::stage::Shift;
use crate::plan::step::Faults;
use crate::plan::unique;
use crate::problem::{Field, Problem};
use crate::schema::{Attribute, Definition, Spec};
use crate::value::{Stored, Value};

/// Most offenders that one answer names.
const MAX_OFFENDERS: usize = 20;

/// The objects that a change of an attribute touches. Errors: more than can be touched at once.
pub(super) fn objects(
    view: &Overlay<'_>,
    definition: &Definition,
    old: &Attribute,
    new: &Attribute,
    faults: &mut Faults,
) -> Result<Vec<Shift<Object>>, Problem> {
    let rekeys = old.is_unique != new.is_unique;
    let inheritance_ends = old.is_inherited && !new.is_inherited;
    if !rekeys
        && !inheritance_ends
        && !reindexes(old, new)
        && (old.kind, old.is_localizable) == (new.kind, new.is_localizable)
    {
        return Ok(Vec::new());
    }
    let holders = holders(view, &definition.code)?;
    if old.is_localizable != new.is_localizable && !holders.is_empty() {
        let message = format!("This can't change while there are values; {} hold some.", holders.len());
        faults.refuse(Field::Property("isLocalizable"), "values_exist", message);
        return Ok(Vec::new());
    }
    let on_variants = holders.iter().filter(|object| object.kind == ObjectKind::Variant).count();
    if inheritance_ends && on_variants > 0 {
        let message = format!("This can't change while variants hold values of their own; {on_variants} do.");
        faults.refuse(Field::Property("isInherited"), "values_exist", message);
    }
    let shifts = converted(view, &definition.code, (old, new), holders, faults);
    if new.is_unique && (rekeys || old.kind != new.kind) {
        let after = Definition { spec: Spec::Attribute(new.clone()), ..definition.clone() };
        check_unique(&after, if rekeys { "isUnique" } else { "type" }, &shifts, faults);
    }
    Ok(shifts)
}

/// Whether the index holds other rows of the same values.
pub(super) fn reindexes(old: &Attribute, new: &Attribute) -> bool {
    (is_keyed(old), old.is_searchable) != (is_keyed(new), new.is_searchable)
}

/// The objects that hold one of these attributes, as they are: their rows in the index change. Errors: more than can
/// be touched at once.
pub(super) fn reindexed<'a>(
    view: &Overlay<'_>,
    codes: impl Iterator<Item = &'a &'a str>,
) -> Result<Vec<Shift<Object>>, Problem> {
    let mut found = Vec::new();
    for code in codes {
        found.extend(holders(view, code)?.iter().map(|holder| Shift::changed(holder, Arc::clone(holder))));
    }
    Ok(found)
}

fn holders(view: &Overlay<'_>, code: &str) -> Result<Vec<Arc<Object>>, Problem> {
    let users = view.users(&Use::Attribute(code.to_owned()), |object| object.body.0.contains_key(code));
    if users.more {
        return Err(too_many(&format!("The attribute \"{code}\" has values on")));
    }
    Ok(users.objects)
}

/// Each holder with its values in the new type's form, or as it was if they are the same there.
fn converted(
    view: &Overlay<'_>,
    code: &str,
    (old, new): (&Attribute, &Attribute),
    holders: Vec<Arc<Object>>,
    faults: &mut Faults,
) -> Vec<Shift<Object>> {
    let mut offenders = 0;
    let mut shifts = Vec::with_capacity(holders.len());
    for holder in holders {
        let body = match convert(&holder.body, code, old, new) {
            Ok(body) => body,
            Err(why) => {
                offenders += 1;
                if offenders <= MAX_OFFENDERS {
                    let message = format!("The {} \"{}\": {why}", holder.kind.name(), holder.code);
                    faults.refuse(Field::Property("type"), "not_convertible", message);
                }
                continue;
            }
        };
        shifts.push(match body {
            None => Shift::changed(&holder, Arc::clone(&holder)),
            Some(body) => Shift::changed(&holder, Arc::new(Object { body, ..touched(view, &holder) })),
        });
    }
    shifts
}

/// The body with one attribute converted; `None`: it stays the same. Errors: why a value doesn't convert.
fn convert(body: &Body, code: &str, old: &Attribute, new: &Attribute) -> Result<Option<Body>, String> {
    let Some(stored) = body.0.get(code).filter(|_| old.kind != new.kind) else { return Ok(None) };
    if new.kind.is_list() && !old.kind.is_list() {
        return Err("This value should be in the attribute's list, which is empty.".into());
    }
    let one = |value: &Value| attribute::convert(value, new.kind).map_err(|(_, message)| message);
    let after = match stored {
        Stored::Plain(value) => Stored::Plain(one(value)?),
        Stored::Localised(values) => {
            let values = values.iter().map(|(locale, value)| Ok((locale.clone(), one(value)?)));
            Stored::Localised(values.collect::<Result<_, String>>()?)
        }
    };
    if after == *stored {
        return Ok(None);
    }
    let mut body = body.clone();
    body.0.insert(code.to_owned(), after);
    Ok(Some(body))
}

fn check_unique(definition: &Definition, property: &'static str, shifts: &[Shift<Object>], faults: &mut Faults) {
    let mut taken = HashSet::new();
    let objects = shifts.iter().filter_map(|shift| shift.after.as_ref());
    let doubles = objects.filter(|object| {
        let keys = unique::keys_of(definition, object.kind, &object.body);
        keys.into_iter().filter(|key| !taken.insert(key.key.clone())).count() > 0
    });
    for object in doubles.take(MAX_OFFENDERS) {
        let message = format!("The {} \"{}\" holds a value that another one has too.", object.kind.name(), object.code);
        faults.refuse(Field::Property(property), "not_unique", message);
    }
}

/// The objects that hold the attribute, without it. Errors: more than can be touched at once.
pub(super) fn cleared(view: &Overlay<'_>, code: &str) -> Result<Vec<Shift<Object>>, Problem> {
    let clear = |holder: &Arc<Object>| {
        let mut after = touched(view, holder);
        after.body.0.remove(code);
        Shift::changed(holder, Arc::new(after))
    };
    Ok(holders(view, code)?.iter().map(clear).collect())
}
