//! What a put or a deletion asks of the thing it addresses, before it looks at fields.

use super::step::Faults;
use crate::command::{Expect, PutMode};
use crate::problem::{Field, Kind, Problem, Violation};

/// Checks mode and expected revision against the revision found. `what` is the thing's kind in words.
pub(super) fn check_put(
    mode: PutMode,
    found: Option<i64>,
    expect: Option<&Expect>,
    what: &str,
    code: &str,
) -> Result<(), Problem> {
    match (mode, found) {
        (PutMode::Create, Some(_)) => return Err(Problem::exists(what, code)),
        (PutMode::Update, None) => return Err(Problem::not_found(what, code)),
        _ => {}
    }
    check_expected(found, expect)
}

/// What [`check_put`] found, but that the code is taken is a fault like others.
pub(super) fn faults_of(checked: Result<(), Problem>) -> Result<Faults, Problem> {
    match checked {
        Err(problem) if problem.kind == Kind::Conflict => Ok(Faults { taken: Some(problem), ..Faults::default() }),
        checked => checked.map(|()| Faults::default()),
    }
}

/// Errors: `Stale` if another revision, or something at all, was expected.
pub fn check_expected(found: Option<i64>, expect: Option<&Expect>) -> Result<(), Problem> {
    let listed = |revs: &[i64]| revs.iter().map(i64::to_string).collect::<Vec<_>>().join(" or ");
    let (holds, expected) = match expect {
        None => return Ok(()),
        Some(Expect::OneOf(revs)) if revs.is_empty() => (false, "an ETag of this very thing".to_owned()),
        Some(Expect::OneOf(revs)) => {
            (found.is_some_and(|rev| revs.contains(&rev)), format!("revision {}", listed(revs)))
        }
        Some(Expect::NoneOf(revs)) => {
            (found.is_none_or(|rev| !revs.contains(&rev)), format!("another revision than {}", listed(revs)))
        }
        Some(Expect::Nothing) => (found.is_none(), "nothing".to_owned()),
    };
    if holds { Ok(()) } else { Err(Problem::stale(&expected, found)) }
}

/// Checks a new thing's code, and that a code in the body says the same.
pub(super) fn check_code(
    code: &str,
    body_code: Option<&str>,
    legal: impl FnOnce(&str) -> Result<(), Violation>,
    faults: &mut Faults,
) {
    if let Err(violation) = legal(code) {
        faults.violations.push(violation);
    }
    if let Some(other) = body_code.filter(|other| *other != code) {
        let shown: String = other.chars().take(60).collect();
        faults.refuse(Field::Code, "immutable", format!("Expected \"{code}\", as addressed; got \"{shown}\"."));
    }
}
