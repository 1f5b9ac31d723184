//! What an attribute wants its values to be, whatever its type.

use super::{
    AttributeType, Refused, boolean, color, date, datetime, decimal, email, gtin, html, integer, json, links, measure,
    multiline, multiselect, number, price, select, table, text, time, url, wrong_kind,
};
use crate::body::write_value;
use crate::index;
use crate::input::Input;
use crate::schema::{Attribute, Constraints, MeasureFamily, Schema};
use crate::value::Value;

static NONE: Constraints = Constraints::NONE;

/// See the module.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    /// The type.
    pub kind: AttributeType,
    /// The limits.
    pub constraints: &'a Constraints,
    /// The units of a measure.
    pub family: Option<&'a MeasureFamily>,
}

impl<'a> Form<'a> {
    /// That of an attribute.
    pub fn of(attribute: &'a Attribute, schema: &'a Schema) -> Self {
        let family = attribute.measure_family.as_deref().and_then(|code| schema.get(code)).map(|(_, family)| family);
        Self { kind: attribute.kind, constraints: &attribute.constraints, family }
    }

    /// That of a type alone.
    pub fn plain(kind: AttributeType) -> Self {
        Self { kind, constraints: &NONE, family: None }
    }

    /// The normal form of an input that doesn't clear. Errors: not of the type.
    pub fn read(&self, input: &Input) -> Result<Value, Refused> {
        match self.kind {
            AttributeType::Text => text::read(input),
            AttributeType::Multiline => multiline::read(input),
            AttributeType::Html => html::read(input),
            AttributeType::Integer => integer::read(input),
            AttributeType::Decimal => decimal::read(input),
            AttributeType::Price => price::read(input, self.constraints),
            AttributeType::Measure => measure::read(input, self.family),
            AttributeType::Boolean => boolean::read(input),
            AttributeType::Date => date::read(input),
            AttributeType::Datetime => datetime::read(input),
            AttributeType::Time => time::read(input),
            AttributeType::Select => select::read(input),
            AttributeType::Multiselect => multiselect::read(input),
            AttributeType::Media | AttributeType::Document => Err(links::no_value()),
            AttributeType::Table => table::read(input),
            AttributeType::Json => json::read(input),
            AttributeType::Url => url::read(input),
            AttributeType::Email => email::read(input),
            AttributeType::Color => color::read(input),
            AttributeType::Gtin => gtin::read(input, self.constraints.lenient),
        }
    }

    /// The normal form of what an input makes of a value; `None`: nothing is left. Errors: not of the type.
    pub fn merge(&self, old: Option<&Value>, input: &Input) -> Result<Option<Value>, Refused> {
        if input.clears() {
            return Ok(None);
        }
        let merged = if self.kind == AttributeType::Price { price::merged(old, input, self.constraints) } else { None };
        merged.unwrap_or_else(|| self.read(input).map(Some))
    }

    /// Errors: against a constraint.
    pub fn check(&self, value: &Value) -> Result<(), Refused> {
        let constraints = self.constraints;
        match value {
            Value::Text(text) => text::check(text, constraints).and_then(|()| url::check(text, constraints)),
            Value::Number(number) => number::check(number, constraints),
            Value::Price(amounts) => amounts.values().try_for_each(|amount| number::check(amount, constraints)),
            Value::Measure { number, unit } => measure::check(number, unit, *self),
            Value::Bool(_) | Value::Codes(_) | Value::Json(_) => Ok(()),
        }
    }

    /// The rows by which the index finds a value that stands in a slot: slots, and keys whose bytes stand in the
    /// order of the values. A set of codes has several, a price one for each currency; what can't be compared
    /// has one that says that it is there.
    pub fn rows(&self, slot: u8, value: &Value) -> Vec<(u8, String)> {
        match value {
            Value::Price(amounts) => price::rows(slot, amounts),
            Value::Json(_) => vec![(slot, String::new())],
            value => keys(self.kind, self.family, value).into_iter().map(|key| (slot, key)).collect(),
        }
    }

    /// The value of an attribute that shall be so from now on. Errors: it would lose something.
    pub fn convert(&self, value: &Value) -> Result<Value, Refused> {
        let is_text = self.kind.is_text();
        let input = match value {
            Value::Text(text) => Input::Text(text.clone()),
            Value::Number(number) if !is_text => Input::Number(number.clone()),
            Value::Number(number) => Input::Text(number.clone()),
            Value::Bool(value) if is_text => Input::Text(value.to_string()),
            Value::Bool(value) => Input::Bool(*value),
            Value::Codes(codes) if self.kind != AttributeType::Json && codes.len() == 1 => {
                Input::Text(codes[0].clone())
            }
            Value::Codes(codes) => Input::List(codes.iter().cloned().map(Input::Text).collect()),
            other => written(other)?,
        };
        let converted = self.read(&input)?;
        let is_cut = self.kind == AttributeType::Date
            && input.text().is_some_and(|text| text.contains('T') && !text.ends_with("T00:00:00"));
        if is_cut { Err(wrong_kind("a date without a time", &input)) } else { Ok(converted) }
    }
}

fn written(value: &Value) -> Result<Input, Refused> {
    let mut json = String::new();
    write_value(&mut json, value);
    Input::parse(&json).map_err(|error| ("wrong_type", format!("This value can't be read: {error}.")))
}

/// The keys of a value that has its rows in one slot. Of no value of the type there is none.
pub fn keys(kind: AttributeType, family: Option<&MeasureFamily>, value: &Value) -> Vec<String> {
    use AttributeType::{Boolean, Date, Datetime, Decimal, Integer, Measure, Multiselect, Select, Time};
    match (kind, value) {
        (kind, Value::Text(text)) if kind.is_text() => vec![index::text_key(&index::fold(text))],
        (Date | Datetime | Time | Select, Value::Text(text)) => vec![text.clone()],
        (Integer | Decimal, Value::Number(number)) => vec![index::number_key(number)],
        (Measure, Value::Measure { number, unit }) => measure::key(number, unit, family).into_iter().collect(),
        (Boolean, Value::Bool(value)) => vec![if *value { "1" } else { "0" }.to_owned()],
        (Multiselect, Value::Codes(codes)) => codes.clone(),
        _ => Vec::new(),
    }
}
