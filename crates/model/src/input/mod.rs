//! A value as a caller wrote it: JSON whose numbers keep their text, so that
//! no decimal ever passes through a float.

mod reader;

use serde_json::value::RawValue;

use crate::body::{write_list, write_members, write_text};
use reader::Reader;

/// How deep lists and maps may nest.
const MAX_DEPTH: usize = 32;

/// Raw input of one value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// JSON null.
    Null,
    /// JSON true or false.
    Bool(bool),
    /// A JSON number, as written.
    Number(String),
    /// A JSON string.
    Text(String),
    /// A JSON array.
    List(Vec<Input>),
    /// A JSON object, in the order written; the last of equal keys counts.
    Map(Vec<(String, Input)>),
}

impl Input {
    /// Parses JSON text. Errors: not JSON, or nested deeper than 32.
    pub fn parse(json: &str) -> Result<Self, serde_json::Error> {
        Self::from_raw(serde_json::from_str(json)?)
    }

    /// Reads JSON that was checked already as a part of a larger text.
    pub fn from_raw(raw: &RawValue) -> Result<Self, serde_json::Error> {
        Reader::new(raw).value(MAX_DEPTH)
    }

    /// Null and the empty text both clear (DECISIONS "Absent, null, empty").
    pub fn clears(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            _ => false,
        }
    }

    /// The value under `key` of a map.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(pairs) => pairs.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text, if this is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// JSON text that says the same.
    pub fn to_json(&self) -> String {
        let mut out = String::new();
        self.write(&mut out);
        out
    }

    fn write(&self, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Self::Number(text) => out.push_str(text),
            Self::Text(text) => write_text(out, text),
            Self::List(items) => write_list(out, items, |out, item| item.write(out)),
            Self::Map(pairs) => {
                let members = pairs.iter().map(|(name, item)| (name.as_str(), item));
                write_members(out, members, |out, item| item.write(out));
            }
        }
    }

    /// The kind and, for a scalar, the beginning of what came; for messages.
    pub fn describe(&self) -> String {
        match self {
            Self::Null => "null".into(),
            Self::Bool(value) => value.to_string(),
            Self::Number(text) => text.chars().take(40).collect(),
            Self::Text(text) => format!("\"{}\"", text.chars().take(40).collect::<String>()),
            Self::List(_) => "a list".into(),
            Self::Map(_) => "an object".into(),
        }
    }
}

impl<'de> serde::Deserialize<'de> for Input {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <Box<RawValue>>::deserialize(deserializer)?;
        Self::from_raw(&raw).map_err(serde::de::Error::custom)
    }
}
