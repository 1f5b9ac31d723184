//! The rules of tags: what filters ask, asked of the body of one document.

use super::operand;
use super::{KeyTest, Test};
use crate::attribute::{Form, keys};
use crate::body::Body;
use crate::index::{fold, number_key};
use crate::input::Input;
use crate::schema::{Attribute, Operator, Rule, Schema};
use crate::value::{Stored, Value};

/// The part of a rule that is at fault, and why.
pub(crate) type Fault = (&'static str, String);

impl Rule {
    /// The test, and whether it must hold of a value or of none. Errors: what its operator takes.
    pub fn test(&self) -> Result<(Test, bool), &'static str> {
        let value = Input::parse(&self.value).unwrap_or(Input::Null);
        let one = || scalar(&value).ok_or("a text, a number, true or false");
        let some = || -> Option<Vec<String>> {
            match &value {
                Input::List(items) if !items.is_empty() => items.iter().map(scalar).collect(),
                _ => None,
            }
        };
        Ok(match self.operator {
            Operator::Equals => (Test::Equals(vec![one()?]), true),
            Operator::NotEquals => (Test::Equals(vec![one()?]), false),
            Operator::In => (Test::Equals(some().ok_or("a list of texts, numbers, true or false")?), true),
            Operator::Contains => (Test::Contains(one()?), true),
            Operator::StartsWith => (Test::StartsWith(one()?), true),
            Operator::EndsWith => (Test::EndsWith(one()?), true),
            Operator::Gt => (Test::Greater(one()?, false), true),
            Operator::Gte => (Test::Greater(one()?, true), true),
            Operator::Lt => (Test::Less(one()?, false), true),
            Operator::Lte => (Test::Less(one()?, true), true),
            Operator::Between => match some().map(<[String; 2]>::try_from) {
                Some(Ok([from, to])) => (Test::Between(from, to), true),
                _ => return Err("a list of two: the lowest and the highest"),
            },
            Operator::Exists => match value {
                Input::Bool(is_there) => (Test::Exists, is_there),
                _ => return Err("true or false"),
            },
        })
    }

    /// Errors: it can't be asked of values of that attribute.
    pub(crate) fn check(&self, attribute: &Attribute, schema: &Schema) -> Result<(), Fault> {
        let told = |expected: &dyn std::fmt::Display| {
            let told = expected.to_string();
            format!("{}{}", told[..1].to_uppercase(), &told[1..])
        };
        if attribute.kind.target().is_some() {
            let message = format!("Expected an attribute whose values are no links; got \"{}\".", self.attribute);
            return Err(("attribute.id", message));
        }
        if let Some(locale) = &self.locale {
            if !attribute.is_localizable {
                let message =
                    format!("Expected no locale, as \"{}\" isn't localised; got \"{locale}\".", self.attribute);
                return Err(("locale", message));
            }
            if schema.locale(locale).is_none() {
                return Err(("locale", format!("There is no locale \"{locale}\".")));
            }
        }
        let shown = || Input::parse(&self.value).map_or_else(|_| String::new(), |value| value.describe());
        let (test, _) = self.test().map_err(|what| ("value", format!("Expected {what}; got {}.", shown())))?;
        operand::check_known(attribute.kind, &test).map_err(|expected| ("operator", told(&expected)))?;
        match operand::of_value(Form::of(attribute, schema), &test) {
            Ok(Some(_)) => Ok(()),
            Ok(None) => Err(("value", "Expected the first to be no more than the second.".to_owned())),
            Err(expected) => Err(("value", told(&expected))),
        }
    }

    /// Whether it holds for a document of this body.
    pub(crate) fn holds(&self, body: &Body, schema: &Schema) -> bool {
        let Some(attribute) = schema.attribute(&self.attribute) else { return false };
        let form = Form::of(attribute, schema);
        let Ok((test, of_a_value)) = self.test() else { return false };
        // Of a rule that was checked this can't fail.
        let Ok(Some(test)) = operand::of_value(form, &test) else { return false };
        let passes =
            |value: &Value| test == KeyTest::Exists || wholes(form, value).iter().any(|whole| test.holds(whole));
        let found = match (body.0.get(&self.attribute), &self.locale) {
            (None, _) | (Some(Stored::Plain(_)), Some(_)) => false,
            (Some(Stored::Plain(value)), None) => passes(value),
            (Some(Stored::Localised(values)), None) => values.values().any(passes),
            (Some(Stored::Localised(values)), Some(locale)) => values.get(locale).is_some_and(passes),
        };
        found == of_a_value
    }
}

/// What is compared of a value: folded texts, else the keys of the index.
fn wholes(form: Form<'_>, value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) if form.kind.is_text() => vec![fold(text)],
        Value::Price(amounts) => amounts.values().map(|amount| number_key(amount)).collect(),
        value => keys(form.kind, form.family, value),
    }
}

/// An operand as a query string has it. Nothing that is stored has U+0000.
fn scalar(input: &Input) -> Option<String> {
    match input {
        Input::Bool(value) => Some(value.to_string()),
        Input::Number(text) | Input::Text(text) if !text.is_empty() && !text.contains('\0') => Some(text.clone()),
        _ => None,
    }
}
