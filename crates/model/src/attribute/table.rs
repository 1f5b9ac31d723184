//! Rows of named cells: a list of objects of texts, numbers, true, false and null.

use super::{Refused, json, wrong_kind};
use crate::input::Input;
use crate::value::Value;

pub fn read(input: &Input) -> Result<Value, Refused> {
    let expected = "a list of rows, which are objects of texts, numbers, true, false or null";
    let is_cell = |input: &Input| !matches!(input, Input::List(_) | Input::Map(_));
    let is_row = |row: &Input| matches!(row, Input::Map(cells) if cells.iter().all(|(_, cell)| is_cell(cell)));
    match input {
        Input::List(rows) if rows.iter().all(is_row) => json::read(input),
        _ => Err(wrong_kind(expected, input)),
    }
}
