//! A day, `YYYY-MM-DD`; a time that follows is cut.

use jiff::civil::Date;

use super::{Refused, wrong_kind};
use crate::input::Input;
use crate::value::Value;

pub fn read(input: &Input) -> Result<Value, Refused> {
    let expected = "a date YYYY-MM-DD";
    let text = input.text().ok_or_else(|| wrong_kind(expected, input))?;
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let shaped = day.len() == 10 && day.is_ascii();
    let date = shaped.then(|| day.parse::<Date>().ok()).flatten().ok_or_else(|| wrong_kind(expected, input))?;
    if text.len() > 10 {
        super::datetime::read(input).map_err(|_| wrong_kind(expected, input))?;
    }
    Ok(Value::Text(date.to_string()))
}
