//! One connection and the statements run on it. Nothing in here waits for anything but the disk.

use rusqlite::{Connection, Statement};

use super::value::row;
use crate::Error;
use crate::conn::{Answer, Call, Row, Value};
use crate::dialect::{Dialect, Texts};

/// A connection with its statements.
pub(crate) struct Session {
    connection: Connection,
    texts: Texts,
}

impl Session {
    pub fn new(connection: Connection) -> Self {
        Self { connection, texts: Texts::new(Dialect::Sqlite) }
    }

    /// Runs the calls in order, up to the first failure.
    pub fn run(&mut self, calls: &[Call<'_>]) -> Result<Vec<Answer>, Error> {
        calls.iter().map(|call| self.call(*call)).collect()
    }

    fn call(&mut self, call: Call<'_>) -> Result<Answer, Error> {
        let columns = call.rows.map(|rows| rows.columns);
        let sql = self.texts.get(call.sql, columns)?;
        let mut statement = self.connection.prepare_cached(&sql)?;
        let expected = columns.map_or(0, <[_]>::len) + call.params.len();
        if statement.parameter_count() != expected {
            return Err(Error::Bug(format!(
                "{} parameters given, but {} in {sql}",
                expected,
                statement.parameter_count()
            )));
        }
        let mut answer = Answer::default();
        let before = self.connection.total_changes();
        match call.rows {
            None => step(&mut statement, call.params.iter(), &mut answer.rows)?,
            Some(rows) => {
                for row in &rows.rows {
                    if row.len() != rows.columns.len() {
                        return Err(Error::Bug(format!("a row of {} values for {sql}", row.len())));
                    }
                    step(&mut statement, row.iter().chain(call.params), &mut answer.rows)?;
                }
            }
        }
        answer.written = self.connection.total_changes() - before;
        Ok(answer)
    }

    /// Runs statements without parameters, several in one text.
    pub fn script(&mut self, sql: &str) -> Result<(), Error> {
        Ok(self.connection.execute_batch(sql)?)
    }

    /// Runs a statement that neither takes nor gives anything: BEGIN, COMMIT and their kin.
    pub fn control(&mut self, sql: &str) -> Result<(), Error> {
        self.connection.prepare_cached(sql)?.execute([])?;
        Ok(())
    }

    /// Copies what the log holds into the database, as far as nobody is kept waiting. Returns how many pages the log
    /// holds, and how many of them are copied.
    pub fn copy_log(&mut self) -> Result<(i64, i64), Error> {
        let mut statement = self.connection.prepare_cached("PRAGMA wal_checkpoint(PASSIVE)")?;
        Ok(statement.query_row([], |row| Ok((row.get(1)?, row.get(2)?)))?)
    }

    /// Whether a transaction is open.
    pub fn in_transaction(&self) -> bool {
        !self.connection.is_autocommit()
    }
}

fn step<'v>(
    statement: &mut Statement<'_>,
    params: impl Iterator<Item = &'v Value>,
    found: &mut Vec<Row>,
) -> Result<(), Error> {
    for (index, value) in params.enumerate() {
        statement.raw_bind_parameter(index + 1, value)?;
    }
    let width = statement.column_count();
    let mut rows = statement.raw_query();
    while let Some(next) = rows.next()? {
        found.push(row(next, width)?);
    }
    Ok(())
}
