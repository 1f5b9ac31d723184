//! What an attribute's values must obey, merged key by key.

use std::cmp::Ordering;

use crate::attribute::{AttributeType, Pattern, compare_numbers, read};
use crate::command::Patch;
use crate::input::Input;
use crate::plan::step::Faults;
use crate::problem::Field;
use crate::schema::Constraints;
use crate::value::Value;

const FIELD: Field = Field::Property("constraints");

/// The constraints after a put: a key that is left out stays, null removes it. Those that
/// don't apply to the type any more are dropped.
pub(super) fn merged(kind: AttributeType, old: &Constraints, patch: &Patch<Input>, faults: &mut Faults) -> Constraints {
    let mut merged = applicable(kind, old);
    match patch {
        Patch::Absent => {}
        Patch::Null => merged = Constraints::default(),
        Patch::Value(Input::Map(pairs)) => {
            for (key, input) in pairs {
                if let Err(message) = set(kind, &mut merged, key, input) {
                    faults.refuse(FIELD, "bad_constraint", message);
                }
            }
        }
        Patch::Value(other) => {
            faults.refuse(FIELD, "wrong_type", format!("Expected an object; got {}.", other.describe()));
        }
    }
    if let (Some(least), Some(most)) = (&merged.min_value, &merged.max_value)
        && compare_numbers(least, most) == Some(Ordering::Greater)
    {
        let message = format!("Expected a minValue up to the maxValue; got {least} and {most}.");
        faults.refuse(FIELD, "bad_constraint", message);
    }
    merged
}

fn is_number(kind: AttributeType) -> bool {
    matches!(kind, AttributeType::Integer | AttributeType::Decimal)
}

fn applicable(kind: AttributeType, old: &Constraints) -> Constraints {
    let mut kept = Constraints::default();
    if kind.is_text() {
        (kept.max_length, kept.regex) = (old.max_length, old.regex.clone());
    }
    if is_number(kind) {
        (kept.min_value, kept.max_value) = (old.min_value.clone(), old.max_value.clone());
    }
    if kind == AttributeType::Decimal {
        kept.decimals = old.decimals;
    }
    kept
}

fn set(kind: AttributeType, constraints: &mut Constraints, key: &str, input: &Input) -> Result<(), String> {
    let applies = match key {
        "maxLength" | "regex" => kind.is_text(),
        "minValue" | "maxValue" => is_number(kind),
        "decimals" => kind == AttributeType::Decimal,
        _ => {
            let known = "maxLength, minValue, maxValue, decimals and regex";
            return Err(format!("Expected only {known}; got \"{key}\"."));
        }
    };
    let is_cleared = input.clears();
    if !applies && !is_cleared {
        return Err(format!("The constraint {key} doesn't apply to the type \"{}\".", kind.name()));
    }
    let given = Some(input).filter(|_| !is_cleared);
    match key {
        "maxLength" => constraints.max_length = given.map(|input| whole(key, input)).transpose()?,
        "decimals" => constraints.decimals = given.map(|input| whole(key, input)).transpose()?,
        "minValue" => constraints.min_value = given.map(|input| number(key, input)).transpose()?,
        "maxValue" => constraints.max_value = given.map(|input| number(key, input)).transpose()?,
        _ => constraints.regex = given.map(pattern).transpose()?,
    }
    Ok(())
}

fn whole(key: &str, input: &Input) -> Result<u32, String> {
    number(key, input)?.parse().map_err(|_| format!("Expected {key} to be a whole number; got {}.", input.describe()))
}

fn number(key: &str, input: &Input) -> Result<String, String> {
    match read(AttributeType::Decimal, input) {
        Ok(Value::Number(number)) => Ok(number),
        _ => Err(format!("Expected {key} to be a number; got {}.", input.describe())),
    }
}

fn pattern(input: &Input) -> Result<Pattern, String> {
    let pattern = input.text().filter(|text| !text.contains('\0')).map(Pattern::new).filter(Pattern::is_valid);
    pattern
        .ok_or_else(|| format!("Expected regex to be a regular expression of moderate size; got {}.", input.describe()))
}
