//! What a changed or deleted attribute means for the values that objects hold.

use std::collections::HashSet;
use std::sync::Arc;

use super::survey;
use crate::attribute::{AttributeType, Form};
use crate::body::Body;
use crate::index::is_keyed;
use crate::loaded::Use;
use crate::object::{Object, ObjectKind};
use crate::plan::delete::touched;
use crate::plan::overlay::{Overlay, Users};
use crate::plan::reshape::{Following, Wanted, check_active, following as following_of, later};
use crate::plan::stage::Shift;
use crate::plan::step::Faults;
use crate::plan::unique;
use crate::problem::{Field, Problem};
use crate::reshape::{Effect, Scope};
use crate::schema::{Attribute, Definition, Spec};
use crate::value::{Stored, Value};

/// Most offenders that one answer names.
pub(super) const MAX_OFFENDERS: usize = 20;

/// Errors: there are values, which another type could not hold as they are.
pub(super) fn check_unheld(view: &Overlay<'_>, code: &str, old: &Attribute) -> Result<(), Problem> {
    let holders = holders(view, code);
    if holders.is_empty() {
        return Ok(());
    }
    let (kind, count) = (old.kind.name(), holders.count());
    Err(Problem::conflict(format!("The type of \"{code}\" stays \"{kind}\": it is used by {count}.")))
}

/// How objects follow a change of an attribute; `None`: it is none of theirs. Errors: a change before isn't over.
pub(super) fn following(
    view: &Overlay<'_>,
    definition: &Arc<Definition>,
    old: &Attribute,
    new: &Attribute,
    faults: &mut Faults,
) -> Result<Option<Following>, Problem> {
    let rekeys = old.is_unique != new.is_unique;
    if !rekeys
        && !inheritance_ends(old, new)
        && !reindexes(old, new)
        && (old.kind, old.is_localizable) == (new.kind, new.is_localizable)
    {
        return Ok(None);
    }
    check_active(definition)?;
    let code = &definition.code;
    let holders = holders(view, code);
    if old.is_localizable != new.is_localizable && !holders.is_empty() {
        let more = if holders.more { "more than " } else { "" };
        let message = format!("This can't change while there are values; {more}{} hold some.", holders.objects.len());
        faults.refuse(Field::Property("isLocalizable"), "values_exist", message);
        return Ok(None);
    }
    if holders.more {
        survey::check(view, definition, new, faults)?;
        let (definitions, scope) = (&[definition], Scope::of_attribute(&view.schema, new));
        let effect = if old.kind == new.kind { Effect::Nothing } else { Effect::Form(code.clone()) };
        let words = old.kind != new.kind || old.is_searchable != new.is_searchable;
        return later(view, Wanted { definitions, effect, scope, words, reindexes: true, made: 0 }).map(Some);
    }
    let holders = holders.objects;
    let on_variants = holders.iter().filter(|object| object.kind == ObjectKind::Variant).count();
    if inheritance_ends(old, new) && on_variants > 0 {
        let message = format!("This can't change while variants hold values of their own; {on_variants} do.");
        faults.refuse(Field::Property("isInherited"), "values_exist", message);
    }
    let shifts = converted(view, code, (old, new), holders, faults);
    if new.is_unique && (rekeys || old.kind != new.kind) {
        let after = Definition { spec: Spec::Attribute(new.clone()), ..Definition::clone(definition) };
        check_unique(&after, if rekeys { "isUnique" } else { "type" }, &shifts, faults);
    }
    Ok(Some(Following::Now(shifts)))
}

fn inheritance_ends(old: &Attribute, new: &Attribute) -> bool {
    old.is_inherited && !new.is_inherited
}

/// Whether the index holds other rows of the same values.
pub(super) fn reindexes(old: &Attribute, new: &Attribute) -> bool {
    (is_keyed(old), old.is_searchable) != (is_keyed(new), new.is_searchable)
}

/// How the holders of an attribute follow its deletion.
pub(super) fn cleared(
    view: &Overlay<'_>,
    definition: &Arc<Definition>,
    attribute: &Attribute,
) -> Result<Following, Problem> {
    check_active(definition)?;
    let (definitions, effect) = (&[definition], Effect::Attribute(definition.code.clone()));
    let (scope, words) = (Scope::of_attribute(&view.schema, attribute), attribute.is_searchable);
    let holders = holders(view, &definition.code);
    following_of(view, &holders, Wanted { definitions, effect, scope, words, reindexes: false, made: 0 })
}

fn holders(view: &Overlay<'_>, code: &str) -> Users {
    view.users(&Use::Attribute(code.to_owned()), |object| object.body.0.contains_key(code))
}

/// Each holder with its values in the new type's form, or as it was if they are the same there.
fn converted(
    view: &Overlay<'_>,
    code: &str,
    (old, new): (&Attribute, &Attribute),
    holders: Vec<Arc<Object>>,
    faults: &mut Faults,
) -> Vec<Shift<Object>> {
    let form = Form::of(new, &view.schema);
    let mut offenders = 0;
    let mut shifts = Vec::with_capacity(holders.len());
    for holder in holders {
        let body = match convert(&holder.body, code, old.kind, form) {
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
pub(super) fn convert(body: &Body, code: &str, old: AttributeType, form: Form<'_>) -> Result<Option<Body>, String> {
    let Some(stored) = body.0.get(code).filter(|_| old != form.kind) else { return Ok(None) };
    if form.kind.is_list() && !old.is_list() {
        return Err("This value should be in the attribute's list, which is empty.".into());
    }
    let one = |value: &Value| form.convert(value).map_err(|(_, message)| message);
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
