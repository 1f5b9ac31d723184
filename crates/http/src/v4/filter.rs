//! What the options of a list want of its members (v4.md 5.1). A filter that names an unknown code matches nothing.

use model::attribute::AttributeType;
use model::object::ObjectKind;
use model::problem::{Field, Problem};
use model::query::{AttributeName, Condition, Filter, Sort, SortBy, Span, Test};

use super::asked::Asked;
use crate::params::bad;
use crate::v5::filter::moment;

const SECOND: i64 = 1_000_000;

/// The filters that documents, variants and assets share.
pub fn shared(asked: &Asked, kind: ObjectKind) -> Result<Vec<Filter>, Problem> {
    let mut all = Vec::new();
    let codes = asked.codes("codes");
    if !codes.is_empty() {
        all.push(Filter::Is(Condition::Code(Test::Equals(codes))));
    }
    if asked.text("active").is_some() {
        let active = Filter::Is(Condition::Active);
        all.push(if asked.switch("active", true)? { active } else { Filter::Not(Box::new(active)) });
    }
    all.extend(span(asked, "created_at")?.map(|span| Filter::Is(Condition::Created(span))));
    all.extend(span(asked, "updated_at")?.map(|span| Filter::Is(Condition::Updated(span))));
    for (key, value) in asked.params.pairs() {
        let code = key.strip_prefix("fields[").and_then(|rest| rest.strip_suffix(']'));
        if let Some(code) = code {
            all.push(field(asked, kind, code, value)?);
        }
    }
    Ok(all)
}

/// `document_type_code`, alone or several with commas.
pub fn of_type(asked: &Asked) -> Option<Filter> {
    let codes = asked.codes("document_type_code");
    // Types that don't exist match nothing.
    (!codes.is_empty()).then_some(Filter::Is(Condition::Type(codes)))
}

/// `classification_code`, with `recursive` what lies below it too.
pub fn classified(asked: &Asked) -> Result<Option<Filter>, Problem> {
    let Some(node) = asked.text("classification_code") else { return Ok(None) };
    let descendants = asked.switch("recursive", false)?;
    Ok(Some(Filter::Is(Condition::Classified { nodes: vec![node.to_owned()], descendants })))
}

/// Matches no object.
pub fn nothing() -> Filter {
    Filter::Any(Vec::new())
}

fn span(asked: &Asked, name: &'static str) -> Result<Option<Span>, Problem> {
    let at = |end: &str| {
        let key = format!("{name}[{end}]");
        asked.text(&key).map(|text| moment::read(text).ok_or_else(|| unreadable(name, text))).transpose()
    };
    let span = Span { from: at("from")?, to: at("to")?.map(|to| to + SECOND) };
    Ok((span.from.is_some() || span.to.is_some()).then_some(span))
}

fn unreadable(name: &'static str, text: &str) -> Problem {
    let message = format!("Expected a date YYYY-MM-DD HH:MM:SS; got \"{text}\".");
    Problem::at(Field::Property(name), "wrong_type", message)
}

/// An attribute by its exact value, in the language where it is localised.
fn field(asked: &Asked, kind: ObjectKind, code: &str, value: &str) -> Result<Filter, Problem> {
    let Some(attribute) = asked.schema.attribute(code).filter(|attribute| {
        attribute.is_filterable && (attribute.object_type == kind || attribute.object_type == ObjectKind::Document)
    }) else {
        return Ok(nothing());
    };
    let part = if attribute.is_localizable { Some(asked.culture()?) } else { None };
    let value = match (attribute.kind, value) {
        (AttributeType::Boolean, "1") => "true",
        (AttributeType::Boolean, "0") => "false",
        (_, value) => value,
    };
    let of = AttributeName { code: code.to_owned(), part };
    Ok(Filter::Is(Condition::Attribute { of, test: Test::Equals(vec![value.to_owned()]) }))
}

/// `sort` and `dir`. Errors: `Malformed` for other words.
pub fn order(asked: &Asked, unasked: SortBy) -> Result<Vec<Sort>, Problem> {
    let by = match asked.text("sort") {
        None => unasked,
        Some("id") => SortBy::Number,
        Some("code") => SortBy::Code,
        Some("created_at") => SortBy::Created,
        Some("updated_at") => SortBy::Updated,
        Some(other) => return Err(bad("sort", "id, code, created_at or updated_at", other)),
    };
    let descending = match asked.text("dir").unwrap_or("asc") {
        dir if dir.eq_ignore_ascii_case("asc") => false,
        dir if dir.eq_ignore_ascii_case("desc") => true,
        other => return Err(bad("dir", "asc or desc", other)),
    };
    Ok(vec![Sort { by, descending }])
}
