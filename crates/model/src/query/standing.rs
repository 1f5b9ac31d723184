//! Where documents stand in workflows, as the index tells: it holds the nodes that bodies name.

use super::fields::Reader;
use super::{AttributeName, Expr, FieldRef, KeyTest, Leaf};
use crate::attribute::AttributeType;
use crate::schema::{Definition, DefinitionKind, DocumentType, Workflow};
use crate::standing::NODES;

impl Reader<'_> {
    /// Documents that stand at one of these nodes of a workflow, or of any.
    pub(super) fn standing(&self, workflow: Option<&str>, nodes: &[String]) -> Expr {
        let all = self.schema.all(DefinitionKind::Workflow).filter_map(|own| Some((&**own, own.says::<Workflow>()?)));
        let named = all.filter(|(definition, _)| workflow.is_none_or(|code| definition.code == code));
        Expr::any(named.flat_map(|(definition, workflow)| {
            let known = nodes.iter().filter(|node| workflow.has(node));
            known.map(move |node| self.at(definition, workflow, node))
        }))
    }

    /// At the first node stand all that are at no other.
    fn at(&self, definition: &Definition, workflow: &Workflow, node: &str) -> Expr {
        let named = |nodes: Vec<String>| Expr::Is(Leaf::Field(vec![field(definition)], KeyTest::Equals(nodes)));
        if node != workflow.start() {
            return named(vec![node.to_owned()]);
        }
        let of_type = self.schema.get::<DocumentType>(&workflow.document_type).map(|(id, _)| id);
        let elsewhere = named(workflow.others(node).map(str::to_owned).collect());
        Expr::all([Expr::Is(Leaf::Type(of_type.into_iter().collect())), Expr::Not(Box::new(elsewhere))])
    }
}

/// The field in which the nodes of a workflow are.
fn field(workflow: &Definition) -> FieldRef {
    FieldRef {
        field: workflow.field(0),
        name: AttributeName { code: NODES.to_owned(), part: Some(workflow.code.clone()) },
        attribute: Some(NODES.into()),
        locale: None,
        currency: None,
        kind: AttributeType::Select,
        family: None,
    }
}
