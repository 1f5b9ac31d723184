//! How things are printed in one language (v4.md 4, 5.2).

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;
use model::body::Body;
use model::object::{Object, ObjectKind};
use model::query::NamedValues;
use model::schema::{Catalog, Labels, Schema};
use model::value::Value;
use model::{index, inheritance};
use serde::{Serialize, Serializer};

use super::asked::Asked;
use super::classifications::ROOT;
use crate::cdn::Cdn;

/// Prints in one language.
#[derive(Clone, Copy)]
pub struct Printer<'a> {
    /// The definitions.
    pub schema: &'a Schema,
    /// The data language.
    pub culture: &'a str,
    /// What absolute addresses begin with.
    pub base: &'a str,
    /// How public addresses of files are made.
    pub cdn: &'a Cdn,
    /// The predefined values that the printed bodies name.
    pub values: &'a NamedValues,
    /// What is named in others, by number.
    pub others: &'a HashMap<i64, Arc<Object>>,
}

impl<'a> Printer<'a> {
    /// A name in the language, else in what that falls back to, else in the default one.
    pub fn label(&self, labels: &'a Labels) -> Option<&'a str> {
        inheritance::label(labels, self.culture, self.schema)
    }

    /// A name in the language, else the code.
    pub fn label_or(&self, labels: &'a Labels, code: &'a str) -> &'a str {
        self.label(labels).unwrap_or(code)
    }

    /// What an object is called: its title in the language, else its code.
    pub fn name(&self, object: &Object) -> String {
        let title = self.title_attribute(object);
        title.and_then(|attribute| self.text(&object.body, attribute)).unwrap_or_else(|| Self::code(object).to_owned())
    }

    /// The code by which an object is called: that of every tree's top is the same (v4.md 9).
    pub fn code(object: &Object) -> &str {
        let is_root = object.kind == ObjectKind::Classification && object.parent.is_none();
        if is_root { ROOT } else { &object.code }
    }

    fn title_attribute(&self, object: &Object) -> Option<&'a str> {
        match object.kind {
            ObjectKind::Asset => Some("asset_name"),
            _ => index::title_attribute(object, self.schema),
        }
    }

    /// A text in the language, or that of a fallback.
    fn text(&self, body: &Body, attribute: &str) -> Option<String> {
        let is_localised = self.schema.attribute(attribute)?.is_localizable;
        let stored = body.0.get(attribute)?;
        let one = Body([(attribute.to_owned(), stored.clone())].into());
        let filled = inheritance::with_fallbacks(&one, self.schema);
        match filled.value(attribute, is_localised.then_some(self.culture))? {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// The code of the catalog that a classification or an asset is in.
    pub fn catalog(&self, object: &Object) -> Option<&'a str> {
        let definition = self.schema.by_id(object.type_id)?;
        definition.says::<Catalog>().map(|_| definition.code.as_str())
    }

    /// Another object that this one names.
    pub fn other(&self, id: i64) -> Option<&'a Object> {
        self.others.get(&id).map(Arc::as_ref)
    }
}

/// Prints what names no others.
pub fn printing<T>(asked: &Asked, culture: &str, values: &NamedValues, print: impl FnOnce(Printer<'_>) -> T) -> T {
    let others = HashMap::new();
    let (base, cdn) = (asked.base.as_str(), &asked.cdn);
    print(Printer { schema: &asked.schema, culture, base, cdn, values, others: &others })
}

/// A moment in microseconds since 1970, printed in UTC to the second (v4.md 1.9).
pub struct Moment(pub i64);

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let moment = Timestamp::from_microsecond(self.0).map_err(|_| fmt::Error)?;
        write!(f, "{}", moment.strftime("%Y-%m-%d %H:%M:%S"))
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The dates and names that end every object.
#[derive(Serialize)]
pub struct Stamps<'a> {
    created_at: Moment,
    updated_at: Moment,
    created_by: &'a str,
    updated_by: &'a str,
}

impl<'a> Stamps<'a> {
    /// Those of an object.
    pub fn of(object: &'a Object) -> Self {
        Self {
            created_at: Moment(object.created.at),
            updated_at: Moment(object.updated.at),
            created_by: &object.created.by,
            updated_by: &object.updated.by,
        }
    }
}
