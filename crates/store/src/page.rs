//! One page of a list: where it begins, and the key under which the next one does.

use model::query::Start;

use crate::Error;
use crate::conn::Row;

/// Between the parts of a sort key; no code holds it.
pub(crate) const SEPARATOR: char = '\u{1f}';

/// The rows before the page that is asked for by its number, or by theirs.
pub(crate) fn offset(start: &Start, limit: u32) -> i64 {
    match start {
        Start::Page(page) => i64::from(page.saturating_sub(1)) * i64::from(limit),
        Start::Offset(passed) => i64::try_from(*passed).unwrap_or(i64::MAX),
        Start::After(_) => 0,
    }
}

/// The parts of the sort key after which the page begins; those left out are "", before all.
pub(crate) fn after<const N: usize>(start: &Start) -> [&str; N] {
    let key = if let Start::After(key) = start { key.as_str() } else { "" };
    let mut parts = key.split(SEPARATOR);
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// A part that is a number; what isn't one is before all.
pub(crate) fn number(part: &str) -> i64 {
    part.parse().unwrap_or(i64::MIN)
}

/// The key of a row.
pub(crate) fn key(parts: &[&str]) -> String {
    parts.join(SEPARATOR.encode_utf8(&mut [0; 4]))
}

/// The one number of the one row.
pub(crate) fn total(rows: &[Row]) -> Result<u64, Error> {
    let count = rows.first().map_or(Ok(0), |row| row.int(0))?;
    Ok(count.unsigned_abs())
}
