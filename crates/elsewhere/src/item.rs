//! What a source gives away.

use std::path::PathBuf;

use model::input::Input;
use serde_json::{Map, Value, json};

/// One item of a resource.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The name of the resource, as in addresses.
    pub resource: &'static str,
    /// What its body says.
    pub body: Input,
    /// What it may do to what is there.
    pub mode: Mode,
    /// The file of an asset.
    pub file: Option<File>,
    /// Where it comes from, such as `products.csv, line 12`.
    pub origin: String,
}

/// What an item may do to what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It is made, or changed to be so.
    Upsert,
    /// It is made if there is none; one that is there stays as it is.
    Ensure,
    /// The same as the first, and a new one has nothing but what it says: no defaults.
    Copy,
}

/// The file of an asset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// What it is called.
    pub name: String,
    /// Where its bytes are.
    pub bytes: Bytes,
}

/// Where bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bytes {
    /// In a file.
    Path(PathBuf),
    /// At an address from which they may be fetched later.
    Later(String),
    /// At an address from which they are fetched now; with their SHA-256 in hex, if that is known.
    Now(String, Option<String>),
}

impl Item {
    /// An item that is made or changed.
    pub fn new(resource: &'static str, body: Value, origin: impl Into<String>) -> Self {
        Self { resource, body: input(body), mode: Mode::Upsert, file: None, origin: origin.into() }
    }

    /// The same, made only if there is none.
    #[must_use]
    pub fn ensured(self) -> Self {
        Self { mode: Mode::Ensure, ..self }
    }

    /// The same with a file.
    #[must_use]
    pub fn with_file(self, file: Option<File>) -> Self {
        Self { file, ..self }
    }
}

fn input(value: Value) -> Input {
    match value {
        Value::Null => Input::Null,
        Value::Bool(value) => Input::Bool(value),
        Value::Number(number) => Input::Number(number.to_string()),
        Value::String(text) => Input::Text(text),
        Value::Array(items) => Input::List(items.into_iter().map(input).collect()),
        Value::Object(members) => Input::Map(members.into_iter().map(|(name, value)| (name, input(value))).collect()),
    }
}

/// A reference to another thing.
pub(crate) fn id(code: &str) -> Value {
    json!({ "id": code })
}

/// References to others.
pub(crate) fn ids<'a>(codes: impl IntoIterator<Item = &'a str>) -> Value {
    codes.into_iter().map(id).collect()
}

/// An object of those members that are there.
pub(crate) fn object<const N: usize>(members: [(&str, Option<Value>); N]) -> Map<String, Value> {
    members.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}
