//! `/api/measure-families`: the units of measures. Ours alone.

use model::command::{Action, DefinitionFields, MeasureFamilyFields, PutDefinition};
use model::problem::Problem;
use model::schema::{Definition, DefinitionKind, Spec, Unit};
use schemars::JsonSchema;
use serde::Serialize;

use super::definitions::mismatch;
use super::describe::schema_of;
use super::jsonld::{Class, MEASURE_FAMILY, Reference};
use super::resource::{Resource, Wish};
use super::shape::Fields;
use super::values::{Exact, Names, Printer, Stamps};

/// The resource.
pub struct MeasureFamilies;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct MeasureFamilyOut<'a> {
    #[serde(flatten)]
    this: Reference<'a>,
    /// Its internal number, which API v4 calls `id`.
    legacy_id: i64,
    /// Its name by interface locale.
    name: Names<'a>,
    /// The unit in which values are compared.
    base_unit: &'a str,
    /// All units, in the order in which they are offered.
    units: Vec<UnitOut<'a>>,
    #[serde(flatten)]
    stamps: Stamps<'a>,
}

#[derive(Serialize, JsonSchema)]
struct UnitOut<'a> {
    /// Its code.
    id: &'a str,
    /// Its name by interface locale.
    name: Names<'a>,
    /// How many base units one of it is.
    factor: Exact<'a>,
}

impl Resource for MeasureFamilies {
    type Thing = Definition;

    const CLASS: Class = MEASURE_FAMILY;
    const KIND: DefinitionKind = DefinitionKind::MeasureFamily;
    const REQUIRED: &'static [&'static str] = &["id", "baseUnit"];
    const FIXED: &'static [&'static str] = &["id", "baseUnit"];

    fn put(wish: &Wish<'_>, body: &mut Fields) -> Result<Action, Problem> {
        let (code, body_code) = body.code(wish.id);
        let fields = DefinitionFields::MeasureFamily(MeasureFamilyFields {
            name: body.labels("name"),
            base_unit: body.text("baseUnit"),
            units: body.input("units"),
        });
        Ok(Action::PutDefinition(PutDefinition { code, mode: wish.mode, body_code, fields }))
    }

    fn printed() -> schemars::Schema {
        schema_of::<MeasureFamilyOut<'_>>()
    }

    fn print(printer: Printer<'_>, definition: &Definition) -> serde_json::Result<Vec<u8>> {
        let Spec::MeasureFamily(family) = &definition.spec else { return Err(mismatch(definition)) };
        serde_json::to_vec(&MeasureFamilyOut {
            this: printer.reference(MEASURE_FAMILY, definition.code.as_str()),
            legacy_id: definition.id,
            name: printer.labels(&family.name),
            base_unit: &family.base_unit,
            units: family.units.iter().map(|unit| UnitOut::of(printer, unit)).collect(),
            stamps: Stamps::new(&definition.created, &definition.updated),
        })
    }
}

impl<'a> UnitOut<'a> {
    fn of(printer: Printer<'a>, unit: &'a Unit) -> Self {
        Self { id: &unit.code, name: printer.labels(&unit.name), factor: Exact(&unit.factor) }
    }
}
