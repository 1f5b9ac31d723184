//! Which objects bulk edits are about, in their order.

use crate::Error;
use crate::conn::{Column, Conn, Kind};
use crate::jobs::{self, NewJob};
use crate::round;

/// Numbers of one part.
const PART: usize = 1_000;

const ADD: &str = "INSERT INTO edit_parts (job_id, part, numbers) SELECT r.job_id, r.part, r.numbers FROM {rows}";

const COLUMNS: &[Column] = &[("job_id", Kind::Int), ("part", Kind::Int), ("numbers", Kind::Text)];

const ONE: &str = "SELECT numbers FROM edit_parts WHERE job_id = $1 AND part = $2";

const LAST: &str = "SELECT part, numbers FROM edit_parts WHERE job_id = $1 ORDER BY part DESC LIMIT 1";

/// Adds the job of an edit of these objects under a number that was drawn for it.
pub async fn add(conn: &mut Conn<'_>, id: i64, job: &NewJob, numbers: &[i64]) -> Result<(), Error> {
    jobs::add(conn, id, job).await?;
    let text = |part: &[i64]| part.iter().map(i64::to_string).collect::<Vec<_>>().join(" ");
    let rows = (0_i64..).zip(numbers.chunks(PART)).map(|(n, part)| vec![id.into(), n.into(), text(part).into()]);
    round::run(conn, [round::over(ADD, COLUMNS, rows.collect())]).await?;
    Ok(())
}

/// The numbers of the next objects after so many, up to `limit` and to the end of a part; none: these were all.
pub async fn next(conn: &mut Conn<'_>, job: i64, passed: usize, limit: usize) -> Result<Vec<i64>, Error> {
    let part = i64::try_from(passed / PART).unwrap_or(i64::MAX);
    let rows = conn.query(ONE, &[job.into(), part.into()]).await?;
    let Some(row) = rows.first() else { return Ok(Vec::new()) };
    let damaged = |number: &str| Error::Damaged {
        table: "edit_parts",
        column: "numbers",
        id: job,
        problem: format!("\"{number}\" instead of a number"),
    };
    let numbers = row.text(0)?.split(' ').skip(passed % PART).take(limit);
    numbers.map(|number| number.parse().map_err(|_| damaged(number))).collect()
}

/// How many objects there are: an edit's last part alone may have less than the others.
pub async fn count(conn: &mut Conn<'_>, job: i64) -> Result<u64, Error> {
    let rows = conn.query(LAST, &[job.into()]).await?;
    let Some(row) = rows.first() else { return Ok(0) };
    let full = row.int(0)?.unsigned_abs() * PART as u64;
    Ok(full + row.text(1)?.split(' ').count() as u64)
}
