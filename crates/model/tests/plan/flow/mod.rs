//! Files in and out: what lines of an import do, and that what is exported is imported as no change.

mod guessing;
mod lines;
mod profiles;
mod round_trip;

use std::sync::Arc;

use model::changes::Effect;
use model::command::{Action, Command, DefinitionFields, MeasureFamilyFields, Patch};
use model::flow::{CellProblem, Columns, Item, Known, LinePlan, Needed, Surroundings, Target};
use model::input::Input;
use model::object::Object;
use model::query::{NamedValues, Sheet};
use model::schema::{
    ExportProfile, ImportProfile, LineAction, Mapping, MappingOption, MappingTarget, TargetKind, Word,
};
use model::value::Value;

use crate::shop::*;
use crate::store::Store;

fn target(name: &str) -> Target {
    Target::from_name(name).unwrap_or_else(|| panic!("there is a target {name}"))
}

fn import(name: &str) -> ImportProfile {
    ImportProfile::of(target(name))
}

fn texts(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn plan(store: &Store, profile: &ImportProfile, header: &[&str]) -> LinePlan {
    LinePlan::of(profile, &texts(header), &store.schema).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// What a line does, or why not: column, value and rule of each problem.
fn import_line(store: &mut Store, plan: &LinePlan, cells: &[&str]) -> Result<Effect, Vec<[String; 3]>> {
    let told = |problems: Vec<CellProblem>| {
        problems.into_iter().map(|problem| [problem.column, problem.value, problem.rule]).collect::<Vec<_>>()
    };
    let cells = texts(cells);
    let needed = plan.needed([cells.as_slice()]);
    let mut known = known(store, &needed);
    let made = plan.missing(&needed, &mut known);
    accept(store.write(made.into_iter().map(|command| command.action)));
    let command = plan.command(&cells, &known).map_err(told)?;
    match store.write([command.action]).outcomes.remove(0) {
        Ok(done) => Ok(done.effect),
        Err(problem) => Err(told(plan.traced(&cells, &problem))),
    }
}

/// What a runner looks up.
fn known(store: &Store, needed: &Needed) -> Known {
    let mut known = Known::default();
    for value in store.values.values().filter(|value| needed.values.contains_key(&value.attribute)) {
        known.value(value);
    }
    for node in store.objects.values().filter(|object| object.kind == Classification) {
        let label = node.body.value("label", Some("en_GB"));
        let name = label.and_then(|value| match value {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        });
        known.classification(&node.code, name);
    }
    known
}

/// The links of an object, as they are read with it.
fn sheet(store: &Store, object: &Arc<Object>) -> Sheet {
    let is_own =
        |link: &&Arc<Object>| link.kind == Link && link.parent.as_ref().is_some_and(|parent| parent.id == object.id);
    let mut links: Vec<_> = store.objects.values().filter(is_own).cloned().collect();
    links.sort_by_key(|link| (link.type_id, link.sequence, link.id));
    Sheet { links, ..Sheet::of(Arc::clone(object)) }
}

fn columns(store: &Store, profile: &ExportProfile) -> Columns {
    Columns::of(profile, &store.schema).unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn cells(store: &Store, columns: &Columns, item: Item<'_>) -> Vec<String> {
    let values: NamedValues =
        store.values.values().map(|value| ((value.attribute.clone(), value.code.clone()), value.clone())).collect();
    columns.cells(item, &Surroundings { schema: &store.schema, values: &values, url: &|_| None })
}

fn mapping(column: &str, kind: TargetKind, code: &str, locale: Option<&str>, options: &[(&str, &str)]) -> Mapping {
    let option = |(name, json): &(&str, &str)| MappingOption {
        name: (*name).to_owned(),
        value: Word::of(&Input::parse(json).expect("JSON")),
    };
    let target = MappingTarget { kind, code: code.to_owned(), locale: locale.map(str::to_owned) };
    Mapping { column: column.to_owned(), target, options: options.iter().map(option).collect() }
}

fn does(profile: ImportProfile, action: LineAction) -> ImportProfile {
    ImportProfile { action, ..profile }
}

fn actions(commands: impl IntoIterator<Item = Command>) -> Vec<Action> {
    commands.into_iter().map(|command| command.action).collect()
}
