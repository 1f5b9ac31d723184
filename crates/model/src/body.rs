//! The values of one object, and their one JSON text in `objects.body`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::attribute;
use crate::input::Input;
use crate::value::{Stored, Value};

/// What marks a value that is a JSON object itself, where one of a localised attribute's values could stand.
const PRICE: &str = "#price";
const MEASURE: &str = "#measure";
const JSON: &str = "#json";

/// Attribute code → what it holds. Attributes without a value are absent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body(pub BTreeMap<String, Stored>);

impl Body {
    /// The value of a localised (`Some(locale)`) or plain attribute.
    pub fn value(&self, attribute: &str, locale: Option<&str>) -> Option<&Value> {
        match (self.0.get(attribute)?, locale) {
            (Stored::Plain(value), None) => Some(value),
            (Stored::Localised(map), Some(locale)) => map.get(locale),
            _ => None,
        }
    }

    /// Sets or, with `None`, removes one value; empty maps disappear.
    pub fn set(&mut self, attribute: &str, locale: Option<&str>, value: Option<Value>) {
        match (locale, value) {
            (None, Some(value)) => {
                self.0.insert(attribute.to_owned(), Stored::Plain(value));
            }
            (None, None) => {
                self.0.remove(attribute);
            }
            (Some(locale), value) => self.set_localised(attribute, locale, value),
        }
    }

    fn set_localised(&mut self, attribute: &str, locale: &str, value: Option<Value>) {
        match (self.0.get_mut(attribute), value) {
            (Some(Stored::Localised(map)), Some(value)) => {
                map.insert(locale.to_owned(), value);
            }
            (Some(Stored::Localised(map)), None) => {
                map.remove(locale);
                if map.is_empty() {
                    self.0.remove(attribute);
                }
            }
            (_, Some(value)) => {
                let map = BTreeMap::from([(locale.to_owned(), value)]);
                self.0.insert(attribute.to_owned(), Stored::Localised(map));
            }
            (_, None) => {}
        }
    }

    /// Canonical JSON: keys sorted, numbers as exact text.
    pub fn to_json(&self) -> String {
        let mut out = String::with_capacity(64 * self.0.len());
        write_members(&mut out, &self.0, write_stored);
        out
    }

    /// Reads what [`Self::to_json`] wrote. `None`: damaged.
    pub fn from_json(json: &str) -> Option<Self> {
        let Input::Map(pairs) = Input::parse(json).ok()? else { return None };
        pairs.into_iter().map(|(code, input)| Some((code, stored(input)?))).collect::<Option<_>>().map(Self)
    }
}

/// As a JSON text inside the other format: numbers stay exact.
impl serde::Serialize for Body {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.to_json())
    }
}

impl<'de> serde::Deserialize<'de> for Body {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = String::deserialize(deserializer)?;
        Self::from_json(&json).ok_or_else(|| serde::de::Error::custom("a damaged body"))
    }
}

/// What an attribute holds, as it stands in a body.
fn write_stored(out: &mut String, stored: &Stored) {
    match stored {
        Stored::Plain(value) => write_marked(out, value),
        Stored::Localised(map) => write_members(out, map, write_marked),
    }
}

/// As the body's text has it, in a text.
impl serde::Serialize for Stored {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut json = String::new();
        write_stored(&mut json, self);
        serializer.serialize_str(&json)
    }
}

impl<'de> serde::Deserialize<'de> for Stored {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let json = String::deserialize(deserializer)?;
        let read = Input::parse(&json).ok().and_then(stored);
        read.ok_or_else(|| serde::de::Error::custom("a damaged value"))
    }
}

/// Writes what an attribute holds, in the form in which it may be sent.
pub fn write_held(out: &mut String, stored: &Stored) {
    match stored {
        Stored::Plain(value) => write_value(out, value),
        Stored::Localised(map) => write_members(out, map, write_value),
    }
}

/// What stands in a body. `None`: damaged.
pub(crate) fn stored(input: Input) -> Option<Stored> {
    match input {
        Input::Map(pairs) if is_level(&pairs) => pairs
            .into_iter()
            .map(|(locale, input)| Some((locale, plain(input)?)))
            .collect::<Option<_>>()
            .map(Stored::Localised),
        other => plain(other).map(Stored::Plain),
    }
}

/// Whether a map has something below each of its names, rather than being a marked value.
pub(crate) fn is_level(pairs: &[(String, Input)]) -> bool {
    !pairs.iter().all(|(key, _)| key.starts_with('#'))
}

/// What stands in a body, in the form in which it may be sent. `None`: damaged.
pub(crate) fn sendable(input: &Input) -> Option<Input> {
    match input {
        Input::Map(pairs) if pairs.is_empty() || is_level(pairs) => {
            let below = pairs.iter().map(|(name, input)| Some((name.clone(), sendable(input)?)));
            below.collect::<Option<_>>().map(Input::Map)
        }
        Input::Map(pairs) => {
            let mut json = String::new();
            write_value(&mut json, &marked(pairs.clone())?);
            Input::parse(&json).ok()
        }
        plain => Some(plain.clone()),
    }
}

fn plain(input: Input) -> Option<Value> {
    Some(match input {
        Input::Bool(value) => Value::Bool(value),
        Input::Number(text) => Value::Number(text),
        Input::Text(text) => Value::Text(text),
        Input::List(items) => Value::Codes(items.iter().map(|i| i.text().map(str::to_owned)).collect::<Option<_>>()?),
        Input::Map(pairs) => marked(pairs)?,
        Input::Null => return None,
    })
}

/// The value of an object with one of the marks.
fn marked(mut pairs: Vec<(String, Input)>) -> Option<Value> {
    let (mark, input) = pairs.pop()?;
    let number = |input| match input {
        Input::Number(text) => Some(text),
        _ => None,
    };
    match (mark.as_str(), input) {
        (PRICE, Input::Map(amounts)) => {
            let amount = |(currency, input)| Some((currency, number(input)?));
            amounts.into_iter().map(amount).collect::<Option<_>>().map(Value::Price)
        }
        (MEASURE, Input::List(parts)) => match <[Input; 2]>::try_from(parts).ok()? {
            [Input::Number(number), Input::Text(unit)] => Some(Value::Measure { number, unit }),
            _ => None,
        },
        (JSON, input) => attribute::read_json(&input).ok(),
        _ => None,
    }
}

/// Writes a value as it stands in a body.
pub(crate) fn write_marked(out: &mut String, value: &Value) {
    let mark = match value {
        Value::Price(_) => PRICE,
        Value::Measure { .. } => MEASURE,
        Value::Json(_) => JSON,
        _ => return write_value(out, value),
    };
    out.push('{');
    write_text(out, mark);
    out.push(':');
    match value {
        Value::Price(amounts) => write_members(out, amounts, |out, amount| out.push_str(amount)),
        Value::Measure { number, unit } => {
            // Writing to a string can't fail.
            let _ = write!(out, "[{number},");
            write_text(out, unit);
            out.push(']');
        }
        value => write_value(out, value),
    }
    out.push('}');
}

/// Writes a value as JSON, in the form in which it may be sent.
pub fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Text(text) => write_text(out, text),
        Value::Number(text) | Value::Json(text) => out.push_str(text),
        Value::Bool(value) => {
            let _ = write!(out, "{value}");
        }
        Value::Codes(codes) => write_list(out, codes, |out, code| write_text(out, code)),
        Value::Price(amounts) => write_list(out, amounts, |out, (currency, amount)| {
            let _ = write!(out, r#"{{"amount":{amount},"currency":"{currency}"}}"#);
        }),
        Value::Measure { number, unit } => {
            let _ = write!(out, r#"{{"value":{number},"unit":"#);
            write_text(out, unit);
            out.push('}');
        }
    }
}

/// Writes a JSON object, in the order given.
pub fn write_members<K: AsRef<str>, T>(
    out: &mut String,
    members: impl IntoIterator<Item = (K, T)>,
    write: impl Fn(&mut String, T),
) {
    out.push('{');
    for (n, (key, item)) in members.into_iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        write_text(out, key.as_ref());
        out.push(':');
        write(out, item);
    }
    out.push('}');
}

/// Writes a JSON list.
pub fn write_list<T>(out: &mut String, items: impl IntoIterator<Item = T>, write: impl Fn(&mut String, T)) {
    out.push('[');
    for (n, item) in items.into_iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        write(out, item);
    }
    out.push(']');
}

/// Writes a JSON string.
pub fn write_text(out: &mut String, text: &str) {
    // A string always serialises.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}
