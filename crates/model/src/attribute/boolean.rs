//! True or false; nothing is a third state.

use super::{Refused, wrong_kind};
use crate::input::Input;
use crate::value::Value;

pub fn read(input: &Input) -> Result<Value, Refused> {
    let value = match input {
        Input::Bool(value) => *value,
        Input::Number(text) | Input::Text(text) => match text.as_str() {
            "1" | "true" => true,
            "0" | "false" => false,
            _ => return Err(wrong_kind("true or false", input)),
        },
        _ => return Err(wrong_kind("true or false", input)),
    };
    Ok(Value::Bool(value))
}
