//! A time of day, `HH:MM:SS`; without seconds it is the full minute.

use jiff::civil::Time;

use super::{Refused, wrong_kind};
use crate::input::Input;
use crate::value::Value;

pub fn read(input: &Input) -> Result<Value, Refused> {
    let is_shaped = |text: &&str| matches!(text.len(), 5 | 8) && text.bytes().all(|b| b.is_ascii_digit() || b == b':');
    let time = input.text().filter(is_shaped).and_then(|text| text.parse::<Time>().ok());
    let time = time.ok_or_else(|| wrong_kind("a time HH:MM:SS", input))?;
    Ok(Value::Text(time.strftime("%H:%M:%S").to_string()))
}
