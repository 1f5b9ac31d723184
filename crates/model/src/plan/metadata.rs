//! Values that an asset takes from what its new file notes, where it has none and the put says nothing.
//! A note that makes no valid value is passed over.

use super::overlay::Overlay;
use super::unique;
use super::written::Written;
use crate::attribute::{AttributeType, Form};
use crate::body::Body;
use crate::command::{FileWish, PutObject, Unknown};
use crate::file::File;
use crate::index::fold;
use crate::loaded::{Refs, UniqueKey};
use crate::metadata::Notes;
use crate::object::ObjectKind;
use crate::schema::{Attribute, Definition, Schema, State};
use crate::value::Value;

/// An attribute that takes values from files, and the locale of the one that it takes.
struct Sourced<'a> {
    definition: &'a Definition,
    attribute: &'a Attribute,
    locale: Option<&'a str>,
}

/// Those of which the put says nothing.
fn left_out<'a>(schema: &'a Schema, put: &'a PutObject) -> impl Iterator<Item = Sourced<'a>> {
    let sourced = schema.sourced_attributes().map(|(definition, attribute)| Sourced {
        definition,
        attribute,
        locale: attribute.is_localizable.then(|| schema.default_locale()),
    });
    sourced.filter(|sourced| !sourced.is_mentioned(put))
}

impl Sourced<'_> {
    fn is_mentioned(&self, put: &PutObject) -> bool {
        let is_ignored = self.attribute.is_read_only && put.unknown == Unknown::Warn;
        let mut of_it = put.values.iter().filter(|(code, _)| !is_ignored && *code == self.definition.code);
        of_it.any(|(_, input)| match Written::new(self.attribute, input) {
            Written::Localised(pairs) => pairs.iter().any(|(locale, _)| Some(*locale) == self.locale),
            Written::Cleared | Written::Plain(_) | Written::Bare(_) => true,
        })
    }

    /// What its sources note, the first one first, unless its values are of a list.
    fn values<'s>(&'s self, schema: &'s Schema, notes: &'s Notes) -> impl Iterator<Item = Value> + 's {
        let form = Form::of(self.attribute, schema);
        self.attribute.metadata_sources.iter().filter_map(move |source| notes.value(source, form))
    }

    /// What its sources note.
    fn texts<'s>(&'s self, notes: &'s Notes) -> impl Iterator<Item = &'s str> {
        self.attribute.metadata_sources.iter().filter_map(|source| notes.get(source))
    }

    fn key(&self, value: &Value) -> UniqueKey {
        unique::key(self.definition.index, ObjectKind::Asset, self.locale.unwrap_or_default(), value)
    }

    /// Whether no other asset has the value, as far as it matters.
    fn is_free(&self, view: &Overlay<'_>, value: &Value) -> bool {
        // While keys are gathered nobody knows.
        let is_known = self.definition.state == State::Active;
        !self.attribute.is_unique || (is_known && view.keys.holder(&self.key(value)).is_none())
    }

    /// The predefined values that a note names by code or label: one, or several with commas between.
    fn listed(&self, view: &Overlay<'_>, note: &str) -> Option<Value> {
        let attribute = &self.definition.code;
        let is_offered = |code: &&str| view.value(attribute, code).is_some_and(|value| value.active);
        let labelled = |text: &str| view.loaded.labelled.get(&(attribute.clone(), fold(text))).map(String::as_str);
        let known = |text: &str| {
            let text = text.trim();
            Some(text).filter(is_offered).or_else(|| labelled(text).filter(is_offered)).map(str::to_owned)
        };
        if self.attribute.kind == AttributeType::Select {
            return known(note).map(Value::Text);
        }
        let mut codes: Vec<_> = note.split([',', ';']).filter_map(known).collect();
        codes.sort();
        codes.dedup();
        (!codes.is_empty()).then_some(Value::Codes(codes))
    }
}

/// What a file notes, read only if somebody wants it.
fn notes(file: &File, wanted: &[Sourced<'_>]) -> Option<Notes> {
    if wanted.is_empty() { None } else { Notes::of(file) }
}

/// What must be known before a put can be planned.
pub(super) fn refs(schema: &Schema, put: &PutObject, refs: &mut Refs) {
    let Some(FileWish::Known(file)) = put.file.value() else { return };
    let sourced: Vec<_> = left_out(schema, put).collect();
    let Some(notes) = notes(file, &sourced) else { return };
    for one in sourced {
        if one.attribute.kind.is_list() {
            let is_noted = one.texts(&notes).next().is_some();
            refs.lists.extend(is_noted.then(|| one.definition.code.clone()));
        } else if one.attribute.is_unique {
            refs.unique.extend(one.values(schema, &notes).map(|value| one.key(&value)));
        }
    }
}

/// Fills a body with what its new file notes.
pub(super) fn fill(view: &Overlay<'_>, put: &PutObject, file: &File, body: &mut Body) {
    let is_open = |one: &Sourced<'_>| body.value(&one.definition.code, one.locale).is_none();
    let open: Vec<_> = left_out(&view.schema, put).filter(is_open).collect();
    let Some(notes) = notes(file, &open) else { return };
    for one in open {
        let value = if one.attribute.kind.is_list() {
            one.texts(&notes).find_map(|note| one.listed(view, note))
        } else {
            one.values(&view.schema, &notes).find(|value| one.is_free(view, value))
        };
        if value.is_some() {
            body.set(&one.definition.code, one.locale, value);
        }
    }
}
