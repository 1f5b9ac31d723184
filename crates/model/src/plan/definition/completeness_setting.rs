//! Indicators of completeness (v5.md 3.9), and how the index follows what they count by.

use std::sync::Arc;

use super::{codes, fixed, texts, written};
use crate::attribute::color::is_color;
use crate::command::{CompletenessSettingFields, Patch};
use crate::completeness::indicators;
use crate::loaded::Use;
use crate::object::ObjectKind;
use crate::plan::overlay::{Overlay, Users};
use crate::plan::put::patched;
use crate::plan::reshape::{Derived, rederived, users_of_types};
use crate::plan::stage::Shift;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::schema::{CompletenessSetting, Definition, DocumentType, Labels, LinkType, Schema, Spec};

const GREY: &str = "#808080";
const ATTRIBUTES: &str = "attributes";
const LINK_TYPES: &str = "linkTypes";

/// Plans one put.
pub(super) fn put(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &CompletenessSettingFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let schema = &view.schema;
    let old = before.and_then(|definition| definition.says::<CompletenessSetting>());
    let new = merged(schema, old, fields, &mut faults);
    texts::require(&new.name, old.is_none(), "name", &mut faults);
    if !is_color(&new.color) {
        let message = format!("Expected a colour such as {GREY}; got \"{}\".", new.color.escape_debug());
        faults.refuse(Field::Property("color"), "bad_color", message);
    }
    if new.attributes.is_empty() && new.link_types.is_empty() {
        let message = "Expected one attribute or one link type at least.";
        faults.refuse(Field::Property(ATTRIBUTES), "required", message);
    }
    let warnings = faults.settle()?;
    let counts = |own: &CompletenessSetting| (own.attributes.clone(), own.link_types.clone());
    let recounts = old.map(counts) != Some(counts(&new));
    let mut step = written(view, code, before, Spec::CompletenessSetting(new), false)?;
    if recounts {
        let own: Vec<_> = step.definitions.iter().filter_map(|shift| shift.after.clone()).collect();
        recount(view, &mut step, &own, i64::from(before.is_none()))?;
    }
    step.done.warnings = warnings;
    Ok(step)
}

fn merged(
    schema: &Schema,
    old: Option<&CompletenessSetting>,
    fields: &CompletenessSettingFields,
    faults: &mut Faults,
) -> CompletenessSetting {
    let document_type = document_type(schema, old, &fields.document_type, faults);
    let attribute = |code: &str| match schema.attribute(code) {
        None => Some(("unknown_reference", format!("There is no attribute \"{code}\"."))),
        Some(own) if document_type.is_empty() || own.is_available(ObjectKind::Document, Some(&document_type)) => None,
        Some(_) => Some(("other_type", format!("Expected attributes of \"{document_type}\"; \"{code}\" is another."))),
    };
    let link_type = |code: &str| match schema.get::<LinkType>(code) {
        None => Some(("unknown_reference", format!("There is no link type \"{code}\"."))),
        Some(_) if document_type.is_empty() => None,
        Some((_, own)) if own.origin_type == ObjectKind::Document && own.is_from(Some(&document_type)) => None,
        Some(_) => {
            let message =
                format!("Expected link types from documents of the type \"{document_type}\"; got \"{code}\".");
            Some(("unsuited", message))
        }
    };
    let none = (Labels::new(), Vec::new());
    let counted = |of: fn(&CompletenessSetting) -> &Vec<String>| old.map_or(&none.1, of);
    let (attributes, link_types) = (counted(|old| &old.attributes), counted(|old| &old.link_types));
    CompletenessSetting {
        name: texts::labels(schema, old.map_or(&none.0, |old| &old.name), &fields.name, "name", faults),
        color: patched(&fields.color, old.map_or_else(|| GREY.to_owned(), |old| old.color.clone()), GREY.to_owned()),
        attributes: codes(&fields.attributes, attributes, ATTRIBUTES, attribute, faults),
        link_types: codes(&fields.link_types, link_types, LINK_TYPES, link_type, faults),
        document_type: document_type.clone(),
    }
}

/// The document type, set at creation; "" where a violation says that there is none.
fn document_type(
    schema: &Schema,
    old: Option<&CompletenessSetting>,
    given: &Patch<String>,
    faults: &mut Faults,
) -> String {
    let own = old.map(|old| &old.document_type);
    let code = fixed(given.value(), own, Field::DocumentType, String::as_str, faults);
    match &code {
        None => faults.refuse(Field::DocumentType, "required", "Expected the document type whose documents it counts."),
        Some(code) if schema.get::<DocumentType>(code).is_none() => {
            faults.refuse(Field::DocumentType, "unknown_reference", format!("There is no document type \"{code}\"."));
        }
        Some(_) => {}
    }
    code.filter(|code| schema.get::<DocumentType>(code).is_some()).unwrap_or_default()
}

/// Plans the deletion.
pub(super) fn delete(view: &Overlay<'_>, definition: &Arc<Definition>) -> Result<Step, Problem> {
    let mut step = Step::deleted(definition);
    recount(view, &mut step, std::slice::from_ref(definition), 0)?;
    Ok(step)
}

/// Lets documents be counted anew by indicators that change, go, or count by something that does. What is known of them
/// must be in the step already, and [`Use::Type`] loaded of their document types. `made`: new numbers that the command
/// takes for things; those for the change, and for each indicator, come after them.
pub(super) fn recount(
    view: &Overlay<'_>,
    step: &mut Step,
    indicators: &[Arc<Definition>],
    made: i64,
) -> Result<(), Problem> {
    if indicators.is_empty() {
        return Ok(());
    }
    let definitions: Vec<_> = indicators.iter().collect();
    let following = rederived(view, &types(&view.schema, &definitions), &definitions, Derived::Rows, made)?;
    await_change(step, indicators);
    step.follow(view, following);
    step.narrows = true;
    Ok(())
}

/// Adds indicators to the definitions of a step, so that filters by them wait while documents follow.
pub(in crate::plan) fn await_change(step: &mut Step, indicators: &[Arc<Definition>]) {
    for indicator in indicators {
        let is_there = |shift: &Shift<Definition>| shift.any().is_some_and(|any| any.id == indicator.id);
        if !step.definitions.iter().any(is_there) {
            step.definitions.push(Shift::changed(indicator, Arc::clone(indicator)));
        }
    }
}

/// The indicators for which it holds, to be kept.
pub(in crate::plan) fn those(
    schema: &Schema,
    is_wanted: impl Fn(&CompletenessSetting) -> bool,
) -> Vec<Arc<Definition>> {
    indicators(schema, is_wanted).map(|(definition, _)| Arc::clone(definition)).collect()
}

/// All documents that have an indicator, with the variants of their types. [`Use::Type`] must be loaded of these.
pub(super) fn counted(view: &Overlay<'_>) -> Users {
    let all = those(&view.schema, |_| true);
    users_of_types(view, &types(&view.schema, &all.iter().collect::<Vec<_>>()))
}

/// The numbers of the document types of indicators, each once.
pub(super) fn types(schema: &Schema, indicators: &[&Arc<Definition>]) -> Vec<i64> {
    let settings = indicators.iter().filter_map(|definition| definition.says::<CompletenessSetting>());
    let mut types: Vec<_> =
        settings.filter_map(|own| Some(schema.get::<DocumentType>(&own.document_type)?.0)).collect();
    types.sort_unstable();
    types.dedup();
    types
}

/// The uses that must be loaded before documents can be counted anew by the indicators for which it holds.
pub(in crate::plan) fn uses(
    schema: &Schema,
    is_wanted: impl Fn(&CompletenessSetting) -> bool,
) -> impl Iterator<Item = Use> {
    let all = those(schema, is_wanted);
    types(schema, &all.iter().collect::<Vec<_>>()).into_iter().map(Use::Type)
}

/// An indicator that counts an attribute.
pub(super) fn counting<'a>(schema: &'a Schema, attribute: &str) -> Option<&'a str> {
    let mut counting = indicators(schema, |own| own.attributes.iter().any(|code| code == attribute));
    counting.next().map(|(definition, _)| definition.code.as_str())
}

/// The indicators that count a link type, as they are without it. Errors: one counts nothing else.
pub(super) fn without(view: &Overlay<'_>, link_type: &str) -> Result<Vec<Shift<Definition>>, Problem> {
    let counts = |own: &CompletenessSetting| own.link_types.iter().any(|code| code == link_type);
    let less = |(definition, own): (&Arc<Definition>, &CompletenessSetting)| {
        let mut own = own.clone();
        own.link_types.retain(|code| code != link_type);
        if own.attributes.is_empty() && own.link_types.is_empty() {
            let message = format!(
                "The link type \"{link_type}\" can't be deleted: the completeness setting \"{}\" counts nothing else.",
                definition.code
            );
            return Err(Problem::conflict(message));
        }
        let after = super::changed(view, definition, Spec::CompletenessSetting(own));
        Ok(Shift::changed(definition, Arc::new(after)))
    };
    indicators(&view.schema, counts).map(less).collect()
}
