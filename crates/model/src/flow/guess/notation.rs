//! How numbers and days are written, by some lines of a file.

use crate::attribute::AttributeType;
use crate::flow::cell::{DateFormat, decimal_marks};
use crate::flow::holds::Holds;
use crate::schema::{Mapping, Notation, Schema};

/// What days are mostly written as; of those that fit, the first.
const DAYS: [&str; 8] =
    ["yyyy-MM-dd", "dd/MM/yyyy", "MM/dd/yyyy", "dd.MM.yyyy", "dd-MM-yyyy", "yyyy/MM/dd", "yyyyMMdd", "dd/MM/yy"];

/// The notation in which the samples can be read.
pub(super) fn of(
    held: &[Holds],
    header: &[String],
    mappings: &[Mapping],
    samples: &[Vec<String>],
    schema: &Schema,
) -> Notation {
    let cells = |wanted: &[AttributeType]| -> Vec<&str> {
        let is_wanted = |holds: &Holds| match holds {
            Holds::Attribute { code, .. } => schema.attribute(code).is_some_and(|own| wanted.contains(&own.kind)),
            _ => false,
        };
        let columns =
            mappings.iter().zip(held).filter(|(_, holds)| is_wanted(holds)).map(|(mapping, _)| &mapping.column);
        let places: Vec<usize> = columns.filter_map(|name| header.iter().position(|known| known == name)).collect();
        let all = samples.iter().flat_map(|line| places.iter().filter_map(|place| line.get(*place)));
        all.map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect()
    };
    let numbers = cells(&[AttributeType::Integer, AttributeType::Decimal]);
    let days = cells(&[AttributeType::Date]);
    let mut notation = Notation::default();
    if let [only] = decimal_marks(&numbers).as_slice() {
        notation.decimal_separator = *only;
    }
    let fits = |format: &&&str| {
        let format = DateFormat::parse(format);
        format.is_some_and(|format| days.iter().all(|day| matches!(format.begin(day), Some((_, "")))))
    };
    if let Some(format) = DAYS.iter().find(fits).filter(|_| !days.is_empty()) {
        (*format).clone_into(&mut notation.date_format);
    }
    notation
}
