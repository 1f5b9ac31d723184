//! The statements of the round trip that writes, each with what its answer must hold.

use std::collections::HashSet;

use crate::Error;
use crate::conn::{Column, Conn, Kind, Row, Statement};

/// Rows by their number.
pub(super) const IDS: &[Column] = &[("id", Kind::Int)];
/// Rows by their number, as they were read.
pub(super) const REVISED: &[Column] = &[("id", Kind::Int), ("rev", Kind::Int)];

/// Names what a statement should have written and, by its answer, did not.
type Missing<'a> = Box<dyn FnOnce(&[Row]) -> Result<Option<String>, Error> + Send + 'a>;

/// Statements in order.
#[derive(Default)]
pub(super) struct Steps<'a>(Vec<(Statement, Missing<'a>)>);

impl<'a> Steps<'a> {
    /// A statement that may write any number of rows.
    pub fn add(&mut self, statement: Option<Statement>) {
        self.checked(statement, |_| Ok(None));
    }

    /// A statement whose answer tells whether all was written.
    pub fn checked(
        &mut self,
        statement: Option<Statement>,
        missing: impl FnOnce(&[Row]) -> Result<Option<String>, Error> + Send + 'a,
    ) {
        self.0.extend(statement.map(|statement| (statement, Box::new(missing) as Missing<'a>)));
    }

    /// A statement that answers the numbers of what it wrote; `missing` names what is not among them.
    pub fn numbered(
        &mut self,
        statement: Option<Statement>,
        missing: impl FnOnce(&HashSet<i64>) -> Option<String> + Send + 'a,
    ) {
        self.checked(statement, |rows| {
            let written = rows.iter().map(|row| row.int(0)).collect::<Result<_, _>>()?;
            Ok(missing(&written))
        });
    }

    /// Runs them all. Errors: [`Error::Stale`] with what is missing.
    pub async fn run(self, conn: &mut Conn<'_>) -> Result<(), Error> {
        if self.0.is_empty() {
            return Ok(());
        }
        let (statements, missing): (Vec<_>, Vec<_>) = self.0.into_iter().unzip();
        let answers = conn.batch(statements).await?;
        for (rows, missing) in answers.iter().zip(missing) {
            if let Some(what) = missing(rows)? {
                return Err(Error::Stale(what));
            }
        }
        Ok(())
    }
}
