//! The values of one object on their way through operations.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use regex::{NoExpand, Regex};

use super::ValueChange;
use crate::body::{Body, write_value};
use crate::command::ValueInput;
use crate::inheritance::inherited;
use crate::input::Input;
use crate::schema::Schema;
use crate::value::Stored;

/// What an object holds, and what it shall hold.
pub(super) struct Values<'a> {
    own: &'a Body,
    /// With what a variant inherits.
    seen: Cow<'a, Body>,
    schema: &'a Schema,
    /// By attribute and, of a localised one, locale.
    changed: BTreeMap<(String, Option<String>), Input>,
    /// Whether what was held decided anything.
    pub relies: bool,
}

impl<'a> Values<'a> {
    /// `document`: what a variant's document holds.
    pub fn of(own: &'a Body, document: Option<&Body>, schema: &'a Schema) -> Self {
        let seen = match document {
            Some(document) => Cow::Owned(inherited(own, document, schema)),
            None => Cow::Borrowed(own),
        };
        Self { own, seen, schema, changed: BTreeMap::new(), relies: false }
    }

    /// Carries an operation out.
    pub fn change(&mut self, attribute: &str, locale: Option<&str>, change: &ValueChange) {
        let place = locale.filter(|_| self.is_localised(attribute));
        match change {
            ValueChange::Set(input) => self.set(attribute, place, input.clone()),
            ValueChange::Clear => self.set(attribute, place, Input::Null),
            ValueChange::Append(input) => self.append(attribute, place, input),
            ValueChange::Remove(input) => self.remove(attribute, place, input),
            ValueChange::Replace { find, with } => self.replace(attribute, place, find, with),
        }
    }

    /// As a command takes them.
    pub fn into_inputs(self) -> Vec<(String, ValueInput)> {
        let mut inputs: Vec<(String, Input)> = Vec::new();
        for ((attribute, locale), input) in self.changed {
            let Some(locale) = locale else {
                inputs.push((attribute, input));
                continue;
            };
            match inputs.last_mut() {
                Some((last, Input::Map(pairs))) if *last == attribute => pairs.push((locale, input)),
                // What came for no locale is refused as a whole.
                Some((last, _)) if *last == attribute => {}
                _ => inputs.push((attribute, Input::Map(vec![(locale, input)]))),
            }
        }
        inputs.into_iter().map(|(attribute, input)| (attribute, ValueInput::Whole(input))).collect()
    }

    fn is_localised(&self, attribute: &str) -> bool {
        self.schema.attribute(attribute).is_some_and(|own| own.is_localizable)
    }

    fn set(&mut self, attribute: &str, locale: Option<&str>, input: Input) {
        match input {
            Input::Map(pairs) if locale.is_none() && self.is_localised(attribute) => {
                for (locale, input) in pairs {
                    self.put(attribute, Some(locale), input);
                }
            }
            input if locale.is_none() && input.clears() && self.is_localised(attribute) => {
                for locale in self.locales(attribute) {
                    self.put(attribute, Some(locale), Input::Null);
                }
            }
            input => self.put(attribute, locale.map(str::to_owned), input),
        }
    }

    fn put(&mut self, attribute: &str, locale: Option<String>, input: Input) {
        self.changed.insert((attribute.to_owned(), locale), input);
    }

    fn append(&mut self, attribute: &str, locale: Option<&str>, input: &Input) {
        self.relies = true;
        let held = self.held(attribute, locale, &self.seen);
        if self.schema.attribute(attribute).is_some_and(|own| own.kind.is_list()) {
            let mut codes = items(held.as_ref());
            let missing: Vec<_> = items(Some(input)).into_iter().filter(|code| !codes.contains(code)).collect();
            if !missing.is_empty() {
                codes.extend(missing);
                self.set(attribute, locale, Input::List(codes));
            }
            return;
        }
        let joined = match (&held, input) {
            (Some(Input::Text(held)), Input::Text(more)) => Input::Text(format!("{held}{more}")),
            (_, other) => other.clone(),
        };
        self.put(attribute, locale.map(str::to_owned), joined);
    }

    fn remove(&mut self, attribute: &str, locale: Option<&str>, input: &Input) {
        self.relies = true;
        let held = items(self.held(attribute, locale, &self.seen).as_ref());
        let gone = items(Some(input));
        let left: Vec<_> = held.iter().filter(|code| !gone.contains(code)).cloned().collect();
        if left.len() < held.len() {
            let left = if left.is_empty() { Input::Null } else { Input::List(left) };
            self.put(attribute, locale.map(str::to_owned), left);
        }
    }

    /// What a variant only inherits stays with its document.
    fn replace(&mut self, attribute: &str, locale: Option<&str>, find: &Regex, with: &str) {
        self.relies = true;
        let places: Vec<Option<String>> = match locale {
            Some(locale) => vec![Some(locale.to_owned())],
            None if self.is_localised(attribute) => self.locales(attribute).into_iter().map(Some).collect(),
            None => vec![None],
        };
        for place in places {
            let Some(Input::Text(text)) = self.held(attribute, place.as_deref(), self.own) else { continue };
            if let Cow::Owned(replaced) = find.replace_all(&text, NoExpand(with)) {
                self.put(attribute, place, Input::Text(replaced));
            }
        }
    }

    /// What it holds by now, as it may be sent; `None`: nothing.
    fn held(&self, attribute: &str, locale: Option<&str>, body: &Body) -> Option<Input> {
        if let Some(input) = self.changed.get(&(attribute.to_owned(), locale.map(str::to_owned))) {
            return Some(input.clone()).filter(|input| !input.clears());
        }
        let mut json = String::new();
        write_value(&mut json, body.value(attribute, locale)?);
        Input::parse(&json).ok()
    }

    /// The locales in which it holds something.
    fn locales(&self, attribute: &str) -> BTreeSet<String> {
        let own = match self.own.0.get(attribute) {
            Some(Stored::Localised(values)) => values.keys().cloned().collect(),
            _ => Vec::new(),
        };
        let changed = self.changed.keys().filter(|(of, _)| of == attribute).filter_map(|(_, locale)| locale.clone());
        own.into_iter().chain(changed).collect()
    }
}

/// The members of a list; another value is a list of itself.
fn items(input: Option<&Input>) -> Vec<Input> {
    match input {
        None => Vec::new(),
        Some(Input::List(items)) => items.clone(),
        Some(one) => vec![one.clone()],
    }
}
