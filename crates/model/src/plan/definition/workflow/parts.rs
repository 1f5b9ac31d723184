//! Nodes and transitions as they are written: by code, each of which may say again what it is; or in a list.

use std::collections::BTreeSet;

use crate::attribute::color::is_color;
use crate::code;
use crate::command::Patch;
use crate::input::Input;
use crate::plan::definition::texts;
use crate::plan::step::Faults;
use crate::problem::Field;
use crate::schema::{Labels, Node, Role, Schema, Transition, Workflow};

const NODES: &str = "nodes";
const LINKS: &str = "links";

/// The nodes after a put, merged by code: new ones come last.
pub(super) fn nodes(schema: &Schema, old: &[Node], given: &Patch<Input>, faults: &mut Faults) -> Vec<Node> {
    let new = |code: &str| Node { code: code.to_owned(), name: Labels::new(), color: None };
    let known = faults.violations.len();
    let nodes = merged(
        NODES,
        old,
        |node| &node.code,
        given,
        new,
        faults,
        |node, part| {
            node.name = part.name(schema, &node.name);
            node.color = part.text("color", node.color.take());
            if let Some(color) = node.color.as_ref().filter(|color| !is_color(color)) {
                part.refuse("color", "bad_color", format!("Expected a colour such as #FFFFFF; got \"{color}\"."));
            }
        },
    );
    if nodes.is_empty() && faults.violations.len() == known {
        faults.refuse(Field::Property(NODES), "required", "A workflow needs a node at least.");
    }
    nodes
}

/// The transitions after a put, merged by code likewise.
pub(super) fn links(schema: &Schema, old: &[Transition], given: &Patch<Input>, faults: &mut Faults) -> Vec<Transition> {
    let new = |code: &str| Transition {
        code: code.to_owned(),
        name: Labels::new(),
        roles: BTreeSet::new(),
        from: None,
        to: String::new(),
    };
    merged(
        LINKS,
        old,
        |link| &link.code,
        given,
        new,
        faults,
        |link, part| {
            link.name = part.name(schema, &link.name);
            link.from = part.text("from", link.from.take());
            link.to = part.text("to", Some(std::mem::take(&mut link.to))).unwrap_or_default();
            link.roles = part.roles(schema, std::mem::take(&mut link.roles));
        },
    )
}

/// Refuses transitions from or to what is no node.
pub(super) fn check_ends(workflow: &Workflow, faults: &mut Faults) {
    for link in &workflow.links {
        let ends = [("from", link.from.as_deref()), ("to", Some(link.to.as_str()))];
        for (end, node) in ends {
            if let Some(node) = node.filter(|node| !workflow.has(node)) {
                let rule = if node.is_empty() { "required" } else { "unknown_reference" };
                let known = workflow.nodes.iter().map(|node| node.code.as_str()).collect::<Vec<_>>().join(", ");
                let message = format!("Expected one of the nodes ({known}); got \"{node}\".");
                faults.refuse(Field::Member(LINKS, format!("{}.{end}", link.code)), rule, message);
            }
        }
    }
}

/// The parts after a put: those named are changed or, with null, go; new ones come last.
fn merged<T: Clone>(
    property: &'static str,
    old: &[T],
    code_of: fn(&T) -> &String,
    given: &Patch<Input>,
    new: impl Fn(&str) -> T,
    faults: &mut Faults,
    mut change: impl FnMut(&mut T, &mut Part<'_>),
) -> Vec<T> {
    let mut all = old.to_vec();
    let given = match given {
        Patch::Absent => return all,
        Patch::Null => return Vec::new(),
        Patch::Value(given) => by_code(property, given, faults),
    };
    for (code, input) in given {
        let found = all.iter().position(|one| *code_of(one) == code);
        if *input == Input::Null {
            all.retain(|one| *code_of(one) != code);
            continue;
        }
        if let Err(violation) = code::check_definition(&code) {
            faults.refuse(Field::Member(property, code), violation.rule, violation.message);
            continue;
        }
        let at = found.unwrap_or_else(|| {
            all.push(new(&code));
            all.len() - 1
        });
        change(&mut all[at], &mut Part { property, code, input, faults });
    }
    all
}

/// What is written of each, in order: an object by code, or a list of what says its code itself.
fn by_code<'a>(property: &'static str, given: &'a Input, faults: &mut Faults) -> Vec<(String, &'a Input)> {
    let mut refuse = |rule, message: String| faults.refuse(Field::Property(property), rule, message);
    let own = |input: &Input| input.get("id").and_then(Input::text).map(str::to_owned);
    let mut all: Vec<(String, &Input)> = Vec::new();
    match given {
        Input::Map(pairs) => {
            for (code, input) in pairs {
                if !matches!(input, Input::Null | Input::Map(_)) {
                    refuse("wrong_type", format!("Expected an object at \"{code}\"; got {}.", input.describe()));
                } else if let Some(id) = input.get("id").filter(|id| id.text() != Some(code)) {
                    refuse("bad_id", format!("Expected the id \"{code}\" again; got {}.", id.describe()));
                } else {
                    all.retain(|(known, _)| known != code);
                    all.push((code.clone(), input));
                }
            }
        }
        Input::List(items) => {
            for input in items {
                match own(input) {
                    Some(id) if all.iter().any(|(known, _)| *known == id) => {
                        refuse("twice", format!("Expected each once; got \"{id}\" twice."));
                    }
                    Some(id) => all.push((id, input)),
                    None => refuse("required", format!("Expected objects with an id; got {}.", input.describe())),
                }
            }
        }
        other => refuse("wrong_type", format!("Expected an object by id, or a list; got {}.", other.describe())),
    }
    all
}

/// What is written of one node or transition.
struct Part<'a> {
    property: &'static str,
    code: String,
    input: &'a Input,
    faults: &'a mut Faults,
}

impl Part<'_> {
    fn refuse(&mut self, member: &str, rule: &'static str, message: impl Into<String>) {
        let member = format!("{}.{member}", self.code);
        self.faults.refuse(Field::Member(self.property, member), rule, message);
    }

    /// The name, merged by locale.
    fn name(&mut self, schema: &Schema, old: &Labels) -> Labels {
        let patch = match self.input.get("name") {
            None => Patch::Absent,
            Some(Input::Null) => Patch::Null,
            Some(Input::Map(pairs)) => {
                let text = |input: &Input| input.text().unwrap_or_default().to_owned();
                Patch::Value(pairs.iter().map(|(locale, input)| (locale.clone(), text(input))).collect())
            }
            // PHP writes an empty map so.
            Some(Input::List(items)) if items.is_empty() => Patch::Absent,
            Some(other) => {
                self.refuse("name", "wrong_type", format!("Expected texts by locale; got {}.", other.describe()));
                Patch::Absent
            }
        };
        texts::labels(schema, old, &patch, self.property, self.faults)
    }

    /// A text; null and the empty one are none.
    fn text(&mut self, member: &str, old: Option<String>) -> Option<String> {
        match self.input.get(member) {
            None => old,
            Some(input) if input.clears() => None,
            Some(input) => {
                let text = named(input);
                if text.is_none() {
                    self.refuse(member, "wrong_type", format!("Expected a text; got {}.", input.describe()));
                }
                text
            }
        }
    }

    /// The codes of roles that exist, or were there already.
    fn roles(&mut self, schema: &Schema, old: BTreeSet<String>) -> BTreeSet<String> {
        let items = match self.input.get("roles") {
            None => return old,
            Some(Input::List(items)) => items.as_slice(),
            Some(input) if input.clears() => &[],
            Some(input) => {
                self.refuse("roles", "wrong_type", format!("Expected a list of roles; got {}.", input.describe()));
                return old;
            }
        };
        let mut roles = BTreeSet::new();
        for item in items {
            match named(item) {
                Some(role) if old.contains(&role) || schema.get::<Role>(&role).is_some() => _ = roles.insert(role),
                _ => {
                    let message = format!("There is no such role as {}.", item.describe());
                    self.refuse("roles", "unknown_reference", message);
                }
            }
        }
        roles
    }
}

/// A code, as it is or as `{"id": …}`.
fn named(input: &Input) -> Option<String> {
    input.text().or_else(|| input.get("id")?.text()).map(str::to_owned)
}
