//! An address with scheme and host, kept as sent.

use super::{Refused, plain_text, shortened, wrong_kind};
use crate::input::Input;
use crate::schema::Constraints;
use crate::value::Value;

pub fn read(input: &Input) -> Result<Value, Refused> {
    let expected = "an address such as https://example.org/page";
    let text = plain_text(input, expected)?;
    if is_address(text) { Ok(Value::Text(text.to_owned())) } else { Err(wrong_kind(expected, input)) }
}

fn is_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b));
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    is_scheme && !host.is_empty() && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// Errors: the path ends in none of the extensions that the constraints name.
pub fn check(text: &str, constraints: &Constraints) -> Result<(), Refused> {
    let wanted = &constraints.extensions;
    if wanted.is_empty() || wanted.contains(&extension(text)) {
        return Ok(());
    }
    let message = format!("This value should end in .{}; got \"{}\".", wanted.join(" or ."), shortened(text));
    Err(("extension", message))
}

/// The file name extension of an address in lower case; "" if its path ends without one.
fn extension(text: &str) -> String {
    let path = text.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    let file = path.rsplit_once('/').map_or("", |(_, file)| file);
    file.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_lowercase())
}
