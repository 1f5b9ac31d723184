//! The moment of which one asks what was then: `asOf`.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use model::problem::Problem;

use crate::params::{Params, bad};

/// The name of the parameter, and of the property.
pub const AS_OF: &str = "asOf";

/// What it should be, for messages.
pub const EXPECTED: &str = "a moment such as 2026-11-23T09:00:00Z, or a date";

/// The last microsecond of a second, which is how dates are printed.
const REST_OF_SECOND: i64 = 999_999;

/// The moment that a query names. Errors: `Malformed`.
pub fn as_of(params: &Params) -> Result<Option<i64>, Problem> {
    let Some(text) = params.get(AS_OF) else { return Ok(None) };
    read(text).map(Some).ok_or_else(|| bad(AS_OF, EXPECTED, text))
}

/// Errors: `Malformed` if a moment is named where only what is there now can be shown.
pub fn refuse(params: &Params) -> Result<(), Problem> {
    let expected =
        "nothing: only single documents, variants, classifications, assets and links are shown as they stood";
    params.get(AS_OF).map_or(Ok(()), |text| Err(bad(AS_OF, expected, text)))
}

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
