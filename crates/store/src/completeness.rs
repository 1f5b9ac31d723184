//! How complete documents were, day by day.

use std::collections::BTreeSet;

use crate::Error;
use crate::conn::{Column, Conn, Kind, Row};
use crate::round;

/// Most rows of one answer: those of the last days.
pub const MOST: i64 = 10_000;

/// How complete documents were on a day, by an indicator in a locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// The day, in UTC: `2026-11-30`.
    pub day: String,
    /// The number of the indicator.
    pub setting: i64,
    /// The code of the locale.
    pub locale: String,
    /// How many documents there were.
    pub documents: u64,
    /// How many of them were complete.
    pub complete: u64,
    /// The sum of their percentages.
    pub percents: u64,
}

const ADD: &str = "INSERT INTO completeness_days (day, setting_id, locale, documents, complete, percents)
    SELECT r.day, r.setting_id, r.locale, r.documents, r.complete, r.percents FROM {rows}
    CROSS JOIN definitions d WHERE d.id = r.setting_id ON CONFLICT DO NOTHING";

const COLUMNS: &[Column] = &[
    ("day", Kind::Text),
    ("setting_id", Kind::Int),
    ("locale", Kind::Text),
    ("documents", Kind::Int),
    ("complete", Kind::Int),
    ("percents", Kind::Int),
];

const KNOWN: &str = "SELECT setting_id, locale FROM completeness_days WHERE day = $1";

const DAYS: &str = "SELECT day, setting_id, locale, documents, complete, percents FROM completeness_days
    WHERE setting_id {in $1} AND day >= $2 AND day <= $3 AND (locale = $4 OR '' = $4)
    ORDER BY day DESC, setting_id, locale LIMIT $5";

/// Writes days down, unless they are known, or their indicator is gone.
pub async fn add(conn: &mut Conn<'_>, days: &[Day]) -> Result<(), Error> {
    let row = |day: &Day| {
        vec![
            (&day.day).into(),
            day.setting.into(),
            (&day.locale).into(),
            day.documents.cast_signed().into(),
            day.complete.cast_signed().into(),
            day.percents.cast_signed().into(),
        ]
    };
    round::run(conn, [round::over(ADD, COLUMNS, days.iter().map(row).collect())]).await?;
    Ok(())
}

/// What is known of a day: indicators, by their numbers, and locales.
pub async fn known(conn: &mut Conn<'_>, day: &str) -> Result<BTreeSet<(i64, String)>, Error> {
    conn.query(KNOWN, &[day.into()]).await?.iter().map(|row| Ok((row.int(0)?, row.text(1)?.to_owned()))).collect()
}

/// The days of these indicators from one to another, both included, in a locale or, for "", in all; the oldest first, of
/// the last of them up to [`MOST`].
pub async fn days(
    conn: &mut Conn<'_>,
    settings: Vec<i64>,
    (first, last): (&str, &str),
    locale: &str,
) -> Result<Vec<Day>, Error> {
    let params = [settings.into(), first.into(), last.into(), locale.into(), MOST.into()];
    let mut days = conn.query(DAYS, &params).await?.iter().map(day).collect::<Result<Vec<_>, _>>()?;
    days.sort_by(|a, b| (&a.day, a.setting, &a.locale).cmp(&(&b.day, b.setting, &b.locale)));
    Ok(days)
}

fn day(row: &Row) -> Result<Day, Error> {
    Ok(Day {
        day: row.text(0)?.to_owned(),
        setting: row.int(1)?,
        locale: row.text(2)?.to_owned(),
        documents: row.int(3)?.unsigned_abs(),
        complete: row.int(4)?.unsigned_abs(),
        percents: row.int(5)?.unsigned_abs(),
    })
}
