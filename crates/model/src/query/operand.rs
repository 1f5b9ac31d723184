//! Operands as keys of the index.

use std::fmt;
use std::ops::Bound;

use super::{KeyTest, Test};
use crate::attribute::{self, AttributeType};
use crate::index;
use crate::input::Input;

/// Why an operand or a test was refused.
pub struct Expected {
    expected: String,
    got: String,
}

impl Expected {
    pub fn new(expected: impl Into<String>, got: &str) -> Self {
        Self { expected: expected.into(), got: got.chars().take(60).collect() }
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected {}; got \"{}\".", self.expected, self.got)
    }
}

/// A test of values of that type. `None`: it holds for none.
pub fn of_value(kind: AttributeType, test: &Test) -> Result<Option<KeyTest>, Expected> {
    if !knows(kind, test) {
        return Err(Expected::new(format!("{}, as its type is {}", known_by(kind), kind.name()), name(test)));
    }
    key_test(test, |text| key(kind, text))
}

/// A test whose operands `key` reads. `None`: it holds for none.
pub fn key_test<E>(test: &Test, key: impl Fn(&str) -> Result<String, E>) -> Result<Option<KeyTest>, E> {
    let bound = |text: &str, included: bool| {
        let key = key(text)?;
        Ok(if included { Bound::Included(key) } else { Bound::Excluded(key) })
    };
    Ok(Some(match test {
        Test::Equals(texts) => KeyTest::Equals(texts.iter().map(|text| key(text)).collect::<Result<_, _>>()?),
        Test::Contains(part) => KeyTest::Contains(key(part)?),
        Test::StartsWith(part) => KeyTest::StartsWith(key(part)?),
        Test::EndsWith(part) => KeyTest::EndsWith(key(part)?),
        Test::Greater(limit, included) => KeyTest::Range(bound(limit, *included)?, Bound::Unbounded),
        Test::Less(limit, included) => KeyTest::Range(Bound::Unbounded, bound(limit, *included)?),
        Test::Between(from, to) => {
            let (from, to) = (key(from)?, key(to)?);
            if from > to {
                return Ok(None);
            }
            KeyTest::Range(Bound::Included(from), Bound::Included(to))
        }
        Test::Exists => KeyTest::Exists,
    }))
}

/// Texts fold, codes stay, the rest is read as if it were written.
fn key(kind: AttributeType, text: &str) -> Result<String, Expected> {
    if kind.is_text() {
        return Ok(index::fold(text));
    }
    if kind.is_list() {
        return Ok(text.to_owned());
    }
    let value = attribute::read(kind, &Input::Text(text.to_owned()));
    let key = value.ok().and_then(|value| attribute::keys(kind, &value).into_iter().next());
    key.ok_or_else(|| Expected::new(form(kind), text))
}

fn form(kind: AttributeType) -> &'static str {
    match kind {
        AttributeType::Integer => "an integer",
        AttributeType::Decimal => "a number",
        AttributeType::Boolean => "true, false, 1 or 0",
        AttributeType::Date => "a date YYYY-MM-DD",
        AttributeType::Datetime => "a date and time YYYY-MM-DDThh:mm:ss",
        AttributeType::Text | AttributeType::Multiline | AttributeType::Html => "a text",
        AttributeType::Select | AttributeType::Multiselect => "a code",
    }
}

fn knows(kind: AttributeType, test: &Test) -> bool {
    match test {
        Test::Equals(_) | Test::Exists => true,
        Test::Contains(_) | Test::StartsWith(_) | Test::EndsWith(_) => kind.is_text() || kind.is_list(),
        Test::Greater(..) | Test::Less(..) | Test::Between(..) => !kind.is_list() && kind != AttributeType::Boolean,
    }
}

fn known_by(kind: AttributeType) -> &'static str {
    match kind {
        AttributeType::Boolean => "equals, notEquals or exists",
        AttributeType::Select | AttributeType::Multiselect => {
            "equals, notEquals, in, notIn, contains, startsWith, endsWith or exists"
        }
        _ => "equals, notEquals, in, notIn, gt, gte, lt, lte, between or exists",
    }
}

fn name(test: &Test) -> &'static str {
    match test {
        Test::Equals(_) => "equals",
        Test::Contains(_) => "contains",
        Test::StartsWith(_) => "startsWith",
        Test::EndsWith(_) => "endsWith",
        Test::Greater(_, false) => "gt",
        Test::Greater(_, true) => "gte",
        Test::Less(_, false) => "lt",
        Test::Less(_, true) => "lte",
        Test::Between(..) => "between",
        Test::Exists => "exists",
    }
}
