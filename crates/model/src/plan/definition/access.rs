//! Roles and access profiles (v5.md 3.12).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{texts, workflow, written};
use crate::code;
use crate::command::{AccessProfileFields, OnUse, Patch, RoleFields};
use crate::input::Input;
use crate::object::Stamp;
use crate::plan::overlay::Overlay;
use crate::plan::put::patched;
use crate::plan::stage::Shift;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::schema::{
    AccessProfile, AttributeAccess, ClassificationAccess, Definition, DefinitionKind, Labels, Role, Spec,
};
use crate::user::{Profile, User};

const PERMISSIONS: Field = Field::Property("permissions");

/// Plans one put of a role.
pub(super) fn put_role(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &RoleFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let old = before.and_then(|definition| definition.says::<Role>());
    let none = Labels::new();
    let name = texts::labels(&view.schema, old.map_or(&none, |old| &old.name), &fields.name, "name", &mut faults);
    texts::require(&name, old.is_none(), "name", &mut faults);
    let description = patched(&fields.description.clone().map(Some), old.and_then(|old| old.description.clone()), None);
    texts::check(description.as_deref().unwrap_or_default(), "description", &mut faults);
    let permissions = permissions(old, &fields.permissions, &mut faults);
    let warnings = faults.settle()?;
    let mut step = written(view, code, before, Spec::Role(Role { name, description, permissions }), false)?;
    step.done.warnings = warnings;
    Ok(step)
}

/// What is permitted, merged by kind of thing.
fn permissions(old: Option<&Role>, given: &Patch<Input>, faults: &mut Faults) -> BTreeMap<String, BTreeSet<String>> {
    let mut merged = old.map(|old| old.permissions.clone()).unwrap_or_default();
    let given = match given {
        Patch::Absent => return merged,
        Patch::Null => return BTreeMap::new(),
        Patch::Value(Input::Map(given)) => given,
        // PHP writes an empty map so.
        Patch::Value(Input::List(items)) if items.is_empty() => return merged,
        Patch::Value(other) => {
            let message = format!("Expected an object of lists of actions by kind of thing; got {}.", other.describe());
            faults.refuse(PERMISSIONS, "wrong_type", message);
            return merged;
        }
    };
    for (thing, actions) in given {
        if *actions == Input::Null {
            merged.remove(thing);
            continue;
        }
        match words(actions) {
            Some(actions) if code::check_definition(thing).is_ok() => _ = merged.insert(thing.clone(), actions),
            _ => {
                let expected = "words such as view, create, update and delete by kind of thing";
                let message = format!("Expected {expected}; got {} for \"{thing}\".", actions.describe());
                faults.refuse(PERMISSIONS, "wrong_type", message);
            }
        }
    }
    merged
}

fn words(actions: &Input) -> Option<BTreeSet<String>> {
    let Input::List(items) = actions else { return None };
    let word = |item: &Input| item.text().filter(|word| code::check_definition(word).is_ok()).map(str::to_owned);
    items.iter().map(word).collect()
}

/// Plans one put of an access profile; `spec` says of which kind.
pub(super) fn put_profile(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &AccessProfileFields,
    spec: fn(AccessProfile) -> Spec,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let old = before.and_then(|definition| profile(&definition.spec));
    let name = patched(&fields.name, old.map_or_else(|| code.to_owned(), |old| old.name.clone()), code.to_owned());
    texts::check(&name, "name", &mut faults);
    let rules = match &fields.rules {
        Patch::Absent => old.map_or_else(|| "[]".to_owned(), |old| old.rules.clone()),
        Patch::Null => "[]".to_owned(),
        Patch::Value(rules) => {
            if !matches!(rules, Input::List(_)) {
                let message = format!("Expected a list of rules; got {}.", rules.describe());
                faults.refuse(Field::Property("rules"), "wrong_type", message);
            }
            rules.to_json()
        }
    };
    let warnings = faults.settle()?;
    let mut step = written(view, code, before, spec(AccessProfile { name, rules }), false)?;
    step.done.warnings = warnings;
    Ok(step)
}

/// The access profile of either kind.
fn profile(spec: &Spec) -> Option<&AccessProfile> {
    match spec {
        Spec::ClassificationAccess(ClassificationAccess(profile)) | Spec::AttributeAccess(AttributeAccess(profile)) => {
            Some(profile)
        }
        _ => None,
    }
}

/// Plans the deletion of a role or profile. It is taken from those who have it, or they keep it from going: one made
/// anew under its code would be theirs. So it is with a role and the transitions that ask for it.
pub(super) fn delete(view: &Overlay<'_>, definition: &Arc<Definition>, on_use: OnUse) -> Result<Step, Problem> {
    let (kind, code) = (definition.spec.kind(), definition.code.as_str());
    let holders = view.users_who(|user| without(kind, code, &user.profile) != user.profile);
    if let Some(first) = holders.first().filter(|_| on_use == OnUse::Refuse) {
        let (words, count, first) = (kind.words(), holders.len(), &first.username);
        let message = format!("The {words} \"{code}\" can't be deleted: {count} users have it, such as \"{first}\".");
        return Err(Problem::conflict(message));
    }
    let mut step = Step::deleted(definition);
    if kind == DefinitionKind::Role {
        step.definitions.extend(workflow::without_role(view, code, on_use)?);
    }
    step.users.extend(holders.into_iter().map(|user| {
        let after = User {
            profile: without(kind, code, &user.profile),
            rev: view.users.next_rev(user),
            updated: Stamp { at: 0, by: view.actor.name.clone() },
            ..User::clone(user)
        };
        Shift::changed(user, Arc::new(after))
    }));
    Ok(step)
}

/// The profile of a user who doesn't have that role or access profile.
fn without(kind: DefinitionKind, code: &str, profile: &Profile) -> Profile {
    let mut without = profile.clone();
    let clear = |held: &mut Option<String>| *held = held.take().filter(|held| held != code);
    match kind {
        DefinitionKind::Role => _ = without.roles.remove(code),
        DefinitionKind::ClassificationAccess => clear(&mut without.classification_access),
        _ => clear(&mut without.attribute_access),
    }
    without
}
