//! `/workflows`: v4 knows their nodes as steps, in order (v4.md 14).

use model::command::{DefinitionFields, Patch, WorkflowFields};
use model::input::Input;
use model::schema::{Definition, DefinitionKind, Workflow};
use serde_json::{Value, json};

use super::body::Body;
use super::definitions::{Call, Definitions, label};
use super::printer::Printer;

/// The resource.
pub struct Workflows;

impl Definitions for Workflows {
    fn kind(&self) -> DefinitionKind {
        DefinitionKind::Workflow
    }

    fn path(&self) -> &'static str {
        "/workflows"
    }

    fn required(&self) -> &'static [&'static str] {
        &["code", "name", "document_type_code", "steps"]
    }

    fn keys(&self) -> &'static [(&'static str, &'static str)] {
        &[("nodes", "steps"), ("links", "steps")]
    }

    fn put(&self, body: &mut Body, call: &Call<'_>) -> DefinitionFields {
        let steps = body.references("steps");
        let old = call.schema.get::<Workflow>(call.code).map(|(_, workflow)| workflow);
        let known = |step: &String| old.is_some_and(|old| old.has(step));
        let (nodes, links) = match steps.value() {
            None => (Patch::Absent, Patch::Absent),
            Some(steps) => {
                let gone = |old: &&str| !steps.iter().any(|step| step == old);
                let gone = old.into_iter().flat_map(|old| old.others("")).filter(gone);
                let taken: Vec<_> = gone.map(|code| (code.to_owned(), Input::Null)).collect();
                let new = steps.iter().filter(|step| !known(step));
                let nodes = new.clone().map(|step| (step.clone(), node(step, call.culture)));
                // A step can be reached from anywhere.
                let links = new.map(|step| (step.clone(), link(step, call.culture)));
                (Patch::Value(map(&taken, nodes)), Patch::Value(map(&taken, links)))
            }
        };
        DefinitionFields::Workflow(WorkflowFields {
            name: label(body.text("name"), call.culture),
            description: label(body.text("description"), call.culture),
            document_type: body.reference("document_type_code"),
            nodes,
            links,
            on_use: call.on_use,
        })
    }

    fn row(&self, printer: Printer<'_>, definition: &Definition) -> Value {
        let Some(own) = definition.says::<Workflow>() else { return Value::Null };
        json!({
            "id": definition.id,
            "code": definition.code,
            "name": printer.label_or(&own.name, &definition.code),
            "document_type_code": own.document_type,
            "steps": own.nodes.iter().map(|node| node.code.as_str()).collect::<Vec<_>>(),
        })
    }
}

fn map(taken: &[(String, Input)], new: impl Iterator<Item = (String, Input)>) -> Input {
    Input::Map(taken.iter().cloned().chain(new).collect())
}

fn text(text: &str) -> Input {
    Input::Text(text.to_owned())
}

fn named(step: &str, culture: &str) -> Vec<(String, Input)> {
    let name = Input::Map(vec![(culture.to_owned(), text(step))]);
    vec![("id".to_owned(), text(step)), ("name".to_owned(), name)]
}

fn node(step: &str, culture: &str) -> Input {
    Input::Map(named(step, culture))
}

fn link(step: &str, culture: &str) -> Input {
    let mut members = named(step, culture);
    members.push(("to".to_owned(), text(step)));
    Input::Map(members)
}
