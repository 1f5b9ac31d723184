//! One line of text, kept as sent.

use super::{Refused, plain_text};
use crate::index;
use crate::input::Input;
use crate::value::Value;

pub fn read(input: &Input) -> Result<Value, Refused> {
    let text = plain_text(input, "a text")?;
    if text.contains(['\n', '\r']) {
        return Err(("line_break", "This value should be a single line; got a line break.".into()));
    }
    Ok(Value::Text(text.to_owned()))
}

/// Texts are compared folded.
pub fn keys(value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) => vec![index::text_key(&index::fold(text))],
        _ => Vec::new(),
    }
}
