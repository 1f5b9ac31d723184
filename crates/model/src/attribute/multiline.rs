//! Several lines of text; every line end becomes `\n`.

use super::{Refused, check_text, wrong_kind};
use crate::input::Input;
use crate::schema::Constraints;
use crate::value::Value;

pub fn parse(input: &Input, constraints: &Constraints) -> Result<Value, Refused> {
    let text = input.text().ok_or_else(|| wrong_kind("a text", input))?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    check_text(&text, constraints)?;
    Ok(Value::Text(text))
}
