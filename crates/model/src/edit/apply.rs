//! What an edit comes to on one object.

use super::values::Values;
use super::{Edit, Operation};
use crate::command::{Action, Command, Expect, Patch, PutMode, PutObject};
use crate::object::{Object, ObjectKind};
use crate::schema::Schema;
use crate::tags;

/// One object to be edited.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The object.
    pub object: &'a Object,
    /// A variant's document.
    pub document: Option<&'a Object>,
}

impl Edit {
    /// The commands that carry it out on an object: the object's own first, then those of links. Where they go by what the
    /// object holds, they rely on its revision. Copies are made by [`super::copied`].
    pub fn commands(&self, target: Target<'_>, schema: &Schema) -> Vec<Command> {
        let object = target.object;
        if self.deletes() {
            let action = Action::DeleteObject { kind: object.kind, code: object.code.clone(), recursive: false };
            return vec![Command { action, expect: None }];
        }
        let links = self.operations.iter().flat_map(|operation| links(operation, object));
        std::iter::once(self.put(target, schema)).chain(links).collect()
    }

    fn put(&self, target: Target<'_>, schema: &Schema) -> Command {
        let object = target.object;
        let mut values = Values::of(&object.body, target.document.map(|document| &document.body), schema);
        // A selection may hold documents of many types.
        let put = PutObject::new(object.kind, object.code.clone(), PutMode::Update);
        let mut put = PutObject { clears_leniently: true, ..put };
        let standing: Vec<String> = object.placements.iter().map(|at| at.code.clone()).collect();
        let written = tags::written(&object.body).to_vec();
        let (mut places, mut tags) = (standing.clone(), written.clone());
        for operation in &self.operations {
            match operation {
                Operation::Value { attribute, locale, change } => values.change(attribute, locale.as_deref(), change),
                Operation::AttributeSet(set) => {
                    put.attribute_set = set.clone().map_or(Patch::Null, Patch::Value);
                }
                Operation::Classify { add, remove, main } => {
                    shift(&mut places, add, remove);
                    if let Some(main) = main {
                        places.retain(|code| code != main);
                        places.insert(0, main.clone());
                    }
                }
                Operation::Transition(to) => {
                    let mut wanted = put.workflows.value().cloned().unwrap_or_default();
                    wanted.retain(|other| other.workflow != to.workflow);
                    wanted.push(to.clone());
                    put.workflows = Patch::Value(wanted);
                }
                Operation::Active(active) => put.active = Patch::Value(*active),
                Operation::Tags { add, remove } => shift(&mut tags, add, remove),
                Operation::Link { .. } | Operation::Unlink { .. } | Operation::Duplicate | Operation::Delete => {}
            }
        }
        let relies = values.relies || places != standing || tags != written;
        if places != standing {
            put.classifications = Patch::Value(places);
        }
        if tags != written {
            put.tags = Patch::Value(tags);
        }
        put.values = values.into_inputs();
        let expect = relies.then(|| Expect::OneOf(vec![object.rev]));
        Command { action: Action::PutObject(put), expect }
    }
}

/// Takes some out, and puts others at the end that aren't there yet.
fn shift(codes: &mut Vec<String>, add: &[String], remove: &[String]) {
    codes.retain(|code| !remove.contains(code));
    for code in add {
        if !codes.contains(code) {
            codes.push(code.clone());
        }
    }
}

fn links(operation: &Operation, origin: &Object) -> Vec<Command> {
    let each = |targets: &[String], action: &dyn Fn(&String) -> Action| {
        targets.iter().map(|target| Command { action: action(target), expect: None }).collect()
    };
    match operation {
        Operation::Link { link_type, targets } => each(targets, &|target| {
            Action::PutObject(PutObject {
                link_type: Patch::Value(link_type.clone()),
                parent: Patch::Value(origin.code.clone()),
                target: Patch::Value(target.clone()),
                ..PutObject::new(ObjectKind::Link, "", PutMode::Upsert)
            })
        }),
        Operation::Unlink { link_type, targets } => each(targets, &|target| Action::DeleteLink {
            link_type: link_type.clone(),
            origin: origin.code.clone(),
            target: target.clone(),
            must_exist: false,
        }),
        _ => Vec::new(),
    }
}
