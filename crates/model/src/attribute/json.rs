//! Any JSON in one text: members sorted by name, the last of equal names alone, numbers exact.

use std::collections::BTreeMap;

use super::{Refused, number};
use crate::body::{write_list, write_members, write_text};
use crate::input::Input;
use crate::value::Value;

pub fn read(input: &Input) -> Result<Value, Refused> {
    let mut json = String::new();
    write(&mut json, input);
    // The only way in which JSON writes U+0000, as a backslash before it is doubled.
    if json.replace("\\\\", "").contains("\\u0000") {
        return Err(("nul", "This value should be without the character U+0000.".into()));
    }
    Ok(Value::Json(json))
}

fn write(out: &mut String, input: &Input) {
    match input {
        Input::Null => out.push_str("null"),
        Input::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        // One that is too long to be a number elsewhere stays as it was written.
        Input::Number(text) => match number::read(input, "a number") {
            Ok(number) => out.push_str(&number::canonical(&number)),
            Err(_) => out.push_str(text),
        },
        Input::Text(text) => write_text(out, text),
        Input::List(items) => write_list(out, items, write),
        Input::Map(pairs) => {
            let last: BTreeMap<&str, &Input> = pairs.iter().map(|(name, input)| (name.as_str(), input)).collect();
            write_members(out, last, write);
        }
    }
}
