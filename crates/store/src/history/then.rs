//! What was there at a moment, and what is read to see many objects at once as they stood.

use std::collections::HashSet;

use model::changes::Recorded;
use model::object::ObjectKind;

use super::{SINCE, Traces, lines, placed};
use crate::changes::columns;
use crate::conn::{Conn, Row, Statement};
use crate::gather;
use crate::{Error, page, round};

// Those that are there were made by then; those that are gone were deleted later. Both indexes go by code.
const KNOWN: &str = "SELECT id, code FROM (
        SELECT a.id, a.code FROM (
            SELECT o.id AS id, o.code AS code FROM objects o
            WHERE o.kind = $1 AND o.code >= $2 AND (o.code > $2 OR o.id > $3) AND o.created_at <= $4
            ORDER BY o.code, o.id LIMIT $5
        ) a
        UNION ALL
        SELECT b.id, b.code FROM (
            SELECT c.object_id AS id, c.code AS code FROM changes c
            WHERE c.kind = $1 AND c.op = 'delete' AND c.code >= $2 AND (c.code > $2 OR c.object_id > $3) AND c.at > $4
            ORDER BY c.code, c.object_id LIMIT $5
        ) b
    ) t ORDER BY code, id LIMIT $5";

const COUNT: &str = "SELECT (SELECT count(*) FROM objects o WHERE o.kind = $1 AND o.created_at <= $2)
    + (SELECT count(*) FROM changes c WHERE c.kind = $1 AND c.op = 'delete' AND c.at > $2)";

const OWN: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM changes c WHERE c.object_id {in $1} AND (c.op = 'create' OR c.at > $2
        OR c.seq = (SELECT max(b.seq) FROM changes b WHERE b.object_id = c.object_id AND b.at <= $2))
    ORDER BY c.seq DESC"
);

// The same as for one, of all at once: see `AROUND` there.
const AROUND: &str = "WITH RECURSIVE roots(id) AS (
        SELECT o.id FROM objects o WHERE o.id {in $1}
        UNION
        SELECT c.object_id FROM changes c WHERE c.object_id {in $1} AND c.op = 'delete'
    ), up(id) AS (
        SELECT roots.id FROM roots
        UNION
        SELECT COALESCE(
            (SELECT c.parent_id FROM changes c WHERE c.object_id = up.id AND c.parent_id IS NOT NULL AND c.at > $2
                ORDER BY c.seq LIMIT 1),
            (SELECT o.parent_id FROM objects o WHERE o.id = up.id))
        FROM up WHERE up.id IS NOT NULL
    ), near(id) AS (
        SELECT a.id FROM (
            SELECT o.id, row_number() OVER (PARTITION BY o.parent_id ORDER BY o.sequence, o.code) AS n
            FROM objects o WHERE o.parent_id {in $1} AND o.kind <> 'link'
        ) a WHERE a.n <= $3
        UNION
        SELECT b.id FROM (
            SELECT o.id, row_number() OVER (PARTITION BY o.target_id ORDER BY o.sequence, o.id) AS n
            FROM objects o WHERE o.target_id {in $1}
        ) b WHERE b.n <= $3
        UNION
        SELECT c.object_id FROM changes c WHERE c.parent_id {in $1} AND c.at > $2
        UNION
        SELECT c.object_id FROM changes c WHERE c.target_id {in $1} AND c.at > $2
    ), gone(id) AS (
        SELECT near.id FROM near
        UNION
        SELECT c.object_id FROM gone CROSS JOIN changes c WHERE c.parent_id = gone.id AND c.at > $2
    ), owners(id) AS (
        SELECT up.id FROM up WHERE up.id IS NOT NULL UNION SELECT gone.id FROM gone
    )
    SELECT owners.id FROM owners
    UNION
    SELECT o.id FROM owners CROSS JOIN objects o WHERE o.parent_id = owners.id AND o.target_id IS NOT NULL
    UNION
    SELECT c.object_id FROM owners CROSS JOIN changes c WHERE c.parent_id = owners.id AND c.kind = 'link' AND c.at > $2
    UNION
    SELECT c.object_id FROM owners CROSS JOIN changes c WHERE c.target_id = owners.id AND c.at > $2";

/// Most that stand below each, or lead to it, as it is now.
const ENOUGH: i64 = 201;

/// An object that may have been there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its number.
    pub id: i64,
    /// Its code, as it is now or was last.
    pub code: String,
}

impl Known {
    /// The key under which those after it begin.
    pub fn key(&self) -> String {
        page::key(&[&self.code, &self.id.to_string()])
    }

    fn of(row: &Row) -> Result<Self, Error> {
        Ok(Self { id: row.int(0)?, code: row.text(1)?.to_owned() })
    }
}

/// The objects of a kind that may have been there at a moment, after that key, up to so many: by their last codes.
pub async fn known(
    conn: &mut Conn<'_>,
    (kind, moment): (ObjectKind, i64),
    after: &str,
    limit: usize,
) -> Result<Vec<Known>, Error> {
    let (code, id) = after.split_once(page::SEPARATOR).unwrap_or(("", ""));
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let params = [kind.name().into(), code.into(), page::number(id).into(), moment.into(), limit.into()];
    conn.query(KNOWN, &params).await?.iter().map(Known::of).collect()
}

/// How many these are at most.
pub async fn count(conn: &mut Conn<'_>, kind: ObjectKind, moment: i64) -> Result<u64, Error> {
    page::total(&conn.query(COUNT, &[kind.name().into(), moment.into()]).await?)
}

/// What is read to see the objects with these numbers at a moment: a fixed number of statements, however many they are.
pub async fn traces(conn: &mut Conn<'_>, ids: &[i64], moment: i64) -> Result<Traces, Error> {
    if ids.is_empty() {
        return Ok(Traces::default());
    }
    let own = Statement::new(OWN, vec![ids.to_vec().into(), moment.into()]);
    let around = Statement::new(AROUND, vec![ids.to_vec().into(), moment.into(), ENOUGH.into()]);
    let [own, around] = round::run(conn, [Some(own), Some(around)]).await?;
    let around = around.iter().map(|row| row.int(0)).collect::<Result<Vec<_>, _>>()?;
    let asked: HashSet<i64> = ids.iter().copied().collect();
    let others: Vec<i64> = around.iter().copied().filter(|other| !asked.contains(other)).collect();
    let since = (!others.is_empty()).then(|| Statement::new(SINCE, vec![others.into(), moment.into()]));
    let [now, others] = round::run(conn, [gather::by_id(around), since]).await?;
    let mut traces = Traces { now: placed(conn, &now).await?, since: lines(&others)?, until: Vec::new() };
    part(lines(&own)?, moment, &mut traces);
    Ok(traces)
}

/// Parts the lines of each object, the newest first, by whether they happened by then.
fn part(own: Vec<Recorded>, moment: i64, traces: &mut Traces) {
    let mut covered = HashSet::new();
    for line in own.into_iter().filter(|line| ObjectKind::from_name(line.change.kind).is_some()) {
        if line.at <= moment || covered.contains(&line.change.object_id) {
            covered.insert(line.change.object_id);
            traces.until.push(line);
        } else {
            traces.since.push(line);
        }
    }
}
