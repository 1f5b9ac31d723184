//! A trade item number (GTIN, EAN, UPC): 8, 12, 13 or 14 digits, the last one a check digit.

use super::{Refused, wrong_kind};
use crate::input::Input;
use crate::value::Value;

pub fn read(input: &Input, is_lenient: bool) -> Result<Value, Refused> {
    let text = match input {
        Input::Text(text) | Input::Number(text) => text.as_str(),
        _ => "",
    };
    if !matches!(text.len(), 8 | 12..=14) || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(wrong_kind("a number of 8, 12, 13 or 14 digits", input));
    }
    let (digits, last) = text.split_at(text.len() - 1);
    let check = check_digit(digits);
    if !is_lenient && last != check.to_string() {
        let message = format!("This value should end in the check digit {check}; got {}.", input.describe());
        return Err(("check_digit", message));
    }
    Ok(Value::Text(text.to_owned()))
}

/// What makes the weighted sum of all digits a multiple of ten; the last one before it weighs 3.
fn check_digit(digits: &str) -> u32 {
    let weighed = digits.bytes().rev().zip([3, 1].into_iter().cycle()).map(|(b, weight)| u32::from(b - b'0') * weight);
    (10 - weighed.sum::<u32>() % 10) % 10
}
