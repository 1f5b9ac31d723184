//! The trees of classifications.

use std::collections::{BTreeSet, HashMap};

/// All classifications, and how they stand below each other.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tree {
    nodes: HashMap<i64, Branch>,
    by_code: HashMap<String, i64>,
}

/// One classification.
#[derive(Debug, PartialEq, Eq)]
struct Branch {
    catalog: i64,
    depth: u32,
    children: Vec<i64>,
}

/// A classification as it is read.
pub(super) struct Node {
    pub id: i64,
    pub code: String,
    pub catalog: i64,
    pub parent: Option<i64>,
}

impl Tree {
    /// The tree of these.
    pub(super) fn of(nodes: Vec<Node>) -> Self {
        let mut tree = Self::default();
        let mut roots = Vec::new();
        let mut children: HashMap<i64, Vec<i64>> = HashMap::new();
        for node in nodes {
            match node.parent {
                Some(parent) => children.entry(parent).or_default().push(node.id),
                None => roots.push(node.id),
            }
            tree.by_code.insert(node.code, node.id);
            tree.nodes.insert(node.id, Branch { catalog: node.catalog, depth: 0, children: Vec::new() });
        }
        let mut level = (0, roots);
        // What hangs below nothing, in a damaged tree, has no depth.
        while !level.1.is_empty() {
            let (depth, ids) = level;
            let mut below = Vec::new();
            for id in ids {
                let children = children.remove(&id).unwrap_or_default();
                below.extend_from_slice(&children);
                if let Some(branch) = tree.nodes.get_mut(&id) {
                    (branch.depth, branch.children) = (depth, children);
                }
            }
            level = (depth + 1, below);
        }
        tree
    }

    /// The number of the classification with that code.
    pub fn id(&self, code: &str) -> Option<i64> {
        self.by_code.get(code).copied()
    }

    /// A classification, if it is one, and all below it, in no order.
    pub fn below(&self, id: i64) -> Vec<i64> {
        let mut found: Vec<i64> = self.nodes.contains_key(&id).then_some(id).into_iter().collect();
        let mut next = 0;
        while let Some(id) = found.get(next) {
            found.extend(self.nodes.get(id).map_or(&[][..], |branch| &branch.children));
            next += 1;
        }
        found
    }

    /// The classifications so many steps below their root, in no order; where only some of them exist (with all
    /// below), below the topmost of these.
    pub fn at_depth(&self, depth: u32, existing: Option<&BTreeSet<i64>>) -> Vec<i64> {
        let Some(existing) = existing else {
            return self.nodes.iter().filter(|(_, branch)| branch.depth == depth).map(|(id, _)| *id).collect();
        };
        let children = |id: &i64| self.nodes.get(id).into_iter().flat_map(|branch| branch.children.iter().copied());
        let below: BTreeSet<i64> = existing.iter().flat_map(children).collect();
        let mut level: Vec<i64> = existing.difference(&below).copied().collect();
        for _ in 0..depth {
            if level.is_empty() {
                break;
            }
            level = level.iter().flat_map(children).collect();
        }
        level
    }

    /// The classifications of a catalog, by its number, in no order.
    pub fn of_catalog(&self, catalog: i64) -> impl Iterator<Item = i64> {
        self.nodes.iter().filter(move |(_, branch)| branch.catalog == catalog).map(|(id, _)| *id)
    }

    /// About how many bytes it is.
    pub fn weight(&self) -> usize {
        self.nodes.len() * 150
    }
}
