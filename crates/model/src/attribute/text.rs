//! One line of text, kept as sent.

use super::{Refused, check_text, wrong_kind};
use crate::input::Input;
use crate::schema::Constraints;
use crate::value::Value;

pub fn parse(input: &Input, constraints: &Constraints) -> Result<Value, Refused> {
    let text = input.text().ok_or_else(|| wrong_kind("a text", input))?;
    if text.contains(['\n', '\r']) {
        return Err(("line_break", "This value should be a single line; got a line break.".into()));
    }
    check_text(text, constraints)?;
    Ok(Value::Text(text.to_owned()))
}
