//! A colour, kept as `#RRGGBB` in upper case.

use super::{Refused, wrong_kind};
use crate::input::Input;
use crate::value::Value;

pub fn read(input: &Input) -> Result<Value, Refused> {
    let colour = input.text().filter(|text| is_color(text)).map(str::to_ascii_uppercase);
    colour.map(Value::Text).ok_or_else(|| wrong_kind("a colour #RRGGBB", input))
}

/// Whether it is `#RRGGBB`.
pub fn is_color(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
}
