//! Families of units in history.

use std::fmt::Write as _;

use super::fields::{Fields, Leaf, labels as of_labels};
use super::revert::{input, labels, text};
use crate::body::{write_list, write_members, write_text};
use crate::command::MeasureFamilyFields;
use crate::input::Input;
use crate::schema::{MeasureFamily, Unit};

/// The fields of a family; all its units are one.
pub(super) fn of_family(family: &MeasureFamily) -> Fields<'_> {
    let mut units = String::new();
    write_list(&mut units, &family.units, write_unit);
    let mut fields =
        vec![(["baseUnit", "", ""], Leaf::Text(&family.base_unit)), (["units", "", ""], Leaf::Json(units))];
    of_labels(&mut fields, "name", &family.name);
    fields
}

fn write_unit(out: &mut String, unit: &Unit) {
    out.push_str("{\"id\":");
    write_text(out, &unit.code);
    // Writing to a string can't fail.
    let _ = write!(out, ",\"factor\":{},\"name\":", unit.factor);
    write_members(out, &unit.name, |out, label| write_text(out, label));
    out.push('}');
}

/// The fields that bring a family back.
pub(super) fn family(image: &Input) -> MeasureFamilyFields {
    MeasureFamilyFields {
        name: labels(image, "name"),
        base_unit: text(image, "baseUnit"),
        units: input(image, "units"),
    }
}
