//! Reading objects: the numbers that a kept body is known by, and all that a face prints.

mod bare;
pub(crate) mod heads;
mod sheets;

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
