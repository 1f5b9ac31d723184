//! A number with a unit of the attribute's family; compared in the family's base unit.

use std::str::FromStr;

use bigdecimal::BigDecimal;

use super::{Form, Refused, number, wrong_kind};
use crate::index::number_key;
use crate::input::Input;
use crate::schema::MeasureFamily;
use crate::value::Value;

const EXPECTED: &str = "a number with its unit, {\"value\": 3, \"unit\": \"kg\"}";

pub fn read(input: &Input, family: Option<&MeasureFamily>) -> Result<Value, Refused> {
    let (Some(value), Some(unit)) = (input.get("value"), input.get("unit").and_then(Input::text)) else {
        return Err(wrong_kind(EXPECTED, input));
    };
    let number = number::canonical(&number::read(value, EXPECTED)?);
    check_unit(unit, family)?;
    Ok(Value::Measure { number, unit: unit.to_owned() })
}

/// The key of an operand: `900 g`, or a number alone, which is in the base unit.
pub fn operand_key(text: &str, family: Option<&MeasureFamily>) -> Option<String> {
    let text = text.trim();
    let (number, unit) = text.split_once(' ').unwrap_or((text, family?.base_unit.as_str()));
    let number = number::read(&Input::Text(number.to_owned()), EXPECTED).ok()?;
    key(&number::canonical(&number), unit.trim_start(), family)
}

fn check_unit(unit: &str, family: Option<&MeasureFamily>) -> Result<(), Refused> {
    if family.is_some_and(|family| family.factor(unit).is_some()) {
        return Ok(());
    }
    let known =
        family.iter().flat_map(|family| &family.units).map(|unit| unit.code.as_str()).collect::<Vec<_>>().join(", ");
    let got: String = unit.chars().take(40).collect();
    Err(("unknown_unit", format!("This value should be in a unit of its family ({known}); got \"{got}\".")))
}

/// Errors: against bounds, which are in the base unit, or too many decimals.
pub fn check(number: &str, unit: &str, form: Form<'_>) -> Result<(), Refused> {
    number::check_decimals(number, form.constraints)?;
    in_base_unit(number, unit, form.family).map_or(Ok(()), |base| number::check_bounds(&base, form.constraints))
}

/// The exact number in the base unit, in canonical text. `None`: the unit isn't the family's.
fn in_base_unit(number: &str, unit: &str, family: Option<&MeasureFamily>) -> Option<String> {
    let factor = BigDecimal::from_str(family?.factor(unit)?).ok()?;
    Some(number::canonical(&(BigDecimal::from_str(number).ok()? * factor)))
}

/// That of the number in the base unit.
pub fn key(number: &str, unit: &str, family: Option<&MeasureFamily>) -> Option<String> {
    in_base_unit(number, unit, family).map(|number| number_key(&number))
}
