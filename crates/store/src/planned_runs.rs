//! When plannings last ran.

use std::collections::BTreeMap;

use model::schema::Run;

use crate::Error;
use crate::conn::{Conn, Row};
use crate::jobs::{self, NewJob};

const ALL: &str = "SELECT r.planning_id, r.ran_at, r.job_id,
        EXISTS (SELECT 1 FROM jobs j WHERE j.id = r.job_id AND j.state = 'open')
    FROM planned_runs r";

const FIRST: &str = "INSERT INTO planned_runs (planning_id, ran_at, job_id) VALUES ($1, $2, $3)
    ON CONFLICT (planning_id) DO NOTHING";

const NEXT: &str = "UPDATE planned_runs SET ran_at = $2, job_id = $3 WHERE planning_id = $1 AND job_id = $4";

/// The last run of each planning that ever ran, by the planning's number.
pub async fn all(conn: &mut Conn<'_>) -> Result<BTreeMap<i64, Run>, Error> {
    conn.query(ALL, &[]).await?.iter().map(run).collect()
}

fn run(row: &Row) -> Result<(i64, Run), Error> {
    Ok((row.int(0)?, Run { at: row.int(1)?, job: row.int(2)?, is_open: row.bool(3)? }))
}

/// Adds the job of a planning's run under a number that was drawn for it, unless it ran since `last`. Whether it does.
pub async fn begin(
    conn: &mut Conn<'_>,
    planning: i64,
    last: Option<Run>,
    id: i64,
    job: &NewJob,
) -> Result<bool, Error> {
    let now = conn.now();
    let first = [planning.into(), now.into(), id.into()];
    let written = match last {
        None => conn.execute(FIRST, &first).await?,
        Some(last) => {
            let [planning, now, id] = first;
            conn.execute(NEXT, &[planning, now, id, last.job.into()]).await?
        }
    };
    if written == 0 {
        return Ok(false);
    }
    jobs::add(conn, id, job).await?;
    Ok(true)
}
