//! An e-mail address, kept as sent.

use super::{Refused, plain_text, wrong_kind};
use crate::input::Input;
use crate::value::Value;

/// Most characters of the part before the `@`, and of the address (RFC 5321).
const LONGEST: (usize, usize) = (64, 254);

pub fn read(input: &Input) -> Result<Value, Refused> {
    let expected = "an e-mail address such as ada@example.org";
    let text = plain_text(input, expected)?;
    if is_address(text) { Ok(Value::Text(text.to_owned())) } else { Err(wrong_kind(expected, input)) }
}

/// Whether it is an address.
pub fn is_address(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let is_label = |label: &str| {
        !label.is_empty() && !label.starts_with('-') && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let is_short = name.chars().count() <= LONGEST.0 && text.chars().count() <= LONGEST.1;
    let is_name = !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control());
    is_short && is_name && host.split('.').all(is_label)
}
