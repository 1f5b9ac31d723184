//! An object with its values as what they are.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use model::attribute::{AttributeType, Form};
use model::index::{fold, words};
use model::object::{Object, ObjectKind};
use model::query::AttributeName;
use model::schema::{Attribute, Schema, Spec};
use model::value::{Stored, Value};
use regex::Regex;

use super::own::{Own, is_text};

pub struct Thing {
    pub object: Object,
    /// Each value of each attribute, and where it stands.
    pub values: Vec<(AttributeName, Own)>,
    /// All words, those of the code too.
    pub words: BTreeSet<String>,
    pub title_words: BTreeSet<String>,
    /// Folded: the code and the titles.
    pub names: Vec<String>,
}

impl Thing {
    pub fn of(object: Object, schema: &Schema) -> Self {
        let names = vec![fold(&object.code)];
        let words = words(&object.code).into_iter().collect();
        let mut thing = Self { object, values: Vec::new(), words, title_words: BTreeSet::new(), names };
        let title = title_attribute(&thing.object, schema);
        for (code, stored) in thing.object.body.clone().0 {
            let Some(attribute) = schema.attribute(&code) else { continue };
            let is_title = title.as_ref() == Some(&code);
            let locales = match stored {
                Stored::Plain(value) => vec![(None, value)],
                Stored::Localised(map) => map.into_iter().map(|(locale, value)| (Some(locale), value)).collect(),
            };
            for (locale, value) in locales {
                let name = |part| AttributeName { code: code.clone(), part };
                let own = Own::all(Form::of(attribute, schema), &value).into_iter();
                match &value {
                    Value::Price(amounts) if locale.is_none() => {
                        thing.values.extend(amounts.keys().cloned().map(Some).map(name).zip(own));
                    }
                    _ => thing.values.extend(own.map(|own| (name(locale.clone()), own))),
                }
                thing.learn(attribute, is_title, &value);
            }
        }
        thing
    }

    /// The words of one value.
    fn learn(&mut self, attribute: &Attribute, is_title: bool, value: &Value) {
        if !attribute.is_searchable && !is_title {
            return;
        }
        for text in written(attribute.kind, value) {
            let found = words(&text);
            if is_title {
                self.names.push(fold(&text));
                self.title_words.extend(found.iter().cloned());
            }
            self.words.extend(found);
        }
    }

    /// The values of an attribute in this locale; without one the plain ones.
    pub fn values(&self, of: &AttributeName) -> impl Iterator<Item = &Own> {
        self.values.iter().filter(move |(name, _)| name == of).map(|(_, own)| own)
    }
}

fn title_attribute(object: &Object, schema: &Schema) -> Option<String> {
    if object.kind == ObjectKind::Classification {
        return Some("classification_name".to_owned());
    }
    match &schema.by_id(object.type_id)?.spec {
        Spec::DocumentType(document_type) => document_type.title_attribute.clone(),
        _ => None,
    }
}

/// What of a value can be searched.
fn written(kind: AttributeType, value: &Value) -> Vec<Cow<'_, str>> {
    match value {
        Value::Text(text) if kind == AttributeType::Html => vec![shown(text)],
        Value::Text(text) if is_text(kind) => vec![text.into()],
        Value::Text(text) | Value::Number(text) | Value::Measure { number: text, .. } => vec![text.into()],
        Value::Codes(codes) => codes.iter().map(Cow::from).collect(),
        Value::Bool(_) | Value::Price(_) | Value::Json(_) => Vec::new(),
    }
}

/// What a browser shows of rich text: no tags, no comments, entities decoded. Tags within words part none.
fn shown(html: &str) -> Cow<'_, str> {
    static TAGS: LazyLock<Regex> = LazyLock::new(|| {
        let within = "(?i:a|abbr|b|big|cite|code|del|em|font|i|ins|mark|s|small|span|strong|sub|sup|u|wbr)";
        Regex::new(&format!(r"(?s)(</?{within}(?:[^a-zA-Z0-9>][^>]*)?(?:>|$))|<!--.*?-->|<[a-zA-Z/!?][^>]*(?:>|$)"))
            .unwrap()
    });
    let plain = TAGS.replace_all(html, |tag: &regex::Captures<'_>| if tag.get(1).is_some() { "" } else { " " });
    Cow::Owned(html_escape::decode_html_entities(&plain).into_owned())
}
