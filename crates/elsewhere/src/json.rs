//! Values in JSON, read without asking much: what isn't there is empty.

use std::path::Path;

use serde_json::{Map, Value};

use crate::Error;

/// Reads a file.
pub fn read(path: &Path) -> Result<Value, Error> {
    let bytes = std::fs::read(path).map_err(Error::unreadable(path))?;
    if bytes.is_empty() {
        return Err(Error::Unsuited(format!("{} is an empty file of 0 bytes", path.display())));
    }
    serde_json::from_slice(&bytes).map_err(|error| Error::malformed(path, error.line() as u64, error.to_string()))
}

/// The text of a member; "" where it is none.
pub fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// The items of a list; none where it is none.
pub fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().map_or(&[], Vec::as_slice)
}

/// The members of an object; none where it is none. PHP writes an empty one as a list.
pub fn members<'a>(value: &'a Value, name: &str) -> impl Iterator<Item = (&'a str, &'a Value)> {
    value[name].as_object().into_iter().flat_map(Map::iter).map(|(name, value)| (name.as_str(), value))
}

/// Whether a member is true.
pub fn is_on(value: &Value, name: &str) -> bool {
    value[name].as_bool().unwrap_or(false)
}
