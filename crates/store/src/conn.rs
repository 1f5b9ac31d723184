//! The waist: what a repository may ask of a connection, the same on both engines.

use std::borrow::Cow;

use crate::dialect::Dialect;
use crate::{Clock, Error, postgres, sqlite};

/// What goes into a statement and comes out of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// NULL.
    Null,
    /// BOOLEAN; an integer 0 or 1 in SQLite.
    Bool(bool),
    /// BIGINT.
    Int(i64),
    /// DOUBLE.
    Double(f64),
    /// TEXT, without U+0000.
    Text(String),
    /// A list for `{in $n}`; never in a row.
    Ints(Vec<i64>),
    /// A list for `{in $n}`; never in a row.
    Texts(Vec<String>),
}

impl Value {
    fn name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::Int(_) => "an integer",
            Self::Double(_) => "a double",
            Self::Text(_) => "a text",
            Self::Ints(_) | Self::Texts(_) => "a list",
        }
    }

    /// About how many bytes it is.
    fn size(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Ints(list) => list.len() * size_of::<i64>(),
            Self::Texts(list) => list.iter().map(String::len).sum(),
            _ => size_of::<i64>(),
        }
    }
}

macro_rules! value_from {
    ($($type:ty => $variant:ident),*) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

value_from!(bool => Bool, i64 => Int, f64 => Double, &str => Text, &String => Text, String => Text,
            Vec<i64> => Ints, Vec<String> => Texts);

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// One row of an answer. Columns are counted from 0; a column of another kind than asked for is
/// [`Error::Column`].
#[derive(Debug, Clone, PartialEq)]
pub struct Row(Vec<Value>);

impl Row {
    pub(crate) fn new(values: Vec<Value>) -> Self {
        Self(values)
    }

    /// All its values.
    pub fn values(&self) -> &[Value] {
        &self.0
    }

    /// An integer.
    pub fn int(&self, index: usize) -> Result<i64, Error> {
        self.opt_int(index)?.ok_or_else(|| self.mismatch(index, "an integer"))
    }

    /// A text.
    pub fn text(&self, index: usize) -> Result<&str, Error> {
        self.opt_text(index)?.ok_or_else(|| self.mismatch(index, "a text"))
    }

    /// A boolean.
    pub fn bool(&self, index: usize) -> Result<bool, Error> {
        match self.0.get(index) {
            Some(Value::Bool(value)) => Ok(*value),
            Some(Value::Int(value @ (0 | 1))) => Ok(*value == 1),
            _ => Err(self.mismatch(index, "a boolean")),
        }
    }

    /// A double.
    pub fn double(&self, index: usize) -> Result<f64, Error> {
        match self.0.get(index) {
            Some(Value::Double(value)) => Ok(*value),
            _ => Err(self.mismatch(index, "a double")),
        }
    }

    /// An integer or null.
    pub fn opt_int(&self, index: usize) -> Result<Option<i64>, Error> {
        match self.0.get(index) {
            Some(Value::Int(value)) => Ok(Some(*value)),
            Some(Value::Null) => Ok(None),
            _ => Err(self.mismatch(index, "an integer")),
        }
    }

    /// A text or null.
    pub fn opt_text(&self, index: usize) -> Result<Option<&str>, Error> {
        match self.0.get(index) {
            Some(Value::Text(value)) => Ok(Some(value)),
            Some(Value::Null) => Ok(None),
            _ => Err(self.mismatch(index, "a text")),
        }
    }

    fn mismatch(&self, index: usize, expected: &'static str) -> Error {
        Error::Column { index, expected, found: self.0.get(index).map_or("no such column", Value::name) }
    }
}

/// What a column of [`Rows`] holds; any of them may be null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// BOOLEAN.
    Bool,
    /// BIGINT.
    Int,
    /// DOUBLE.
    Double,
    /// TEXT.
    Text,
}

/// Name and kind of a column of [`Rows`].
pub type Column = (&'static str, Kind);

/// The rows that stand for `{rows}` in a statement, as a table `r`.
#[derive(Debug, Clone)]
pub struct Rows {
    /// Its columns, which take the parameters `$1` to `$k`.
    pub columns: &'static [Column],
    /// Its rows, each with a value a column.
    pub rows: Vec<Vec<Value>>,
}

/// One statement of a batch. With rows, further parameters follow the columns' numbers.
#[derive(Debug, Clone)]
pub struct Statement {
    /// The text, with `$n` and fragments of [`Dialect`] in braces.
    pub sql: Cow<'static, str>,
    /// The parameters.
    pub params: Vec<Value>,
    /// The rows, if the text has `{rows}`. Without any the statement isn't run.
    pub rows: Option<Rows>,
}

impl Statement {
    /// A statement without rows.
    pub fn new(sql: impl Into<Cow<'static, str>>, params: Vec<Value>) -> Self {
        Self { sql: sql.into(), params, rows: None }
    }

    /// A statement over `rows`.
    pub fn over(sql: impl Into<Cow<'static, str>>, columns: &'static [Column], rows: Vec<Vec<Value>>) -> Self {
        Self { sql: sql.into(), params: Vec::new(), rows: Some(Rows { columns, rows }) }
    }
}

/// A statement as the engines take it.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub sql: &'a str,
    pub params: &'a [Value],
    pub rows: Option<&'a Rows>,
}

impl<'a> From<&'a Statement> for Call<'a> {
    fn from(statement: &'a Statement) -> Self {
        Self { sql: &statement.sql, params: &statement.params, rows: statement.rows.as_ref() }
    }
}

/// What a statement gave: its rows, and how many it wrote.
#[derive(Default)]
pub(crate) struct Answer {
    pub rows: Vec<Row>,
    pub written: u64,
}

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

impl Call<'_> {
    fn size(&self) -> usize {
        let rows = self.rows.iter().flat_map(|rows| rows.rows.iter().flatten());
        self.params.iter().chain(rows).map(Value::size).sum()
    }
}
