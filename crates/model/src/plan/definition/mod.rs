//! Definitions to create, change or delete: what the kinds share.

mod access;
mod app;
mod attribute;
mod attribute_group;
mod attribute_set;
mod catalog;
pub(super) mod completeness_setting;
mod constraints;
mod default_value;
mod document_type;
mod export_profile;
mod image_profile;
mod import_profile;
mod layout;
mod link_type;
mod locale;
mod mappings;
mod measure_family;
mod metadata_sources;
mod planning;
mod reform;
mod survey;
mod tag;
pub(super) mod texts;
mod webhook;
mod workflow;

use std::sync::Arc;

pub(super) use catalog::{BUILT_IN, root_code};
pub(super) use default_value::without as without_default;
pub(super) use measure_family::attributes_of as attributes_of_family;
pub use survey::{Survey, surveys};

use super::existing::{check_code, check_expected, check_put, faults_of};
use super::overlay::{Overlay, Users};
use super::put::patched;
use super::step::{Faults, Step};
use crate::choice::Choice;
use crate::code;
use crate::command::{DefinitionFields, Expect, OnUse, Patch, PutDefinition};
use crate::object::Stamp;
use crate::problem::{Field, Problem};
use crate::schema::{AttributeAccess, ClassificationAccess, Definition, DefinitionKind, Spec, State};

/// Plans one put.
pub(super) fn put(view: &Overlay<'_>, put: &PutDefinition, expect: Option<&Expect>) -> Result<Step, Problem> {
    let (kind, code) = (put.fields.kind(), put.code.as_str());
    let found = view.schema.definition(kind, code);
    let mut faults =
        faults_of(check_put(put.mode, found.map(|definition| definition.rev), expect, kind.words(), code))?;
    let before = found.filter(|_| faults.taken.is_none());
    let legal = match kind {
        DefinitionKind::Locale => code::check_locale,
        DefinitionKind::Catalog => code::check_catalog,
        _ => code::check_definition,
    };
    check_code(code, put.body_code.as_deref(), legal, &mut faults);
    match &put.fields {
        DefinitionFields::Locale(fields) => locale::put(view, code, before, fields, faults),
        DefinitionFields::DocumentType(fields) => document_type::put(view, code, before, fields, faults),
        DefinitionFields::Attribute(fields) => attribute::put(view, code, before, fields, faults),
        DefinitionFields::LinkType(fields) => link_type::put(view, code, before, fields, faults),
        DefinitionFields::Catalog(fields) => catalog::put(view, code, before, fields, faults),
        DefinitionFields::AttributeGroup(fields) => attribute_group::put(view, code, before, fields, faults),
        DefinitionFields::AttributeSet(fields) => attribute_set::put(view, code, before, fields, faults),
        DefinitionFields::MeasureFamily(fields) => measure_family::put(view, code, before, fields, faults),
        DefinitionFields::Role(fields) => access::put_role(view, code, before, fields, faults),
        DefinitionFields::ClassificationAccess(fields) => access::put_profile(
            view,
            code,
            before,
            fields,
            |new| Spec::ClassificationAccess(ClassificationAccess(new)),
            faults,
        ),
        DefinitionFields::AttributeAccess(fields) => {
            access::put_profile(view, code, before, fields, |new| Spec::AttributeAccess(AttributeAccess(new)), faults)
        }
        DefinitionFields::ImageProfile(fields) => image_profile::put(view, code, before, fields, faults),
        DefinitionFields::Tag(fields) => tag::put(view, code, before, fields, faults),
        DefinitionFields::Workflow(fields) => workflow::put(view, code, before, fields, faults),
        DefinitionFields::CompletenessSetting(fields) => completeness_setting::put(view, code, before, fields, faults),
        DefinitionFields::ImportProfile(fields) => import_profile::put(view, code, before, fields, faults),
        DefinitionFields::ExportProfile(fields) => export_profile::put(view, code, before, fields, faults),
        DefinitionFields::ImportPlanning(fields) => {
            planning::put(view, &planning::IMPORT, (code, before), fields, faults)
        }
        DefinitionFields::ExportPlanning(fields) => {
            planning::put(view, &planning::EXPORT, (code, before), fields, faults)
        }
        DefinitionFields::Webhook(fields) => webhook::put(view, code, before, fields, faults),
        DefinitionFields::App(fields) => app::put(view, code, before, fields, faults),
    }
}

/// Plans one deletion.
pub(super) fn delete(
    view: &Overlay<'_>,
    (kind, code): (DefinitionKind, &str),
    on_use: OnUse,
    expect: Option<&Expect>,
) -> Result<Step, Problem> {
    let definition = view.schema.definition(kind, code).ok_or_else(|| Problem::not_found(kind.words(), code))?;
    check_expected(Some(definition.rev), expect)?;
    let mut step = match &definition.spec {
        Spec::Locale(locale) => locale::delete(view, definition, locale, on_use),
        Spec::DocumentType(_) => document_type::delete(view, definition, on_use),
        Spec::Attribute(attribute) => attribute::delete(view, definition, attribute),
        Spec::LinkType(_) => link_type::delete(view, definition, on_use),
        Spec::Catalog(catalog) => catalog::delete(view, definition, catalog, on_use),
        Spec::AttributeGroup(_) => attribute_group::delete(view, definition),
        Spec::AttributeSet(_) => attribute_set::delete(view, definition, on_use),
        Spec::MeasureFamily(_) => measure_family::delete(view, definition),
        Spec::Role(_) | Spec::ClassificationAccess(_) | Spec::AttributeAccess(_) => {
            access::delete(view, definition, on_use)
        }
        Spec::ImageProfile(_) => image_profile::delete(definition),
        Spec::Tag(tag) => tag::delete(view, definition, tag, on_use),
        Spec::Workflow(_) => workflow::delete(view, definition, on_use),
        Spec::CompletenessSetting(_) => completeness_setting::delete(view, definition),
        Spec::ImportProfile(_) | Spec::ExportProfile(_) => planning::delete_profile(&view.schema, definition),
        Spec::ImportPlanning(_) | Spec::ExportPlanning(_) => Ok(Step::deleted(definition)),
        Spec::Webhook(_) => webhook::delete(view, definition),
        Spec::App(_) => app::delete(view, definition),
    }?;
    step.narrows = true;
    Ok(step)
}

/// The step that makes the definition say `spec`. It is marked as narrowing where `narrows` says so, else as relabelling.
fn written(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    spec: Spec,
    narrows: bool,
) -> Result<Step, Problem> {
    if let Some(before) = before.filter(|before| before.spec == spec) {
        return Ok(Step::unchanged(before));
    }
    let definition = match before {
        None => made(view, code, spec, 0)?,
        Some(before) => changed(view, before, spec),
    };
    let mut step = Step::put(before, definition);
    (step.narrows, step.relabels) = (narrows, !narrows);
    Ok(step)
}

/// Errors: something uses it, and shall not be cleared of it.
fn check_unused(definition: &Definition, users: &Users, on_use: OnUse) -> Result<(), Problem> {
    if on_use == OnUse::Clear || users.is_empty() {
        return Ok(());
    }
    let (words, code) = (definition.spec.kind().words(), &definition.code);
    Err(Problem::conflict(format!("The {words} \"{code}\" can't be deleted: it is used by {}.", users.count())))
}

/// A new definition under the `n`th new number of the command.
fn made(view: &Overlay<'_>, code: &str, spec: Spec, n: i64) -> Result<Definition, Problem> {
    if view.schema.deleting(spec.kind(), code).is_some() {
        let kind = spec.kind().words();
        let message = format!("The {kind} \"{code}\" is still being deleted; its code is free once that is done.");
        return Err(Problem::conflict(message));
    }
    let stamp = Stamp { at: 0, by: view.actor.name.clone() };
    let (created, updated) = (stamp.clone(), stamp);
    let id = view.new_id(n)?;
    Ok(Definition { id, code: code.to_owned(), spec, rev: 1, index: id, state: State::Active, created, updated })
}

fn changed(view: &Overlay<'_>, before: &Definition, spec: Spec) -> Definition {
    let updated = Stamp { at: 0, by: view.actor.name.clone() };
    Definition { spec, rev: view.definitions.next_rev(before), updated, ..before.clone() }
}

/// A field that is set at creation and stays. `old`: what a stored definition says.
fn fixed<T: Clone + PartialEq>(
    given: Option<&T>,
    old: Option<&T>,
    field: Field,
    shown: fn(&T) -> &str,
    faults: &mut Faults,
) -> Option<T> {
    let Some(old) = old else { return given.cloned() };
    if let Some(given) = given.filter(|given| *given != old) {
        let message = format!("This is \"{}\" since creation and stays so; got \"{}\".", shown(old), shown(given));
        faults.refuse(field, "immutable", message);
    }
    Some(old.clone())
}

/// The codes of other definitions after a put: sorted, each once. `fault` says what is wrong with one that is new.
fn codes(
    given: &Patch<Vec<String>>,
    old: &[String],
    property: &'static str,
    fault: impl Fn(&str) -> Option<(&'static str, String)>,
    faults: &mut Faults,
) -> Vec<String> {
    let mut codes = patched(given, old.to_vec(), Vec::new());
    codes.sort_unstable();
    codes.dedup();
    for (rule, message) in codes.iter().filter(|code| !old.contains(code)).filter_map(|code| fault(code)) {
        faults.refuse(Field::Property(property), rule, message);
    }
    codes
}

/// A choice after a put, by its name; null is the default.
fn chosen<T: Choice>(given: &Patch<String>, old: T, default: T, property: &'static str, faults: &mut Faults) -> T {
    let name = match given {
        Patch::Absent => return old,
        Patch::Null => return default,
        Patch::Value(name) => name,
    };
    let found = T::all().iter().copied().find(|one| one.called() == name);
    found.unwrap_or_else(|| {
        refuse_choice::<T>(property, name, faults);
        old
    })
}

/// Refuses what is none of the choices.
fn refuse_choice<T: Choice>(property: &'static str, name: &str, faults: &mut Faults) {
    let names = T::all().iter().map(|one| one.called()).collect::<Vec<_>>().join(", ");
    let shown: String = name.chars().take(60).collect();
    let message = format!("Expected one of {names}; got \"{}\".", shown.escape_debug());
    faults.refuse(Field::Property(property), "unknown_choice", message);
}

/// The place after the last of a kind.
fn last<'a>(sequences: impl Iterator<Item = &'a i64>) -> i64 {
    sequences.max().map_or(1, |last| last.saturating_add(1))
}
