//! How stored things are printed: values, names, dates and references (v5.md 1.7, 1.12).

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use app::Failure;
use app::items::Item;
use jiff::Timestamp;
use model::attribute::{self, AttributeType};
use model::body::{Body, write_value};
use model::object::{Object, ObjectKind, Stamp};
use model::schema::{Attribute, Labels, Schema};
use model::value::{Stored, Value};
use schemars::{JsonSchema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde::ser::{Error, SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::collection::Served;
use super::jsonld::{ASSET, ATTRIBUTE_SET, Class, DOCUMENT, Reference};
use super::negotiate::Format;
use super::predefined_values::composite;
use super::resource::Thing;
use super::view::View;
use super::{etag, hal};

pub use model::query::NamedValues as Values;

/// Prints in one view.
#[derive(Clone, Copy)]
pub struct Printer<'a> {
    /// What is wanted.
    pub view: &'a View,
    /// The definitions.
    pub schema: &'a Schema,
    /// The predefined values that the printed bodies name.
    pub values: &'a Values,
}

impl<'a> Printer<'a> {
    /// One thing as a member of a list, less the properties that are not wanted.
    pub fn member<T: Thing>(self, served: &Served<T>, thing: &T) -> Result<Vec<u8>, Failure> {
        let printed = match self.view.format {
            Format::Hal => self.hal(served, thing),
            Format::Json | Format::Lines | Format::Ld => self.projected(served, thing),
        };
        let member = printed.map_err(|error| Failure::Internal(Box::new(error)))?;
        Ok(if self.view.tagged { etag::inside(thing.rev(), &member) } else { member })
    }

    /// An item, which is of the same family.
    pub fn item<T: Thing>(self, served: &Served<T>, item: Item<'_>) -> Result<Vec<u8>, Failure> {
        let name = served.terms.class.name;
        let other = || Failure::Internal(Box::new(serde_json::Error::custom(format!("no {name}: {item:?}"))));
        self.member(served, T::of(item).ok_or_else(other)?)
    }

    fn projected<T: Thing>(self, served: &Served<T>, thing: &T) -> serde_json::Result<Vec<u8>> {
        self.view.properties.project((served.print)(self, thing)?)
    }

    fn hal<T: Thing>(self, served: &Served<T>, thing: &T) -> serde_json::Result<Vec<u8>> {
        let linked = self.view.in_format(Format::Ld);
        let linked = Printer { view: &linked, ..self };
        hal::item(&self.projected(served, thing)?, &linked.projected(served, thing)?)
    }

    /// A reference to another thing.
    pub fn reference(&self, class: Class, id: impl Into<Cow<'a, str>>) -> Reference<'a> {
        Reference { class, id: id.into(), linked: self.view.is_linked() }
    }

    /// A list of references.
    pub fn references(&self, class: Class, ids: impl IntoIterator<Item = &'a str>) -> Vec<Reference<'a>> {
        ids.into_iter().map(|id| self.reference(class, id)).collect()
    }

    /// A reference to the attribute set of that number.
    pub fn set(&self, id: Option<i64>) -> Option<Reference<'a>> {
        let (schema, id) = (self.schema, id?);
        schema.attribute_set(id).map(|_| self.reference(ATTRIBUTE_SET, schema.code_of(id)))
    }

    /// Names by locale.
    pub fn labels(&self, labels: &'a Labels) -> Names<'a> {
        Names { labels, view: self.view }
    }

    /// The values of an object.
    pub fn attributes(self, body: &'a Body) -> Attributes<'a> {
        Attributes { body, of: None, links: BTreeMap::new(), printer: self }
    }

    /// One value of an attribute.
    pub fn value(self, attribute: &'a str, kind: AttributeType, value: &'a Value) -> Shown<'a> {
        Shown { attribute, kind, value, view: self.view, values: self.values }
    }

    /// One attribute's text, in the default locale where it is localised.
    pub fn text(&self, body: &Body, attribute: &str) -> Option<String> {
        let locale = self.schema.attribute(attribute)?.is_localizable.then(|| self.schema.default_locale());
        match body.value(attribute, locale)? {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// One attribute's text values by locale; a value without locale stands under the default one.
    pub fn texts(&self, body: &Body, attribute: &str) -> Labels {
        let wanted = |locale: &str| self.view.shows(locale);
        let text = |value: &Value| match value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        };
        match body.0.get(attribute) {
            Some(Stored::Localised(map)) => map
                .iter()
                .filter(|(locale, _)| wanted(locale))
                .filter_map(|(locale, value)| Some((locale.clone(), text(value)?)))
                .collect(),
            Some(Stored::Plain(value)) => {
                let locale = self.schema.default_locale().to_owned();
                text(value).filter(|_| wanted(&locale)).map(|text| (locale, text)).into_iter().collect()
            }
            None => Labels::new(),
        }
    }
}

/// Names by locale, less those that are not wanted.
pub struct Names<'a> {
    labels: &'a Labels,
    view: &'a View,
}

impl JsonSchema for Names<'_> {
    fn schema_name() -> Cow<'static, str> {
        "Names".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
        json_schema!({"type": "object", "additionalProperties": {"type": "string"}})
    }
}

impl Serialize for Names<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let wanted = self.labels.iter().filter(|(locale, _)| self.view.shows(locale));
        serializer.collect_map(wanted)
    }
}

/// The map `attributes`. An attribute without a value, or without one in a wanted locale, is
/// absent; so is one that the schema no longer has, or that lies outside of the attribute set.
pub struct Attributes<'a> {
    body: &'a Body,
    /// The kind of a document or a variant, and the attribute set within which they are.
    of: Option<(ObjectKind, Option<i64>)>,
    /// The values that are links, in order.
    links: BTreeMap<&'a str, Vec<Reference<'a>>>,
    printer: Printer<'a>,
}

impl<'a> Attributes<'a> {
    /// Less those outside of an attribute set; to be said before any link.
    pub fn within(self, kind: ObjectKind, set: Option<i64>) -> Self {
        Self { of: Some((kind, set)), ..self }
    }

    fn shows(&self, attribute: &str) -> bool {
        self.of.is_none_or(|(kind, set)| self.printer.schema.is_within(set, kind, attribute))
    }

    /// With the values that are links from this object.
    pub fn linked(self, origin: &Object, links: &'a [Arc<Object>]) -> Self {
        self.with(origin, links, |_| true)
    }

    /// With those of its document that show through.
    pub fn inherited(self, document: &Object, links: &'a [Arc<Object>]) -> Self {
        self.with(document, links, |attribute| attribute.is_inherited)
    }

    fn with(mut self, origin: &Object, links: &'a [Arc<Object>], shows: impl Fn(&Attribute) -> bool) -> Self {
        let Printer { schema, .. } = self.printer;
        let own = links.iter().filter(|link| link.parent.as_ref().is_some_and(|parent| parent.id == origin.id));
        let document_type = schema.code_of(origin.type_id);
        for link in own {
            let Some(target) = &link.target else { continue };
            for definition in schema.valued_by(schema.code_of(link.type_id)) {
                let Some(attribute) = definition.says::<Attribute>().filter(|attribute| shows(attribute)) else {
                    continue;
                };
                if attribute.is_available(origin.kind, Some(document_type)) && self.shows(&definition.code) {
                    let class = if attribute.kind == AttributeType::Media { ASSET } else { DOCUMENT };
                    let value = self.printer.reference(class, target.code.as_str());
                    self.links.entry(definition.code.as_str()).or_default().push(value);
                }
            }
        }
        self
    }
}

impl JsonSchema for Attributes<'_> {
    fn schema_name() -> Cow<'static, str> {
        "Attributes".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
        json_schema!({"type": "object", "additionalProperties": true})
    }
}

impl Serialize for Attributes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Printer { view, schema, .. } = self.printer;
        let mut map = serializer.serialize_map(None)?;
        for (code, stored) in self.body.0.iter().filter(|(code, _)| self.shows(code)) {
            let Some(kind) = schema.attribute(code).map(|attribute| attribute.kind) else { continue };
            let shown = |value| self.printer.value(code, kind, value);
            match stored {
                Stored::Plain(value) => map.serialize_entry(code, &shown(value))?,
                Stored::Localised(texts) => {
                    let wanted = || texts.iter().filter(|(locale, _)| view.shows(locale));
                    if wanted().next().is_some() {
                        let texts: Vec<_> = wanted().map(|(locale, value)| (locale, shown(value))).collect();
                        map.serialize_entry(code, &ByLocale(texts))?;
                    }
                }
            }
        }
        for (code, targets) in &self.links {
            map.serialize_entry(code, targets)?;
        }
        map.end()
    }
}

struct ByLocale<'a>(Vec<(&'a String, Shown<'a>)>);

impl Serialize for ByLocale<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(locale, shown)| (locale, shown)))
    }
}

/// One value in its type's form.
pub struct Shown<'a> {
    attribute: &'a str,
    kind: AttributeType,
    value: &'a Value,
    view: &'a View,
    values: &'a Values,
}

impl Serialize for Shown<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.kind.is_list() {
            return serializer.collect_seq(self.choices());
        }
        match self.value {
            Value::Text(text) => serializer.serialize_str(text),
            Value::Number(digits) => Exact(digits).serialize(serializer),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Codes(codes) => serializer.collect_seq(codes),
            Value::Price(_) | Value::Measure { .. } | Value::Json(_) => {
                let mut json = String::new();
                write_value(&mut json, self.value);
                RawValue::from_string(json).map_err(S::Error::custom)?.serialize(serializer)
            }
        }
    }
}

impl<'a> Shown<'a> {
    /// The chosen values in the order of the attribute's list.
    fn choices(&self) -> Vec<Choice<'a>> {
        let codes = attribute::codes(self.value, self.kind);
        let found = |code: &String| self.values.get(&(self.attribute.to_owned(), code.clone()));
        let mut choices: Vec<_> = codes.iter().map(|code| (code, found(code))).collect();
        choices.sort_by_key(|(code, value)| (value.map_or(i64::MAX, |value| value.sequence), *code));
        choices
            .into_iter()
            .map(|(code, value)| Choice {
                id: composite(self.attribute, code),
                code,
                labels: Names { labels: value.map_or(&UNNAMED, |value| &value.labels), view: self.view },
            })
            .collect()
    }
}

static UNNAMED: Labels = Labels::new();

#[derive(Serialize)]
struct Choice<'a> {
    id: String,
    code: &'a str,
    labels: Names<'a>,
}

/// A number in exactly these digits.
pub struct Exact<'a>(pub &'a str);

impl JsonSchema for Exact<'_> {
    fn schema_name() -> Cow<'static, str> {
        "Exact".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
        json_schema!({"type": "number"})
    }
}

impl Serialize for Exact<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number: &RawValue = serde_json::from_str(self.0).map_err(S::Error::custom)?;
        number.serialize(serializer)
    }
}

/// A moment in microseconds since 1970, printed to the second.
pub struct Moment(pub i64);

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = Timestamp::from_microsecond(self.0).map_err(|_| fmt::Error)?;
        write!(f, "{}", moment.strftime("%Y-%m-%dT%H:%M:%S+00:00"))
    }
}

impl JsonSchema for Moment {
    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> schemars::Schema {
        json_schema!({"type": "string", "format": "date-time"})
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The dates and names that end every item.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stamps<'a> {
    /// When it was created.
    date_created: Moment,
    /// When it was last changed.
    date_modified: Moment,
    /// Who created it.
    created_by: Option<&'a str>,
    /// Who changed it last.
    updated_by: Option<&'a str>,
}

impl<'a> Stamps<'a> {
    /// Of a thing made and last written so.
    pub fn new(created: &'a Stamp, updated: &'a Stamp) -> Self {
        let name = |stamp: &'a Stamp| Some(stamp.by.as_str()).filter(|name| !name.is_empty());
        Self {
            date_created: Moment(created.at),
            date_modified: Moment(updated.at),
            created_by: name(created),
            updated_by: name(updated),
        }
    }
}

#[cfg(test)]
mod tests;
