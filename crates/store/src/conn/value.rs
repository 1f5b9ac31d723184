//! What goes in and comes out.

use crate::Error;

/// What goes into a statement and comes out of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// NULL.
    Null,
    /// BOOLEAN; an integer 0 or 1 in SQLite.
    Bool(bool),
    /// BIGINT.
    Int(i64),
    /// DOUBLE.
    Double(f64),
    /// TEXT, without U+0000.
    Text(String),
    /// Bytes; only in a row.
    Bytes(Vec<u8>),
    /// A list for `{in $n}`; never in a row.
    Ints(Vec<i64>),
    /// A list for `{in $n}`; never in a row.
    Texts(Vec<String>),
}

impl Value {
    fn name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Int(_) => "an integer",
            Self::Double(_) => "a double",
            Self::Text(_) => "a text",
            Self::Bytes(_) => "bytes",
            Self::Ints(_) | Self::Texts(_) => "a list",
        }
    }

    /// About how many bytes it is.
    pub(crate) fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Bytes(bytes) => bytes.len(),
            Self::Ints(list) => list.len() * size_of::<i64>(),
            Self::Texts(list) => list.iter().map(String::len).sum(),
            _ => size_of::<i64>(),
        }
    }
}

macro_rules! value_from {
    ($($type:ty => $variant:ident),*) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

value_from!(bool => Bool, i64 => Int, f64 => Double, &str => Text, &String => Text, String => Text,
            Vec<u8> => Bytes, Vec<i64> => Ints, Vec<String> => Texts);

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One row of an answer. Columns are counted from 0; a column of another kind than asked for is
/// [`Error::Column`].
#[derive(Debug, Clone, PartialEq)]
pub struct Row(Vec<Value>);

impl Row {
    pub(crate) fn new(values: Vec<Value>) -> Self {
        Self(values)
    }

    /// All its values.
    pub fn values(&self) -> &[Value] {
        &self.0
    }

    /// The same, taken out.
    pub(crate) fn into_values(self) -> Vec<Value> {
        self.0
    }

    /// An integer.
    pub fn int(&self, index: usize) -> Result<i64, Error> {
        self.opt_int(index)?.ok_or_else(|| self.mismatch(index, "an integer"))
    }

    /// A text.
    pub fn text(&self, index: usize) -> Result<&str, Error> {
        self.opt_text(index)?.ok_or_else(|| self.mismatch(index, "a text"))
    }

    /// A boolean.
    pub fn bool(&self, index: usize) -> Result<bool, Error> {
        match self.0.get(index) {
            Some(Value::Bool(value)) => Ok(*value),
            Some(Value::Int(value @ (0 | 1))) => Ok(*value == 1),
            _ => Err(self.mismatch(index, "a boolean")),
        }
    }

    /// A double.
    pub fn double(&self, index: usize) -> Result<f64, Error> {
        match self.0.get(index) {
            Some(Value::Double(value)) => Ok(*value),
            _ => Err(self.mismatch(index, "a double")),
        }
    }

    /// An integer or null.
    pub fn opt_int(&self, index: usize) -> Result<Option<i64>, Error> {
        match self.0.get(index) {
            Some(Value::Int(value)) => Ok(Some(*value)),
            Some(Value::Null) => Ok(None),
            _ => Err(self.mismatch(index, "an integer")),
        }
    }

    /// A text or null.
    pub fn opt_text(&self, index: usize) -> Result<Option<&str>, Error> {
        match self.0.get(index) {
            Some(Value::Text(value)) => Ok(Some(value)),
            Some(Value::Null) => Ok(None),
            _ => Err(self.mismatch(index, "a text")),
        }
    }

    /// The numbers of `{numbers c}`; null: none.
    pub(crate) fn numbers(&self, index: usize) -> Result<Box<dyn Iterator<Item = u64> + '_>, Error> {
        match self.0.get(index) {
            Some(Value::Bytes(bytes)) => {
                let numbers = bytes.as_chunks().0.iter();
                Ok(Box::new(numbers.map(|number| u64::from_be_bytes(*number))))
            }
            Some(Value::Text(text)) => Ok(Box::new(text.split(',').filter_map(|number| number.parse().ok()))),
            Some(Value::Null) => Ok(Box::new(std::iter::empty())),
            _ => Err(self.mismatch(index, "numbers")),
        }
    }

    fn mismatch(&self, index: usize, expected: &'static str) -> Error {
        Error::Column { index, expected, found: self.0.get(index).map_or("no such column", Value::name) }
    }
}
