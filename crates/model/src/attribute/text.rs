//! One line of text, kept as sent.

use super::{Refused, plain_text, shortened};
use crate::input::Input;
use crate::schema::Constraints;
use crate::value::Value;

pub fn read(input: &Input) -> Result<Value, Refused> {
    let text = plain_text(input, "a text")?;
    if text.contains(['\n', '\r']) {
        return Err(("line_break", "This value should be a single line; got a line break.".into()));
    }
    Ok(Value::Text(text.to_owned()))
}

/// Errors: against a constraint of texts.
pub fn check(text: &str, constraints: &Constraints) -> Result<(), Refused> {
    if let Some(most) = constraints.max_length {
        let length = text.chars().count();
        if length > most as usize {
            return Err(("too_long", format!("This value should have at most {most} characters; got {length}.")));
        }
    }
    if let Some(pattern) = constraints.regex.as_ref().filter(|pattern| !pattern.matches(text)) {
        let expected = pattern.text();
        return Err(("pattern", format!("This value should match {expected}; got \"{}\".", shortened(text))));
    }
    Ok(())
}
