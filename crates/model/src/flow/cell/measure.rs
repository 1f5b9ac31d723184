//! Numbers with their units: `12 kg`.

use super::{Writing, number, refused};
use crate::attribute::Refused;
use crate::index::fold;
use crate::input::Input;
use crate::schema::{MeasureFamily, Notation};

/// What a cell says; a number by itself is in the unit of its column.
pub fn read(cell: &str, writing: &Writing<'_>) -> Result<Input, Refused> {
    let text = cell.trim();
    let (amount, unit) = parts(text);
    let unit = Some(unit).filter(|unit| !unit.is_empty()).or(writing.unit);
    let unit = unit.ok_or_else(|| refused(&expected(writing.family), cell))?;
    let amount = Input::Text(number::read(amount, writing.notation)?);
    let unit = Input::Text(known(unit, writing.family));
    Ok(Input::Map(vec![("value".to_owned(), amount), ("unit".to_owned(), unit)]))
}

/// The number in a cell.
pub fn amount(cell: &str) -> &str {
    parts(cell.trim()).0
}

/// `12 kg`.
pub fn write(amount: &str, unit: &str, notation: &Notation) -> String {
    format!("{} {unit}", number::write(amount, notation))
}

/// The number, and what follows it.
fn parts(text: &str) -> (&str, &str) {
    let is_part = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+-.,'\u{2019}".contains(c);
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    match text.rsplit_once(char::is_whitespace) {
        // Between digits a blank parts thousands.
        Some((amount, unit)) if end < text.len() || !unit.chars().all(is_part) => (amount.trim_end(), unit),
        _ => (text[..end].trim_end(), text[end..].trim()),
    }
}

/// The code of a unit that is named by code or label, else what was written.
fn known(unit: &str, family: Option<&MeasureFamily>) -> String {
    let units = || family.iter().flat_map(|family| &family.units).collect::<Vec<_>>();
    if units().iter().any(|known| known.code == unit) {
        return unit.to_owned();
    }
    let wanted = fold(unit);
    let is_named = |text: &String| fold(text) == wanted;
    let named: Vec<_> =
        units().into_iter().filter(|known| is_named(&known.code) || known.name.values().any(is_named)).collect();
    match named.as_slice() {
        [one] => one.code.clone(),
        _ => unit.to_owned(),
    }
}

fn expected(family: Option<&MeasureFamily>) -> String {
    let units: Vec<_> = family.iter().flat_map(|family| &family.units).map(|unit| unit.code.as_str()).collect();
    format!("a number with a unit ({})", units.join(", "))
}
