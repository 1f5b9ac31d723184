//! The nodes of workflows that a put names: to stand at another one is a transition, which must lead there and be open
//! to whoever acts.

use super::overlay::Overlay;
use super::step::Faults;
use crate::body::Body;
use crate::command::{PutObject, Standing};
use crate::permission::Roles;
use crate::problem::{Field, Kind, Problem};
use crate::schema::{Schema, Workflow};
use crate::standing;

/// Lets a document of that type stand where the put says. Returns the first transition that isn't allowed.
pub(super) fn apply(
    view: &Overlay<'_>,
    put: &PutObject,
    (document_type, is_back): (&str, bool),
    body: &mut Body,
    faults: &mut Faults,
) -> Option<Problem> {
    let wanted = put.workflows.value().map_or(&[][..], Vec::as_slice);
    let mut refused = None;
    for (n, Standing { workflow: code, node }) in wanted.iter().enumerate() {
        let Some(workflow) = known(&view.schema, document_type, wanted, n, faults) else { continue };
        let present = standing::node(body, code, workflow).to_owned();
        if present == *node {
            continue;
        }
        if !is_back && let Err(message) = check(workflow, (&present, node), &view.actor.roles) {
            let message = format!("Permission denied: the workflow \"{code}\" {message}.");
            refused.get_or_insert(Problem::new(Kind::Forbidden, message));
        }
        standing::set(body, code, Some(node.as_str()).filter(|node| *node != workflow.start()));
    }
    refused
}

/// The workflow of the `n`th wish, if that can be understood.
fn known<'a>(
    schema: &'a Schema,
    document_type: &str,
    wanted: &[Standing],
    n: usize,
    faults: &mut Faults,
) -> Option<&'a Workflow> {
    let Standing { workflow: code, node } = &wanted[n];
    let mut refuse = |rule, message: String| faults.refuse(Field::Workflows(n), rule, message);
    let Some((_, workflow)) = schema.get::<Workflow>(code) else {
        refuse("unknown_reference", format!("There is no workflow \"{code}\"."));
        return None;
    };
    if workflow.document_type != document_type {
        let own = &workflow.document_type;
        refuse("not_available", format!("The workflow \"{code}\" is one of documents of the type \"{own}\"."));
    } else if !workflow.has(node) {
        let known = workflow.nodes.iter().map(|node| node.code.as_str()).collect::<Vec<_>>().join(", ");
        refuse("unknown_reference", format!("Expected a node of the workflow \"{code}\" ({known}); got \"{node}\"."));
    } else if wanted[..n].iter().any(|other| other.workflow == *code) {
        refuse("twice", format!("Expected each workflow once; got \"{code}\" twice."));
    } else {
        return Some(workflow);
    }
    None
}

/// Errors: why nobody gets there, or not in these roles.
fn check(workflow: &Workflow, (from, to): (&str, &str), own: &Roles) -> Result<(), String> {
    if workflow.between(from, to).any(|link| own.meet(&link.roles)) {
        return Ok(());
    }
    let asked: Vec<_> = workflow.between(from, to).flat_map(|link| &link.roles).map(String::as_str).collect();
    Err(match asked.join(", ").as_str() {
        "" => format!("has no transition from \"{from}\" to \"{to}\""),
        roles => format!("asks for one of the roles {roles} to get from \"{from}\" to \"{to}\""),
    })
}
