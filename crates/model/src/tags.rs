//! The tags of documents: those written by hand, and those that rules give, which are stored nowhere.

use std::sync::Arc;

use crate::body::Body;
use crate::object::{Object, ObjectKind};
use crate::reshape::Effect;
use crate::schema::{Definition, DefinitionKind, Rule, Schema, Tag};
use crate::value::{Stored, Value};

/// Where the codes of those written by hand stand in a body: no attribute can have this code.
pub const WRITTEN: &str = "#tags";

/// The codes of the tags that were written on an object, sorted.
pub fn written(body: &Body) -> &[String] {
    match body.0.get(WRITTEN) {
        Some(Stored::Plain(Value::Codes(codes))) => codes,
        _ => &[],
    }
}

/// All tags of an object, by code.
pub fn of<'s>(object: &Object, schema: &'s Schema) -> Vec<&'s Arc<Definition>> {
    if object.kind != ObjectKind::Document {
        return Vec::new();
    }
    let written = written(&object.body);
    let has = |tag: &Tag, code: &String| match tag.rules.as_slice() {
        [] => written.contains(code),
        rules => rules.iter().all(|rule| rule.holds(&object.body, schema)),
    };
    let known = schema.tags_of(schema.code_of(object.type_id));
    known.filter(|(definition, tag)| has(tag, &definition.code)).map(|(definition, _)| definition).collect()
}

/// The tags with a rule on the attribute of that code.
pub(crate) fn reading<'s>(schema: &'s Schema, attribute: &str) -> impl Iterator<Item = &'s Arc<Definition>> {
    with_rule(schema, move |rule| rule.attribute == attribute)
}

/// The tags with a rule for which it holds.
pub(crate) fn with_rule(schema: &Schema, is_wanted: impl Fn(&Rule) -> bool) -> impl Iterator<Item = &Arc<Definition>> {
    let has = move |tag: &Tag| tag.rules.iter().any(&is_wanted);
    schema.all(DefinitionKind::Tag).filter(move |definition| definition.says().is_some_and(&has))
}

/// The tags that objects may get or lose when this becomes of their values.
pub(crate) fn changed_by<'s>(schema: &'s Schema, effect: &Effect) -> Vec<&'s Arc<Definition>> {
    match effect {
        Effect::Value(attribute, _) | Effect::Form(attribute) => reading(schema, attribute).collect(),
        Effect::Locale(_) => {
            // Of the locale itself there is no rule, if it goes.
            let is_localised = |code: &str| schema.attribute(code).is_some_and(|attribute| attribute.is_localizable);
            with_rule(schema, |rule| rule.locale.is_none() && is_localised(&rule.attribute)).collect()
        }
        // No rule is on an attribute that goes, nor on what isn't a value.
        Effect::Attribute(_)
        | Effect::Tag(_)
        | Effect::Workflow(_)
        | Effect::Node(..)
        | Effect::Set(_)
        | Effect::Nothing
        | Effect::Deletion => Vec::new(),
    }
}
