//! History: what happened to a thing, under all that bore its code, and what is read to see objects as they stood.

pub mod all;
pub mod delta;
pub mod then;

use std::collections::BTreeSet;

use model::changes::Recorded;
use model::object::{Object, ObjectKind};
use model::query::{Start, Subject};

use crate::changes::{columns, recorded};
use crate::conn::{Column, Conn, Kind, Row, Statement};
use crate::definitions::{Revisions, read_revisions, revisions_statement};
use crate::gather::{self, Gathered};
use crate::{Error, page, round};

const OBJECT: &str = "SELECT o.id FROM objects o WHERE o.kind = $1 AND o.code = $2";
const DEFINITION: &str = "SELECT d.id FROM definitions d WHERE d.kind = $1 AND d.code = $2";
const VALUE: &str = "SELECT v.id FROM predefined_values v JOIN definitions a ON a.id = v.attribute_id
    WHERE a.kind = 'attribute' AND a.code = $1 AND v.code = $2";

const GONE: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM changes c WHERE c.kind = $1 AND c.code = $2 AND c.op = 'delete' ORDER BY c.seq DESC LIMIT 100"
);

const PAGE: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM changes c WHERE c.object_id {in $1} AND c.kind = $2 AND c.seq < $3 ORDER BY c.seq DESC LIMIT $4 OFFSET $5"
);

const TOTAL: &str = "SELECT count(*) FROM changes c WHERE c.object_id {in $1} AND c.kind = $2";

const NUMBERED: &str = concat!("SELECT ", columns!(), " FROM changes c WHERE c.seq = $1");

const LATEST: &str = "SELECT c.at FROM changes c ORDER BY c.seq DESC LIMIT 1";

const OWN: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM changes c WHERE c.object_id = $1 AND (c.op = 'create' OR c.seq >= COALESCE(
        (SELECT max(b.seq) FROM changes b WHERE b.object_id = $1 AND b.at <= $2 AND b.seq < $3), 0))
    ORDER BY c.seq DESC"
);

// What stood above it then; what stood below it or led to it, then or now; what went with these; and the links from
// them. What one stood under is what the first move after the moment left, else where it stands.
const AROUND: &str = "WITH RECURSIVE up(id) AS (
        SELECT CAST($1 AS BIGINT)
        UNION
        SELECT COALESCE(
            (SELECT c.parent_id FROM changes c WHERE c.object_id = up.id AND c.parent_id IS NOT NULL AND c.at > $2
                ORDER BY c.seq LIMIT 1),
            (SELECT o.parent_id FROM objects o WHERE o.id = up.id))
        FROM up WHERE up.id IS NOT NULL
    ), near(id) AS (
        SELECT a.id FROM (SELECT o.id FROM objects o WHERE o.parent_id = $1 ORDER BY o.sequence, o.code LIMIT $3) a
        UNION
        SELECT b.id FROM (SELECT o.id FROM objects o WHERE o.target_id = $1 ORDER BY o.sequence, o.id LIMIT $3) b
        UNION
        SELECT c.object_id FROM changes c WHERE c.parent_id = $1 AND c.at > $2
        UNION
        SELECT c.object_id FROM changes c WHERE c.target_id = $1 AND c.at > $2
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

const SINCE: &str =
    concat!("SELECT ", columns!(), " FROM changes c WHERE c.object_id {in $1} AND c.at > $2 ORDER BY c.seq DESC");

const NAMED: &str = "SELECT o.id, o.kind, o.code FROM objects o WHERE o.id {in $1}";

const DELETED: &str = concat!("SELECT ", columns!(), " FROM changes c WHERE c.object_id {in $1} AND c.op = 'delete'");

const THERE: &str = "SELECT o.kind, o.code FROM {rows} CROSS JOIN objects o WHERE o.kind = r.kind AND o.code = r.code";

const THERE_COLUMNS: &[Column] = &[("kind", Kind::Text), ("code", Kind::Text)];

/// All things that bore one name.
#[derive(Debug, Clone, Default)]
pub struct Lives {
    /// The one that does now.
    pub now: Option<i64>,
    /// The deletions of the others, the latest first: of the last hundred.
    pub gone: Vec<Recorded>,
}

impl Lives {
    /// The one that bore it at a moment, if it was made by then: the next to be deleted, else the one of today.
    pub fn at(&self, moment: i64) -> Option<i64> {
        let next = self.gone.iter().rev().find(|gone| gone.at > moment);
        next.map(|gone| gone.change.object_id).or(self.now)
    }

    /// All of them.
    pub fn ids(&self) -> Vec<i64> {
        self.now.into_iter().chain(self.gone.iter().map(|gone| gone.change.object_id)).collect()
    }
}

/// Who bore that name, and the revisions of the same moment.
pub async fn lives(conn: &mut Conn<'_>, subject: &Subject) -> Result<(Revisions, Lives), Error> {
    let (kind, name) = (subject.kind(), subject.name());
    let now = match subject {
        Subject::Object(..) => Statement::new(OBJECT, vec![kind.into(), (&name).into()]),
        Subject::Definition(..) => Statement::new(DEFINITION, vec![kind.into(), (&name).into()]),
        Subject::Value { attribute, code } => Statement::new(VALUE, vec![attribute.into(), code.into()]),
    };
    let gone = Statement::new(GONE, vec![kind.into(), (&name).into()]);
    let [revisions, now, gone] = round::run(conn, [Some(revisions_statement()), Some(now), Some(gone)]).await?;
    let now = now.first().map(|row| row.int(0)).transpose()?;
    Ok((read_revisions(&revisions)?, Lives { now, gone: lines(&gone)? }))
}

/// A page of what happened to these things of a kind, the newest first, and one more if more follows; and how much there is
/// in all. A page begins after the number of a change.
pub async fn page(
    conn: &mut Conn<'_>,
    kind: &'static str,
    ids: Vec<i64>,
    start: &Start,
    limit: u32,
) -> Result<(Vec<Recorded>, u64), Error> {
    let [after] = page::after(start);
    let before = after.parse().unwrap_or(i64::MAX);
    let params = vec![
        ids.clone().into(),
        kind.into(),
        before.into(),
        (i64::from(limit) + 1).into(),
        page::offset(start, limit).into(),
    ];
    let total = Statement::new(TOTAL, vec![ids.into(), kind.into()]);
    let [rows, total] = round::run(conn, [Some(Statement::new(PAGE, params)), Some(total)]).await?;
    Ok((lines(&rows)?, page::total(&total)?))
}

/// When something last happened, microseconds since 1970 UTC.
pub async fn latest(conn: &mut Conn<'_>) -> Result<Option<i64>, Error> {
    conn.query(LATEST, &[]).await?.first().map(|row| row.int(0)).transpose()
}

/// The change of that number.
pub async fn numbered(conn: &mut Conn<'_>, seq: i64) -> Result<Option<Recorded>, Error> {
    conn.query(NUMBERED, &[seq.into()]).await?.first().map(recorded).transpose()
}

/// What became of some objects.
#[derive(Debug, Clone, Default)]
pub struct Fates {
    /// The numbers, kinds and codes of those that are there.
    pub there: Vec<(i64, ObjectKind, String)>,
    /// The deletions of the others.
    pub gone: Vec<Recorded>,
}

/// What became of the objects of these numbers.
pub async fn fates(conn: &mut Conn<'_>, ids: Vec<i64>) -> Result<Fates, Error> {
    let [there, gone] = round::run(conn, [round::among(NAMED, ids.clone()), round::among(DELETED, ids)]).await?;
    let mut fates = Fates { gone: lines(&gone)?, ..Fates::default() };
    for row in &there {
        let (id, code) = (row.int(0)?, row.text(2)?.to_owned());
        fates.there.extend(ObjectKind::from_name(row.text(1)?).map(|kind| (id, kind, code)));
    }
    fates.gone.retain(|line| ObjectKind::from_name(line.change.kind).is_some());
    Ok(fates)
}

/// How far back one looks: at all that happened after a moment, or from a change on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Microseconds since 1970 UTC; what happened then is part of it.
    At(i64),
    /// Before the change of this number, which happened then.
    Before {
        /// The number.
        seq: i64,
        /// Microseconds since 1970 UTC.
        at: i64,
    },
}

impl Moment {
    /// Of a change by its moment and its number: that it happened by then.
    fn covers(self, line: &Recorded) -> bool {
        match self {
            Self::At(moment) => line.at <= moment,
            Self::Before { seq, .. } => line.cursor.seq < seq,
        }
    }

    /// The last moment that is part of it, for what stands around.
    fn at(self) -> i64 {
        match self {
            Self::At(moment) => moment,
            Self::Before { at, .. } => at - 1,
        }
    }
}

/// What is read to see an object, and what stood around it, at a moment.
#[derive(Debug, Clone, Default)]
pub struct Traces {
    /// Those that are stored now.
    pub now: Vec<Object>,
    /// What happened since to any of them, the newest first.
    pub since: Vec<Recorded>,
    /// The last that happened to the object itself by then, and how it began.
    pub until: Vec<Recorded>,
}

/// At most so many that stand below or lead to one are read.
const ENOUGH: i64 = 1_001;

/// What is read to see the object with that number at a moment: a fixed number of statements.
pub async fn traces(conn: &mut Conn<'_>, id: i64, moment: Moment) -> Result<Traces, Error> {
    let at = moment.at();
    let own = match moment {
        Moment::At(moment) => [moment, i64::MAX],
        Moment::Before { seq, .. } => [i64::MAX, seq],
    };
    let own = Statement::new(OWN, vec![id.into(), own[0].into(), own[1].into()]);
    let around = Statement::new(AROUND, vec![id.into(), at.into(), ENOUGH.into()]);
    let [own, around] = round::run(conn, [Some(own), Some(around)]).await?;
    let own = lines(&own)?;
    let around = around.iter().map(|row| row.int(0)).collect::<Result<Vec<_>, _>>()?;
    let others: Vec<i64> = around.iter().copied().filter(|other| *other != id).collect();
    let since = (!others.is_empty()).then(|| Statement::new(SINCE, vec![others.into(), at.into()]));
    let [now, others] = round::run(conn, [gather::by_id(around), since]).await?;
    let cut = own.iter().position(|line| moment.covers(line)).unwrap_or(own.len());
    let mut since = lines(&others)?;
    since.extend_from_slice(&own[..cut]);
    Ok(Traces { now: placed(conn, &now).await?, since, until: own[cut..].to_vec() })
}

/// All that happened to these objects, the newest first, and those that are stored now.
pub async fn whole(conn: &mut Conn<'_>, ids: Vec<i64>) -> Result<Traces, Error> {
    let since = Statement::new(SINCE, vec![ids.clone().into(), i64::MIN.into()]);
    let [now, since] = round::run(conn, [gather::by_id(ids), Some(since)]).await?;
    Ok(Traces { now: placed(conn, &now).await?, since: lines(&since)?, until: Vec::new() })
}

/// Those of these objects, by kind and code, that are there now.
pub async fn there(
    conn: &mut Conn<'_>,
    names: &BTreeSet<(ObjectKind, String)>,
) -> Result<BTreeSet<(ObjectKind, String)>, Error> {
    let rows = names.iter().map(|(kind, code)| vec![kind.name().into(), code.into()]).collect();
    let [rows] = round::run(conn, [round::over(THERE, THERE_COLUMNS, rows)]).await?;
    let name =
        |row: &Row| Ok(ObjectKind::from_name(row.text(0)?).map(|kind| (kind, row.text(1).unwrap_or("").to_owned())));
    Ok(rows.iter().map(name).collect::<Result<Vec<_>, Error>>()?.into_iter().flatten().collect())
}

/// Objects with their places.
async fn placed(conn: &mut Conn<'_>, rows: &[Row]) -> Result<Vec<Object>, Error> {
    let mut objects = Gathered::default();
    objects.add(rows)?;
    let [placements] = round::run(conn, [gather::placements(objects.placeable())]).await?;
    objects.place(&placements)?;
    Ok(objects.into_all().collect())
}

fn lines(rows: &[Row]) -> Result<Vec<Recorded>, Error> {
    rows.iter().map(recorded).collect()
}
