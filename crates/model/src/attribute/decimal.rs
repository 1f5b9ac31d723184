//! A decimal number, exact: never through a float.

use super::{Refused, number};
use crate::input::Input;
use crate::value::Value;

pub fn read(input: &Input) -> Result<Value, Refused> {
    Ok(Value::Number(number::canonical(&number::read(input, "a number")?)))
}
