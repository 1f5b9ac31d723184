//! The waist: what a repository may ask of a connection, the same on both engines.

mod statement;
mod value;

use crate::dialect::Dialect;
use crate::{Clock, Error, postgres, sqlite};

pub(crate) use statement::{Answer, Call};
pub use statement::{Column, Kind, Rows, Statement};
pub use value::{Row, Value};

/// A connection, lent to one unit of work.
pub struct Conn<'a> {
    engine: Engine<'a>,
    clock: &'a Clock,
    pub(crate) state: State,
}

pub(crate) enum Engine<'a> {
    Sqlite(&'a mut sqlite::Session),
    Postgres(&'a mut postgres::Session),
}

/// What a unit of work has done with its connection.
#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    /// Statements run.
    pub statements: u64,
    /// Bytes sent along with them, about.
    pub bytes: usize,
    /// The first failure. PostgreSQL ends the transaction there, so no engine may commit after it.
    pub failed: Option<Error>,
    /// Whether the other nodes shall hear of it.
    pub notify: bool,
}

impl<'a> Conn<'a> {
    pub(crate) fn new(engine: Engine<'a>, clock: &'a Clock) -> Self {
        Self { engine, clock, state: State::default() }
    }

    /// Runs a statement and gives its rows.
    pub async fn query(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>, Error> {
        Ok(self.one(sql, params).await?.rows)
    }

    /// Runs a statement and tells how many rows it wrote.
    pub async fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64, Error> {
        Ok(self.one(sql, params).await?.written)
    }

    /// Runs statements in order, in one round trip, and gives the rows of each. The first failure is returned.
    pub async fn batch(&mut self, statements: Vec<Statement>) -> Result<Vec<Vec<Row>>, Error> {
        let calls: Vec<_> = statements.iter().map(Call::from).collect();
        let answers = self.run(&calls).await?;
        Ok(answers.into_iter().map(|answer| answer.rows).collect())
    }

    /// The SQL that it speaks.
    pub fn dialect(&self) -> Dialect {
        match self.engine {
            Engine::Sqlite(_) => Dialect::Sqlite,
            Engine::Postgres(_) => Dialect::Postgres,
        }
    }

    /// Whether the unit of work may await something else than its connection: a thread of SQLite runs it at one go.
    pub fn may_wait(&self) -> bool {
        matches!(self.engine, Engine::Postgres(_))
    }

    /// The moment, microseconds since 1970 UTC.
    pub fn now(&self) -> i64 {
        (self.clock)()
    }

    /// Lets the other nodes know, soon after this is committed.
    pub fn notify(&mut self) {
        self.state.notify = true;
    }

    /// Runs a whole script, statement by statement, without parameters.
    pub(crate) async fn script(&mut self, sql: &str) -> Result<(), Error> {
        let sql = self.dialect().expand(sql, None)?;
        let result = match &mut self.engine {
            Engine::Sqlite(session) => session.script(&sql),
            Engine::Postgres(session) => session.script(&sql).await,
        };
        self.note(result)
    }

    /// How the unit of work ended: it can't have succeeded where a statement failed, for PostgreSQL
    /// keeps nothing of a transaction in which one did.
    pub(crate) fn verdict<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
        match &self.state.failed {
            Some(error) if result.is_ok() => Err(error.clone()),
            _ => result,
        }
    }

    async fn one(&mut self, sql: &str, params: &[Value]) -> Result<Answer, Error> {
        let answers = self.run(&[Call { sql, params, rows: None }]).await?;
        Ok(answers.into_iter().next().unwrap_or_default())
    }

    /// One answer for each call.
    async fn run(&mut self, calls: &[Call<'_>]) -> Result<Vec<Answer>, Error> {
        self.state.statements += calls.len() as u64;
        self.state.bytes += calls.iter().map(Call::size).sum::<usize>();
        let result = match &mut self.engine {
            Engine::Sqlite(session) => session.run(calls),
            Engine::Postgres(session) => session.run(calls).await,
        };
        self.note(result)
    }

    fn note<T>(&mut self, result: Result<T, Error>) -> Result<T, Error> {
        if let Err(error) = &result
            && self.state.failed.is_none()
        {
            self.state.failed = Some(error.clone());
        }
        result
    }
}
