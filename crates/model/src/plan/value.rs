//! Predefined values (v5.md 3.4).

use std::sync::Arc;

use super::definition::{completeness_setting, texts, without_default};
use super::existing::{check_code, check_expected, check_put, faults_of};
use super::overlay::Overlay;
use super::put::patched;
use super::reshape::{Wanted, following};
use super::stage::{Shift, Thing};
use super::step::{Faults, Step};
use crate::attribute;
use crate::code;
use crate::command::{Expect, OnUse, PutValue};
use crate::index::slots;
use crate::loaded::Use;
use crate::object::{Object, Stamp};
use crate::problem::{Field, Problem};
use crate::reshape::{Effect, Reshape, Scope};
use crate::schema::{Attribute, CompletenessSetting, Definition, DefinitionKind, Labels, PredefinedValue, Spec};
use crate::value::{Stored, Value};

const WORDS: &str = "predefined value";

/// Plans one put; a new value stands last in its list.
pub(super) fn put(view: &Overlay<'_>, put: &PutValue, expect: Option<&Expect>) -> Result<Step, Problem> {
    let before = view.value(&put.attribute, &put.code);
    let mut faults = faults_of(check_put(put.mode, before.map(|value| value.rev), expect, WORDS, &put.code))?;
    check_free(view, put)?;
    check_owner(view, &put.attribute, &mut faults);
    check_code(&put.code, put.body_code.as_deref(), code::check_object, &mut faults);
    let none = Labels::new();
    let labels = texts::labels(&view.schema, before.map_or(&none, |b| &b.labels), &put.name, "name", &mut faults);
    let warnings = faults.settle()?;
    let last = || view.last_sequence(&put.attribute).saturating_add(1);
    let stamp = Stamp { at: 0, by: view.actor.name.clone() };
    let after = PredefinedValue {
        id: before.map_or_else(|| view.new_id(0), |before| Ok(before.id))?,
        attribute: put.attribute.clone(),
        code: put.code.clone(),
        labels,
        sequence: patched(&put.sequence, before.map_or_else(last, |before| before.sequence), 0),
        active: patched(&put.active, before.is_none_or(|before| before.active), true),
        rev: before.map_or(1, |before| view.values.next_rev(before)),
        created: before.map_or_else(|| stamp.clone(), |before| before.created.clone()),
        updated: stamp,
    };
    let mut step = match before {
        Some(before) if before.says_the_same(&after) => Step::unchanged(before),
        _ => Step::put(before, after),
    };
    step.relabels = before.is_some() && !step.values.is_empty();
    step.done.warnings = warnings;
    Ok(step)
}

/// A deleted value's code is free once no object holds it.
fn check_free(view: &Overlay<'_>, put: &PutValue) -> Result<(), Problem> {
    let holds = |reshape: &Arc<Reshape>| matches!(&reshape.effect, Effect::Value(attribute, code) if (attribute, code) == (&put.attribute, &put.code));
    if view.schema.reshapes().any(holds) {
        let message = format!("The value \"{}\" is still being deleted; its code is free once that is done.", put.code);
        return Err(Problem::conflict(message));
    }
    Ok(())
}

fn check_owner(view: &Overlay<'_>, attribute: &str, faults: &mut Faults) {
    match view.schema.attribute(attribute) {
        None => {
            faults.refuse(Field::Owner, "unknown_reference", format!("There is no attribute \"{attribute}\"."));
        }
        Some(found) if !found.kind.is_list() => {
            let kind = found.kind.name();
            let message = format!("Expected an attribute with a list; \"{attribute}\" is of the type \"{kind}\".");
            faults.refuse(Field::Owner, "no_list", message);
        }
        Some(_) => {}
    }
}

/// Plans the deletion of one value.
pub(super) fn delete(
    view: &Overlay<'_>,
    (attribute, code): (&str, &str),
    on_use: OnUse,
    expect: Option<&Expect>,
) -> Result<Step, Problem> {
    let value = view.value(attribute, code).ok_or_else(|| Problem::not_found(WORDS, code))?;
    check_expected(Some(value.rev), expect)?;
    let used = Use::Value(attribute.to_owned(), code.to_owned());
    let users = view.users(&used, |object| holds(view, object, attribute, code));
    if on_use == OnUse::Refuse && !users.is_empty() {
        let message = format!("The value \"{code}\" of \"{attribute}\" is used by {}.", users.count());
        return Err(Problem::conflict(message));
    }
    let is_default = |own: &Attribute| without_default(own, code).is_some();
    if on_use == OnUse::Refuse && view.schema.attribute(attribute).is_some_and(is_default) {
        return Err(Problem::conflict(format!("The value \"{code}\" of \"{attribute}\" is given to new objects.")));
    }
    let mut step = Step::deleted(value);
    (step.narrows, step.relabels) = (true, true);
    let Some(owner) = view.schema.definition(DefinitionKind::Attribute, attribute) else { return Ok(step) };
    let without = owner.says().and_then(|own| without_default(own, code));
    if users.more || without.is_some() {
        // Filters by one that so many hold have to wait.
        let spec = without.map_or_else(|| owner.spec.clone(), Spec::Attribute);
        let after = Definition { rev: view.definitions.next_rev(owner), spec, ..Definition::clone(owner) };
        step.definitions.push(Shift::changed(owner, Arc::new(after)));
    }
    let counts = |own: &CompletenessSetting| users.more && own.attributes.iter().any(|code| code == attribute);
    let indicators = completeness_setting::those(&view.schema, counts);
    completeness_setting::await_change(&mut step, &indicators);
    let fields = slots(&view.schema).map(|slot| owner.field(slot)).collect();
    let definitions = &[owner].into_iter().chain(&indicators).collect::<Vec<_>>();
    let effect = Effect::Value(attribute.to_owned(), code.to_owned());
    let scope = Scope::Key(fields, code.to_owned());
    let words = owner.says::<Attribute>().is_some_and(|attribute| attribute.is_searchable);
    let following = following(view, &users, Wanted { definitions, effect, scope, words, reindexes: false, made: 0 })?;
    step.follow(view, following);
    Ok(step)
}

fn holds(view: &Overlay<'_>, object: &Object, attribute: &str, code: &str) -> bool {
    let Some(kind) = view.schema.attribute(attribute).map(|attribute| attribute.kind) else { return false };
    let named = |value: &Value| attribute::codes(value, kind).iter().any(|named| named == code);
    match object.body.0.get(attribute) {
        None => false,
        Some(Stored::Plain(value)) => named(value),
        Some(Stored::Localised(values)) => values.values().any(named),
    }
}
