//! What all numbers share: they are exact, with one canonical text.

use std::cmp::Ordering;
use std::str::FromStr;

use bigdecimal::BigDecimal;

use super::Refused;
use crate::input::Input;
use crate::schema::Constraints;

/// Most digits of a number; longer ones are surely mistakes, and exponents could make them endless.
const MAX_DIGITS: usize = 100;

/// The number that was written as a JSON number or as numeric text with a `.` mark.
pub fn read(input: &Input, expected: &str) -> Result<BigDecimal, Refused> {
    let text = match input {
        Input::Number(text) => text.as_str(),
        Input::Text(text) => text.trim(),
        _ => return Err(super::wrong_kind(expected, input)),
    };
    let plausible = text.len() <= MAX_DIGITS && text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    let number = plausible.then(|| BigDecimal::from_str(text).ok()).flatten().map(|n| n.normalized());
    number.filter(is_printable).ok_or_else(|| super::wrong_kind(expected, input))
}

fn is_printable(number: &BigDecimal) -> bool {
    number.fractional_digit_count().unsigned_abs().saturating_add(number.digits()) <= MAX_DIGITS as u64
}

/// Canonical text: no exponent, no trailing zeros, no `-0`.
pub fn canonical(number: &BigDecimal) -> String {
    number.normalized().to_plain_string()
}

/// Compares two numbers by value. `None`: one of them is no number.
pub fn compare(left: &str, right: &str) -> Option<Ordering> {
    let exact = |text: &str| BigDecimal::from_str(text).ok();
    Some(exact(left)?.cmp(&exact(right)?))
}

/// Checks a canonical number against bounds, and its digits after the point.
pub fn check(number: &str, constraints: &Constraints) -> Result<(), Refused> {
    check_bounds(number, constraints)?;
    check_decimals(number, constraints)
}

/// Checks a canonical number against bounds.
pub fn check_bounds(number: &str, constraints: &Constraints) -> Result<(), Refused> {
    let beyond =
        |bound: &Option<String>, side: Ordering| bound.clone().filter(|bound| compare(number, bound) == Some(side));
    if let Some(least) = beyond(&constraints.min_value, Ordering::Less) {
        return Err(("too_small", format!("This value should be {least} or more; got {number}.")));
    }
    if let Some(most) = beyond(&constraints.max_value, Ordering::Greater) {
        return Err(("too_large", format!("This value should be {most} or less; got {number}.")));
    }
    Ok(())
}

/// Checks the digits of a canonical number after the point.
pub fn check_decimals(number: &str, constraints: &Constraints) -> Result<(), Refused> {
    let digits = number.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    if let Some(most) = constraints.decimals.filter(|most| digits > *most as usize) {
        return Err(("too_precise", format!("This value should have at most {most} decimals; got {number}.")));
    }
    Ok(())
}
