//! Workflows and where documents stand in them: their fields, and the writes that bring them back.

use super::fields::{Fields, Leaf, labels as of_labels};
use super::revert::{input, labels, patch, text};
use crate::body::{Body, write_list, write_members, write_text};
use crate::command::{OnUse, Patch, Standing, WorkflowFields};
use crate::input::Input;
use crate::schema::{Labels, Schema, Workflow};
use crate::standing;

const WORKFLOWS: &str = "workflows";

/// Where a document stands. Nodes that only the body knows by now are told too.
pub(super) fn standings<'a>(fields: &mut Fields<'a>, body: &'a Body, type_code: &'a str, schema: &'a Schema) {
    let named = |code: &str| standing::named(body).any(|(named, _)| named == code);
    let begun = standing::all(body, type_code, schema).filter(|(code, _)| !named(code));
    let all = standing::named(body).chain(begun);
    fields.extend(all.map(|(code, node)| ([WORKFLOWS, code, ""], Leaf::Text(node))));
}

/// The nodes at which a document stood.
pub(super) fn stood(image: &Input) -> Patch<Vec<Standing>> {
    patch(image, WORKFLOWS, |input| match input {
        Input::Map(pairs) => {
            let all = pairs.iter().filter_map(|(workflow, node)| Some((workflow.clone(), node.text()?.to_owned())));
            Some(all.map(|(workflow, node)| Standing { workflow, node }).collect())
        }
        _ => None,
    })
}

/// The fields of a workflow: each node and transition is one.
pub(super) fn of_workflow(workflow: &Workflow) -> Fields<'_> {
    let mut fields = vec![(["documentType", "", ""], Leaf::Text(&workflow.document_type))];
    of_labels(&mut fields, "name", &workflow.name);
    of_labels(&mut fields, "description", &workflow.description);
    for node in &workflow.nodes {
        let mut json = begin(&node.code, &node.name);
        text_or_null(&mut json, "color", node.color.as_deref());
        json.push('}');
        fields.push((["nodes", &node.code, ""], Leaf::Json(json)));
    }
    for link in &workflow.links {
        let mut json = begin(&link.code, &link.name);
        json.push_str(",\"roles\":");
        write_list(&mut json, &link.roles, |out, role| write_text(out, role));
        text_or_null(&mut json, "from", link.from.as_deref());
        text_or_null(&mut json, "to", Some(&link.to));
        json.push('}');
        fields.push((["links", &link.code, ""], Leaf::Json(json)));
    }
    fields
}

fn begin(code: &str, name: &Labels) -> String {
    let mut json = String::from("{\"id\":");
    write_text(&mut json, code);
    json.push_str(",\"name\":");
    write_members(&mut json, name, |out, label| write_text(out, label));
    json
}

fn text_or_null(json: &mut String, member: &str, text: Option<&str>) {
    json.push(',');
    write_text(json, member);
    json.push(':');
    match text {
        Some(text) => write_text(json, text),
        None => json.push_str("null"),
    }
}

/// The fields that bring a workflow back.
pub(super) fn workflow(image: &Input) -> WorkflowFields {
    WorkflowFields {
        name: labels(image, "name"),
        description: labels(image, "description"),
        document_type: text(image, "documentType"),
        nodes: input(image, "nodes"),
        links: input(image, "links"),
        on_use: OnUse::Refuse,
    }
}
