//! The catalogue without what a reader may not see.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::object::{Object, ObjectKind};
use model::permission::Scope;
use model::schema::{CompletenessSetting, DefinitionKind, Schema};

use super::Truth;

impl Truth {
    /// A copy from which it was really removed: attributes, types, classifications and all that hangs on them.
    pub fn reduced(&self, scope: &Scope) -> Self {
        let nodes: BTreeSet<i64> = self
            .of_kind(ObjectKind::Classification)
            .filter(|thing| {
                let has = |code: &String| scope.nodes.as_ref().is_none_or(|nodes| nodes.contains(code));
                has(&thing.object.code) || self.above(thing).any(|node| has(&node.object.code))
            })
            .map(|thing| thing.object.id)
            .collect();
        let mut left: BTreeMap<i64, Object> = BTreeMap::new();
        for thing in self.of_kind(ObjectKind::Classification).filter(|thing| nodes.contains(&thing.object.id)) {
            let mut node = thing.object.clone();
            node.parent = node.parent.filter(|parent| nodes.contains(&parent.id));
            left.insert(node.id, node);
        }
        for thing in self.of_kind(ObjectKind::Document) {
            let mut document = thing.object.clone();
            document.placements.retain(|node| nodes.contains(&node.id));
            let is_hidden = scope.hidden_types.contains(self.schema.code_of(document.type_id));
            if !is_hidden && (scope.nodes.is_none() || !document.placements.is_empty()) {
                left.insert(document.id, document);
            }
        }
        for thing in self.of_kind(ObjectKind::Variant) {
            if thing.object.parent.as_ref().is_some_and(|document| left.contains_key(&document.id)) {
                left.insert(thing.object.id, thing.object.clone());
            }
        }
        let objects = left.into_values().map(|mut object| {
            object.body.0.retain(|code, _| !scope.hidden_attributes.contains(code));
            object
        });
        Self::of(Arc::new(without(&self.schema, scope)), objects)
    }
}

fn without(schema: &Schema, scope: &Scope) -> Schema {
    let mut schema = schema.clone();
    for code in &scope.hidden_attributes {
        if let Some(attribute) = schema.definition(DefinitionKind::Attribute, code).cloned() {
            schema.remove(&attribute);
        }
    }
    let hides = |own: &CompletenessSetting| own.attributes.iter().any(|code| scope.hidden_attributes.contains(code));
    let indicators: Vec<_> = schema.all(DefinitionKind::CompletenessSetting).cloned().collect();
    for indicator in indicators.iter().filter(|indicator| indicator.says().is_some_and(hides)) {
        schema.remove(indicator);
    }
    schema
}
