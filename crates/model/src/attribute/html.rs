//! Rich text, kept exactly as sent; it is sanitised wherever it is shown.

use super::{Refused, check_text, wrong_kind};
use crate::input::Input;
use crate::schema::Constraints;
use crate::value::Value;

pub fn parse(input: &Input, constraints: &Constraints) -> Result<Value, Refused> {
    let text = input.text().ok_or_else(|| wrong_kind("a text with HTML", input))?;
    check_text(text, constraints)?;
    Ok(Value::Text(text.to_owned()))
}
