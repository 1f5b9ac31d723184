//! The values of one object, and their one JSON text in `objects.body`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::input::Input;
use crate::value::{Stored, Value};

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
        object(&mut out, self.0.iter(), |out, stored| match stored {
            Stored::Plain(value) => write_value(out, value),
            Stored::Localised(map) => object(out, map.iter(), write_value),
        });
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

fn stored(input: Input) -> Option<Stored> {
    match input {
        Input::Map(pairs) => pairs
            .into_iter()
            .map(|(locale, input)| Some((locale, plain(input)?)))
            .collect::<Option<_>>()
            .map(Stored::Localised),
        other => plain(other).map(Stored::Plain),
    }
}

fn plain(input: Input) -> Option<Value> {
    Some(match input {
        Input::Bool(value) => Value::Bool(value),
        Input::Number(text) => Value::Number(text),
        Input::Text(text) => Value::Text(text),
        Input::List(items) => Value::Codes(items.iter().map(|i| i.text().map(str::to_owned)).collect::<Option<_>>()?),
        Input::Null | Input::Map(_) => return None,
    })
}

fn object<'a, T: 'a>(
    out: &mut String,
    entries: impl Iterator<Item = (&'a String, &'a T)>,
    write: impl Fn(&mut String, &T),
) {
    out.push('{');
    for (n, (key, item)) in entries.enumerate() {
        if n > 0 {
            out.push(',');
        }
        write_text(out, key);
        out.push(':');
        write(out, item);
    }
    out.push('}');
}

/// Writes a value as JSON.
pub fn write_value(out: &mut String, value: &Value) {
    match value {
        Value::Text(text) => write_text(out, text),
        Value::Number(text) => out.push_str(text),
        Value::Bool(value) => {
            let _ = write!(out, "{value}");
        }
        Value::Codes(codes) => write_codes(out, codes),
    }
}

/// Writes a JSON list of strings.
pub fn write_codes(out: &mut String, codes: &[impl AsRef<str>]) {
    out.push('[');
    for (n, code) in codes.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        write_text(out, code.as_ref());
    }
    out.push(']');
}

/// Writes a JSON string.
pub fn write_text(out: &mut String, text: &str) {
    // A string always serialises.
    out.push_str(&serde_json::to_string(text).unwrap_or_default());
}
