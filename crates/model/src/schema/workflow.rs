//! Workflows: the nodes at which documents stand, and what leads from one to another.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Labels;
/// A workflow of a document type (v5.md 3.11). Each document of the type stands at one of its nodes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workflow {
    /// Shown name.
    pub name: Labels,
    /// Help.
    pub description: Labels,
    /// The document type, by code.
    pub document_type: String,
    /// The nodes in order, never none: where nothing else is said, documents stand at the first one.
    pub nodes: Vec<Node>,
    /// What leads from one to another.
    pub links: Vec<Transition>,
}

/// A node of a workflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Node {
    /// Its code, unique within the workflow.
    pub code: String,
    /// Shown name.
    pub name: Labels,
    /// `#RRGGBB`.
    pub color: Option<String>,
}

/// A transition of a workflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transition {
    /// Its code, unique within the workflow.
    pub code: String,
    /// Shown name.
    pub name: Labels,
    /// The codes of the roles that may take it; none: everybody may.
    pub roles: BTreeSet<String>,
    /// The node that it starts from; none: any.
    pub from: Option<String>,
    /// The node that it leads to.
    pub to: String,
}

impl Workflow {
    /// The code of the node at which documents begin.
    pub fn start(&self) -> &str {
        self.nodes.first().map_or("", |node| &node.code)
    }

    /// The codes of all nodes but that one.
    pub fn others<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a str> {
        self.nodes.iter().map(|node| node.code.as_str()).filter(move |other| *other != code)
    }

    /// Whether it has that node.
    pub fn has(&self, code: &str) -> bool {
        self.nodes.iter().any(|node| node.code == code)
    }

    /// The transitions that lead from one node to another.
    pub fn between(&self, from: &str, to: &str) -> impl Iterator<Item = &Transition> {
        self.links.iter().filter(move |link| link.to == to && link.from.as_deref().is_none_or(|own| own == from))
    }
}
