//! `/api/workflows` (v5.md 3.11).

use std::borrow::Cow;
use std::collections::BTreeSet;

use model::body::Body;
use model::command::{Action, DefinitionFields, OnUse, PutDefinition, WorkflowFields};
use model::problem::{Field, Problem};
use model::schema::{Definition, DefinitionKind, Node, Transition, Workflow};
use model::standing;
use schemars::{JsonSchema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};

use super::definitions::{Changing, mismatch};
use super::describe::schema_of;
use super::jsonld::{Class, DOCUMENT_TYPE, Reference, WORKFLOW};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Names, Printer, Stamps};

/// The resource.
pub struct Workflows;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct WorkflowOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its internal number, which API v4 calls `id`.
    legacy_id: i64,
    /// Its name by interface locale.
    name: Names<'a>,
    /// What it is for, by interface locale.
    description: Names<'a>,
    /// The type of the documents that stand in it.
    document_type: Reference<'a>,
    /// Where documents may stand, by code, in order: new ones stand at the first. Merged by code, or a list; null takes
    /// one away.
    nodes: ByCode<'a, NodeOut<'a>>,
    /// The transitions between nodes, by code. Merged by code, or a list; null takes one away.
    links: ByCode<'a, LinkOut<'a>>,
    /// While documents are made to follow a change, how many do.
    #[serde(skip_serializing_if = "Option::is_none")]
    changing: Option<Changing>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

#[derive(Serialize, JsonSchema)]
struct NodeOut<'a> {
    /// Its code.
    id: &'a str,
    /// Its name by interface locale.
    name: Names<'a>,
    /// Its colour, `#RRGGBB`.
    color: Option<&'a str>,
}

#[derive(Serialize, JsonSchema)]
struct LinkOut<'a> {
    /// Its code.
    id: &'a str,
    /// Its name by interface locale.
    name: Names<'a>,
    /// The roles that may take it; none: everybody who may write.
    roles: &'a BTreeSet<String>,
    /// The node that it starts from; null: any.
    from: Option<&'a str>,
    /// The node that it leads to.
    to: &'a str,
}

impl<'a> NodeOut<'a> {
    fn of(printer: Printer<'a>, node: &'a Node) -> (&'a str, Self) {
        (&node.code, Self { id: &node.code, name: printer.labels(&node.name), color: node.color.as_deref() })
    }
}

impl<'a> LinkOut<'a> {
    fn of(printer: Printer<'a>, link: &'a Transition) -> (&'a str, Self) {
        let Transition { code: id, name, roles, from, to } = link;
        (id, Self { id, name: printer.labels(name), roles, from: from.as_deref(), to })
    }
}

/// A map in its own order.
struct ByCode<'a, T>(Vec<(&'a str, T)>);

impl<T: JsonSchema> JsonSchema for ByCode<'_, T> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}ByCode", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> schemars::Schema {
        json_schema!({"type": "object", "additionalProperties": generator.subschema_for::<T>()})
    }
}

impl<T: Serialize> Serialize for ByCode<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(code, part)| (code, part)))
    }
}

/// Where a document stands in a workflow.
#[derive(Serialize, JsonSchema)]
pub struct StandingOut<'a> {
    /// The workflow.
    workflow: Reference<'a>,
    /// Its node.
    node: NodeRef<'a>,
}

/// A node, named by its code.
#[derive(Serialize, JsonSchema)]
struct NodeRef<'a> {
    /// Its code.
    id: &'a str,
}

impl<'a> StandingOut<'a> {
    /// Where the document of a body stands, in all workflows of its type.
    pub fn all(printer: Printer<'a>, body: &'a Body, document_type: &'a str) -> Vec<Self> {
        let at = |(workflow, id)| Self { workflow: printer.reference(WORKFLOW, workflow), node: NodeRef { id } };
        standing::all(body, document_type, printer.schema).map(at).collect()
    }
}

impl Resource for Workflows {
    type Thing = Definition;

    const CLASS: Class = WORKFLOW;
    const KIND: DefinitionKind = DefinitionKind::Workflow;
    const REQUIRED: &'static [&'static str] = &["id", "name", "documentType", "nodes"];
    const FIXED: &'static [&'static str] = &["id", "documentType"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let fields = DefinitionFields::Workflow(WorkflowFields {
            name: body.labels("name"),
            description: body.labels("description"),
            document_type: body.reference("documentType", DOCUMENT_TYPE, Field::DocumentType),
            nodes: body.input("nodes"),
            links: body.input("links"),
            on_use: if wish.force { OnUse::Clear } else { OnUse::Refuse },
        });
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<WorkflowOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let workflow: &Workflow = definition.says().ok_or_else(|| mismatch(definition))?;
        serde_json::to_vec(&WorkflowOut {
            this: printer.reference(WORKFLOW, definition.code.as_str()),
            legacy_id: definition.id,
            name: printer.labels(&workflow.name),
            description: printer.labels(&workflow.description),
            document_type: printer.reference(DOCUMENT_TYPE, workflow.document_type.as_str()),
            nodes: ByCode(workflow.nodes.iter().map(|node| NodeOut::of(printer, node)).collect()),
            links: ByCode(workflow.links.iter().map(|link| LinkOut::of(printer, link)).collect()),
            changing: Changing::of(printer.schema, definition),
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}
