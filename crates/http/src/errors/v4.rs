//! Errors as API v4 prints them (v4.md 1.8).

use model::problem::{Field, Kind, Violation};
use serde_json::{Value, json};

use super::{Face, Refusal};
use crate::trace::RequestId;

/// The body of a refusal.
pub(super) fn body(refusal: &Refusal, id: Option<&RequestId>) -> Value {
    let status = refusal.status(Face::V4);
    let violations = match refusal {
        Refusal::Problem(problem) => problem.violations.as_slice(),
        _ => &[],
    };
    json!({
        "success": false,
        "status": status.as_u16(),
        "error": status.canonical_reason().unwrap_or_default(),
        "message": message(refusal),
        "errors": violations.iter().map(violation).collect::<Vec<_>>(),
        "request_id": id.map(RequestId::as_str),
    })
}

/// v4 has one message for what isn't permitted (v4.md 1.5).
fn message(refusal: &Refusal) -> &str {
    match refusal {
        Refusal::Problem(problem) if problem.kind == Kind::Forbidden => "Permission denied",
        other => other.message(),
    }
}

fn violation(violation: &Violation) -> Value {
    json!({ "field": field(&violation.field), "message": violation.message })
}

/// The keys of objects that the core calls otherwise.
fn key(name: &str) -> &str {
    match name {
        "attributeSet.id" => "attribute_set_code",
        "isActive" => "active",
        other => other,
    }
}

/// Calls fields as a resource calls its keys: (the core's name, the key).
pub fn called(violations: &mut [Violation], keys: &[(&str, &'static str)]) {
    for violation in violations {
        let own = match &violation.field {
            Field::Property(name) | Field::Member(name, _) | Field::Item(name, ..) => *name,
            Field::Parent => "parent",
            _ => continue,
        };
        if let Some((_, key)) = keys.iter().find(|(name, _)| *name == own) {
            violation.field = Field::Property(key);
        }
    }
}

/// A field by the key that stands for it.
pub fn field(field: &Field) -> &str {
    match field {
        Field::Code => "code",
        Field::DocumentType => "document_type_code",
        Field::Document => "document_code",
        Field::Parent => "parent_code",
        Field::Classification => "classification_code",
        Field::Classifications(_) => "classification_codes",
        Field::Catalog => "catalog_code",
        Field::Owner => "attribute_code",
        Field::LinkType => "link_type_code",
        Field::Target => "target_code",
        Field::Attribute(code) | Field::Localised(code, _) => code,
        Field::Workflows(_) => "tags",
        Field::File | Field::Upload => "file",
        Field::Remote => "media_url",
        Field::Item(name, ..) | Field::Property(name) | Field::Member(name, _) => key(name),
    }
}
