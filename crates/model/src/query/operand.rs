//! Operands as keys of the index.

use std::fmt;
use std::ops::Bound;

use super::{KeyTest, Test};
use crate::attribute::{self, AttributeType, Form};
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
pub fn of_value(form: Form<'_>, test: &Test) -> Result<Option<KeyTest>, Expected> {
    check_known(form.kind, test)?;
    key_test(test, |text| key(form, text))
}

/// Errors: values of that type can't be tested so.
pub fn check_known(kind: AttributeType, test: &Test) -> Result<(), Expected> {
    if knows(kind, test) {
        return Ok(());
    }
    Err(Expected::new(format!("{}, as its type is {}", known_by(kind), kind.name()), name(test)))
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

/// Texts fold, codes stay, amounts are told apart by their field, the rest is read as if it were written.
fn key(form: Form<'_>, text: &str) -> Result<String, Expected> {
    let read = |kind| {
        let value = Form::plain(kind).read(&Input::Text(text.to_owned())).ok()?;
        attribute::keys(kind, None, &value).pop()
    };
    let key = match form.kind {
        kind if kind.is_text() => Some(index::fold(text)),
        kind if kind.is_list() => Some(text.to_owned()),
        AttributeType::Price => read(AttributeType::Decimal),
        AttributeType::Measure => attribute::measure_key(text, form.family),
        kind => read(kind),
    };
    key.ok_or_else(|| Expected::new(words(form.kind), text))
}

fn words(kind: AttributeType) -> &'static str {
    match kind {
        AttributeType::Integer => "an integer",
        AttributeType::Decimal | AttributeType::Price => "a number",
        AttributeType::Measure => "a number in the base unit, or with a blank and its unit",
        AttributeType::Boolean => "true, false, 1 or 0",
        AttributeType::Date => "a date YYYY-MM-DD",
        AttributeType::Datetime => "a date and time YYYY-MM-DDThh:mm:ss",
        AttributeType::Time => "a time HH:MM:SS",
        AttributeType::Select | AttributeType::Multiselect => "a code",
        _ => "a text",
    }
}

fn knows(kind: AttributeType, test: &Test) -> bool {
    match test {
        Test::Exists => true,
        _ if !kind.is_comparable() => false,
        Test::Equals(_) => true,
        Test::Contains(_) | Test::StartsWith(_) | Test::EndsWith(_) => kind.is_text() || kind.is_list(),
        Test::Greater(..) | Test::Less(..) | Test::Between(..) => !kind.is_list() && kind != AttributeType::Boolean,
    }
}

fn known_by(kind: AttributeType) -> &'static str {
    match kind {
        AttributeType::Boolean => "equals, notEquals or exists",
        AttributeType::Table | AttributeType::Json => "exists",
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
