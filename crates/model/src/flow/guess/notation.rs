//! How numbers and days are written, by some lines of a file.

use crate::attribute::AttributeType;
use crate::flow::cell::{DateFormat, decimal_mark};
use crate::flow::holds::{Holds, Part};
use crate::schema::{Mapping, Notation, Schema};

/// What days are mostly written as; of those that read as many, the first.
const DAYS: [&str; 8] =
    ["yyyy-MM-dd", "dd/MM/yyyy", "MM/dd/yyyy", "dd.MM.yyyy", "dd-MM-yyyy", "yyyy/MM/dd", "yyyyMMdd", "dd/MM/yy"];

const NUMBERS: [AttributeType; 4] =
    [AttributeType::Integer, AttributeType::Decimal, AttributeType::Price, AttributeType::Measure];

/// The notation in which most of the samples can be read.
pub(super) fn of(
    held: &[Holds],
    header: &[String],
    mappings: &[Mapping],
    samples: &[Vec<String>],
    schema: &Schema,
) -> Notation {
    let kind = |holds: &Holds| match holds {
        Holds::Attribute { code, part, .. } if *part != Part::Unit => schema.attribute(code).map(|own| own.kind),
        _ => None,
    };
    let cells = |wanted: &[AttributeType]| -> Vec<(&str, AttributeType)> {
        let column = |(mapping, holds): (&Mapping, &Holds)| {
            let place = header.iter().position(|name| *name == mapping.column)?;
            Some((place, kind(holds).filter(|kind| wanted.contains(kind))?))
        };
        let columns: Vec<(usize, AttributeType)> = mappings.iter().zip(held).filter_map(column).collect();
        let all = samples
            .iter()
            .flat_map(|line| columns.iter().filter_map(|(place, kind)| Some((line.get(*place)?.trim(), *kind))));
        all.filter(|(cell, _)| !cell.is_empty()).collect()
    };
    let mut notation = Notation { decimal_separator: decimal_mark(&cells(&NUMBERS)), ..Notation::default() };
    let days = cells(&[AttributeType::Date]);
    let read = |format: &str| {
        let format = DateFormat::parse(format);
        format.map_or(0, |format| days.iter().filter(|(day, _)| matches!(format.begin(day), Some((_, "")))).count())
    };
    let best = DAYS.into_iter().rev().max_by_key(|format| read(format)).filter(|format| read(format) > 0);
    if let Some(format) = best {
        format.clone_into(&mut notation.date_format);
    }
    notation
}
