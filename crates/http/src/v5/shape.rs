//! From a JSON body to the fields of a command: shape only. What is left out, null and given
//! stay apart; properties that nobody asks for are ignored; every wrong kind of JSON is
//! reported at its property, all at once.

mod written;

use std::str;

use model::command::{Patch, Standing, ValueInput};
use model::input::Input;
use model::problem::{Field, Kind, Problem, Violation};
use model::schema::Labels;

use super::jsonld::Class;

pub use written::Written;

/// The members of a body, taken one by one.
#[derive(Debug, Default)]
pub struct Fields {
    members: Vec<(String, Input)>,
    violations: Vec<Violation>,
    warnings: Vec<Violation>,
    /// What was asked for, if that is wanted.
    asked: Option<Vec<(&'static str, Written)>>,
}

/// Reads JSON text. Errors: `Malformed`, with the position.
pub fn parse(body: &[u8]) -> Result<Input, Problem> {
    let text = str::from_utf8(body).map_err(|error| {
        malformed(format!("Expected JSON in UTF-8; byte {} of the body is not UTF-8.", error.valid_up_to()))
    })?;
    Input::parse(text).map_err(|error| malformed(format!("Expected JSON; {error}.")))
}

fn malformed(message: String) -> Problem {
    Problem::new(Kind::Malformed, message)
}

impl Fields {
    /// The members of an object. Errors: `Malformed` if it is none.
    pub fn of(body: Input) -> Result<Self, Problem> {
        match body {
            Input::Map(members) => Ok(Self { members, ..Self::default() }),
            other => Err(malformed(format!("Expected a JSON object; got {}.", other.describe()))),
        }
    }

    /// What `read` asks a body for: each property and how it is written.
    pub fn asked_by<T>(read: impl FnOnce(&mut Self) -> T) -> Vec<(&'static str, Written)> {
        let mut body = Self { asked: Some(Vec::new()), ..Self::default() };
        // An empty body may well be refused.
        let _ = read(&mut body);
        body.asked.unwrap_or_default()
    }

    /// The code of the thing: the path's, which rules, and the body's. Without a path the body
    /// names it; a missing code is left to the core, which refuses the empty one.
    pub fn code(&mut self, path: Option<&str>) -> (String, Option<String>) {
        let named = self.text("id").value().cloned();
        match path {
            Some(code) => (code.to_owned(), named),
            None => (named.unwrap_or_default(), None),
        }
    }

    /// A text.
    pub fn text(&mut self, name: &'static str) -> Patch<String> {
        self.read(name, Field::Property(name), Written::Text, |input| input.text().map(str::to_owned))
    }

    /// True or false.
    pub fn switch(&mut self, name: &'static str) -> Patch<bool> {
        self.read(name, Field::Property(name), Written::Switch, |input| match input {
            Input::Bool(value) => Some(*value),
            _ => None,
        })
    }

    /// Texts in a list.
    pub fn texts(&mut self, name: &'static str) -> Patch<Vec<String>> {
        self.read(name, Field::Property(name), Written::Texts, |input| match input {
            Input::List(items) => items.iter().map(|item| item.text().map(str::to_owned)).collect(),
            _ => None,
        })
    }

    /// A whole number.
    pub fn integer(&mut self, name: &'static str) -> Patch<i64> {
        self.read(name, Field::Property(name), Written::Integer, |input| match input {
            Input::Number(text) => text.parse().ok(),
            _ => None,
        })
    }

    /// Texts by locale; a null text removes its locale, as the empty one does.
    pub fn labels(&mut self, name: &'static str) -> Patch<Labels> {
        self.read(name, Field::Property(name), Written::Labels, labels)
    }

    /// A text, or texts by locale of which the one in `locale` counts, else the first.
    pub fn text_in(&mut self, name: &'static str, locale: &str) -> Patch<String> {
        self.read(name, Field::Property(name), Written::TextOrLabels, |input| match input {
            Input::Text(text) => Some(text.clone()),
            other => {
                let mut labels = labels(other)?;
                labels.remove(locale).or_else(|| labels.into_values().next())
            }
        })
    }

    /// Anything: the core reads it.
    pub fn input(&mut self, name: &'static str) -> Patch<Input> {
        self.read(name, Field::Property(name), Written::Anything, |input| Some(input.clone()))
    }

    /// The code of another thing: `{"id": …}`, `{"@id": …}` or an IRI.
    pub fn reference(&mut self, name: &'static str, class: Class, field: Field) -> Patch<String> {
        self.read(name, field, Written::Reference(class), |input| referred(input, class))
    }

    /// The code of a thing of one of these classes.
    pub fn reference_to(&mut self, name: &'static str, classes: &[Class], field: Field) -> Patch<String> {
        let Some(class) = classes.first() else { return Patch::Absent };
        self.read(name, field, Written::Reference(*class), |input| {
            classes.iter().find_map(|class| referred(input, *class))
        })
    }

    /// The codes of other things; a single one counts as a list of it.
    pub fn references(&mut self, name: &'static str, class: Class, at: fn(usize) -> Field) -> Patch<Vec<String>> {
        let written = Written::References(class);
        let items = match self.asked_for(name, written) {
            None => return Patch::Absent,
            Some(Input::Null) => return Patch::Null,
            Some(Input::List(items)) => items,
            Some(single) => vec![single],
        };
        let mut codes = Vec::with_capacity(items.len());
        for (position, item) in items.iter().enumerate() {
            match referred(item, class) {
                Some(code) => codes.push(code),
                None => self.refuse(at(position), written, item),
            }
        }
        Patch::Value(codes)
    }

    /// The values of `attributes`, as they came.
    pub fn values(&mut self) -> Vec<(String, ValueInput)> {
        match self.asked_for("attributes", Written::Values) {
            None => Vec::new(),
            Some(Input::Map(pairs)) => {
                pairs.into_iter().map(|(code, input)| (code, ValueInput::Whole(input))).collect()
            }
            // PHP writes an empty map so.
            Some(Input::List(items)) if items.is_empty() => Vec::new(),
            Some(other) => {
                self.refuse(Field::Property("attributes"), Written::Values, &other);
                Vec::new()
            }
        }
    }

    /// Nodes of workflows, which are of that class: `{"workflow": {"id": …}, "node": {"id": …}}`.
    pub fn standings(&mut self, name: &'static str, class: Class) -> Patch<Vec<Standing>> {
        let written = Written::Standings;
        let items = match self.asked_for(name, written) {
            None => return Patch::Absent,
            Some(Input::Null) => return Patch::Null,
            Some(Input::List(items)) => items,
            Some(single) => vec![single],
        };
        let standing = |item: &Input| {
            let node = item.get("node")?;
            let node = node.text().or_else(|| node.get("id")?.text())?.to_owned();
            Some(Standing { workflow: referred(item.get("workflow")?, class)?, node })
        };
        let mut standings = Vec::with_capacity(items.len());
        for (position, item) in items.iter().enumerate() {
            match standing(item) {
                Some(standing) => standings.push(standing),
                None => self.refuse(Field::Workflows(position), written, item),
            }
        }
        Patch::Value(standings)
    }

    /// Properties that are known but not kept yet: ignored, with a warning if they say something.
    pub fn unsupported(&mut self, names: &[&'static str]) {
        for &name in names {
            if self.take(name).is_some_and(|input| !input.clears()) {
                let message = format!("{name} is not supported yet and was ignored.");
                self.warnings.push(Violation::new(Field::Property(name), "not_supported", message));
            }
        }
    }

    /// Reports what no single property can tell.
    pub fn violate(&mut self, violation: Violation) {
        self.violations.push(violation);
    }

    /// Errors: `Invalid` if that property was of the wrong kind, whatever else is.
    pub fn refused(&mut self, name: &'static str) -> Result<(), Problem> {
        let position = self.violations.iter().position(|violation| violation.field == Field::Property(name));
        position.map_or(Ok(()), |position| Err(Problem::invalid(vec![self.violations.remove(position)])))
    }

    /// The warnings, once all has been taken. Errors: `Invalid` with every wrong kind of JSON.
    pub fn finish(self) -> Result<Vec<Violation>, Problem> {
        if self.violations.is_empty() { Ok(self.warnings) } else { Err(Problem::invalid(self.violations)) }
    }

    fn read<T>(
        &mut self,
        name: &'static str,
        field: Field,
        written: Written,
        read: impl FnOnce(&Input) -> Option<T>,
    ) -> Patch<T> {
        match self.asked_for(name, written) {
            None => Patch::Absent,
            Some(Input::Null) => Patch::Null,
            Some(input) => read(&input).map_or_else(
                || {
                    self.refuse(field, written, &input);
                    Patch::Absent
                },
                Patch::Value,
            ),
        }
    }

    fn refuse(&mut self, field: Field, written: Written, got: &Input) {
        let message = format!("This value should be {}; got {}.", written.expected(), got.describe());
        self.violations.push(Violation::new(field, "wrong_type", message));
    }

    fn asked_for(&mut self, name: &'static str, written: Written) -> Option<Input> {
        self.asked.iter_mut().for_each(|asked| asked.push((name, written)));
        self.take(name)
    }

    /// Of members with one name the last counts.
    fn take(&mut self, name: &str) -> Option<Input> {
        let position = self.members.iter().rposition(|(key, _)| key == name)?;
        Some(self.members.remove(position).1)
    }
}

fn labels(input: &Input) -> Option<Labels> {
    let text = |input: &Input| match input {
        Input::Null => Some(String::new()),
        other => other.text().map(str::to_owned),
    };
    match input {
        Input::Map(pairs) => pairs.iter().map(|(locale, input)| Some((locale.clone(), text(input)?))).collect(),
        // PHP writes an empty map so.
        Input::List(items) if items.is_empty() => Some(Labels::new()),
        _ => None,
    }
}

/// The code that a reference names; `id` rules over `@id`.
fn referred(input: &Input, class: Class) -> Option<String> {
    match input {
        Input::Text(iri) => class.code_of(iri),
        Input::Map(_) => match input.get("id") {
            Some(id) => id.text().map(str::to_owned),
            None => class.code_of(input.get("@id")?.text()?),
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests;
