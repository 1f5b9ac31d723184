//! One of the attribute's predefined values, by code.

use super::{Refused, code_of, wrong_kind};
use crate::input::Input;
use crate::value::Value;

pub fn read(input: &Input) -> Result<Value, Refused> {
    let one = match input {
        Input::List(items) if items.len() == 1 => &items[0],
        other => other,
    };
    let code = code_of(one).filter(|code| !code.is_empty());
    code.map(|code| Value::Text(code.to_owned())).ok_or_else(|| wrong_kind("one code", input))
}
