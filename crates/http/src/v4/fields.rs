//! `fields`: the values of an object in one language, those of all its attributes (v4.md 4).

use std::sync::Arc;

use model::attribute::{self, AttributeType};
use model::body::{Body, write_value};
use model::object::{Object, ObjectKind};
use model::schema::{Attribute, DefinitionKind};
use model::value::{Stored, Value};
use serde::ser::{Error, SerializeMap};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::medias::Media;
use super::printer::Printer;
use crate::v5::values::Exact;

/// The values of an object.
pub struct Fields<'a> {
    /// Prints them.
    pub printer: Printer<'a>,
    /// Whose they are.
    pub object: &'a Object,
    /// The attribute set within which they are: a variant's is its document's.
    pub set: Option<i64>,
    /// What is seen of them: inheritance and fallbacks are filled in.
    pub body: &'a Body,
    /// The links that are its values, or that it inherits.
    pub links: &'a [Arc<Object>],
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Printer { schema, culture, .. } = self.printer;
        let has_type = !matches!(self.object.kind, ObjectKind::Classification | ObjectKind::Asset);
        let type_code = has_type.then(|| schema.code_of(self.object.type_id));
        let mut map = serializer.serialize_map(None)?;
        for definition in schema.all(DefinitionKind::Attribute) {
            let Some(attribute) = definition.says::<Attribute>() else { continue };
            let code = definition.code.as_str();
            if !schema.is_available((code, attribute), self.object.kind, type_code, self.set)
                || !schema.is_within(self.set, self.object.kind, code)
            {
                continue;
            }
            if attribute.kind.target().is_some() {
                self.linked(&mut map, code, attribute)?;
                continue;
            }
            let value = match self.body.0.get(code) {
                Some(Stored::Plain(value)) => Some(value),
                Some(Stored::Localised(values)) => values.get(culture),
                None => None,
            };
            map.serialize_entry(code, &value.map(|value| Shown { printer: self.printer, code, attribute, value }))?;
        }
        map.end()
    }
}

impl Fields<'_> {
    /// A value that is links: one thing, or a list of several.
    fn linked<M: SerializeMap>(&self, map: &mut M, code: &str, attribute: &Attribute) -> Result<(), M::Error> {
        let of_type =
            |link: &&Arc<Object>| attribute.link_type.as_deref() == Some(self.printer.schema.code_of(link.type_id));
        let targets = self.links.iter().filter(of_type).filter_map(|link| self.printer.other(link.target.as_ref()?.id));
        let targets: Vec<_> = targets.map(|target| Target { printer: self.printer, target }).collect();
        match targets.as_slice() {
            [] => map.serialize_entry(code, &()),
            [one] => map.serialize_entry(code, one),
            several => map.serialize_entry(code, several),
        }
    }
}

/// What a link that is a value leads to.
struct Target<'a> {
    printer: Printer<'a>,
    target: &'a Object,
}

impl Serialize for Target<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.target.kind == ObjectKind::Asset {
            return Media::of(self.printer, self.target).serialize(serializer);
        }
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("code", &self.target.code)?;
        map.serialize_entry("name", &self.printer.name(self.target))?;
        map.serialize_entry("document_type_code", self.printer.schema.code_of(self.target.type_id))?;
        map.end()
    }
}

/// One value in its type's form.
struct Shown<'a> {
    printer: Printer<'a>,
    code: &'a str,
    attribute: &'a Attribute,
    value: &'a Value,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.attribute.kind, self.value) {
            (AttributeType::Select, _) => self.choices().first().serialize(serializer),
            (AttributeType::Multiselect, _) => self.choices().serialize(serializer),
            (AttributeType::Datetime, Value::Text(moment)) => serializer.serialize_str(&moment.replacen('T', " ", 1)),
            (_, Value::Text(text)) => serializer.serialize_str(text),
            (_, Value::Number(digits)) => Exact(digits).serialize(serializer),
            (_, Value::Bool(value)) => serializer.serialize_bool(*value),
            (_, Value::Codes(codes)) => serializer.collect_seq(codes),
            (_, Value::Price(amounts)) => {
                let amounts: Vec<_> =
                    amounts.iter().map(|(currency, amount)| Amount { value: Exact(amount), currency }).collect();
                match amounts.as_slice() {
                    [one] => one.serialize(serializer),
                    several => several.serialize(serializer),
                }
            }
            (_, Value::Measure { .. } | Value::Json(_)) => {
                let mut json = String::new();
                write_value(&mut json, self.value);
                RawValue::from_string(json).map_err(S::Error::custom)?.serialize(serializer)
            }
        }
    }
}

impl Shown<'_> {
    /// The chosen values in the order of the attribute's list.
    fn choices(&self) -> Vec<Choice<'_>> {
        let codes = attribute::codes(self.value, self.attribute.kind);
        let found = |code: &String| self.printer.values.get(&(self.code.to_owned(), code.clone()));
        let mut choices: Vec<_> = codes.iter().map(|code| (code, found(code))).collect();
        choices.sort_by_key(|(code, value)| (value.map_or(i64::MAX, |value| value.sequence), *code));
        let label =
            |value: &'_ Arc<model::schema::PredefinedValue>| self.printer.label(&value.labels).map(str::to_owned);
        choices
            .into_iter()
            .map(|(code, value)| Choice { code, value: value.and_then(label).unwrap_or_else(|| code.clone()) })
            .collect()
    }
}

#[derive(Serialize)]
struct Choice<'a> {
    code: &'a str,
    value: String,
}

#[derive(Serialize)]
struct Amount<'a> {
    value: Exact<'a>,
    currency: &'a str,
}
