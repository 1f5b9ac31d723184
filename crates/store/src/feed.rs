//! Reading the feed: where it ends, what is looked at, and the epochs of its places.

use model::changes::{Cursor, Op, Recorded};
use model::feed::{Epoch, Epochs, Line};

use crate::Error;
use crate::changes::{columns, kind, origin, recorded, split};
use crate::conn::{Conn, Row};

const EPOCHS: &str = "SELECT epoch, top, overlap FROM epochs";

/// [`Epoch::top`] of a row of `epochs` in a backup: below all numbers of changes that readers may not have been told then.
pub(crate) const TOP: &str = "CASE WHEN epoch < (SELECT MAX(e.epoch) FROM epochs e) THEN top ELSE COALESCE(
        (SELECT MIN(seq) - 1 FROM changes WHERE NOT {settled}), (SELECT MAX(seq) FROM changes), 0) END";

/// [`Epoch::overlap`] likewise.
pub(crate) const OVERLAP: &str = "CASE WHEN epoch < (SELECT MAX(e.epoch) FROM epochs e) THEN overlap ELSE COALESCE(
        (SELECT MAX(ahead) FROM (SELECT MAX(seq) OVER (ORDER BY tx, seq) - seq AS ahead FROM changes WHERE tx > 0) f), 0)
    END";

const LINES: &str = "SELECT tx, seq, kind, code, op, origin, actor, job_id, locales,
        CAST(COALESCE(octet_length(before), 0) + COALESCE(octet_length(after), 0) AS BIGINT)
    FROM changes WHERE (tx, seq) > ($1, $2) AND kind <> 'index' AND {settled} ORDER BY tx, seq LIMIT $3";

const NUMBERED: &str = concat!("SELECT ", columns!(), " FROM changes c WHERE c.seq {in $1} ORDER BY c.tx, c.seq");

const UNTOLD: &str = "SELECT at FROM changes WHERE NOT {settled} ORDER BY tx, seq LIMIT 1";

/// All epochs. They stay as they are while a server is at work on the database.
pub async fn epochs(conn: &mut Conn<'_>) -> Result<Epochs, Error> {
    let rows = conn.query(EPOCHS, &[]).await?;
    let epoch = |row: &Row| Ok(Epoch { number: row.int(0)?, top: row.int(1)?, overlap: row.int(2)? });
    Ok(Epochs::of(rows.iter().map(epoch).collect::<Result<_, Error>>()?))
}

/// A place behind which all lies that is committed from now on, and little else.
pub async fn end(conn: &mut Conn<'_>) -> Result<Cursor, Error> {
    let rows = conn.query(conn.dialect().feed_end(), &[]).await?;
    rows.first().map_or(Ok(Cursor::default()), |row| Ok(Cursor { tx: row.int(0)?, seq: row.int(1)? }))
}

/// So many lines after the cursor, in order, as far as [`crate::changes::after`] would read them.
pub async fn lines(conn: &mut Conn<'_>, after: Cursor, limit: u32) -> Result<Vec<Line>, Error> {
    let rows = conn.query(LINES, &[after.tx.into(), after.seq.into(), i64::from(limit).into()]).await?;
    rows.iter().map(line).collect()
}

/// The changes of these numbers, in the order of the feed.
pub async fn numbered(conn: &mut Conn<'_>, numbers: Vec<i64>) -> Result<Vec<Recorded>, Error> {
    conn.query(NUMBERED, &[numbers.into()]).await?.iter().map(recorded).collect()
}

/// When the first change was written that is committed but not told yet, since a transaction that began before it is still
/// open; microseconds since 1970 UTC. Never on SQLite.
pub async fn untold_since(conn: &mut Conn<'_>) -> Result<Option<i64>, Error> {
    conn.query(UNTOLD, &[]).await?.first().map(|row| row.int(0)).transpose()
}

fn line(row: &Row) -> Result<Line, Error> {
    let cursor = Cursor { tx: row.int(0)?, seq: row.int(1)? };
    let (named_kind, named_op, named_origin) = (row.text(2)?, row.text(4)?, row.text(5)?);
    let damaged = |column, name: &str| Error::Damaged {
        table: "changes",
        column,
        id: cursor.seq,
        problem: format!("\"{name}\""),
    };
    Ok(Line {
        cursor,
        kind: kind(named_kind).ok_or_else(|| damaged("kind", named_kind))?,
        code: row.text(3)?.to_owned(),
        op: Op::from_name(named_op).ok_or_else(|| damaged("op", named_op))?,
        origin: origin(named_origin).ok_or_else(|| damaged("origin", named_origin))?,
        by: row.text(6)?.to_owned(),
        job: row.opt_int(7)?,
        locales: split(row.text(8)?),
        size: row.int(9)?,
    })
}
