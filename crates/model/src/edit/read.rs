//! Operations as they are sent. Members that an operation doesn't know are refused: what is done to many should be no
//! more, and no less, than was meant.

use regex::{Regex, RegexBuilder, escape};

use super::{Edit, MAX_NAMED, MAX_OPERATIONS, Operation, ValueChange};
use crate::command::Standing;
use crate::input::Input;
use crate::object::ObjectKind;
use crate::problem::{Field, Problem, Violation};

/// The operations, each with its members.
const OPERATIONS: [(&str, &[&str]); 14] = [
    ("set", &["attribute", "locale", "value"]),
    ("clear", &["attribute", "locale"]),
    ("append", &["attribute", "locale", "value"]),
    ("remove", &["attribute", "locale", "value"]),
    ("replace", &["attribute", "locale", "find", "with", "matchCase"]),
    ("attributeSet", &["id"]),
    ("classify", &["add", "remove", "main"]),
    ("transition", &["workflow", "node"]),
    ("active", &["value"]),
    ("tags", &["add", "remove"]),
    ("link", &["linkType", "targets"]),
    ("unlink", &["linkType", "targets"]),
    ("duplicate", &[]),
    ("delete", &[]),
];

/// Most memory that what a replacement looks for may take, in bytes.
const FIND_LIMIT: usize = 1 << 20;

impl Edit {
    /// Reads a list of operations on objects of a kind. Errors: `Invalid` with all that is wrong, each at its place.
    pub fn read(kind: ObjectKind, input: &Input) -> Result<Self, Problem> {
        let refuse = |rule, message: String| Err(Problem::at(Field::Property("operations"), rule, message));
        let items = match input {
            Input::List(items) => items,
            other => return refuse("wrong_type", format!("Expected a list of operations; got {}.", other.describe())),
        };
        if items.is_empty() || items.len() > MAX_OPERATIONS {
            return refuse("out_of_range", format!("Expected 1 to {MAX_OPERATIONS} operations; got {}.", items.len()));
        }
        let mut violations = Vec::new();
        let operations: Vec<_> =
            items.iter().enumerate().filter_map(|(at, item)| operation(at, item, &mut violations)).collect();
        if violations.is_empty() { Ok(Self { kind, operations }) } else { Err(Problem::invalid(violations)) }
    }
}

fn operation(at: usize, input: &Input, violations: &mut Vec<Violation>) -> Option<Operation> {
    let mut reading = Reading { at, input, violations };
    let Input::Map(members) = input else {
        let message = format!("Expected an object; got {}.", input.describe());
        reading.refuse("", "wrong_type", message);
        return None;
    };
    let name = reading.text("op")?;
    let Some((name, known)) = OPERATIONS.iter().find(|(known, _)| *known == name) else {
        let names = OPERATIONS.map(|(name, _)| name).join(", ");
        let shown: String = name.chars().take(40).collect();
        reading.refuse("op", "unknown_choice", format!("Expected one of {names}; got \"{shown}\"."));
        return None;
    };
    for (member, _) in members.iter().filter(|(member, _)| member != "op" && !known.contains(&member.as_str())) {
        let shown: String = member.chars().take(40).collect();
        let takes = if known.is_empty() { "nothing".to_owned() } else { known.join(", ") };
        let message = format!("\"{name}\" takes {takes} besides op; got \"{shown}\".");
        reading.refuse("", "unknown_property", message);
    }
    reading.operation(name)
}

/// One operation being read.
struct Reading<'a> {
    at: usize,
    input: &'a Input,
    violations: &'a mut Vec<Violation>,
}

impl Reading<'_> {
    fn operation(&mut self, name: &str) -> Option<Operation> {
        Some(match name {
            "set" => self.value(|own| own.given("value").map(ValueChange::Set))?,
            "clear" => self.value(|_| Some(ValueChange::Clear))?,
            "append" => self.value(|own| own.filling("value").map(ValueChange::Append))?,
            "remove" => self.value(|own| own.filling("value").map(ValueChange::Remove))?,
            "replace" => self.value(Self::replacement)?,
            "attributeSet" => Operation::AttributeSet(match self.given("id")? {
                Input::Null => None,
                _ => Some(self.text("id")?),
            }),
            "classify" => {
                let (add, remove, main) = (self.texts("add"), self.texts("remove"), self.optional("main"));
                if add.is_empty() && remove.is_empty() && main.is_none() {
                    self.refuse("add", "required", "Expected classifications to add or to remove, or a main one.");
                }
                Operation::Classify { add, remove, main }
            }
            "transition" => {
                let (workflow, node) = (self.text("workflow"), self.text("node"));
                Operation::Transition(Standing { workflow: workflow?, node: node? })
            }
            "active" => Operation::Active(self.switch("value")?),
            "tags" => {
                let (add, remove) = (self.texts("add"), self.texts("remove"));
                if add.is_empty() && remove.is_empty() {
                    self.refuse("add", "required", "Expected tags to add or to remove.");
                }
                Operation::Tags { add, remove }
            }
            "link" => self.links(|link_type, targets| Operation::Link { link_type, targets })?,
            "unlink" => self.links(|link_type, targets| Operation::Unlink { link_type, targets })?,
            "duplicate" => Operation::Duplicate,
            _ => Operation::Delete,
        })
    }

    fn value(&mut self, change: impl FnOnce(&mut Self) -> Option<ValueChange>) -> Option<Operation> {
        let (attribute, locale) = (self.text("attribute"), self.optional("locale"));
        let change = change(self);
        Some(Operation::Value { attribute: attribute?, locale, change: change? })
    }

    fn replacement(&mut self) -> Option<ValueChange> {
        let (find, with) = (self.text("find"), self.given("with"));
        let matches_case = match self.input.get("matchCase") {
            None | Some(Input::Null) => false,
            Some(_) => self.switch("matchCase")?,
        };
        let with = match with? {
            Input::Null => String::new(),
            Input::Text(text) => text,
            other => {
                self.refuse_kind("with", "a text", &other);
                return None;
            }
        };
        let find = self.literal(&find?, matches_case)?;
        Some(ValueChange::Replace { find, with })
    }

    fn literal(&mut self, find: &str, matches_case: bool) -> Option<Regex> {
        let built = RegexBuilder::new(&escape(find)).case_insensitive(!matches_case).size_limit(FIND_LIMIT).build();
        if built.is_err() {
            self.refuse("find", "too_large", "This text is too long to be looked for.");
        }
        built.ok()
    }

    fn links(&mut self, operation: impl FnOnce(String, Vec<String>) -> Operation) -> Option<Operation> {
        let (link_type, targets) = (self.text("linkType"), self.texts("targets"));
        if targets.is_empty() {
            self.refuse("targets", "required", "Expected the ids of what the links lead to.");
        }
        Some(operation(link_type?, targets))
    }

    /// What must be there, be it null.
    fn given(&mut self, name: &'static str) -> Option<Input> {
        let found = self.input.get(name).cloned();
        if found.is_none() {
            self.refuse(name, "required", format!("Expected {name}."));
        }
        found
    }

    /// What must be there, and say something.
    fn filling(&mut self, name: &'static str) -> Option<Input> {
        let given = self.given(name)?;
        if given.clears() {
            self.refuse(name, "required", format!("Expected a value; got {}.", given.describe()));
            return None;
        }
        Some(given)
    }

    fn text(&mut self, name: &'static str) -> Option<String> {
        match self.given(name)? {
            Input::Text(text) if !text.is_empty() => Some(text),
            other => {
                self.refuse_kind(name, "a text that isn't empty", &other);
                None
            }
        }
    }

    fn optional(&mut self, name: &'static str) -> Option<String> {
        match self.input.get(name) {
            None | Some(Input::Null) => None,
            Some(_) => self.text(name),
        }
    }

    fn switch(&mut self, name: &'static str) -> Option<bool> {
        match self.given(name)? {
            Input::Bool(value) => Some(value),
            other => {
                self.refuse_kind(name, "true or false", &other);
                None
            }
        }
    }

    /// Codes, each once; none where there is no such member.
    fn texts(&mut self, name: &'static str) -> Vec<String> {
        let items = match self.input.get(name) {
            None | Some(Input::Null) => return Vec::new(),
            Some(Input::List(items)) if items.len() <= MAX_NAMED => items,
            Some(Input::List(items)) => {
                let message = format!("Expected at most {MAX_NAMED} ids; got {}.", items.len());
                self.refuse(name, "out_of_range", message);
                return Vec::new();
            }
            Some(other) => {
                self.refuse_kind(name, "a list of ids", other);
                return Vec::new();
            }
        };
        let mut texts: Vec<String> = Vec::with_capacity(items.len());
        for item in items {
            match item.text() {
                Some(text) if texts.iter().any(|known| known == text) => {}
                Some(text) => texts.push(text.to_owned()),
                None => self.refuse_kind(name, "a list of ids", item),
            }
        }
        texts
    }

    fn refuse_kind(&mut self, name: &'static str, expected: &str, got: &Input) {
        self.refuse(name, "wrong_type", format!("Expected {expected}; got {}.", got.describe()));
    }

    fn refuse(&mut self, name: &'static str, rule: &'static str, message: impl Into<String>) {
        self.violations.push(Violation::new(Field::Item("operations", self.at, name), rule, message));
    }
}
