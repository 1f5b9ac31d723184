//! Moments as they are written by those who ask what was then.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

/// What one should be, for messages.
pub const EXPECTED: &str = "a moment such as 2026-11-23T09:00:00Z, or a date";

/// The last microsecond of a second, which is how dates are printed.
const REST_OF_SECOND: i64 = 999_999;

/// Microseconds since 1970, UTC, which is meant where no offset is given. Without a fraction the whole second is part of
/// it, so that what was printed as its date is.
pub fn read(text: &str) -> Option<i64> {
    // An unescaped + arrives as a blank.
    let text = match text.rsplit_once(' ') {
        Some((moment, offset)) if moment.contains(['T', 't']) => format!("{moment}+{offset}"),
        _ => text.to_owned(),
    };
    let civil = |moment: DateTime| TimeZone::UTC.to_timestamp(moment).ok();
    if let Ok(date) = text.parse::<Date>()
        && !text.contains(['T', 't', ' ', ':'])
    {
        return Some(civil(date.at(0, 0, 0, 0))?.as_microsecond());
    }
    let moment = text.parse::<Timestamp>().ok().or_else(|| civil(text.parse().ok()?))?;
    let fraction = if text.contains(['.', ',']) { 0 } else { REST_OF_SECOND };
    Some(moment.as_microsecond() + fraction)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_with_and_without_offset_are_read() {
        let at = 1_793_448_000_000_000;
        for (text, wanted) in [
            ("2026-10-31T12:00:00Z", Some(at + REST_OF_SECOND)),
            ("2026-10-31T12:00:00", Some(at + REST_OF_SECOND)),
            ("2026-10-31T12:00:00.000000+00:00", Some(at)),
            ("2026-10-31T12:00:00.25", Some(at + 250_000)),
            ("2026-10-31T14:00:00+02:00", Some(at + REST_OF_SECOND)),
            ("2026-10-31T14:00:00 02:00", Some(at + REST_OF_SECOND)),
            ("2026-10-31", Some(at - 12 * 3_600_000_000)),
            ("yesterday", None),
            ("2026-13-31", None),
            ("", None),
            ("12:00:00", None),
        ] {
            assert_eq!(read(text), wanted, "{text}");
        }
    }
}
