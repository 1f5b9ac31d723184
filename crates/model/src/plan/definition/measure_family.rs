//! Families of units.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{fixed, texts, written};
use crate::attribute::{AttributeType, Form};
use crate::code;
use crate::command::{MeasureFamilyFields, Patch};
use crate::input::Input;
use crate::loaded::Use;
use crate::plan::existing::check_code;
use crate::plan::overlay::Overlay;
use crate::plan::step::{Faults, Step};
use crate::problem::{Field, Problem};
use crate::schema::{Attribute, Definition, DefinitionKind, Labels, MeasureFamily, Schema, Spec, Unit};
use crate::value::{Stored, Value};

const BASE: Field = Field::Property("baseUnit");
const UNITS: &str = "units";

/// Plans one put. A unit that values are in keeps its factor.
pub(super) fn put(
    view: &Overlay<'_>,
    code: &str,
    before: Option<&Arc<Definition>>,
    fields: &MeasureFamilyFields,
    mut faults: Faults,
) -> Result<Step, Problem> {
    let schema = &view.schema;
    let old = before.and_then(|definition| definition.says::<MeasureFamily>());
    let none = Labels::new();
    let name = texts::labels(schema, old.map_or(&none, |old| &old.name), &fields.name, "name", &mut faults);
    let base = fixed(fields.base_unit.value(), old.map(|old| &old.base_unit), BASE, String::as_str, &mut faults);
    if base.is_none() {
        faults.refuse(BASE, "required", "Expected the code of the unit in which values are compared.");
    }
    let base_unit = base.unwrap_or_default();
    let mut units = match &fields.units {
        Patch::Absent => old.map_or_else(Vec::new, |old| old.units.clone()),
        Patch::Null => Vec::new(),
        Patch::Value(input) => read_units(schema, input, &mut faults),
    };
    if !units.iter().any(|unit| unit.code == base_unit) {
        units.insert(0, Unit { code: base_unit.clone(), name: Labels::new(), factor: "1".into() });
    }
    let new = MeasureFamily { name, base_unit, units };
    check_units(&new, &mut faults);
    let changed = old.map_or_else(BTreeSet::new, |old| changed(old, &new));
    if let Some((unit, attribute)) = used(view, code, &changed) {
        let message = format!("Values of the attribute \"{attribute}\" are in \"{unit}\", which keeps its factor.");
        faults.refuse(Field::Property(UNITS), "in_use", message);
    }
    let warnings = faults.settle()?;
    let mut step = written(view, code, before, Spec::MeasureFamily(new), !changed.is_empty())?;
    step.done.warnings = warnings;
    Ok(step)
}

fn read_units(schema: &Schema, input: &Input, faults: &mut Faults) -> Vec<Unit> {
    let Input::List(items) = input else {
        refuse(faults, format!("Expected a list of units {{\"id\", \"name\", \"factor\"}}; got {}.", input.describe()));
        return Vec::new();
    };
    items.iter().map(|item| read_unit(schema, item, faults)).collect()
}

fn read_unit(schema: &Schema, item: &Input, faults: &mut Faults) -> Unit {
    let code = item.get("id").and_then(Input::text).unwrap_or_default();
    check_code(code, None, code::check_object, faults);
    let factor = item.get("factor").and_then(|input| Form::plain(AttributeType::Decimal).read(input).ok());
    let factor = match factor {
        Some(Value::Number(factor)) if factor != "0" && !factor.starts_with('-') => factor,
        _ => {
            refuse(faults, format!("Expected the unit \"{code}\" to have a factor of more than 0."));
            "1".to_owned()
        }
    };
    let name = match item.get("name") {
        Some(Input::Map(pairs)) => {
            let label = |(locale, text): &(String, Input)| (locale.clone(), text.text().unwrap_or_default().to_owned());
            Patch::Value(pairs.iter().map(label).collect())
        }
        _ => Patch::Absent,
    };
    let name = texts::labels(schema, &Labels::new(), &name, UNITS, faults);
    Unit { code: code.to_owned(), name, factor }
}

fn check_units(family: &MeasureFamily, faults: &mut Faults) {
    let mut seen = BTreeSet::new();
    for unit in &family.units {
        if !seen.insert(&unit.code) {
            refuse(faults, format!("Expected each unit once; got \"{}\" twice.", unit.code));
        }
    }
    if let Some(factor) = family.factor(&family.base_unit).filter(|factor| *factor != "1") {
        refuse(faults, format!("Expected the base unit to have the factor 1; got {factor}."));
    }
}

fn refuse(faults: &mut Faults, message: String) {
    faults.refuse(Field::Property(UNITS), "bad_unit", message);
}

/// The units whose factor goes or is another.
fn changed<'a>(old: &'a MeasureFamily, new: &MeasureFamily) -> BTreeSet<&'a str> {
    let stays = |unit: &&Unit| new.factor(&unit.code) == Some(&unit.factor);
    old.units.iter().filter(|unit| !stays(unit)).map(|unit| unit.code.as_str()).collect()
}

/// One of these units that values are in, and an attribute that has them.
fn used<'a>(view: &Overlay<'_>, family: &str, units: &BTreeSet<&'a str>) -> Option<(&'a str, String)> {
    attributes_of(&view.schema, family).find_map(|attribute| {
        let unit_of = |value: &Value| match value {
            Value::Measure { unit, .. } => units.get(unit.as_str()).copied(),
            _ => None,
        };
        let in_one = |stored: &Stored| match stored {
            Stored::Plain(value) => unit_of(value),
            Stored::Localised(values) => values.values().find_map(unit_of),
        };
        let holders =
            view.users(&Use::Attribute(attribute.code.clone()), |object| object.body.0.contains_key(&attribute.code));
        let found = holders.objects.iter().find_map(|object| in_one(object.body.0.get(&attribute.code)?));
        // Of so many holders not all were looked at.
        let any = if holders.more { units.first().copied() } else { None };
        found.or(any).map(|unit| (unit, attribute.code.clone()))
    })
}

/// The attributes whose values are in units of that family.
pub(in crate::plan) fn attributes_of<'s>(
    schema: &'s Schema,
    family: &str,
) -> impl Iterator<Item = &'s Arc<Definition>> {
    let is_of = move |definition: &&Arc<Definition>| {
        definition.says::<Attribute>().is_some_and(|attribute| attribute.measure_family.as_deref() == Some(family))
    };
    schema.all(DefinitionKind::Attribute).filter(is_of)
}

/// Plans the deletion of a family that no attribute needs.
pub(super) fn delete(view: &Overlay<'_>, definition: &Arc<Definition>) -> Result<Step, Problem> {
    let code = definition.code.as_str();
    if let Some(attribute) = attributes_of(&view.schema, code).next() {
        let message =
            format!("The attribute \"{}\" has units of the family \"{code}\", which can't be deleted.", attribute.code);
        return Err(Problem::conflict(message));
    }
    Ok(Step::deleted(definition))
}
