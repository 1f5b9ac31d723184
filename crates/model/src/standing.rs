//! Where documents stand in workflows: kept in their bodies, as far as it isn't the first node.

use crate::body::Body;
use crate::schema::{Schema, Workflow};
use crate::value::{Stored, Value};

/// Where a body keeps it: under a code that no attribute has.
pub const NODES: &str = "#nodes";

/// What neither code holds stands between them.
const BETWEEN: char = '=';

/// The workflows and nodes that a body names, sorted.
pub fn named(body: &Body) -> impl Iterator<Item = (&str, &str)> {
    body.0.get(NODES).into_iter().flat_map(pairs)
}

/// The workflows and nodes that stand under [`NODES`].
pub(crate) fn pairs(stored: &Stored) -> impl Iterator<Item = (&str, &str)> {
    let codes = match stored {
        Stored::Plain(Value::Codes(codes)) => codes.as_slice(),
        _ => &[],
    };
    codes.iter().filter_map(|pair| pair.split_once(BETWEEN))
}

/// The node at which the document of a body stands in a workflow of its type.
pub fn node<'a>(body: &'a Body, code: &str, workflow: &'a Workflow) -> &'a str {
    named(body).find(|(named, _)| *named == code).map_or(workflow.start(), |(_, node)| node)
}

/// Where the document of a body stands, in all workflows of its type, by code.
pub fn all<'a>(body: &'a Body, document_type: &'a str, schema: &'a Schema) -> impl Iterator<Item = (&'a str, &'a str)> {
    schema.workflows(document_type).map(|(code, workflow)| (code, node(body, code, workflow)))
}

/// Lets the document of a body stand at a node; `None`: at the first one.
pub fn set(body: &mut Body, workflow: &str, node: Option<&str>) {
    let others = named(body).filter(|(named, _)| *named != workflow);
    let all = others.chain(node.map(|node| (workflow, node)));
    let mut codes: Vec<_> = all.map(|(workflow, node)| format!("{workflow}{BETWEEN}{node}")).collect();
    codes.sort_unstable();
    body.set(NODES, None, (!codes.is_empty()).then_some(Value::Codes(codes)));
}
