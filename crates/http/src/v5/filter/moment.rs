//! Filters on the dates of creation and of the last change, which compare whole seconds, as they are printed.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use model::attribute::{AttributeType, Form};
use model::input::Input;
use model::problem::Problem;
use model::query::{Condition, Filter, Span};
use model::value::Value;

use super::term::Term;
use crate::params::bad;

const SECOND: i64 = 1_000_000;

/// What a term asks for. Errors: another operator, or no date.
pub fn of(term: &Term, condition: fn(Span) -> Condition) -> Result<Filter, Problem> {
    let operator = term.operator.as_deref().unwrap_or_default();
    let name = term.written();
    let one = |value: &String| Ok(Filter::Is(condition(span(&name, operator, value)?)));
    Ok(Filter::Any(term.values.iter().map(one).collect::<Result<_, Problem>>()?))
}

/// The moments that `name` asks for by its operator: `after` and `before` include the one that is given, the strict
/// ones don't. Errors: another operator, or no date.
pub fn span(name: &str, operator: &str, value: &str) -> Result<Span, Problem> {
    let span: fn(i64) -> Span = match operator {
        "after" => |at| Span { from: Some(at), to: None },
        "strictly_after" => |at| Span { from: Some(at + SECOND), to: None },
        "before" => |at| Span { from: None, to: Some(at + SECOND) },
        "strictly_before" => |at| Span { from: None, to: Some(at) },
        other => return Err(bad(name, "after, before, strictly_after or strictly_before", other)),
    };
    let at = read(value);
    at.map(span).ok_or_else(|| bad(name, "a date such as 2026-11-23T09:00:00+00:00 or 2026-11-23", value))
}

/// Microseconds since 1970, UTC.
pub fn read(text: &str) -> Option<i64> {
    let mut text = text.to_owned();
    // What is printed ends in +00:00, and an unescaped + arrives as a blank.
    if text.len() == "2026-11-23T09:00:00+00:00".len() && text.is_char_boundary(19) && text[19..].starts_with(' ') {
        text.replace_range(19..20, "+");
    }
    let Ok(Value::Text(moment)) = Form::plain(AttributeType::Datetime).read(&Input::Text(text)) else { return None };
    let moment: DateTime = moment.parse().ok()?;
    let second = TimeZone::UTC.to_timestamp(moment).ok()?.as_second();
    second.checked_mul(SECOND)
}
