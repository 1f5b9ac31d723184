//! What of an edit could be done to no object at all: told before anything is begun.

use super::{Edit, Operation, ValueChange};
use crate::attribute::AttributeType;
use crate::object::ObjectKind;
use crate::problem::{Field, Problem, Violation};
use crate::schema::{AttributeSet, LinkType, Schema, Tag, Workflow};

/// What is wrong with an operation: at which member, the rule and words.
type Fault = (&'static str, &'static str, String);

impl Edit {
    /// Errors: `Invalid` with all that no object could be told to do.
    pub fn check(&self, schema: &Schema) -> Result<(), Problem> {
        let faults = self.operations.iter().enumerate().filter_map(|(at, operation)| {
            let (member, rule, message) = self.fault(operation, schema)?;
            Some(Violation::new(Field::Item("operations", at, member), rule, message))
        });
        let faults: Vec<_> = faults.collect();
        if faults.is_empty() { Ok(()) } else { Err(Problem::invalid(faults)) }
    }

    fn fault(&self, operation: &Operation, schema: &Schema) -> Option<Fault> {
        let missing = |member, what: &str, code: &str| {
            Some((member, "unknown_reference", format!("There is no {what} \"{code}\".")))
        };
        if let Some(fault) = self.misplaced(operation) {
            return Some(fault);
        }
        match operation {
            Operation::Value { attribute, locale, change } => value_fault(attribute, locale.as_deref(), change, schema),
            Operation::AttributeSet(Some(set)) if schema.get::<AttributeSet>(set).is_none() => {
                missing("id", "attribute set", set)
            }
            Operation::Transition(to) => match schema.get::<Workflow>(&to.workflow) {
                None => missing("workflow", "workflow", &to.workflow),
                Some((_, workflow)) if !workflow.has(&to.node) => missing("node", "node", &to.node),
                Some(_) => None,
            },
            Operation::Tags { add, remove } => {
                let unknown = |code: &&String| schema.get::<Tag>(code).is_none();
                let found = add.iter().find(unknown).map(|code| ("add", code));
                let (member, code) = found.or_else(|| remove.iter().find(unknown).map(|code| ("remove", code)))?;
                missing(member, "tag", code)
            }
            Operation::Link { link_type, .. } | Operation::Unlink { link_type, .. } => {
                match schema.get::<LinkType>(link_type) {
                    None => missing("linkType", "link type", link_type),
                    Some((_, own)) if own.origin_type != self.kind => {
                        let message =
                            format!("Links of the type \"{link_type}\" lead from {}s.", own.origin_type.name());
                        Some(("linkType", "not_available", message))
                    }
                    Some(_) => None,
                }
            }
            _ => None,
        }
    }

    /// An operation that isn't for objects of the kind, or not beside others.
    fn misplaced(&self, operation: &Operation) -> Option<Fault> {
        use ObjectKind::{Asset, Document, Variant};
        let kinds: &[ObjectKind] = match operation {
            Operation::AttributeSet(_) | Operation::Transition(_) | Operation::Tags { .. } | Operation::Duplicate => {
                &[Document]
            }
            Operation::Classify { .. } => &[Document, Asset],
            Operation::Link { .. } | Operation::Unlink { .. } => &[Document, Variant],
            Operation::Value { .. } | Operation::Active(_) | Operation::Delete => &ObjectKind::ALL,
        };
        if !kinds.contains(&self.kind) {
            let names = kinds.iter().map(|kind| format!("{}s", kind.name())).collect::<Vec<_>>().join(" and ");
            let message = format!("This is for {names}; got {}s.", self.kind.name());
            return Some(("op", "not_available", message));
        }
        let stands_alone = matches!(operation, Operation::Duplicate | Operation::Delete);
        let is_beside = stands_alone && self.operations.len() > 1;
        is_beside.then(|| ("op", "conflict", "This stands alone: expected no other operation.".to_owned()))
    }
}

fn value_fault(code: &str, locale: Option<&str>, change: &ValueChange, schema: &Schema) -> Option<Fault> {
    let Some(attribute) = schema.attribute(code) else {
        return Some(("attribute", "unknown_attribute", format!("There is no attribute \"{code}\".")));
    };
    let is_prose = matches!(attribute.kind, AttributeType::Text | AttributeType::Multiline | AttributeType::Html);
    let is_several = attribute.kind == AttributeType::Multiselect;
    let (suits, expected) = match change {
        ValueChange::Set(_) | ValueChange::Clear => (true, ""),
        ValueChange::Append(_) => (is_prose || is_several, "text, multiline, html or multiselect"),
        ValueChange::Remove(_) => (is_several, "multiselect"),
        ValueChange::Replace { .. } => (attribute.kind.is_text(), "that are texts"),
    };
    if !suits {
        let message =
            format!("Expected an attribute of the types {expected}; \"{code}\" is of {}.", attribute.kind.name());
        return Some(("attribute", "wrong_type", message));
    }
    let wants_locale = matches!(change, ValueChange::Append(_) | ValueChange::Remove(_));
    if wants_locale && attribute.is_localizable && locale.is_none() {
        return Some(("locale", "required", format!("\"{code}\" is localised: expected a locale.")));
    }
    let unknown = locale.filter(|locale| attribute.is_localizable && schema.locale(locale).is_none());
    unknown.map(|locale| ("locale", "unknown_locale", format!("There is no locale \"{locale}\".")))
}
