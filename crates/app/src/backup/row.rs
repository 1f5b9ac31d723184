//! A row as a line of JSON: a list with a value a column.

use serde::ser::{Serialize, SerializeSeq as _, Serializer};
use store::conn::{Column, Kind, Value};

/// A row to be written.
pub struct Line<'a>(pub &'a [Value]);

struct Cell<'a>(&'a Value);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for value in self.0 {
            list.serialize_element(&Cell(value))?;
        }
        list.end()
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Int(value) => serializer.serialize_i64(*value),
            Value::Double(value) => serializer.serialize_f64(*value),
            Value::Text(value) => serializer.serialize_str(value),
            Value::Bytes(_) | Value::Ints(_) | Value::Texts(_) => {
                Err(serde::ser::Error::custom("no column holds such a value"))
            }
        }
    }
}

/// Reads a row with these columns. Errors: what is wrong with it.
pub fn read(line: &str, columns: &[Column]) -> Result<Vec<Value>, String> {
    let cells: Vec<serde_json::Value> = serde_json::from_str(line).map_err(|error| error.to_string())?;
    if cells.len() != columns.len() {
        return Err(format!("{} values for {} columns", cells.len(), columns.len()));
    }
    cells.into_iter().zip(columns).map(|(cell, (name, kind))| value(cell, name, *kind)).collect()
}

fn value(cell: serde_json::Value, column: &str, kind: Kind) -> Result<Value, String> {
    use serde_json::Value as Json;
    let read = match (kind, cell) {
        (_, Json::Null) => Some(Value::Null),
        (Kind::Bool, Json::Bool(value)) => Some(Value::Bool(value)),
        (Kind::Int, Json::Number(number)) => number.as_i64().map(Value::Int),
        (Kind::Double, Json::Number(number)) => number.as_f64().map(Value::Double),
        (Kind::Text, Json::String(text)) if !text.contains('\0') => Some(Value::Text(text)),
        _ => None,
    };
    let kind = match kind {
        Kind::Bool => "a boolean",
        Kind::Int => "an integer",
        Kind::Double => "a number",
        Kind::Text => "a text",
    };
    read.ok_or_else(|| format!("{column} should be {kind}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[("a", Kind::Int), ("b", Kind::Bool), ("c", Kind::Text)];

    #[test]
    fn a_row_comes_back_as_it_was() {
        for row in [
            vec![Value::Int(i64::MIN), Value::Bool(true), Value::Text("\"é\u{2028}\n\\ {\"a\": 1.0}".into())],
            vec![Value::Int(i64::MAX), Value::Bool(false), Value::Null],
        ] {
            let line = serde_json::to_string(&Line(&row)).unwrap();
            assert!(!line.contains('\n'), "{line}");
            assert_eq!(read(&line, COLUMNS), Ok(row));
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (line, words) in [
            ("[1, true]", "2 values for 3 columns"),
            ("[1, 1, \"\"]", "b should be a boolean"),
            ("[1.5, true, \"\"]", "a should be an integer"),
            ("[1, true, \"\\u0000\"]", "c should be a text"),
            ("[1, true, \"", "EOF"),
        ] {
            let error = read(line, COLUMNS).unwrap_err();
            assert!(error.contains(words), "{line}: {error}");
        }
    }
}
