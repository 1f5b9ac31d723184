//! What is asked.

use std::borrow::Cow;

use super::{Row, Value};

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
    /// The text, with `$n` and fragments of [`crate::dialect::Dialect`] in braces.
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

impl Call<'_> {
    /// About how many bytes are sent along.
    pub(super) fn size(&self) -> usize {
        let rows = self.rows.iter().flat_map(|rows| rows.rows.iter().flatten());
        self.params.iter().chain(rows).map(Value::size).sum()
    }
}
