//! Values as what they are.

use std::cmp::Ordering;

use std::str::FromStr;

use bigdecimal::BigDecimal;
use model::attribute::{AttributeType, Form, compare_numbers};
use model::index::fold;
use model::input::Input;
use model::schema::Attribute;
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
    /// The values that a stored one holds: several only of a set of codes, and of a price.
    pub fn all(form: Form<'_>, value: &Value) -> Vec<Self> {
        match value {
            Value::Text(text) if is_text(form.kind) => vec![Self::Text(fold(text))],
            Value::Text(text) => vec![Self::Text(text.clone())],
            Value::Number(number) => vec![Self::Number(number.clone())],
            Value::Bool(value) => vec![Self::Bool(*value)],
            Value::Codes(codes) => codes.iter().cloned().map(Self::Text).collect(),
            Value::Price(amounts) => amounts.values().cloned().map(Self::Number).collect(),
            Value::Measure { number, unit } => vec![in_base_unit(form, number, unit)],
            Value::Json(json) => vec![Self::Text(json.clone())],
        }
    }

    /// An operand as written. `None`: the type can't read it.
    pub fn operand(form: Form<'_>, text: &str) -> Option<Self> {
        let read = |form: Form<'_>| Self::all(form, &form.read(&Input::Text(text.to_owned())).ok()?).pop();
        match form.kind {
            kind if is_text(kind) => Some(Self::Text(fold(text))),
            AttributeType::Select | AttributeType::Multiselect | AttributeType::Media | AttributeType::Document => {
                Some(Self::Text(text.to_owned()))
            }
            AttributeType::Table | AttributeType::Json => None,
            AttributeType::Price => read(Form::plain(AttributeType::Decimal)),
            AttributeType::Measure => match text.split_once(' ') {
                Some((number, unit)) => {
                    form.family?.factor(unit)?;
                    BigDecimal::from_str(number).ok().map(|_| in_base_unit(form, number, unit))
                }
                None => read(Form::plain(AttributeType::Decimal)),
            },
            _ => read(form),
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
    use AttributeType::{Color, Email, Gtin, Html, Multiline, Text, Url};
    matches!(kind, Text | Multiline | Html | Url | Email | Color | Gtin)
}

/// Whether its values can be compared at all.
pub fn compares(attribute: &Attribute) -> bool {
    match attribute.kind {
        AttributeType::Table | AttributeType::Json => false,
        AttributeType::Price => !attribute.is_localizable,
        _ => true,
    }
}

fn in_base_unit(form: Form<'_>, number: &str, unit: &str) -> Own {
    let factor = form.family.and_then(|family| family.factor(unit)).expect("a unit of the family");
    let exact = |text: &str| BigDecimal::from_str(text).expect("a number");
    Own::Number((exact(number) * exact(factor)).normalized().to_plain_string())
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
