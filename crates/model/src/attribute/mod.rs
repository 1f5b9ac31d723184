//! Attribute types: one file a type, with its normal form, its constraints and its equality.

mod boolean;
mod date;
mod datetime;
mod decimal;
mod html;
mod integer;
mod multiline;
mod multiselect;
mod number;
mod pattern;
mod select;
mod text;

use serde::{Deserialize, Serialize};

use crate::input::Input;
use crate::schema::Constraints;
use crate::value::Value;

pub use number::compare as compare_numbers;
pub use pattern::Pattern;

/// What an attribute's values are (DECISIONS "Value types").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttributeType {
    /// One line of text.
    Text,
    /// Several lines of text.
    Multiline,
    /// Rich text, kept exactly as sent.
    Html,
    /// A whole number, exact.
    Integer,
    /// A decimal number, exact.
    Decimal,
    /// True, false or nothing.
    Boolean,
    /// A day.
    Date,
    /// A moment, to the second, UTC.
    Datetime,
    /// One of a list.
    Select,
    /// Several of a list.
    Multiselect,
}

impl AttributeType {
    /// All types.
    pub const ALL: [Self; 10] = [
        Self::Text,
        Self::Multiline,
        Self::Html,
        Self::Integer,
        Self::Decimal,
        Self::Boolean,
        Self::Date,
        Self::Datetime,
        Self::Select,
        Self::Multiselect,
    ];

    /// Its code in v5.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Multiline => "multiline",
            Self::Html => "html",
            Self::Integer => "integer",
            Self::Decimal => "decimal",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::Datetime => "datetime",
            Self::Select => "select",
            Self::Multiselect => "multiselect",
        }
    }

    /// The type of that code; `textarea` is v4's word for multiline.
    pub fn from_name(name: &str) -> Option<Self> {
        if name == "textarea" {
            return Some(Self::Multiline);
        }
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// Whether its values are texts, which compare folded ([`crate::index::fold()`]).
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Multiline | Self::Html)
    }

    /// Whether its values come from the attribute's list.
    pub fn is_list(self) -> bool {
        matches!(self, Self::Select | Self::Multiselect)
    }
}

/// Why a value was refused: rule and message.
pub type Refused = (&'static str, String);

/// The normal form of an input that doesn't clear. Errors: not of the type.
pub fn read(kind: AttributeType, input: &Input) -> Result<Value, Refused> {
    match kind {
        AttributeType::Text => text::read(input),
        AttributeType::Multiline => multiline::read(input),
        AttributeType::Html => html::read(input),
        AttributeType::Integer => integer::read(input),
        AttributeType::Decimal => decimal::read(input),
        AttributeType::Boolean => boolean::read(input),
        AttributeType::Date => date::read(input),
        AttributeType::Datetime => datetime::read(input),
        AttributeType::Select => select::read(input),
        AttributeType::Multiselect => multiselect::read(input),
    }
}

/// Errors: against a constraint.
pub fn check(constraints: &Constraints, value: &Value) -> Result<(), Refused> {
    match value {
        Value::Text(text) => check_text(text, constraints),
        Value::Number(number) => number::check(number, constraints),
        Value::Bool(_) | Value::Codes(_) => Ok(()),
    }
}

/// The keys by which the index finds a value of that type, whose bytes stand in the order of the values. A set of
/// codes has several; of no value of the type there is none.
pub fn keys(kind: AttributeType, value: &Value) -> Vec<String> {
    match kind {
        AttributeType::Text | AttributeType::Multiline | AttributeType::Html => text::keys(value),
        AttributeType::Integer | AttributeType::Decimal => number::keys(value),
        AttributeType::Boolean => boolean::keys(value),
        AttributeType::Date => date::keys(value),
        AttributeType::Datetime => datetime::keys(value),
        AttributeType::Select => select::keys(value),
        AttributeType::Multiselect => multiselect::keys(value),
    }
}

/// The value of an attribute whose type becomes `to`. Errors: it would lose something.
pub fn convert(value: &Value, to: AttributeType) -> Result<Value, Refused> {
    let is_text = to.is_text();
    let input = match value {
        Value::Text(text) => Input::Text(text.clone()),
        Value::Number(number) if !is_text => Input::Number(number.clone()),
        Value::Number(number) => Input::Text(number.clone()),
        Value::Bool(value) if is_text => Input::Text(value.to_string()),
        Value::Bool(value) => Input::Bool(*value),
        Value::Codes(codes) => match codes.as_slice() {
            [code] => Input::Text(code.clone()),
            codes => Input::List(codes.iter().cloned().map(Input::Text).collect()),
        },
    };
    let converted = read(to, &input)?;
    let is_cut = to == AttributeType::Date
        && input.text().is_some_and(|text| text.contains('T') && !text.ends_with("T00:00:00"));
    if is_cut { Err(wrong_kind("a date without a time", &input)) } else { Ok(converted) }
}

/// The codes of predefined values that a value names.
pub fn codes(value: &Value, kind: AttributeType) -> &[String] {
    match (kind, value) {
        (AttributeType::Select, Value::Text(code)) => std::slice::from_ref(code),
        (AttributeType::Multiselect, Value::Codes(codes)) => codes,
        _ => &[],
    }
}

/// The value without one code of the list; `None`: nothing is left.
pub fn without_code(value: &Value, code: &str) -> Option<Value> {
    match value {
        Value::Codes(codes) => {
            let left: Vec<String> = codes.iter().filter(|c| *c != code).cloned().collect();
            (!left.is_empty()).then_some(Value::Codes(left))
        }
        Value::Text(text) if text == code => None,
        other => Some(other.clone()),
    }
}

/// The key of a value whose normal form is its key.
fn own_text(value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) => vec![text.clone()],
        _ => Vec::new(),
    }
}

fn wrong_kind(expected: &str, input: &Input) -> Refused {
    ("wrong_type", format!("This value should be {expected}; got {}.", input.describe()))
}

/// The text of an input; not every database can store U+0000.
fn plain_text<'a>(input: &'a Input, expected: &str) -> Result<&'a str, Refused> {
    let text = input.text().ok_or_else(|| wrong_kind(expected, input))?;
    if text.contains('\0') {
        return Err(("nul", "This value should be without the character U+0000.".into()));
    }
    Ok(text)
}

fn check_text(text: &str, constraints: &Constraints) -> Result<(), Refused> {
    if let Some(most) = constraints.max_length {
        let length = text.chars().count();
        if length > most as usize {
            return Err(("too_long", format!("This value should have at most {most} characters; got {length}.")));
        }
    }
    if let Some(pattern) = constraints.regex.as_ref().filter(|pattern| !pattern.matches(text)) {
        let expected = pattern.text();
        return Err(("pattern", format!("This value should match {expected}; got \"{}\".", shortened(text))));
    }
    Ok(())
}

fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

fn code_of(input: &Input) -> Option<&str> {
    if let Some(code) = input.text() {
        return Some(code);
    }
    if let Some(code) = input.get("code").and_then(Input::text) {
        return Some(code);
    }
    let id = input.get("id").and_then(Input::text)?;
    Some(id.strip_prefix("attribute=").and_then(|rest| rest.split_once(";code=")).map_or(id, |(_, code)| code))
}

#[cfg(test)]
mod tests;
