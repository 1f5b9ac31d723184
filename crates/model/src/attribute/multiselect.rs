//! A set of the attribute's predefined values, by code.

use super::{Refused, code_of, wrong_kind};
use crate::input::Input;
use crate::value::Value;

pub fn read(input: &Input) -> Result<Value, Refused> {
    let items = match input {
        Input::List(items) => items.as_slice(),
        other => std::slice::from_ref(other),
    };
    let code = |item| code_of(item).filter(|code| !code.is_empty()).map(str::to_owned);
    let mut codes: Vec<String> =
        items.iter().map(code).collect::<Option<_>>().ok_or_else(|| wrong_kind("a list of codes", input))?;
    codes.sort();
    codes.dedup();
    Ok(Value::Codes(codes))
}
