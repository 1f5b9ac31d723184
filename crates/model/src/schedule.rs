//! When something is due again and again: a cron expression in a time zone.
//!
//! A time of day that a zone leaves out, as clocks go forward, is due when they have; one that it has twice, as they go
//! back, is due the first time. What is due every so many minutes or hours just goes on.

use std::cmp::Ordering;

use croner::errors::CronError;
use croner::parser::{CronParser, Seconds, Year};
use croner::{CivilDateTime, Cron, CronDateTime, Resolution, Weekday};
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp, ZonedDateTime};

use crate::problem::{Field, Problem};

/// A cron expression of five fields or a nickname (`@daily`), in a time zone.
#[derive(Debug, Clone)]
pub struct Schedule {
    cron: Cron,
    zone: TimeZone,
}

impl Schedule {
    /// Reads an expression, for that zone. Errors: what was expected of it, in words.
    pub fn parse(cron: &str, zone: &TimeZone) -> Result<Self, String> {
        let parser = CronParser::builder().seconds(Seconds::Disallowed).year(Year::Disallowed).build();
        let parsed = parser.parse(cron).map_err(|error| {
            format!("Expected minute, hour, day of month, month and day of week, such as \"30 2 * * 1-5\": {error}")
        })?;
        Ok(Self { cron: parsed, zone: zone.clone() })
    }

    /// All moments after this one at which it is due, as long as there is a next one.
    pub fn all(&self, after: i64) -> impl Iterator<Item = i64> + '_ {
        std::iter::successors(self.next(after), |last| self.next(*last))
    }

    /// The first moment after this one (microseconds since 1970 UTC) at which it is due. `None`: it never is again.
    pub fn next(&self, after: i64) -> Option<i64> {
        let after = Local(Timestamp::from_microsecond(after).ok()?.to_zoned_datetime(self.zone.clone()));
        let next = self.cron.find_next_occurrence(&after, false).ok()?;
        Some(next.0.timestamp().as_microsecond())
    }
}

/// The name of the zone that is meant where none is named.
pub const UTC: &str = "UTC";

/// An expression in the zone of that name. Errors: `Invalid` at `cron` or `timezone`, also for what is never due.
pub fn read(cron: &str, timezone: &str) -> Result<Schedule, Problem> {
    let zone = zone(timezone).ok_or_else(|| {
        let shown: String = timezone.chars().take(60).collect();
        let message = format!("Expected a time zone such as Europe/Paris; got \"{}\".", shown.escape_debug());
        Problem::at(Field::Property("timezone"), "unknown_timezone", message)
    })?;
    let refused = |message: String| Problem::at(Field::Property("cron"), "bad_cron", message);
    let schedule = Schedule::parse(cron, &zone).map_err(refused)?;
    // A pattern without a year that is due at all was due since 1970.
    if schedule.next(0).is_none() {
        return Err(refused("There is no day on which this would be due.".to_owned()));
    }
    Ok(schedule)
}

/// The time zone of that name in the IANA database, which the program carries.
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok().filter(|zone| zone.iana_name().is_some())
}

/// A moment in a zone, as croner walks through them.
#[derive(Clone)]
struct Local(ZonedDateTime);

impl CronDateTime for Local {
    #[expect(clippy::expect_used, reason = "jiff keeps each part within its bounds")]
    fn to_civil(&self) -> CivilDateTime {
        let at = self.0.datetime();
        let part = |part: i8| part.unsigned_abs().into();
        let (month, day) = (part(at.month()), part(at.day()));
        let (hour, minute, second) = (part(at.hour()), part(at.minute()), part(at.second()));
        CivilDateTime::from_ymd_hms_opt(at.year().into(), month, day, hour, minute, second).expect("a moment")
    }

    fn civil_weekday(&self) -> Weekday {
        Weekday::from_days_from_sunday(self.0.weekday().to_sunday_zero_offset().unsigned_abs().into())
    }

    fn resolve_civil(&self, civil: CivilDateTime) -> Result<Resolution<Self>, CronError> {
        let ambiguous = self.0.time_zone().to_ambiguous_zoned_datetime(moment(civil).ok_or(CronError::InvalidDate)?);
        let local = |zoned: Result<ZonedDateTime, jiff::Error>| zoned.map(Self).map_err(|_| CronError::InvalidTime);
        Ok(match ambiguous.offset() {
            AmbiguousOffset::Unambiguous { .. } => Resolution::Single(local(ambiguous.unambiguous())?),
            AmbiguousOffset::Gap { .. } => Resolution::Gap,
            AmbiguousOffset::Fold { .. } => {
                Resolution::Ambiguous(local(ambiguous.clone().earlier())?, local(ambiguous.later())?)
            }
        })
    }

    fn checked_add_seconds(&self, seconds: i64) -> Option<Self> {
        self.0.checked_add(SignedDuration::from_secs(seconds)).ok().map(Self)
    }

    fn cmp_instant(&self, other: &Self) -> Ordering {
        self.0.timestamp().cmp(&other.0.timestamp())
    }
}

fn moment(civil: CivilDateTime) -> Option<DateTime> {
    let part = |part: u32| i8::try_from(part).ok();
    DateTime::new(
        civil.year().try_into().ok()?,
        part(civil.month())?,
        part(civil.day())?,
        part(civil.hour())?,
        part(civil.minute())?,
        part(civil.second())?,
        0,
    )
    .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn schedule(cron: &str, name: &str) -> Schedule {
        Schedule::parse(cron, &zone(name).unwrap()).unwrap()
    }

    fn at(text: &str) -> i64 {
        text.parse::<Timestamp>().unwrap().as_microsecond()
    }

    fn text(at: i64) -> String {
        Timestamp::from_microsecond(at).unwrap().to_string()
    }

    /// The next so many runs after a moment.
    fn runs(cron: &str, zone: &str, after: &str, count: usize) -> Vec<String> {
        let schedule = schedule(cron, zone);
        let next = |at: &i64| schedule.next(*at);
        std::iter::successors(Some(at(after)), next).skip(1).take(count).map(text).collect()
    }

    #[test]
    fn the_next_run_is_the_zones() {
        for (cron, zone, after, expected) in [
            ("30 2 * * *", "UTC", "2026-11-30T02:29:59.999999Z", "2026-11-30T02:30:00Z"),
            ("30 2 * * *", "UTC", "2026-11-30T02:30:00Z", "2026-12-01T02:30:00Z"),
            ("30 2 * * *", "UTC", "2026-11-30T02:30:00.000001Z", "2026-12-01T02:30:00Z"),
            ("30 2 * * *", "Europe/Paris", "2026-11-30T02:29:59Z", "2026-12-01T01:30:00Z"),
            ("30 2 * * *", "Asia/Kathmandu", "2026-11-30T00:00:00Z", "2026-11-30T20:45:00Z"),
            ("0 8 * * 1-5", "Europe/Paris", "2026-11-27T07:00:00Z", "2026-11-30T07:00:00Z"),
            ("*/15 * * * *", "UTC", "2026-12-31T23:59:00Z", "2027-01-01T00:00:00Z"),
            ("0 0 29 2 *", "UTC", "2026-11-30T00:00:00Z", "2028-02-29T00:00:00Z"),
            ("@daily", "America/New_York", "2026-11-30T06:00:00Z", "2026-12-01T05:00:00Z"),
            ("0 0 L * *", "UTC", "2026-11-30T00:00:00Z", "2026-12-31T00:00:00Z"),
        ] {
            assert_eq!(runs(cron, zone, after, 1), [expected], "{cron} {zone} after {after}");
        }
    }

    #[test]
    fn clocks_that_go_forward_leave_nothing_out() {
        // 2027-03-28: 02:00 is 03:00 in Paris.
        let runs = |cron| runs(cron, "Europe/Paris", "2027-03-27T23:30:00Z", 3);
        assert_eq!(runs("30 2 * * *"), ["2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z", "2027-03-30T00:30:00Z"]);
        assert_eq!(runs("30 1 * * *"), ["2027-03-28T00:30:00Z", "2027-03-28T23:30:00Z", "2027-03-29T23:30:00Z"]);
        assert_eq!(runs("0 * * * *"), ["2027-03-28T00:00:00Z", "2027-03-28T01:00:00Z", "2027-03-28T02:00:00Z"]);
        assert_eq!(runs("*/30 * * * *"), ["2027-03-28T00:00:00Z", "2027-03-28T00:30:00Z", "2027-03-28T01:00:00Z"]);
    }

    #[test]
    fn clocks_that_go_back_repeat_nothing() {
        // 2026-10-25: 03:00 is 02:00 in Paris.
        let runs = |cron| runs(cron, "Europe/Paris", "2026-10-24T22:15:00Z", 4);
        let fixed = ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z", "2026-10-27T01:30:00Z", "2026-10-28T01:30:00Z"];
        assert_eq!(runs("30 2 * * *"), fixed);
        // 01:00, 02:00, 02:00 and 03:00 there.
        let hourly = ["2026-10-24T23:00:00Z", "2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z"];
        assert_eq!(runs("0 * * * *"), hourly);
    }

    #[test]
    fn what_is_no_schedule_is_refused() {
        let utc = TimeZone::UTC;
        for wrong in ["", "x", "* * * *", "* * * * * *", "60 * * * *", "0 0 * * 8", "0 0 0 * *", "@sometimes"] {
            let refused = Schedule::parse(wrong, &utc).unwrap_err();
            assert!(refused.contains("30 2 * * 1-5"), "{wrong}: {refused}");
        }
        assert_eq!(Schedule::parse("0 0 30 2 *", &utc).unwrap().next(at("2026-11-30T00:00:00Z")), None);
        assert_eq!(schedule("* * * * *", "UTC").next(i64::MAX), None);
        for wrong in ["", "Europe/Nowhere", "CET+1", "+01:00", "Europe/Paris\0", "../etc/passwd"] {
            assert!(zone(wrong).is_none(), "{wrong}");
        }
    }

    proptest! {
        /// Whatever the zone, the next run is after the moment and on the minute, and none is between.
        #[test]
        fn next_is_the_first_after(
            cron in prop::sample::select(vec!["30 2 * * *", "0 */6 * * *", "*/20 * * * *", "15 0 * * 0", "0 12 1 * *"]),
            name in prop::sample::select(vec!["UTC", "Europe/Paris", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Tehran"]),
            after in 0_i64..4_000_000_000,
            part in 0.0..1.0_f64,
        ) {
            let (schedule, after) = (schedule(cron, name), after * 1_000_000);
            let next = schedule.next(after).unwrap();
            prop_assert!(next > after && next % 60_000_000 == 0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "somewhere between")]
            let between = after + ((next - after - 1) as f64 * part) as i64;
            prop_assert_eq!(schedule.next(between), Some(next));
        }
    }
}
