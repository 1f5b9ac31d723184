//! A whole number of any size, exact.

use super::{Refused, number, wrong_kind};
use crate::input::Input;
use crate::value::Value;

pub fn read(input: &Input) -> Result<Value, Refused> {
    let read = number::read(input, "an integer")?;
    if !read.is_integer() {
        return Err(wrong_kind("an integer", input));
    }
    Ok(Value::Number(number::canonical(&read)))
}
