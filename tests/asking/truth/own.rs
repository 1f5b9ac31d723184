//! Values as what they are.

use std::cmp::Ordering;

use model::attribute::{self, AttributeType, compare_numbers};
use model::index::fold;
use model::input::Input;
use model::value::Value;

/// One value that can be compared with another of its type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Own {
    /// Folded text; codes and days as they are.
    Text(String),
    /// An exact decimal number.
    Number(String),
    Bool(bool),
    /// Microseconds, or a place.
    Moment(i64),
}

impl Own {
    /// The values that a stored one holds: several only of a set of codes.
    pub fn all(kind: AttributeType, value: &Value) -> Vec<Self> {
        match value {
            Value::Text(text) if is_text(kind) => vec![Self::Text(fold(text))],
            Value::Text(text) => vec![Self::Text(text.clone())],
            Value::Number(number) => vec![Self::Number(number.clone())],
            Value::Bool(value) => vec![Self::Bool(*value)],
            Value::Codes(codes) => codes.iter().cloned().map(Self::Text).collect(),
        }
    }

    /// An operand as written. `None`: the type can't read it.
    pub fn operand(kind: AttributeType, text: &str) -> Option<Self> {
        match kind {
            kind if is_text(kind) => Some(Self::Text(fold(text))),
            AttributeType::Select | AttributeType::Multiselect => Some(Self::Text(text.to_owned())),
            kind => Self::all(kind, &attribute::read(kind, &Input::Text(text.to_owned())).ok()?).pop(),
        }
    }

    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            other => panic!("{other:?} is no text"),
        }
    }
}

pub fn is_text(kind: AttributeType) -> bool {
    matches!(kind, AttributeType::Text | AttributeType::Multiline | AttributeType::Html)
}

impl Ord for Own {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Text(left), Self::Text(right)) => left.cmp(right),
            (Self::Number(left), Self::Number(right)) => compare_numbers(left, right).unwrap(),
            (Self::Bool(left), Self::Bool(right)) => left.cmp(right),
            (Self::Moment(left), Self::Moment(right)) => left.cmp(right),
            (left, right) => panic!("{left:?} and {right:?} are of different types"),
        }
    }
}

impl PartialOrd for Own {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
