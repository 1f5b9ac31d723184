//! Tags (v5.md 3.10).

use std::sync::Arc;

use super::{check_unused, fixed, texts, written};
use crate::attribute::color::is_color;
use crate::command::{OnUse, Patch, TagFields};
use crate::input::Input;
use crate::loaded::Use;
use crate::object::{Object, ObjectKind};
use crate::plan::overlay::Overlay;
use crate::plan::put::patched;
use crate::plan::reshape::{Following, Wanted, check_active, following};
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::query::MAX_CONDITIONS;
use crate::reshape::{Effect, Scope};
use crate::schema::{Attribute, Definition, DocumentType, Labels, Operator, Rule, Schema, Spec, Tag};
use crate::tags;

const RULES: &str = "rules";

/// Plans one put; where its rules change, documents get and lose it.
pub(super) fn put(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &TagFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let old = before.and_then(|definition| definition.says::<Tag>());
    let new = merged(&view.schema, old, fields, &mut faults);
    let warnings = faults.settle()?;
    let rules = old.map_or(&[][..], |old| &old.rules);
    let is_ruled_anew = rules != new.rules;
    let was_written = old.is_some_and(|old| old.rules.is_empty());
    let document_type = view.schema.get::<DocumentType>(&new.document_type).map(|(id, _)| id);
    let mut step = written(view, code, before, Spec::Tag(new), is_ruled_anew)?;
    step.done.warnings = warnings;
    if is_ruled_anew {
        let made = step.definitions.iter().find_map(|shift| shift.after.clone()).filter(|_| before.is_none());
        if let (Some(definition), Some(document_type)) = (before.or(made.as_ref()), document_type) {
            // What was written by hand before there were rules is gone.
            let effect = if was_written { Effect::Tag(code.to_owned()) } else { Effect::Nothing };
            step.follow(view, everywhere(view, definition, document_type, effect, before.is_none())?);
        }
    }
    Ok(step)
}

fn merged(schema: &Schema, old: Option<&Tag>, fields: &TagFields, faults: &mut Faults) -> Tag {
    let none = Labels::new();
    let name = texts::labels(schema, old.map_or(&none, |old| &old.name), &fields.name, "name", faults);
    texts::require(&name, old.is_none(), "name", faults);
    let description = fields.description.clone().map(Some);
    let description = patched(&description, old.and_then(|old| old.description.clone()), None);
    if let Some(text) = &description {
        texts::check(text, "description", faults);
    }
    let document_type = document_type(schema, old, &fields.document_type, faults);
    let rules = match &fields.rules {
        Patch::Absent => old.map_or_else(Vec::new, |old| old.rules.clone()),
        Patch::Null => Vec::new(),
        Patch::Value(input) => rules(schema, &document_type, input, faults),
    };
    let is_default = patched(&fields.is_default, old.is_some_and(|old| old.is_default), false);
    if is_default && !rules.is_empty() {
        let message = "Expected false, or no rules: a tag is given by default or by its rules.";
        faults.refuse(Field::Property("isDefault"), "not_applicable", message);
    }
    Tag { name, description, document_type, color: color(old, &fields.color, faults), is_default, rules }
}

fn document_type(schema: &Schema, old: Option<&Tag>, given: &Patch<String>, faults: &mut Faults) -> String {
    let given = given.value();
    if let Some(code) = given.filter(|code| old.is_none() && schema.get::<DocumentType>(code).is_none()) {
        faults.refuse(Field::DocumentType, "unknown_reference", format!("There is no document type \"{code}\"."));
    } else if given.is_none() && old.is_none() {
        faults.refuse(Field::DocumentType, "required", "A tag needs a document type.");
    }
    let own = old.map(|old| &old.document_type);
    fixed(given, own, Field::DocumentType, String::as_str, faults).unwrap_or_default()
}

fn color(old: Option<&Tag>, given: &Patch<String>, faults: &mut Faults) -> String {
    const FIELD: Field = Field::Property("color");
    match (given, old) {
        (Patch::Value(color), _) if is_color(color) => color.to_ascii_uppercase(),
        (Patch::Absent, Some(old)) => old.color.clone(),
        (Patch::Value(color), _) => {
            let message = format!("Expected a colour such as #2E7D32; got \"{}\".", color.escape_debug());
            faults.refuse(FIELD, "bad_color", message);
            String::new()
        }
        (Patch::Absent | Patch::Null, _) => {
            faults.refuse(FIELD, "required", "Expected a colour such as #2E7D32.");
            String::new()
        }
    }
}

fn rules(schema: &Schema, document_type: &str, input: &Input, faults: &mut Faults) -> Vec<Rule> {
    let items = match input {
        Input::List(items) if items.len() <= MAX_CONDITIONS => items,
        other => {
            let got = if let Input::List(items) = other { items.len().to_string() } else { other.describe() };
            let message = format!(
                "Expected a list of up to {MAX_CONDITIONS} rules {{\"attribute\", \"operator\", \"value\"}}; got {got}."
            );
            faults.refuse(Field::Property(RULES), "wrong_type", message);
            return Vec::new();
        }
    };
    let one = |(n, item)| rule(schema, document_type, (n, item), faults);
    items.iter().enumerate().filter_map(one).collect()
}

/// Reads one rule. `None`: it can't even be understood.
fn rule(schema: &Schema, document_type: &str, (n, item): (usize, &Input), faults: &mut Faults) -> Option<Rule> {
    let mut refuse = |part, rule, message: String| faults.refuse(Field::Item(RULES, n, part), rule, message);
    let attribute = item.get("attribute").and_then(|named| named.get("id")).and_then(Input::text);
    if attribute.is_none() {
        refuse("attribute", "required", "Expected {\"id\": …} of an attribute.".to_owned());
    }
    let operator = item.get("operator").and_then(Input::text).and_then(Operator::from_name);
    if operator.is_none() {
        let known = Operator::ALL.iter().map(|operator| operator.name()).collect::<Vec<_>>().join(", ");
        let got = item.get("operator").unwrap_or(&Input::Null).describe();
        refuse("operator", "unknown_choice", format!("Expected one of {known}; got {got}."));
    }
    let locale = match item.get("locale") {
        None | Some(Input::Null) => None,
        Some(Input::Text(locale)) => Some(locale.clone()),
        Some(other) => {
            refuse("locale", "wrong_type", format!("Expected a locale; got {}.", other.describe()));
            None
        }
    };
    let value = item.get("value").unwrap_or(&Input::Null).to_json();
    let rule = Rule { attribute: attribute?.to_owned(), locale, operator: operator?, value };
    let Some(attribute) = schema.attribute(&rule.attribute) else {
        refuse("attribute.id", "unknown_reference", format!("There is no attribute \"{}\".", rule.attribute));
        return None;
    };
    if !attribute.is_available(ObjectKind::Document, Some(document_type)) {
        let message = format!("A document of the type \"{document_type}\" has no attribute \"{}\".", rule.attribute);
        refuse("attribute.id", "not_available", message);
    } else if let Err((part, message)) = rule.check(attribute, schema) {
        refuse(part, "bad_rule", message);
    }
    Some(rule)
}

/// Looks at all documents of the type anew.
fn everywhere(
    view: &Overlay<'_>,
    definition: &Arc<Definition>,
    document_type: i64,
    effect: Effect,
    is_new: bool,
) -> Result<Following, Problem> {
    check_active(definition)?;
    let is_of_type = |object: &Object| object.kind == ObjectKind::Document && object.type_id == document_type;
    let users = view.users(&Use::Type(document_type), is_of_type);
    let (definitions, scope) = (&[definition], Scope::Types(vec![document_type]));
    // A new one has its first number in the index.
    let (reindexes, made) = (!is_new, i64::from(is_new));
    following(view, &users, Wanted { definitions, effect, scope, words: false, reindexes, made })
}

/// Plans the deletion: documents lose it.
pub(super) fn delete(
    view: &Overlay<'_>,
    definition: &Arc<Definition>,
    tag: &Tag,
    on_use: OnUse,
) -> Result<Step, Problem> {
    check_active(definition)?;
    let code = definition.code.as_str();
    let users = view.users(&Use::Tag(code.to_owned()), |object| {
        tags::of(object, &view.schema).iter().any(|tag| tag.id == definition.id)
    });
    // What rules give is stored nowhere: only the rows of the index go.
    let is_written = tag.rules.is_empty();
    if is_written {
        check_unused(definition, &users, on_use)?;
    }
    let scope =
        if is_written { Scope::Key(vec![definition.field(0)], String::new()) } else { Scope::Types(Vec::new()) };
    let (definitions, effect) = (&[definition], Effect::Tag(code.to_owned()));
    let mut step = Step::deleted(definition);
    let wanted = Wanted { definitions, effect, scope, words: false, reindexes: false, made: 0 };
    step.follow(view, following(view, &users, wanted)?);
    Ok(step)
}

/// Refuses that a locale goes which a rule names.
pub(super) fn check_locale(schema: &Schema, locale: &str) -> Result<(), Problem> {
    match tags::with_rule(schema, |rule| rule.locale.as_deref() == Some(locale)).next() {
        None => Ok(()),
        Some(tag) => {
            let message =
                format!("The locale \"{locale}\" can't be deleted: a rule of the tag \"{}\" is on it.", tag.code);
            Err(Problem::conflict(message))
        }
    }
}

/// Refuses that an attribute goes (`None`), or becomes one that a rule can't be on.
pub(super) fn check_attribute(schema: &Schema, code: &str, new: Option<&Attribute>) -> Result<(), Problem> {
    for definition in tags::reading(schema, code) {
        let rules = definition.says::<Tag>().into_iter().flat_map(|tag| &tag.rules);
        let mut faults = rules.filter(|rule| rule.attribute == code).filter_map(|rule| match new {
            None => Some("It can't be deleted.".to_owned()),
            Some(new) => rule.check(new, schema).err().map(|(_, why)| why),
        });
        if let Some(why) = faults.next() {
            let message = format!("A rule of the tag \"{}\" is on the attribute \"{code}\". {why}", definition.code);
            return Err(Problem::conflict(message));
        }
    }
    Ok(())
}
