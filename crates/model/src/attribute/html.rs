//! Rich text, kept exactly as sent; it is sanitised wherever it is shown.

use super::{Refused, plain_text};
use crate::input::Input;
use crate::value::Value;

pub fn read(input: &Input) -> Result<Value, Refused> {
    Ok(Value::Text(plain_text(input, "a text with HTML")?.to_owned()))
}
