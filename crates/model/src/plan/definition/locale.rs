//! Locales (v5.md 3.8).

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{changed, completeness_setting, texts, written};
use crate::command::{LocaleFields, OnUse};
use crate::loaded::Use;
use crate::plan::overlay::Overlay;
use crate::plan::put::patched;
use crate::plan::reshape::{Wanted, following};
use crate::plan::stage::Shift;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem, Violation};
use crate::reshape::{Effect, Scope};
use crate::schema::{Definition, DefinitionKind, Locale, Schema, Spec};
use crate::value::Stored;

/// Plans one put. The first locale is the default one; a new default ends the former.
pub(super) fn put(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &LocaleFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let old = before.and_then(|definition| definition.says::<Locale>());
    let former = default_beside(&view.schema, code);
    let new = merged(&view.schema, code, old, fields, former.is_none(), &mut faults);
    texts::check(&new.name, "name", &mut faults);
    if !new.is_default && former.is_none() {
        let message = "One locale is the default: expected true, or make another one the default first.";
        faults.refuse(Field::Property("isDefault"), "default_needed", message);
    }
    check_fallback(&view.schema, code, &new, &mut faults);
    let warnings = faults.settle()?;
    if new.is_default && !(new.is_active && new.is_data) {
        let field = Field::Property(if new.is_active { "isData" } else { "isActive" });
        let message = format!("The default locale \"{code}\" must stay active and hold data.");
        let violations = vec![Violation::new(field, "default_locale", message.clone())];
        return Err(Problem { violations, ..Problem::conflict(message) });
    }
    let narrows = old.is_some_and(|old| (old.is_active && !new.is_active) || (old.is_data && !new.is_data));
    let recounts = old.is_some_and(Locale::holds_data) != new.holds_data();
    let ends_former = former.filter(|_| new.is_default);
    let mut step = written(view, code, before, Spec::Locale(new), narrows)?;
    if let Some((definition, locale)) = ends_former {
        let spec = Spec::Locale(Locale { is_default: false, ..locale.clone() });
        step.definitions.push(Shift::changed(definition, Arc::new(changed(view, definition, spec))));
    }
    if recounts {
        let indicators = completeness_setting::those(&view.schema, |_| true);
        completeness_setting::recount(view, &mut step, &indicators, i64::from(before.is_none()))?;
    }
    step.done.warnings = warnings;
    Ok(step)
}

fn merged(
    schema: &Schema,
    code: &str,
    old: Option<&Locale>,
    fields: &LocaleFields,
    is_only: bool,
    faults: &mut Faults,
) -> Locale {
    let basis = old.cloned().unwrap_or_else(|| Locale {
        name: code.to_owned(),
        is_data: true,
        is_interface: false,
        is_default: is_only,
        is_active: true,
        fallback: None,
        slot: free_slot(schema, faults),
    });
    Locale {
        name: patched(&fields.name, basis.name, code.to_owned()),
        is_data: patched(&fields.is_data, basis.is_data, true),
        is_interface: patched(&fields.is_interface, basis.is_interface, false),
        is_default: patched(&fields.is_default, basis.is_default, false),
        is_active: patched(&fields.is_active, basis.is_active, true),
        fallback: patched(&fields.fallback.clone().map(Some), basis.fallback, None),
        slot: basis.slot,
    }
}

fn free_slot(schema: &Schema, faults: &mut Faults) -> u8 {
    let taken: BTreeSet<u8> =
        schema.numbers().filter_map(|definition| Some(definition.says::<Locale>()?.slot)).collect();
    let free = (1..=u8::MAX).find(|slot| !taken.contains(slot));
    free.unwrap_or_else(|| {
        faults.refuse(Field::Code, "too_many", format!("Expected at most {} locales.", u8::MAX));
        0
    })
}

/// The default locale, if it isn't `code`.
fn default_beside<'a>(schema: &'a Schema, code: &str) -> Option<(&'a Arc<Definition>, &'a Locale)> {
    let others = schema.all(DefinitionKind::Locale).filter(|definition| definition.code != code);
    others
        .filter_map(|definition| Some((definition, definition.says::<Locale>()?)))
        .find(|(_, locale)| locale.is_default)
}

fn check_fallback(schema: &Schema, code: &str, new: &Locale, faults: &mut Faults) {
    let Some(fallback) = new.fallback.as_deref() else { return };
    if fallback != code && schema.locale(fallback).is_none() {
        let message = format!("There is no locale \"{fallback}\".");
        faults.refuse(Field::Property("fallback"), "unknown_reference", message);
    }
    let mut path = std::iter::successors(Some(fallback), |at| {
        schema.locale(at).filter(|_| *at != code).and_then(|locale| locale.fallback.as_deref())
    });
    if path.any(|at| at == code) {
        let message = format!("\"{fallback}\" falls back on \"{code}\" itself; expected no circle.");
        faults.refuse(Field::Property("fallback"), "cycle", message);
    }
}

/// Plans the deletion: not of the default one or of another's fallback; its values go with it, if they may.
pub(super) fn delete(
    view: &Overlay<'_>,
    definition: &Arc<Definition>,
    locale: &Locale,
    on_use: OnUse,
) -> Result<Step, Problem> {
    let code = definition.code.as_str();
    if locale.is_default {
        return Err(Problem::conflict(format!("\"{code}\" is the default locale and can't be deleted.")));
    }
    let falls_back =
        |other: &&Arc<Definition>| other.says::<Locale>().is_some_and(|l| l.fallback.as_deref() == Some(code));
    if let Some(other) = view.schema.all(DefinitionKind::Locale).find(falls_back) {
        let message = format!("The locale \"{}\" falls back on \"{code}\", which can't be deleted.", other.code);
        return Err(Problem::conflict(message));
    }
    let users = view.users(&Use::Locale(code.to_owned()), |object| {
        let in_locale = |stored: &Stored| matches!(stored, Stored::Localised(values) if values.contains_key(code));
        object.body.0.values().any(in_locale)
    });
    if on_use == OnUse::Refuse && !users.is_empty() {
        let message = format!("The locale \"{code}\" can't be deleted: it holds values of {}.", users.count());
        return Err(Problem::conflict(message));
    }
    // Of documents that hold nothing in it, the index holds how complete they are in it.
    let users = users.with(completeness_setting::counted(view));
    let (definitions, effect) = (&[definition], Effect::Locale(code.to_owned()));
    let wanted = Wanted { definitions, effect, scope: Scope::All, words: true, reindexes: false, made: 0 };
    let mut step = Step::deleted(definition);
    step.follow(view, following(view, &users, wanted)?);
    Ok(step)
}
