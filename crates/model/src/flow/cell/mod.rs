//! Cells and values: how each type is written in a file and read from it. What is written is read as it was.

mod boolean;
mod day;
mod measure;
mod moment;
mod number;
mod price;
mod several;

use crate::attribute::{AttributeType, Refused};
use crate::input::Input;
use crate::schema::{MeasureFamily, Notation};
use crate::value::Value;

pub(super) use boolean::read as read_boolean;
pub use day::DateFormat;
pub(super) use number::read as read_number;
pub(super) use several::{join, split};

/// How the cells of one column are written.
#[derive(Debug, Clone)]
pub struct Writing<'a> {
    /// As the profile says.
    pub notation: &'a Notation,
    /// The same, read.
    pub date_format: &'a DateFormat,
    /// The units of a measure.
    pub family: Option<&'a MeasureFamily>,
    /// The unit of numbers that have none.
    pub unit: Option<&'a str>,
}

/// What a cell that isn't empty says. Errors: it can't be read.
pub fn read(cell: &str, kind: AttributeType, writing: &Writing<'_>) -> Result<Input, Refused> {
    let text = |text: &str| Input::Text(text.to_owned());
    let texts = || split(cell, writing.notation.multi_value_separator).into_iter().map(Input::Text).collect();
    match kind {
        AttributeType::Text | AttributeType::Multiline | AttributeType::Html => Ok(text(cell)),
        AttributeType::Url
        | AttributeType::Email
        | AttributeType::Color
        | AttributeType::Gtin
        | AttributeType::Time
        | AttributeType::Select => Ok(text(cell.trim())),
        AttributeType::Integer | AttributeType::Decimal => number::read(cell, writing.notation).map(Input::Text),
        AttributeType::Price => price::read(cell, writing.notation),
        AttributeType::Measure => measure::read(cell, writing),
        AttributeType::Boolean => boolean::read(cell).map(Input::Bool),
        AttributeType::Date => day::read(cell, writing.date_format).map(Input::Text),
        AttributeType::Datetime => moment::read(cell, writing).map(Input::Text),
        AttributeType::Multiselect | AttributeType::Media | AttributeType::Document => Ok(Input::List(texts())),
        AttributeType::Table | AttributeType::Json => read_json(cell),
    }
}

/// An amount in a column of one currency: the others stay as they are.
pub fn read_amount(cell: &str, currency: &str, notation: &Notation) -> Result<(String, Input), Refused> {
    let amount = if cell.is_empty() { Input::Null } else { Input::Text(number::read(cell, notation)?) };
    Ok((currency.to_owned(), amount))
}

/// The cell of a value, which is of that type.
pub fn write(value: &Value, kind: AttributeType, writing: &Writing<'_>) -> String {
    let several = |texts: &[String]| join(texts.iter().map(String::as_str), writing.notation.multi_value_separator);
    match value {
        Value::Text(day) if kind == AttributeType::Date => writing.date_format.write(day),
        Value::Text(moment) if kind == AttributeType::Datetime => moment::write(moment, writing),
        Value::Text(text) | Value::Json(text) => text.clone(),
        Value::Number(number) => number::write(number, writing.notation),
        Value::Bool(value) => if *value { "1" } else { "0" }.to_owned(),
        Value::Codes(codes) => several(codes),
        Value::Price(amounts) => price::write(amounts, writing.notation),
        Value::Measure { number, unit } => measure::write(number, unit, writing.notation),
    }
}

/// The cell of an amount in a column of its currency.
pub fn write_amount(value: &Value, currency: &str, notation: &Notation) -> String {
    match value {
        Value::Price(amounts) => amounts.get(currency).map_or_else(String::new, |it| number::write(it, notation)),
        _ => String::new(),
    }
}

/// The cells of a measure whose unit has its own column: number and unit.
pub fn write_apart(value: &Value, notation: &Notation) -> (String, String) {
    match value {
        Value::Measure { number, unit } => (number::write(number, notation), unit.clone()),
        _ => (String::new(), String::new()),
    }
}

/// The mark before decimals by which most of these cells, each of its type, can be read: a point, unless a comma reads
/// more.
pub(super) fn decimal_mark(cells: &[(&str, AttributeType)]) -> char {
    let count = |mark: char| {
        let notation = Notation { decimal_separator: mark, ..Notation::default() };
        let reads = |(cell, kind): &&(&str, AttributeType)| match kind {
            AttributeType::Price => price::read(cell, &notation).is_ok(),
            AttributeType::Measure => number::read(measure::amount(cell), &notation).is_ok(),
            _ => number::read(cell, &notation).is_ok(),
        };
        cells.iter().filter(reads).count()
    };
    let [point, comma] = number::MARKS;
    if count(comma) > count(point) { comma } else { point }
}

/// The JSON of a cell.
pub fn read_json(cell: &str) -> Result<Input, Refused> {
    Input::parse(cell).map_err(|error| ("wrong_type", format!("This cell should be JSON; {error}.")))
}

/// Why a cell was refused.
fn refused(expected: &str, cell: &str) -> Refused {
    let shown: String = cell.chars().take(40).collect();
    ("wrong_type", format!("This cell should be {expected}; got \"{}\".", shown.escape_debug()))
}

#[cfg(test)]
mod tests;
