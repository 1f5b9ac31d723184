//! Values and errors, between SQLite's and ours.

use std::sync::Arc;

use rusqlite::ErrorCode;
use rusqlite::ffi;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};

use crate::Error;
use crate::conn::{Row, Value};

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Bool(value) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*value))),
            Self::Int(value) => ToSqlOutput::Borrowed(ValueRef::Integer(*value)),
            Self::Double(value) => ToSqlOutput::Borrowed(ValueRef::Real(*value)),
            Self::Text(value) => ToSqlOutput::Borrowed(ValueRef::Text(value.as_bytes())),
            Self::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
            Self::Ints(list) => json(list)?,
            Self::Texts(list) => json(list)?,
        })
    }
}

/// A list for `json_each`.
fn json<T: serde::Serialize>(list: &[T]) -> rusqlite::Result<ToSqlOutput<'static>> {
    let text = serde_json::to_string(list).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    Ok(text.into())
}

/// Takes a row over, with its `width` columns.
pub(super) fn row(row: &rusqlite::Row<'_>, width: usize) -> Result<Row, Error> {
    let values = (0..width).map(|index| {
        Ok(match row.get_ref(index)? {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(value) => Value::Int(value),
            ValueRef::Real(value) => Value::Double(value),
            ValueRef::Text(bytes) => {
                let text = std::str::from_utf8(bytes);
                Value::Text(text.map_err(|_| mismatch(index, "a text that isn't UTF-8"))?.to_owned())
            }
            ValueRef::Blob(bytes) => Value::Bytes(bytes.to_owned()),
        })
    });
    values.collect::<Result<_, _>>().map(Row::new)
}

fn mismatch(index: usize, found: &'static str) -> Error {
    Error::Column { index, expected: "a value", found }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, message) = &error else {
            return Self::Database(Arc::new(error));
        };
        let words = message.clone().unwrap_or_else(|| error.to_string());
        match failure.code {
            ErrorCode::ConstraintViolation if is_stale(failure.extended_code) => Self::Stale(words),
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy(words),
            ErrorCode::DiskFull => Self::Full(words),
            ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::OutOfMemory => {
                Self::Unavailable(words)
            }
            _ => Self::Database(Arc::new(error)),
        }
    }
}

/// Whether what the violated constraint guards may have been changed by somebody else.
fn is_stale(code: std::ffi::c_int) -> bool {
    matches!(
        code,
        ffi::SQLITE_CONSTRAINT_UNIQUE
            | ffi::SQLITE_CONSTRAINT_PRIMARYKEY
            | ffi::SQLITE_CONSTRAINT_ROWID
            | ffi::SQLITE_CONSTRAINT_FOREIGNKEY
    )
}
