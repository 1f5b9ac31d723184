//! What a write of API v4 says: reserved keys, and values of attributes beside them (v4.md 4.1).

use model::attribute::AttributeType;
use model::command::{Patch, ValueInput};
use model::input::Input;
use model::problem::{Field, Kind, Problem, Violation};
use model::schema::{MeasureFamily, Schema};

use crate::v5::shape;

/// The keys that no attribute is reached by, but under `fields`.
const RESERVED: [&str; 15] = [
    "code",
    "id",
    "active",
    "document_code",
    "document_type_code",
    "attribute_set_code",
    "classification_code",
    "classification_codes",
    "parent_code",
    "position",
    "media_url",
    "file",
    "filename",
    "tags",
    "fields",
];

/// The members of a body, taken one by one.
pub struct Body {
    members: Vec<(String, Input)>,
    violations: Vec<Violation>,
}

impl Body {
    /// Reads a body; an empty one is an empty object. Errors: `Malformed` for what is no JSON object.
    pub fn parse(bytes: &[u8]) -> Result<Self, Problem> {
        if bytes.iter().all(u8::is_ascii_whitespace) {
            return Ok(Self { members: Vec::new(), violations: Vec::new() });
        }
        Self::of(shape::parse(bytes)?)
    }

    /// The members of an object. Errors: `Malformed` if it is none.
    pub fn of(input: Input) -> Result<Self, Problem> {
        match input {
            Input::Map(members) => Ok(Self { members, violations: Vec::new() }),
            other => Err(Problem::new(Kind::Malformed, format!("Expected a JSON object; got {}.", other.describe()))),
        }
    }

    /// Errors: `Malformed`, naming what is missing or null.
    pub fn require(&self, names: &[&'static str]) -> Result<(), Problem> {
        let given = |name: &str| self.members.iter().rev().find(|(key, _)| key == name);
        let is_missing = |name: &&&str| given(name).is_none_or(|(_, input)| input.clears());
        let absent: Vec<&'static str> = names.iter().filter(is_missing).copied().collect();
        if absent.is_empty() { Ok(()) } else { Err(missing(&absent)) }
    }

    /// Errors: `Malformed` without that key.
    pub fn require_key(&self, name: &'static str) -> Result<(), Problem> {
        if self.members.iter().any(|(key, _)| key == name) { Ok(()) } else { Err(missing(&[name])) }
    }

    /// The text under a key, if there is one.
    pub fn peek(&self, name: &str) -> Option<&str> {
        self.members.iter().rev().find(|(key, _)| key == name)?.1.text()
    }

    /// Whether something stands under a key.
    pub fn says(&self, name: &str) -> bool {
        self.members.iter().rev().find(|(key, _)| key == name).is_some_and(|(_, input)| !input.clears())
    }

    /// What stands under a key shall stand under another.
    pub fn rename(&mut self, name: &str, other: &str) {
        for (key, _) in self.members.iter_mut().filter(|(key, _)| key == name) {
            other.clone_into(key);
        }
    }

    /// Another text under a key.
    pub fn replace(&mut self, name: &str, text: String) {
        if let Some((_, input)) = self.members.iter_mut().rev().find(|(key, _)| key == name) {
            *input = Input::Text(text);
        }
    }

    /// A text.
    pub fn text(&mut self, name: &'static str) -> Patch<String> {
        self.read(name, "a text", |input| input.text().map(str::to_owned))
    }

    /// A code: a text, or an object with a `code`.
    pub fn reference(&mut self, name: &'static str) -> Patch<String> {
        self.read(name, "a code", |input| named(input).map(str::to_owned))
    }

    /// Codes in a list; a single one counts as a list of it.
    pub fn references(&mut self, name: &'static str) -> Patch<Vec<String>> {
        self.read(name, "a list of codes", |input| match input {
            Input::List(items) => items.iter().map(|item| named(item).map(str::to_owned)).collect(),
            single => Some(vec![named(single)?.to_owned()]),
        })
    }

    /// True or false, in any spelling of v4.
    pub fn switch(&mut self, name: &'static str) -> Patch<bool> {
        self.read(name, "true or false", |input| match input {
            Input::Bool(value) => Some(*value),
            Input::Number(text) | Input::Text(text) => match text.as_str() {
                "1" | "true" => Some(true),
                "0" | "false" => Some(false),
                _ => None,
            },
            _ => None,
        })
    }

    /// A whole number.
    pub fn integer(&mut self, name: &'static str) -> Patch<i64> {
        self.read(name, "a whole number", |input| match input {
            Input::Number(text) | Input::Text(text) => text.parse().ok(),
            _ => None,
        })
    }

    /// Its place among its like, from `first` on.
    pub fn position(&mut self, first: i64) -> Patch<i64> {
        let place = self.integer("position");
        if let Some(got) = place.value().filter(|place| **place < first) {
            self.refuse("position", "out_of_range", format!("Expected a whole number from {first}; got {got}."));
        }
        place
    }

    /// Anything: the core reads it.
    pub fn input(&mut self, name: &'static str) -> Patch<Input> {
        self.read(name, "", |input| Some(input.clone()))
    }

    /// Reports what is wrong with a key.
    pub fn refuse(&mut self, name: &'static str, rule: &'static str, message: String) {
        self.violations.push(Violation::new(Field::Property(name), rule, message));
    }

    /// The values of attributes, in a language: what stands under `fields`, and every key that isn't reserved.
    pub fn values(&mut self, schema: &Schema, culture: &str) -> Vec<(String, ValueInput)> {
        let nested = match self.take("fields") {
            Some(Input::Map(fields)) => fields,
            None | Some(Input::Null) => Vec::new(),
            // PHP writes an empty map so.
            Some(Input::List(items)) if items.is_empty() => Vec::new(),
            Some(other) => {
                self.refuse("fields", "wrong_type", format!("Expected an object; got {}.", other.describe()));
                Vec::new()
            }
        };
        let (reserved, own): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.members).into_iter().partition(|(key, _)| RESERVED.contains(&key.as_str()));
        self.members = reserved;
        let value = |(code, input): (String, Input)| {
            let input = in_base_unit(schema, &code, input);
            (code, ValueInput::In(culture.to_owned(), input))
        };
        nested.into_iter().chain(own).map(value).collect()
    }

    /// What nobody asked for. Errors: `Invalid` with all that was of the wrong kind.
    pub fn finish(self) -> Result<Unread, Problem> {
        if self.violations.is_empty() { Ok(Unread(self.members)) } else { Err(Problem::invalid(self.violations)) }
    }

    fn read<T>(&mut self, name: &'static str, expected: &str, read: impl FnOnce(&Input) -> Option<T>) -> Patch<T> {
        match self.take(name) {
            None => Patch::Absent,
            Some(input) if matches!(input, Input::Null) || input.text() == Some("") => Patch::Null,
            Some(input) => read(&input).map_or_else(
                || {
                    self.refuse(name, "wrong_type", format!("Expected {expected}; got {}.", input.describe()));
                    Patch::Absent
                },
                Patch::Value,
            ),
        }
    }

    /// Of members with one name the last counts.
    fn take(&mut self, name: &str) -> Option<Input> {
        let position = self.members.iter().rposition(|(key, _)| key == name)?;
        Some(self.members.remove(position).1)
    }
}

/// The members of a body that say nothing to its resource (v4.md 1.4).
pub struct Unread(Vec<(String, Input)>);

impl Unread {
    /// A warning for each, but for what is null or sent as it is shown.
    pub fn warnings(&self, shown: &serde_json::Value) -> Vec<String> {
        let is_shown = |key: &str, input: &Input| {
            shown.get(key).is_some_and(|value| Input::parse(&value.to_string()).is_ok_and(|shown| shown == *input))
        };
        let unknown = self.0.iter().filter(|(key, input)| !input.clears() && !is_shown(key, input));
        unknown.map(|(key, _)| format!("Ignored: {key}")).collect()
    }
}

fn missing(names: &[&'static str]) -> Problem {
    let violations = names.iter().map(|name| Violation::new(Field::Property(name), "required", "required"));
    let message = format!("Missing required parameter: {}", names.first().copied().unwrap_or_default());
    Problem { violations: violations.collect(), ..Problem::new(Kind::Malformed, message) }
}

/// The code that a reference names.
fn named(input: &Input) -> Option<&str> {
    input.text().or_else(|| input.get("code")?.text()).filter(|code| !code.is_empty())
}

/// A bare number of a measure is in the base unit.
fn in_base_unit(schema: &Schema, code: &str, input: Input) -> Input {
    let measure = schema.attribute(code).filter(|attribute| attribute.kind == AttributeType::Measure);
    let family = measure.and_then(|attribute| schema.get::<MeasureFamily>(attribute.measure_family.as_deref()?));
    match (family, input) {
        (Some((_, family)), input @ (Input::Number(_) | Input::Text(_))) if !input.clears() => {
            let unit = Input::Text(family.base_unit.clone());
            Input::Map(vec![("value".to_owned(), input), ("unit".to_owned(), unit)])
        }
        (_, input) => input,
    }
}
