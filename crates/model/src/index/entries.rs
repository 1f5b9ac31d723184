//! What the index holds of one object.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::words::{stored, triples_of};
use super::{fold, html, number_key, slot, text_key};
use crate::attribute::{AttributeType, Form};
use crate::completeness;
use crate::file::Fact;
use crate::object::{CLASSIFICATION_NAME, Object, ObjectKind};
use crate::schema::{Attribute, Definition, DefinitionKind, Schema, Spec};
use crate::standing;
use crate::tags;
use crate::value::{Stored, Value};

/// Most bytes of the words of one object in one locale, blanks between them included: no more fit into
/// PostgreSQL's type. Those that come last in the order of bytes are left out.
const MAX_WORDS: usize = 1_000_000;

/// All that the index holds of one object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entries {
    /// Fields ([`super::field`]) and keys of the values, sorted, each once. The key of a value that can't be
    /// filtered by is "", and that of a tag.
    pub values: Vec<(i64, String)>,
    /// By slot (0: plain) the words that can be searched for, sorted, each once, with a blank between: those of the
    /// title a second time after "=", and of those of code and title every three neighbouring characters
    /// after "#".
    pub words: BTreeMap<u8, String>,
}

/// Where a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Code,
    Title,
    Elsewhere,
}

#[derive(Default)]
struct Found {
    values: Vec<(i64, String)>,
    /// Folded texts to be searched.
    texts: Vec<(u8, Place, String)>,
}

/// What the index must hold of an object: the definition of the index.
pub fn entries(object: &Object, schema: &Schema) -> Entries {
    some_entries(object, schema, |_, _| true)
}

/// Those of the attributes for which `is_taken` holds, and what is counted.
fn some_entries(object: &Object, schema: &Schema, is_taken: impl Fn(&str, &Stored) -> bool) -> Entries {
    let mut found = found(object, schema, is_taken);
    found.values.extend(counted(object, schema));
    found.with_tags(object, schema).entries()
}

/// The fields and keys that tell how complete a document is.
pub(crate) fn counted(object: &Object, schema: &Schema) -> Vec<(i64, String)> {
    let all = completeness::of(object, schema).into_iter();
    all.filter_map(|one| Some((one.field()?, number_key(&one.value.to_string())))).collect()
}

/// The same of an object before and after a change of its values, less what is in both: where no text differs that is
/// searched, only the values that differ are looked at.
pub(crate) fn differing(before: &Object, after: &Object, schema: &Schema) -> (Entries, Entries) {
    let differs = |code: &str, held: &Stored, other: &Object| other.body.0.get(code) != Some(held);
    let title = title_attribute(before, schema);
    let is_searched = |code: &str| {
        let is_named = title == Some(code) || code == Fact::Name.code();
        is_named || schema.attribute(code).is_some_and(|attribute| attribute.is_searchable)
    };
    let words_differ = |one: &Object, other: &Object| {
        one.body.0.iter().any(|(code, held)| differs(code, held, other) && is_searched(code))
    };
    if before.code != after.code || words_differ(before, after) || words_differ(after, before) {
        return (entries(before, schema), entries(after, schema));
    }
    let of = |one: &Object, other: &Object| some_entries(one, schema, |code, held| differs(code, held, other));
    (of(before, after), of(after, before))
}

/// The folded texts by which an object is called: its code, and its title in each locale.
pub fn names(object: &Object, schema: &Schema) -> Vec<String> {
    let texts = found(object, schema, |_, _| true).texts.into_iter();
    texts.filter(|(_, place, _)| *place != Place::Elsewhere).map(|(_, _, text)| text).collect()
}

/// What there is of the attributes for which `is_taken` holds, and the code.
fn found(object: &Object, schema: &Schema, is_taken: impl Fn(&str, &Stored) -> bool) -> Found {
    let title = title_attribute(object, schema);
    let mut found = Found::default();
    found.texts.push((0, Place::Code, fold(&object.code)));
    for (code, values) in object.body.0.iter().filter(|(code, held)| is_taken(code, held)) {
        if code == standing::NODES {
            found.values.extend(standing::pairs(values).filter_map(|at| row_at(at, schema)));
        }
        if let Some(fact) = Fact::from_code(code) {
            found.file(fact, values);
        }
        let Some(definition) = schema.definition(DefinitionKind::Attribute, code) else { continue };
        let Spec::Attribute(attribute) = &definition.spec else { continue };
        let place = if title == Some(code) { Place::Title } else { Place::Elsewhere };
        let held = Held { definition, attribute, form: Form::of(attribute, schema), place };
        let mut add = |slot: u8, value: &Value| found.add(&held, slot, value);
        match values {
            Stored::Plain(value) => add(0, value),
            Stored::Localised(values) => {
                let slots = values.iter().filter_map(|(locale, value)| Some((slot(schema, Some(locale))?, value)));
                slots.for_each(|(slot, value)| add(slot, value));
            }
        }
    }
    found
}

/// The row of a document that stands at a node of a workflow.
fn row_at((workflow, node): (&str, &str), schema: &Schema) -> Option<(i64, String)> {
    Some((schema.definition(DefinitionKind::Workflow, workflow)?.field(0), node.to_owned()))
}

/// The code of the attribute that names an object.
pub fn title_attribute<'a>(object: &Object, schema: &'a Schema) -> Option<&'a str> {
    if object.kind == ObjectKind::Classification {
        return Some(CLASSIFICATION_NAME);
    }
    match &schema.by_id(object.type_id)?.spec {
        Spec::DocumentType(document_type) => document_type.title_attribute.as_deref(),
        _ => None,
    }
}

/// Whether the values of an attribute have keys: a deletion looks for the holders of a list's values.
pub(crate) fn is_keyed(attribute: &Attribute) -> bool {
    (attribute.is_filterable && attribute.is_comparable()) || attribute.kind.is_list()
}

/// What an object holds values of.
struct Held<'a> {
    definition: &'a Definition,
    attribute: &'a Attribute,
    form: Form<'a>,
    place: Place,
}

impl Found {
    /// Each tag has a field of its own, which says who has it.
    fn with_tags(mut self, object: &Object, schema: &Schema) -> Self {
        let has = tags::of(object, schema).into_iter().map(|tag| (tag.field(0), String::new()));
        self.values.extend(has);
        self
    }

    /// A file is found by its name, too.
    fn file(&mut self, fact: Fact, held: &Stored) {
        self.values.extend(fact.rows(held));
        if let (Fact::Name, Stored::Plain(Value::Text(name))) = (fact, held) {
            self.texts.push((0, Place::Elsewhere, fold(name)));
        }
    }

    fn entries(mut self) -> Entries {
        self.values.sort_unstable();
        self.values.dedup();
        Entries { words: words(&self.texts), values: self.values }
    }

    fn add(&mut self, held: &Held<'_>, slot: u8, value: &Value) {
        let Held { definition, attribute, form, place } = *held;
        let is_searched = attribute.is_searchable || place == Place::Title;
        let is_keyed = is_keyed(attribute);
        match value {
            Value::Text(text) if attribute.kind.is_text() => {
                let is_plain = attribute.kind != AttributeType::Html || !text.contains(['<', '&']);
                let folded = if is_keyed || (is_searched && is_plain) { fold(text) } else { String::new() };
                self.values.push((definition.field(slot), if is_keyed { text_key(&folded) } else { String::new() }));
                if is_searched {
                    let folded = if is_plain { folded } else { fold(&html::plain(text)) };
                    self.texts.push((slot, place, folded));
                }
            }
            value => {
                let row = |(slot, key)| (definition.field(slot), if is_keyed { key } else { String::new() });
                self.values.extend(form.rows(slot, value).into_iter().map(row));
                if is_searched {
                    let texts = written(value).iter().map(|text| (slot, place, fold(text)));
                    self.texts.extend(texts);
                }
            }
        }
    }
}

/// What can be searched of a value that is no text.
fn written(value: &Value) -> &[String] {
    match value {
        Value::Text(text) | Value::Number(text) | Value::Measure { number: text, .. } => std::slice::from_ref(text),
        Value::Codes(codes) => codes,
        Value::Bool(_) | Value::Price(_) | Value::Json(_) => &[],
    }
}

/// The words of these texts by slot.
fn words(texts: &[(u8, Place, String)]) -> BTreeMap<u8, String> {
    let mut tokens: BTreeMap<u8, Vec<Cow<'_, str>>> = BTreeMap::new();
    for (slot, place, folded) in texts {
        let words = stored(folded);
        if words.is_empty() {
            continue;
        }
        let of_slot = tokens.entry(*slot).or_default();
        if *place == Place::Title {
            of_slot.extend(words.iter().map(|word| Cow::Owned(format!("={word}"))));
        }
        if *place != Place::Elsewhere {
            let triples = words.iter().flat_map(|word| triples_of(word));
            of_slot.extend(triples.map(|triple| Cow::Owned(format!("#{triple}"))));
        }
        of_slot.extend(words.into_iter().map(Cow::Borrowed));
    }
    tokens.into_iter().map(|(slot, tokens)| (slot, joined(tokens))).collect()
}

fn joined(mut tokens: Vec<Cow<'_, str>>) -> String {
    tokens.sort_unstable();
    tokens.dedup();
    let mut joined = String::with_capacity(tokens.iter().map(|token| token.len() + 1).sum());
    for token in tokens {
        if joined.len() + token.len() >= MAX_WORDS {
            break;
        }
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(&token);
    }
    joined
}
