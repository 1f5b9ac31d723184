//! What a deletion means for other things, as the lines of history tell that it would write.

use std::collections::BTreeMap;

use crate::changes::{Change, Op};
use crate::input::Input;
use crate::loaded::Use;
use crate::reshape::{Effect, Reshape, Scope};

/// Things that are named of an effect.
pub const EXAMPLES: usize = 5;

/// What becomes of a thing that isn't deleted itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It goes too.
    Deleted,
    /// It loses what refers to what goes.
    Cleared,
}

impl Fate {
    /// What is done to it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Deleted => "deletes",
            Self::Cleared => "clears",
        }
    }
}

/// What becomes of things of a kind, and by what they have to do with what is deleted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Concern {
    /// What becomes of them.
    pub fate: Fate,
    /// Their kind, as history calls it.
    pub kind: String,
    /// What connects them, such as `link`, `variants`, `value` or `classification`.
    pub relation: String,
}

/// How many things, and some of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Concerned {
    /// How many.
    pub count: u64,
    /// The codes of the first, up to [`EXAMPLES`].
    pub examples: Vec<String>,
}

impl Concerned {
    /// Adds one more.
    pub fn add(&mut self, code: &str) {
        self.count += 1;
        if self.examples.len() < EXAMPLES {
            self.examples.push(code.to_owned());
        }
    }
}

/// All that becomes of other things.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Impact(pub BTreeMap<Concern, Concerned>);

impl Impact {
    /// Adds what these lines tell, but for the deletions that `is_meant` says of kind and code.
    pub fn add(&mut self, changes: &[Change], is_meant: impl Fn(&str, &str) -> bool) {
        for change in changes {
            match change.op {
                Op::Delete if is_meant(change.kind, &change.code) => {}
                Op::Delete => self.concerned(Fate::Deleted, change.kind, of_deleted(change.kind)).add(&change.code),
                Op::Update => {
                    for relation in relations(change) {
                        self.concerned(Fate::Cleared, change.kind, &relation).add(&change.code);
                    }
                }
                Op::Create => {}
            }
        }
    }

    /// Those that are concerned so.
    pub fn concerned(&mut self, fate: Fate, kind: &str, relation: &str) -> &mut Concerned {
        let concern = Concern { fate, kind: kind.to_owned(), relation: relation.to_owned() };
        self.0.entry(concern).or_default()
    }
}

/// By what a thing goes with another.
pub fn of_deleted(kind: &str) -> &str {
    match kind {
        "variant" => "variants",
        "classification" => "children",
        "predefined_value" => "value",
        kind => kind,
    }
}

/// The names of the fields that differ, in the words of relations.
fn relations(change: &Change) -> Vec<String> {
    let image = change.before.as_deref().and_then(|json| Input::parse(json).ok());
    let Some(Input::Map(fields)) = image else { return Vec::new() };
    let is_object = crate::object::ObjectKind::from_name(change.kind).is_some();
    let word = |field: &str| match field {
        "attributes" if is_object => "value".to_owned(),
        "classifications" => "classification".to_owned(),
        "tags" => "tag".to_owned(),
        "workflows" => "workflow".to_owned(),
        other => other.to_owned(),
    };
    fields.iter().map(|(field, _)| word(field)).collect()
}

/// Where the objects are that a job would make follow, what becomes of them, and by what. Those whose rows in the index
/// alone are made anew lose nothing.
pub fn followed(reshape: &Reshape) -> Vec<(Use, Fate, &'static str)> {
    let cleared = |used, relation| vec![(used, Fate::Cleared, relation)];
    match &reshape.effect {
        Effect::Attribute(code) => cleared(Use::Attribute(code.clone()), "value"),
        Effect::Locale(code) => cleared(Use::Locale(code.clone()), "value"),
        Effect::Value(attribute, code) => cleared(Use::Value(attribute.clone(), code.clone()), "value"),
        Effect::Tag(code) => cleared(Use::Tag(code.clone()), "tag"),
        Effect::Workflow(code) => cleared(Use::Workflow(code.clone()), "workflow"),
        Effect::Set(id) => cleared(Use::Set(*id), "attributeSet"),
        Effect::Node(workflow, node) => cleared(Use::Node(workflow.clone(), node.clone()), "workflow"),
        Effect::Deletion => match &reshape.scope {
            Scope::Types(types) => types.iter().map(|id| (Use::Type(*id), Fate::Deleted, "type")).collect(),
            Scope::All | Scope::Set(_) | Scope::Key(..) => Vec::new(),
        },
        Effect::Nothing | Effect::Form(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(kind: &'static str, code: &str, op: Op, before: &str) -> Change {
        Change {
            kind,
            object_id: 1,
            code: code.to_owned(),
            op,
            locales: Vec::new(),
            before: Some(before.to_owned()),
            after: None,
            parent: None,
            target: None,
            by: String::new(),
            origin: "v5",
        }
    }

    #[test]
    fn lines_of_history_tell_what_becomes_of_others() {
        let mut impact = Impact::default();
        let lines = [
            change("document", "a", Op::Delete, "{}"),
            change("link", "7", Op::Delete, "{}"),
            change("variant", "a-1", Op::Delete, "{}"),
            change("document", "b", Op::Update, r#"{"attributes": {"x": 1}, "classifications": ["n"]}"#),
            change("document", "c", Op::Update, "{}"),
        ];
        impact.add(&lines, |kind, code| (kind, code) == ("document", "a"));
        let told: Vec<_> = impact
            .0
            .iter()
            .map(|(concern, concerned)| {
                (concern.fate.name(), concern.kind.as_str(), concern.relation.as_str(), concerned.count)
            })
            .collect();
        assert_eq!(
            told,
            [
                ("deletes", "link", "link", 1),
                ("deletes", "variant", "variants", 1),
                ("clears", "document", "classification", 1),
                ("clears", "document", "value", 1),
            ]
        );
    }

    #[test]
    fn examples_are_few() {
        let mut concerned = Concerned::default();
        (0..9).for_each(|n| concerned.add(&n.to_string()));
        assert_eq!((concerned.count, concerned.examples.len()), (9, EXAMPLES));
    }
}
