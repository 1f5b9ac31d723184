//! What a job changed, to be undone: its lines of history, the last one first, and what happened to the same things since.

use model::changes::Recorded;

use crate::Error;
use crate::changes::{columns, recorded};
use crate::conn::{Conn, Row};

/// A change to be undone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undoable {
    /// The line of history.
    pub line: Recorded,
    /// The revision of the thing as it is now, if it is there.
    pub rev: Option<i64>,
    /// Who else changed it since.
    pub changed_by: Option<String>,
    /// Whether what came later of the same job could not be undone.
    pub is_stuck: bool,
    /// Whether others made something that stands under it or leads to it.
    pub is_used: bool,
}

/// Of an object `o`: others made it.
macro_rules! others {
    () => {
        "NOT EXISTS (SELECT 1 FROM changes m WHERE m.object_id = o.id AND m.op = 'create' AND m.job_id IN ($1, $2))"
    };
}

// What Vitrine itself wrote is no change by others: it fetches files, say. What it wrote as somebody planned is one. `$1`:
// the job, `$2`: the one that undoes it.
const BACKWARDS: &str = concat!(
    "SELECT ",
    columns!(),
    ",
        CASE WHEN c.kind IN ('document', 'variant', 'asset', 'classification', 'link')
            THEN (SELECT o.rev FROM objects o WHERE o.id = c.object_id)
            WHEN c.kind = 'predefined_value' THEN (SELECT v.rev FROM predefined_values v WHERE v.id = c.object_id)
            WHEN c.kind = 'key_value' THEN (SELECT k.rev FROM key_values k WHERE k.id = c.object_id)
            WHEN c.kind = 'user' THEN (SELECT a.rev FROM accounts a WHERE a.id = c.object_id)
            ELSE (SELECT d.rev FROM definitions d WHERE d.id = c.object_id) END,
        (SELECT s.actor FROM changes s WHERE s.object_id = c.object_id AND s.seq > c.seq AND s.kind = c.kind
            AND (s.origin <> 'system'
                OR EXISTS (SELECT 1 FROM jobs j WHERE j.id = s.job_id AND j.kind IN ('import', 'undo', 'bulk_edit')))
            AND COALESCE(s.job_id, 0) NOT IN ($1, $2) ORDER BY s.seq LIMIT 1),
        EXISTS (SELECT 1 FROM changes l JOIN job_lines t ON t.job_id = $2 AND t.sheet = l.kind AND t.line = l.seq
            WHERE t.level <> 'warning' AND l.object_id = c.object_id AND l.kind = c.kind AND l.seq > c.seq),
        c.op = 'create' AND (EXISTS (SELECT 1 FROM objects o WHERE o.parent_id = c.object_id AND ",
    others!(),
    ")
            OR EXISTS (SELECT 1 FROM objects o WHERE o.target_id = c.object_id AND ",
    others!(),
    "))
    FROM changes c WHERE c.job_id = $1 AND c.seq < $3 AND c.kind <> 'index' ORDER BY c.seq DESC LIMIT $4"
);

const LINES: &str = "SELECT count(*) FROM changes WHERE job_id = $1 AND kind <> 'index'";

/// How many lines of history a job wrote.
pub async fn lines(conn: &mut Conn<'_>, job: i64) -> Result<i64, Error> {
    conn.query(LINES, &[job.into()]).await?.first().map_or(Ok(0), |row| row.int(0))
}

/// What a job changed before that line, the last first, up to so many; `by`: the job that undoes it.
pub async fn backwards(
    conn: &mut Conn<'_>,
    (job, by): (i64, i64),
    before: i64,
    limit: usize,
) -> Result<Vec<Undoable>, Error> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = conn.query(BACKWARDS, &[job.into(), by.into(), before.into(), limit.into()]).await?;
    rows.iter().map(undoable).collect()
}

fn undoable(row: &Row) -> Result<Undoable, Error> {
    Ok(Undoable {
        line: recorded(row)?,
        rev: row.opt_int(15)?,
        changed_by: row.opt_text(16)?.map(str::to_owned),
        is_stuck: row.bool(17)?,
        is_used: row.bool(18)?,
    })
}
