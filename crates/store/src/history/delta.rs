//! What documents changed between two moments, and what is read to see them at both.

use model::object::ObjectKind;
use model::plan::Bearer;

use super::{SINCE, Traces, lines, placed};
use crate::changes::columns;
use crate::conn::{Conn, Row, Statement};
use crate::gather;
use crate::{Error, round};

// Each document once, at its last change by then: so one walk through the lines finds all, whatever is on the way.
const CHANGED: &str = "SELECT c.at, c.seq, c.object_id FROM changes c
    WHERE c.kind = $1 AND c.at <= $2 AND (c.at, c.seq) > ($3, $4)
        AND NOT EXISTS (SELECT 1 FROM changes l WHERE l.object_id = c.object_id AND l.kind = $1 AND l.at <= $2
            AND (l.at, l.seq) > (c.at, c.seq))
    ORDER BY c.at, c.seq LIMIT $5";

const BEARERS: &str = "SELECT o.code, o.type_id FROM objects o WHERE o.kind = 'classification' AND o.code {in $1}";

const DELETED: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM changes c WHERE c.kind = 'classification' AND c.op = 'delete' AND c.code {in $1} AND c.at > $2"
);

// Of all that changed of classifications, what may have been their code.
const RENAMED: &str = r#"SELECT c.before, o.type_id FROM changes c JOIN objects o ON o.id = c.object_id
    WHERE c.kind = 'classification' AND c.op = 'update' AND c.at > $1 AND c.before LIKE '%"id":%'"#;

/// The last change of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Last {
    /// When, microseconds since 1970 UTC.
    pub at: i64,
    /// The number of the change.
    pub seq: i64,
    /// The document's number.
    pub id: i64,
}

impl Last {
    fn of(row: &Row) -> Result<Self, Error> {
        Ok(Self { at: row.int(0)?, seq: row.int(1)?, id: row.int(2)? })
    }
}

/// The documents that changed after a place (a moment and a number) and by `to`, in the order of their last changes.
pub async fn changed(conn: &mut Conn<'_>, (at, seq): (i64, i64), to: i64, limit: usize) -> Result<Vec<Last>, Error> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let kind = ObjectKind::Document.name();
    let rows = conn.query(CHANGED, &[kind.into(), to.into(), at.into(), seq.into(), limit.into()]).await?;
    rows.iter().map(Last::of).collect()
}

/// These objects alone: as they are stored now, and what happened to them after a moment.
pub async fn since(conn: &mut Conn<'_>, ids: Vec<i64>, moment: i64) -> Result<Traces, Error> {
    let since = (!ids.is_empty()).then(|| Statement::new(SINCE, vec![ids.clone().into(), moment.into()]));
    let [now, since] = round::run(conn, [gather::by_id(ids), since]).await?;
    Ok(Traces { now: placed(conn, &now).await?, since: lines(&since)?, until: Vec::new() })
}

/// The classifications that bear one of these codes, or bore it after a moment; and all that were renamed since.
pub async fn bearers(conn: &mut Conn<'_>, codes: Vec<String>, moment: i64) -> Result<Vec<Bearer>, Error> {
    if codes.is_empty() {
        return Ok(Vec::new());
    }
    let deleted = Statement::new(DELETED, vec![codes.clone().into(), moment.into()]);
    let renamed = Statement::new(RENAMED, vec![moment.into()]);
    let [now, deleted, renamed] =
        round::run(conn, [round::among(BEARERS, codes), Some(deleted), Some(renamed)]).await?;
    let now = now.iter().map(|row| Ok(Bearer::Now { code: row.text(0)?.to_owned(), catalog: row.int(1)? }));
    let renamed =
        renamed.iter().map(|row| Ok(Bearer::Renamed { before: row.text(0)?.to_owned(), catalog: row.int(1)? }));
    let mut all = now.chain(renamed).collect::<Result<Vec<_>, Error>>()?;
    let gone = lines(&deleted)?.into_iter().map(|line| line.change);
    all.extend(gone.map(|change| Bearer::Gone { code: change.code, before: change.before.unwrap_or_default() }));
    Ok(all)
}
