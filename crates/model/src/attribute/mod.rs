//! Attribute types: one file a type, with its normal form, its constraints and its equality.

mod boolean;
pub(crate) mod color;
pub mod currency;
mod date;
mod datetime;
mod decimal;
pub(crate) mod email;
mod form;
mod gtin;
mod html;
mod integer;
mod json;
mod kind;
mod links;
mod measure;
mod multiline;
mod multiselect;
mod number;
mod pattern;
mod price;
mod select;
mod table;
mod text;
mod time;
mod url;

use crate::input::Input;
use crate::value::Value;

pub use form::{Form, keys};
pub(crate) use json::read as read_json;
pub use kind::AttributeType;
pub use links::targets;
pub(crate) use measure::operand_key as measure_key;
pub use number::compare as compare_numbers;
pub use pattern::Pattern;

/// Why a value was refused: rule and message.
pub type Refused = (&'static str, String);

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
