//! One round trip: a fixed set of statements, of which those with nothing to do are left out.

use crate::Error;
use crate::conn::{Column, Conn, Row, Statement, Value};

/// A statement over rows, unless there are none.
pub(crate) fn over(sql: &'static str, columns: &'static [Column], rows: Vec<Vec<Value>>) -> Option<Statement> {
    (!rows.is_empty()).then(|| Statement::over(sql, columns, rows))
}

/// A statement over one list, `{in $1}`, unless it is empty.
pub(crate) fn among<T>(sql: &'static str, list: Vec<T>) -> Option<Statement>
where
    Value: From<Vec<T>>,
{
    (!list.is_empty()).then(|| Statement::new(sql, vec![list.into()]))
}

/// Runs them in order and gives the rows of each; one that was left out gives none.
pub(crate) async fn run<const N: usize>(
    conn: &mut Conn<'_>,
    statements: [Option<Statement>; N],
) -> Result<[Vec<Row>; N], Error> {
    let asked = statements.each_ref().map(Option::is_some);
    let statements: Vec<_> = statements.into_iter().flatten().collect();
    if statements.is_empty() {
        return Ok(asked.map(|_| Vec::new()));
    }
    let mut answers = conn.batch(statements).await?.into_iter();
    Ok(asked.map(|asked| if asked { answers.next().unwrap_or_default() } else { Vec::new() }))
}
