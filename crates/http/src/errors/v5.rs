//! Errors as API v5 prints them (v5.md 1.5).

use std::borrow::Cow;

use model::problem::{Kind, Problem, Violation};
use serde_json::{Value, json};

use super::{Face, Refusal};
use crate::trace::RequestId;

/// The body of a refusal as JSON-LD.
pub(super) fn ld_body(refusal: &Refusal, id: Option<&RequestId>) -> Value {
    let kind = if broken_rules(refusal) { "ConstraintViolationList" } else { "Error" };
    let description = description(refusal);
    let mut body = json!({
        "@context": format!("/api/contexts/{kind}"),
        "@type": if kind == "Error" { "hydra:Error" } else { kind },
        "hydra:title": TITLE,
        "hydra:description": description,
    });
    complete(&mut body, refusal, description, id);
    body
}

/// The body of a refusal as `application/problem+json`.
pub(super) fn json_body(refusal: &Refusal, id: Option<&RequestId>) -> Value {
    let kind = if broken_rules(refusal) {
        "https://symfony.com/errors/validation"
    } else {
        "https://tools.ietf.org/html/rfc2616#section-10"
    };
    let mut body = json!({ "type": kind, "title": TITLE });
    complete(&mut body, refusal, description(refusal), id);
    body
}

const TITLE: &str = "An error occurred";

/// The members that every error has in every format.
fn complete(body: &mut Value, refusal: &Refusal, description: Cow<'_, str>, id: Option<&RequestId>) {
    let status = refusal.status(Face::V5Ld).as_u16();
    if let Refusal::Problem(Problem { violations: broken, .. }) = refusal
        && !broken.is_empty()
    {
        body["violations"] = violations(broken);
    }
    body["status"] = status.into();
    body["detail"] = description.clone().into();
    body["code"] = status.into();
    body["message"] = description.into();
    body["requestId"] = id.map(RequestId::as_str).into();
}

fn broken_rules(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::Problem(Problem { kind: Kind::Invalid, .. }))
}

/// The message, with the paths of the broken rules before their words.
fn description(refusal: &Refusal) -> Cow<'_, str> {
    match refusal {
        Refusal::Problem(Problem { kind: Kind::Invalid, violations, .. }) if !violations.is_empty() => {
            let lines = violations.iter().map(|v| format!("{}: {}", v.field.path(), v.message));
            lines.collect::<Vec<_>>().join("\n").into()
        }
        _ => refusal.message().into(),
    }
}

/// A list of violations, as errors and bulk results print it.
pub fn violations(violations: &[Violation]) -> Value {
    let one = |v: &Violation| json!({ "propertyPath": v.field.path(), "message": v.message, "code": v.rule });
    violations.iter().map(one).collect()
}
