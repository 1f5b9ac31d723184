//! Reading objects: the numbers that a kept body is known by, and all that a face prints.

mod bare;
pub(crate) mod heads;
mod sheets;

use std::collections::HashMap;

use model::object::ObjectKind;
use model::query::Head;

pub use bare::{bare, placed};
pub use sheets::sheets;

use crate::Error;
use crate::conn::{Conn, Row};
use crate::definitions::{Revisions, read_revisions};

const HEAD: &str = "SELECT v.rules, v.labels, o.id, o.code, o.rev, o.shown
    FROM revisions v LEFT JOIN objects o ON o.kind = $1 AND o.code = $2 WHERE v.id = 1";

/// The head of one object, if there is one, and the revisions of the same moment: one statement.
pub async fn head(conn: &mut Conn<'_>, kind: ObjectKind, code: &str) -> Result<(Revisions, Option<Head>), Error> {
    let rows = conn.query(HEAD, &[kind.name().into(), code.into()]).await?;
    let revisions = read_revisions(&rows)?;
    let found = rows.first().filter(|row| matches!(row.opt_int(2), Ok(Some(_))));
    Ok((revisions, found.map(|row| read_head(row, 2)).transpose()?))
}

/// Reads the columns id, code, rev and shown, from `at` on.
fn read_head(row: &Row, at: usize) -> Result<Head, Error> {
    Ok(Head { id: row.int(at)?, code: row.text(at + 1)?.to_owned(), rev: row.int(at + 2)?, shown: row.int(at + 3)? })
}

const DEPTHS: &str = "WITH RECURSIVE tree(id, depth) AS (
        SELECT o.id, CAST(0 AS BIGINT) FROM objects o WHERE o.kind = 'classification' AND o.parent_id IS NULL
        UNION ALL
        SELECT o.id, tree.depth + 1 FROM tree CROSS JOIN objects o
        WHERE o.parent_id = tree.id AND o.kind = 'classification'
    ) SELECT tree.id, tree.depth FROM tree";

/// How many classifications stand above each classification, by its number.
pub async fn depths(conn: &mut Conn<'_>) -> Result<HashMap<i64, i64>, Error> {
    conn.query(DEPTHS, &[]).await?.iter().map(|row| Ok((row.int(0)?, row.int(1)?))).collect()
}
