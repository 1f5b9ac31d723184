//! Workflows (v5.md 3.11). That documents stand at the first node is stored nowhere, so no document changes when a
//! workflow is made, or when its first node goes.

mod parts;

use std::sync::Arc;

use super::{changed, fixed, texts, written};
use crate::command::{OnUse, Patch, WorkflowFields};
use crate::loaded::Use;
use crate::object::{Object, ObjectKind};
use crate::plan::overlay::Overlay;
use crate::plan::reshape::{Following, Wanted, check_active, following};
use crate::plan::stage::Shift;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::reshape::{Effect, Scope};
use crate::schema::{Definition, DefinitionKind, DocumentType, Labels, Schema, Spec, Workflow};
use crate::standing;

/// Plans one put.
pub(super) fn put(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &WorkflowFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let schema = &view.schema;
    let old = before.and_then(|definition| definition.says::<Workflow>());
    let none = Labels::new();
    let name = texts::labels(schema, old.map_or(&none, |old| &old.name), &fields.name, "name", &mut faults);
    texts::require(&name, old.is_none(), "name", &mut faults);
    let description = old.map_or(&none, |old| &old.description);
    let description = texts::labels(schema, description, &fields.description, "description", &mut faults);
    let new = Workflow {
        name,
        description,
        document_type: document_type(schema, old, &fields.document_type, &mut faults),
        nodes: parts::nodes(schema, old.map_or(&[], |old| &old.nodes), &fields.nodes, &mut faults),
        links: parts::links(schema, old.map_or(&[], |old| &old.links), &fields.links, &mut faults),
    };
    parts::check_ends(&new, &mut faults);
    let warnings = faults.settle()?;
    let codes = |workflow: &Workflow| workflow.nodes.iter().map(|node| node.code.clone()).collect::<Vec<_>>();
    if let (Some(before), Some(old)) = (before, old)
        && codes(old) != codes(&new)
    {
        // A node that comes back too soon would find those who are still to leave it.
        check_active(before)?;
    }
    let narrows = old.is_some_and(|old| (&old.nodes, &old.links) != (&new.nodes, &new.links));
    let mut step = written(view, code, before, Spec::Workflow(new.clone()), narrows)?;
    if let (Some(before), Some(old)) = (before, old) {
        take_away(view, before, (old, &new), fields.on_use, &mut step)?;
    }
    step.done.warnings = warnings;
    Ok(step)
}

/// The document type, set at creation.
fn document_type(schema: &Schema, old: Option<&Workflow>, given: &Patch<String>, faults: &mut Faults) -> String {
    let named = given.value();
    if let (Some(named), None) = (named, old)
        && schema.get::<DocumentType>(named).is_none()
    {
        faults.refuse(Field::DocumentType, "unknown_reference", format!("There is no document type \"{named}\"."));
    }
    let fixed = fixed(named, old.map(|old| &old.document_type), Field::DocumentType, String::as_str, faults);
    fixed.unwrap_or_else(|| {
        faults.refuse(Field::DocumentType, "required", "A workflow needs a document type.");
        String::new()
    })
}

/// Lets documents follow where nodes go: those that stand there fall back to the first one, if they may.
fn take_away(
    view: &Overlay<'_>,
    before: &Arc<Definition>,
    (old, new): (&Workflow, &Workflow),
    on_use: OnUse,
    step: &mut Step,
) -> Result<(), Problem> {
    for node in old.nodes.iter().map(|node| node.code.as_str()).filter(|code| !new.has(code)) {
        let following = leaving(view, before, (old, node), on_use)?;
        if step.begins.is_some() && matches!(following, Following::Later { .. }) {
            let message = "At several of these nodes stand too many documents: take away one node after the other.";
            return Err(Problem::conflict(message));
        }
        step.follow(view, following);
    }
    Ok(())
}

/// How documents leave a node. Errors: some stand there, and mustn't.
fn leaving(
    view: &Overlay<'_>,
    definition: &Arc<Definition>,
    (workflow, node): (&Workflow, &str),
    on_use: OnUse,
) -> Result<Following, Problem> {
    let code = definition.code.as_str();
    let of_node = Use::Node(code.to_owned(), node.to_owned());
    let of_start = Use::Start(code.to_owned(), node.to_owned());
    let used = if node == workflow.start() { &of_start } else { &of_node };
    let type_id = view.schema.get::<DocumentType>(&workflow.document_type).map(|(id, _)| id);
    let stands = |object: &Object| {
        let is_of_type = object.kind == ObjectKind::Document && Some(object.type_id) == type_id;
        is_of_type && standing::node(&object.body, code, workflow) == node
    };
    let users = view.users(used, stands);
    if on_use == OnUse::Refuse && !users.is_empty() {
        let (count, first) = (users.count(), users.objects.first().map_or("", |first| &first.code));
        let message = format!(
            "The node \"{node}\" of the workflow \"{code}\" can't be taken away: it has {count}, such as \"{first}\"."
        );
        return Err(Problem::conflict(message));
    }
    let names = |object: &Object| standing::named(&object.body).any(|named| named == (code, node));
    let wanted = Wanted {
        definitions: &[definition],
        effect: Effect::Node(code.to_owned(), node.to_owned()),
        scope: Scope::Key(vec![definition.field(0)], node.to_owned()),
        words: false,
        reindexes: false,
        made: 0,
    };
    following(view, &view.users(&of_node, names), wanted)
}

/// Plans the deletion of a workflow; documents stand in it no longer.
pub(super) fn delete(view: &Overlay<'_>, definition: &Arc<Definition>, on_use: OnUse) -> Result<Step, Problem> {
    let code = definition.code.as_str();
    let of_type = definition.says::<Workflow>().and_then(|own| view.schema.get::<DocumentType>(&own.document_type));
    let names = |object: &Object| standing::named(&object.body).any(|(named, _)| named == code);
    let users = view.users(&Use::Workflow(code.to_owned()), names);
    if on_use == OnUse::Refuse && !users.is_empty() {
        let count = users.count();
        let message = format!("The workflow \"{code}\" can't be deleted: it has {count} beyond its first node.");
        return Err(Problem::conflict(message));
    }
    let mut step = Step::deleted(definition);
    if !users.is_empty() {
        check_active(definition)?;
        let effect = Effect::Workflow(code.to_owned());
        let scope = Scope::Types(of_type.into_iter().map(|(id, _)| id).collect());
        let wanted = Wanted { definitions: &[definition], effect, scope, words: false, reindexes: false, made: 0 };
        step.follow(view, following(view, &users, wanted)?);
    }
    Ok(step)
}

/// The workflows of a document type, which go with it.
pub(super) fn of_type<'a>(schema: &'a Schema, document_type: &'a str) -> impl Iterator<Item = &'a Arc<Definition>> {
    schema
        .all(DefinitionKind::Workflow)
        .filter(move |own| own.says::<Workflow>().is_some_and(|workflow| workflow.document_type == document_type))
}

/// The workflows as they are without a role in their transitions. Errors: it may not go, or a transition that asks for
/// no other would be open to everybody.
pub(super) fn without_role(view: &Overlay<'_>, role: &str, on_use: OnUse) -> Result<Vec<Shift<Definition>>, Problem> {
    let mut shifts = Vec::new();
    for definition in view.schema.all(DefinitionKind::Workflow) {
        let Some(workflow) = definition.says::<Workflow>() else { continue };
        let mut asking = workflow.links.iter().filter(|link| link.roles.contains(role)).peekable();
        let Some(first) = asking.peek() else { continue };
        let at = |link: &str| format!("the transition \"{link}\" of the workflow \"{}\"", definition.code);
        if on_use == OnUse::Refuse {
            let message = format!("The role \"{role}\" can't be deleted: {} asks for it.", at(&first.code));
            return Err(Problem::conflict(message));
        }
        if let Some(link) = asking.find(|link| link.roles.len() == 1) {
            let message = format!(
                "The role \"{role}\" can't be deleted: {} asks for no other and would be open to everybody.",
                at(&link.code)
            );
            return Err(Problem::conflict(message));
        }
        let mut after = workflow.clone();
        after.links.iter_mut().for_each(|link| _ = link.roles.remove(role));
        shifts.push(Shift::changed(definition, Arc::new(changed(view, definition, Spec::Workflow(after)))));
    }
    Ok(shifts)
}
