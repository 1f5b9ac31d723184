//! Key-values (v5.md 3.13).

use super::definition::texts;
use super::existing::{check_code, check_expected, check_put};
use super::overlay::Overlay;
use super::put::patched;
use super::stage::Thing;
use super::step::{Faults, Step};
use crate::code;
use crate::command::{Expect, Patch, PutKeyValue};
use crate::key_value::{KeyValue, VERSION};
use crate::object::Stamp;
use crate::permission::Origin;
use crate::problem::{Field, Kind, Problem};

const WORDS: &str = "key-value";

/// Plans one put. A key that can't be made (it exists, or is none) is `Malformed`, not a conflict: so its
/// clients expect it. What changes nothing needs no right.
pub(super) fn put(view: &Overlay<'_>, put: &PutKeyValue, expect: Option<&Expect>) -> Result<Step, Problem> {
    let before = view.key_value(&put.code);
    check_put(put.mode, before.map(|pair| pair.rev), expect, WORDS, &put.code).map_err(|problem| {
        let kind = if problem.kind == Kind::Conflict { Kind::Malformed } else { problem.kind };
        Problem { kind, ..problem }
    })?;
    if before.is_none() {
        code::check_object(&put.code)
            .map_err(|violation| Problem { kind: Kind::Malformed, ..Problem::invalid(vec![violation]) })?;
    }
    let mut faults = Faults::default();
    check_code(&put.code, put.body_code.as_deref(), |_| Ok(()), &mut faults);
    match &put.value {
        Patch::Value(value) => texts::check(value, "value", &mut faults),
        Patch::Absent | Patch::Null if before.is_none() => {
            faults.refuse(Field::Property("value"), "required", "Expected a text, which may be empty; got none.");
        }
        Patch::Absent | Patch::Null => {}
    }
    let warnings = faults.settle()?;
    let stamp = Stamp { at: 0, by: view.actor.name.clone() };
    let after = KeyValue {
        id: before.map_or_else(|| view.new_id(0), |before| Ok(before.id))?,
        code: put.code.clone(),
        value: patched(&put.value, before.map(|before| before.value.clone()).unwrap_or_default(), String::new()),
        protected: patched(&put.protected, before.is_some_and(|before| before.protected), false),
        public: patched(&put.public, before.is_some_and(|before| before.public), false),
        rev: before.map_or(1, |before| view.key_values.next_rev(before)),
        created: before.map_or_else(|| stamp.clone(), |before| before.created.clone()),
        updated: stamp,
    };
    let mut step = match before {
        Some(before) if before.says_the_same(&after) => Step::unchanged(before),
        _ => {
            check_writable(view, &put.code, before.is_some_and(|pair| pair.protected))?;
            Step::put(before, after)
        }
    };
    step.done.warnings = warnings;
    Ok(step)
}

/// Plans one deletion.
pub(super) fn delete(view: &Overlay<'_>, code: &str, expect: Option<&Expect>) -> Result<Step, Problem> {
    let pair = view.key_value(code).ok_or_else(|| Problem::not_found(WORDS, code))?;
    check_expected(Some(pair.rev), expect)?;
    check_writable(view, code, pair.protected)?;
    Ok(Step::deleted(pair))
}

/// Errors: `Forbidden` for the built-in one, and for a protected one unless an administrator in person asks. What is done
/// in somebody's name, as planned, is none of ours.
fn check_writable(view: &Overlay<'_>, code: &str, protected: bool) -> Result<(), Problem> {
    let actor = view.actor;
    let is_ours = actor.origin == Origin::System && actor.admin;
    let may = is_ours || (code != VERSION && (!protected || (actor.admin && actor.account.is_some())));
    if may { Ok(()) } else { Err(Problem::forbidden(&format!("the key-value \"{code}\" is protected"))) }
}
