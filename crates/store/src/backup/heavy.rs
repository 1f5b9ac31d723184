//! Indexes and references, which are made faster once all rows are there than with each.

use crate::Error;
use crate::conn::Conn;

/// What was taken away from some tables, as statements that bring it back.
pub(super) struct Heavy(Vec<String>);

impl Heavy {
    /// Takes away what isn't needed to write rows: indexes that keep nothing unique by a constraint, and references.
    pub async fn lift(conn: &mut Conn<'_>, tables: impl Iterator<Item = &'static str>) -> Result<Self, Error> {
        let tables: Vec<String> = tables.map(str::to_owned).collect();
        let rows = conn.query(conn.dialect().heavy(), &[tables.into()]).await?;
        // References rest on indexes: they come last, and go first.
        for row in rows.iter().rev() {
            conn.script(row.text(0)?).await?;
        }
        Ok(Self(rows.iter().map(|row| row.text(1).map(str::to_owned)).collect::<Result<_, _>>()?))
    }

    /// Brings it back.
    pub async fn lower(self, conn: &mut Conn<'_>) -> Result<(), Error> {
        for sql in self.0 {
            conn.script(&sql).await?;
        }
        Ok(())
    }
}
