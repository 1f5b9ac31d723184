//! What the format of a cell makes of its number.

use std::collections::HashMap;

use quick_xml::events::Event;

use super::{
    package::Package,
    xml::{Xml, attribute},
};
use crate::sheet::{Error, limits};

/// How a number is shown, as far as it says what the number is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// A number.
    #[default]
    Plain,
    /// A day, a time of day, or both.
    Date,
    /// Hours, more than a day has if need be.
    Duration,
    /// Digits, so many at least: `0000` shows 42 as 0042.
    Digits(usize),
}

/// The shapes of a workbook's formats by their number.
#[derive(Default)]
pub struct Styles(Vec<Shape>);

impl Styles {
    /// Reads them.
    pub fn read(package: &mut Package, part: &str) -> Result<Self, Error> {
        match package.part(part, limits::ABOUT)? {
            Some(xml) => shapes(xml).map(Self),
            None => Ok(Self::default()),
        }
    }

    /// The shape of a format.
    pub fn shape(&self, format: usize) -> Shape {
        self.0.get(format).copied().unwrap_or_default()
    }
}

fn shapes(mut xml: Xml<'_>) -> Result<Vec<Shape>, Error> {
    let (mut codes, mut shapes, mut is_of_cells) = (HashMap::new(), Vec::new(), false);
    loop {
        match xml.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                b"numFmt" => {
                    let id = attribute(&start, b"numFmtId").unwrap_or_default();
                    codes.insert(id, attribute(&start, b"formatCode").unwrap_or_default());
                }
                b"cellXfs" => is_of_cells = true,
                b"xf" if is_of_cells => {
                    let id = attribute(&start, b"numFmtId").unwrap_or_default();
                    shapes.push(codes.get(&id).map_or_else(|| built_in(&id), |code| of_code(code)));
                }
                _ => {}
            },
            Event::End(end) if end.local_name().as_ref() == b"cellXfs" => is_of_cells = false,
            Event::Eof => return Ok(shapes),
            _ => {}
        }
    }
}

/// Formats that a workbook needn't spell out (ECMA-376, 18.8.30).
fn built_in(id: &str) -> Shape {
    match id.parse() {
        Ok(14..=22 | 27..=36 | 45 | 47 | 50..=58) => Shape::Date,
        Ok(46) => Shape::Duration,
        _ => Shape::Plain,
    }
}

/// What a format code says, by its part for positive numbers.
pub fn of_code(code: &str) -> Shape {
    let mut characters = code.chars();
    let mut is_date = false;
    while let Some(character) = characters.next() {
        match character {
            ';' => break,
            // What follows is shown as it is, or takes its width.
            '\\' | '_' | '*' => {
                characters.next();
            }
            '"' => {
                characters.find(|&character| character == '"');
            }
            '[' => {
                let inner: String = characters.by_ref().take_while(|&character| character != ']').collect();
                let is_hours = |unit: char| inner.chars().all(|character| character.eq_ignore_ascii_case(&unit));
                if !inner.is_empty() && ['h', 'm', 's'].into_iter().any(is_hours) {
                    return Shape::Duration;
                }
            }
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => is_date = true,
            _ => {}
        }
    }
    let is_digits = code.len() > 1 && code.bytes().all(|byte| byte == b'0');
    match (is_date, is_digits) {
        (true, _) => Shape::Date,
        (false, true) => Shape::Digits(code.len().min(limits::CELL)),
        _ => Shape::Plain,
    }
}
