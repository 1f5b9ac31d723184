//! A decimal number, exact: never through a float.

use super::{Refused, number};
use crate::input::Input;
use crate::schema::Constraints;
use crate::value::Value;

pub fn parse(input: &Input, constraints: &Constraints) -> Result<Value, Refused> {
    let read = number::read(input, "a number")?;
    number::check(&read, constraints)?;
    Ok(Value::Number(number::canonical(&read)))
}
