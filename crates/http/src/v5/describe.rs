//! What a resource prints and takes, told by the code that does it: the structs that it prints say
//! the printed properties with their words, its `put` those that a body may have.

use std::sync::LazyLock;

use model::command::PutMode;
use model::object::ObjectKind;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, json_schema};
use serde_json::{Map, Value};

use super::collection::Collection;
use super::filter::names::FilterName;
use super::jsonld::Class;
use super::resource::Wish;
use super::routes;
use super::shape::{Fields, Written};

/// A resource in words and schemas.
#[derive(Debug, Clone)]
pub struct Description {
    /// Its names.
    pub class: Class,
    /// Which objects they are, if they are objects.
    pub objects: Option<ObjectKind>,
    /// Whether one can be deleted.
    pub is_deletable: bool,
    /// Whether its history is shown.
    pub has_history: bool,
    /// Whether one that is public is shown without a token.
    pub is_open: bool,
    /// The filters of its lists.
    pub filters: Vec<FilterName>,
    /// What its lists are ordered by besides.
    pub orders: Vec<&'static str>,
    /// Its properties: those that are printed in their order, then those that are only written.
    pub properties: Vec<Property>,
}

/// A property of a resource.
#[derive(Debug, Clone)]
pub struct Property {
    /// Its name in bodies.
    pub name: String,
    /// What it means.
    pub words: String,
    /// The JSON Schema of what is printed; none: it is only written.
    pub printed: Option<Value>,
    /// How it is written; none: it is only printed, and ignored in a body.
    pub written: Option<Written>,
    /// Whether a `POST` must give it.
    pub is_required: bool,
    /// Whether only a `POST` decides it.
    pub is_fixed: bool,
}

impl Description {
    /// Of a resource.
    pub fn of(collection: &dyn Collection) -> Self {
        let terms = collection.terms();
        let wish = Wish { id: None, mode: PutMode::Create, single: true, force: false, locale: "" };
        let asked = Fields::asked_by(|body| (terms.put)(&wish, body));
        let property = |name: &str, printed: Option<&Value>| Property {
            name: name.to_owned(),
            words: match printed {
                Some(schema) => schema["description"].as_str().unwrap_or_default().to_owned(),
                None => words_of(terms.write_only, name).to_owned(),
            },
            printed: printed.cloned(),
            written: asked.iter().find(|(asked, _)| *asked == name).map(|(_, written)| *written),
            is_required: terms.required.contains(&name),
            is_fixed: terms.fixed.contains(&name),
        };
        let printed = properties((terms.printed)());
        let mut all: Vec<_> = printed.iter().map(|(name, schema)| property(name, Some(schema))).collect();
        for (name, _) in asked.iter().filter(|(name, _)| !printed.contains_key(*name)) {
            all.push(property(name, None));
        }
        Self {
            class: terms.class,
            objects: collection.objects(),
            is_deletable: terms.is_deletable,
            has_history: collection.has_history(),
            filters: collection.filters(),
            orders: collection.orders(),
            is_open: terms.is_open,
            properties: all,
        }
    }
}

fn words_of<'a>(all: &[(&str, &'a str)], name: &str) -> &'a str {
    all.iter().find(|(named, _)| *named == name).map_or("", |(_, words)| words)
}

/// The schema of what a struct is printed as. Nothing in it is required, because a request may
/// ask for some properties only.
pub fn schema_of<T: JsonSchema>() -> schemars::Schema {
    let settings = SchemaSettings::draft2020_12().with(|settings| settings.inline_subschemas = true).for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    let optional = |schema: &mut schemars::Schema| {
        schema.remove("required");
    };
    RecursiveTransform(optional).transform(&mut schema);
    schema
}

/// The schema of a text that is one of these.
pub fn one_of(words: &[&str]) -> schemars::Schema {
    json_schema!({"type": "string", "enum": words})
}

/// All resources, described.
pub fn all() -> &'static [Description] {
    static ALL: LazyLock<Vec<Description>> =
        LazyLock::new(|| routes::ALL.iter().map(|collection| Description::of(*collection)).collect());
    &ALL
}

fn properties(mut schema: schemars::Schema) -> Map<String, Value> {
    match schema.remove("properties") {
        Some(Value::Object(properties)) => properties,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_property_has_words() {
        for resource in all() {
            for property in &resource.properties {
                assert!(!property.words.is_empty(), "{} {}", resource.class.name, property.name);
            }
        }
    }

    #[test]
    fn what_a_post_must_give_or_decides_can_be_written() {
        for collection in routes::ALL {
            let (terms, resource) = (collection.terms(), Description::of(*collection));
            let written = |name: &str| {
                let mut named = resource.properties.iter().filter(|property| property.name == name);
                named.any(|property| property.written.is_some())
            };
            let only = terms.write_only.iter().map(|(name, _)| name);
            for name in terms.required.iter().chain(only) {
                assert!(written(name), "{} {name}", terms.class.name);
            }
        }
    }

    #[test]
    fn a_resource_is_told_by_its_code() {
        let documents = all().iter().find(|resource| resource.class.path == "documents").unwrap();
        let property = |name: &str| documents.properties.iter().find(|property| property.name == name).unwrap();
        let (id, date, classification) = (property("id"), property("dateCreated"), property("classification"));
        assert!(id.is_required && id.is_fixed && id.written == Some(Written::Text));
        assert!(date.written.is_none() && date.printed.as_ref().unwrap()["type"] == "string");
        assert!(classification.printed.is_none() && classification.written.is_some());
        assert!(property("isActive").words.starts_with("Whether"));
    }
}
