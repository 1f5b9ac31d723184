//! Rows of one table, read in pages in the order of its key, and written as they were read.

use super::Table;
use crate::Error;
use crate::conn::{Column, Conn, Kind, Row, Statement, Value};

/// Bytes of a page, about.
const PAGE: usize = 2 * 1024 * 1024;
/// Rows of a page: at first, while nothing is known of their size, and at most.
const FIRST: usize = 100;
const MOST: usize = 4_000;

/// A walk over a table, in a memory that doesn't depend on its size.
pub struct Pages {
    table: &'static Table,
    columns: &'static [Column],
    after: Option<Vec<Value>>,
    limit: usize,
}

impl Pages {
    /// Over all rows of a table of the newest migration.
    pub fn of(table: &'static Table) -> Self {
        let columns = table.columns(super::migration());
        Self { table, columns, after: None, limit: FIRST }
    }

    /// The next rows, with a value a column; none: there are no more.
    pub async fn next(&mut self, conn: &mut Conn<'_>) -> Result<Vec<Vec<Value>>, Error> {
        let Table { name, key, only, .. } = self.table;
        let keys = names(&self.columns[..*key]).join(", ");
        let columns: Vec<_> = self.columns.iter().map(|(column, _)| self.read(column)).collect();
        let columns = columns.join(", ");
        let after = match &self.after {
            None => String::new(),
            Some(after) => {
                let places: Vec<_> = (1..=after.len()).map(|n| format!("${n}")).collect();
                format!(" AND ({keys}) > ({})", places.join(", "))
            }
        };
        let params = self.after.clone().unwrap_or_default();
        let sql =
            format!("SELECT {columns} FROM {name} WHERE {only}{after} ORDER BY {keys} LIMIT ${}", params.len() + 1);
        let params: Vec<_> = params.into_iter().chain([i64::try_from(self.limit).unwrap_or(i64::MAX).into()]).collect();
        let rows = conn.query(&sql, &params).await?;
        if let Some(last) = rows.last() {
            self.after = Some(last.values()[..*key].to_vec());
            let bytes: usize = rows.iter().flat_map(Row::values).map(Value::size).sum();
            self.limit = (PAGE / (bytes / rows.len()).max(1)).clamp(1, MOST);
        }
        Ok(rows.into_iter().map(|row| self.plain(row)).collect())
    }

    /// The values of a row, each of its column's kind: SQLite has no booleans.
    fn plain(&self, row: Row) -> Vec<Value> {
        let plain = |(value, (_, kind)): (Value, &Column)| match (kind, value) {
            (Kind::Bool, Value::Int(number)) => Value::Bool(number != 0),
            (_, value) => value,
        };
        row.into_values().into_iter().zip(self.columns).map(plain).collect()
    }

    fn read(&self, column: &'static str) -> &'static str {
        let given = self.table.given.iter().find(|(name, _)| *name == column);
        given.map_or(column, |(_, value)| value)
    }
}

/// How many rows of a table are carried.
pub async fn count(conn: &mut Conn<'_>, table: &Table) -> Result<i64, Error> {
    let sql = format!("SELECT count(*) FROM {} WHERE {}", table.name, table.only);
    conn.query(&sql, &[]).await?.first().map_or(Ok(0), |row| row.int(0))
}

/// Writes rows that have the columns of that migration.
pub async fn insert(conn: &mut Conn<'_>, table: &Table, migration: i64, rows: Vec<Vec<Value>>) -> Result<(), Error> {
    let columns = table.columns(migration);
    let sql = format!("INSERT INTO {} ({}) {{as_given}} {{values}}", table.name, names(columns).join(", "));
    conn.batch(vec![Statement::over(sql, columns, rows)]).await?;
    Ok(())
}

fn names(columns: &[Column]) -> Vec<&'static str> {
    columns.iter().map(|(name, _)| *name).collect()
}
