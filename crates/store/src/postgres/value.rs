//! Values and errors, between PostgreSQL's and ours.

use std::error::Error as StdError;
use std::io;
use std::sync::Arc;

use bytes::BytesMut;
use deadpool_postgres::PoolError;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use crate::Error;
use crate::conn::{Call, Row, Value};

type Boxed = Box<dyn StdError + Sync + Send>;

/// A parameter.
#[derive(Debug)]
pub(super) enum Param<'a> {
    One(&'a Value),
    /// A column of rows, as a list.
    Column(Vec<Param<'a>>),
}

/// The parameters of a call: its rows' columns, then its own.
pub(super) fn params<'a>(call: &Call<'a>) -> Result<Vec<Param<'a>>, Error> {
    let mut params = Vec::new();
    if let Some(rows) = call.rows {
        if let Some(row) = rows.rows.iter().find(|row| row.len() != rows.columns.len()) {
            return Err(Error::Bug(format!("a row of {} values for {}", row.len(), call.sql)));
        }
        params.extend(
            (0..rows.columns.len())
                .map(|index| Param::Column(rows.rows.iter().map(|row| Param::One(&row[index])).collect())),
        );
    }
    params.extend(call.params.iter().map(Param::One));
    Ok(params)
}

impl ToSql for Param<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Boxed> {
        match self {
            Self::Column(values) => values.to_sql(ty, out),
            Self::One(Value::Null) => Ok(IsNull::Yes),
            Self::One(Value::Bool(value)) => value.to_sql_checked(ty, out),
            Self::One(Value::Int(value)) => match *ty {
                // Of a width that the statement's own types ask for, not the tables'.
                Type::INT4 => i32::try_from(*value)?.to_sql(ty, out),
                _ => value.to_sql_checked(ty, out),
            },
            Self::One(Value::Double(value)) => value.to_sql_checked(ty, out),
            Self::One(Value::Text(value)) => value.to_sql_checked(ty, out),
            Self::One(Value::Bytes(bytes)) => bytes.to_sql_checked(ty, out),
            Self::One(Value::Ints(list)) => list.to_sql_checked(ty, out),
            Self::One(Value::Texts(list)) => list.to_sql_checked(ty, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// Takes a row over.
pub(super) fn row(row: &tokio_postgres::Row) -> Result<Row, Error> {
    let values = row.columns().iter().enumerate().map(|(index, column)| {
        Ok(match *column.type_() {
            Type::BOOL => row.try_get::<_, Option<bool>>(index)?.into(),
            Type::INT8 => row.try_get::<_, Option<i64>>(index)?.into(),
            Type::INT4 => row.try_get::<_, Option<i32>>(index)?.map(i64::from).into(),
            Type::FLOAT8 => row.try_get::<_, Option<f64>>(index)?.into(),
            Type::TEXT | Type::VARCHAR | Type::NAME => row.try_get::<_, Option<String>>(index)?.into(),
            Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(index)?.into(),
            // What the functions that lock return.
            Type::VOID => Value::Null,
            _ => {
                let words = format!("column {} of an answer is of type {}: cast it", column.name(), column.type_());
                return Err(Error::Bug(words));
            }
        })
    });
    values.collect::<Result<_, _>>().map(Row::new)
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        let Some(said) = error.as_db_error() else {
            let cut = error.is_closed() || error.source().is_some_and(<dyn StdError>::is::<io::Error>);
            return if cut { Self::Unavailable(words(&error)) } else { Self::Database(Arc::new(error)) };
        };
        match said.code() {
            &SqlState::UNIQUE_VIOLATION | &SqlState::FOREIGN_KEY_VIOLATION => {
                Self::Stale(said.constraint().unwrap_or(said.message()).to_owned())
            }
            &SqlState::T_R_SERIALIZATION_FAILURE | &SqlState::T_R_DEADLOCK_DETECTED | &SqlState::LOCK_NOT_AVAILABLE => {
                Self::Busy(said.message().to_owned())
            }
            &SqlState::DISK_FULL => Self::Full(said.message().to_owned()),
            code if is_passing(code) => Self::Unavailable(format!("{} ({})", said.message(), code.code())),
            _ => Self::Database(Arc::new(error)),
        }
    }
}

/// Whether the server can't just now: connection lost (08), out of something (53), shut down, timed
/// out or cancelled (57), its disk failing (58), or a standby since a moment ago.
fn is_passing(code: &SqlState) -> bool {
    matches!(&code.code()[..2], "08" | "53" | "57" | "58")
        || *code == SqlState::READ_ONLY_SQL_TRANSACTION
        || *code == SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT
}

fn words(error: &tokio_postgres::Error) -> String {
    match error.source() {
        Some(cause) => format!("{error}: {cause}"),
        None => error.to_string(),
    }
}

impl From<PoolError> for Error {
    fn from(error: PoolError) -> Self {
        match error {
            PoolError::Backend(error) => error.into(),
            error => Self::Unavailable(error.to_string()),
        }
    }
}
