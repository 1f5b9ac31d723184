//! What an attribute's values must obey, merged key by key.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::attribute::{AttributeType, Form, Pattern, compare_numbers, currency};
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

/// The constraints that values of a type can have.
fn known(kind: AttributeType) -> &'static [&'static str] {
    match kind {
        AttributeType::Integer => &["minValue", "maxValue"],
        AttributeType::Decimal | AttributeType::Measure => &["minValue", "maxValue", "decimals"],
        AttributeType::Price => &["minValue", "maxValue", "decimals", "currencies"],
        // Held against the names of assets' files once assets have files.
        AttributeType::Media => &["extensions"],
        AttributeType::Url => &["maxLength", "regex", "extensions"],
        AttributeType::Gtin => &["maxLength", "regex", "lenient"],
        kind if kind.is_text() => &["maxLength", "regex"],
        _ => &[],
    }
}

/// All constraints.
const ALL: [&str; 8] =
    ["maxLength", "minValue", "maxValue", "decimals", "regex", "currencies", "extensions", "lenient"];

fn applicable(kind: AttributeType, old: &Constraints) -> Constraints {
    let mut kept = old.clone();
    for key in ALL.into_iter().filter(|key| !known(kind).contains(key)) {
        clear(&mut kept, key);
    }
    kept
}

fn clear(constraints: &mut Constraints, key: &str) {
    match key {
        "maxLength" => constraints.max_length = None,
        "minValue" => constraints.min_value = None,
        "maxValue" => constraints.max_value = None,
        "decimals" => constraints.decimals = None,
        "regex" => constraints.regex = None,
        "currencies" => constraints.currencies.clear(),
        "extensions" => constraints.extensions.clear(),
        _ => constraints.lenient = false,
    }
}

fn set(kind: AttributeType, constraints: &mut Constraints, key: &str, input: &Input) -> Result<(), String> {
    if !ALL.contains(&key) {
        return Err(format!("Expected only {}; got \"{key}\".", ALL.join(", ")));
    }
    if input.clears() {
        clear(constraints, key);
        return Ok(());
    }
    if !known(kind).contains(&key) {
        return Err(format!("The constraint {key} doesn't apply to the type \"{}\".", kind.name()));
    }
    match key {
        "maxLength" => constraints.max_length = Some(whole(key, input)?),
        "minValue" => constraints.min_value = Some(number(key, input)?),
        "maxValue" => constraints.max_value = Some(number(key, input)?),
        "decimals" => constraints.decimals = Some(whole(key, input)?),
        "regex" => constraints.regex = Some(pattern(input)?),
        "currencies" => constraints.currencies = currencies(input)?,
        "extensions" => constraints.extensions = extensions(input)?,
        _ => constraints.lenient = switch(key, input)?,
    }
    Ok(())
}

fn whole(key: &str, input: &Input) -> Result<u32, String> {
    number(key, input)?.parse().map_err(|_| format!("Expected {key} to be a whole number; got {}.", input.describe()))
}

fn number(key: &str, input: &Input) -> Result<String, String> {
    match Form::plain(AttributeType::Decimal).read(input) {
        Ok(Value::Number(number)) => Ok(number),
        _ => Err(format!("Expected {key} to be a number; got {}.", input.describe())),
    }
}

fn switch(key: &str, input: &Input) -> Result<bool, String> {
    match input {
        Input::Bool(value) => Ok(*value),
        _ => Err(format!("Expected {key} to be true or false; got {}.", input.describe())),
    }
}

fn pattern(input: &Input) -> Result<Pattern, String> {
    let pattern = input.text().filter(|text| !text.contains('\0')).map(Pattern::new).filter(Pattern::is_valid);
    pattern
        .ok_or_else(|| format!("Expected regex to be a regular expression of moderate size; got {}.", input.describe()))
}

fn currencies(input: &Input) -> Result<Vec<String>, String> {
    let codes = texts("currencies", input)?;
    match codes.iter().find(|code| currency::slot(code).is_none()) {
        Some(unknown) => Err(format!("Expected currencies of ISO 4217; got \"{unknown}\".")),
        None => Ok(codes),
    }
}

fn extensions(input: &Input) -> Result<Vec<String>, String> {
    let written = texts("extensions", input)?;
    let extensions: BTreeSet<_> = written.iter().map(|one| one.trim_start_matches('.').to_lowercase()).collect();
    match extensions.iter().find(|one| one.is_empty() || !one.chars().all(char::is_alphanumeric)) {
        Some(odd) => Err(format!("Expected extensions such as pdf, of letters and digits; got \"{odd}\".")),
        None => Ok(extensions.into_iter().collect()),
    }
}

/// A sorted list of texts.
fn texts(key: &str, input: &Input) -> Result<Vec<String>, String> {
    let texts: Option<BTreeSet<String>> = match input {
        Input::List(items) => items.iter().map(|item| item.text().map(str::to_owned)).collect(),
        _ => None,
    };
    let texts = texts.ok_or_else(|| format!("Expected {key} to be a list of texts; got {}.", input.describe()))?;
    Ok(texts.into_iter().collect())
}
