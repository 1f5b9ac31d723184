//! The schema and its revisions.

use model::job::JobKind;
use model::reshape::Reshape;
use model::schema::Schema;

use crate::Error;
use crate::conn::{Conn, Row, Statement};
use crate::jobs::{self, Job};
use crate::{decode, round};

/// The two numbers that tell whether a schema is still the stored one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Revisions {
    /// Moves on narrowing changes.
    pub rules: i64,
    /// Moves on every other change that a body can show.
    pub labels: i64,
}

impl Revisions {
    /// Those of a schema.
    pub fn of(schema: &Schema) -> Self {
        Self { rules: schema.rules, labels: schema.labels }
    }
}

const REVISIONS: &str = "SELECT rules, labels FROM revisions WHERE id = 1";

/// All rows, for [`decode::definition`].
pub(crate) const ALL: &str = concat!("SELECT ", decode::definition_columns!(), " FROM definitions d");

/// The revisions as they are now.
pub async fn revisions(conn: &mut Conn<'_>) -> Result<Revisions, Error> {
    read_revisions(&conn.query(REVISIONS, &[]).await?)
}

/// All definitions. The revisions are read first: a schema may be newer than they say, never older.
pub async fn schema(conn: &mut Conn<'_>) -> Result<Schema, Error> {
    let statements =
        [revisions_statement(), Statement::new(ALL, Vec::new()), jobs::opened(JobKind::Reshape)].map(Option::Some);
    let [revisions, definitions, jobs] = round::run(conn, statements).await?;
    let Revisions { rules, labels } = read_revisions(&revisions)?;
    let definitions = definitions.iter().map(decode::definition).collect::<Result<Vec<_>, _>>()?;
    Ok(Schema::new(rules, labels, definitions).with(reshapes(&jobs)?))
}

/// The changes that objects are about to follow.
pub(crate) fn reshapes(rows: &[Row]) -> Result<Vec<Reshape>, Error> {
    let reshape = |job: Job| {
        let damaged = || Error::Damaged {
            table: "jobs",
            column: "payload",
            id: job.id,
            problem: "no change of definitions".into(),
        };
        let reshape = Reshape::from_json(&job.payload).ok_or_else(damaged)?;
        Ok(Reshape { progress: job.progress, ..reshape })
    };
    jobs::read_open(rows)?.into_iter().map(reshape).collect()
}

pub(crate) fn revisions_statement() -> Statement {
    Statement::new(REVISIONS, Vec::new())
}

/// Reads the first two columns of the first row.
pub(crate) fn read_revisions(rows: &[Row]) -> Result<Revisions, Error> {
    let row = rows.first().ok_or_else(|| Error::Damaged {
        table: "revisions",
        column: "id",
        id: 1,
        problem: "no row".into(),
    })?;
    Ok(Revisions { rules: row.int(0)?, labels: row.int(1)? })
}
