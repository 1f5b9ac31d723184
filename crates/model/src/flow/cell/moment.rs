//! Days with their times.

use super::{Writing, day::is_iso, refused};
use crate::attribute::Refused;

/// What a cell says: a day and, after what stands between them, a time; or a moment of ISO 8601, of whatever zone.
pub fn read(cell: &str, writing: &Writing<'_>) -> Result<String, Refused> {
    let text = cell.trim();
    let separator = writing.notation.date_time_separator.as_str();
    if let Some((day, rest)) = writing.date_format.begin(text) {
        if rest.is_empty() {
            return Ok(day);
        }
        let time = rest.strip_prefix(separator).or_else(|| rest.strip_prefix(['T', ' ']));
        if let Some(time) = time.map(str::trim).filter(|time| is_time(time)) {
            return Ok(format!("{day}T{time}"));
        }
    }
    if is_iso(text) {
        return Ok(text.to_owned());
    }
    Err(refused(&format!("a date and time such as {}", write("2026-12-31T23:59:00", writing)), cell))
}

/// Writes `YYYY-MM-DDThh:mm:ss`.
pub fn write(moment: &str, writing: &Writing<'_>) -> String {
    let (day, time) = moment.split_once('T').unwrap_or((moment, ""));
    format!("{}{}{time}", writing.date_format.write(day), writing.notation.date_time_separator)
}

/// Whether it is `HH:MM` or `HH:MM:SS`.
fn is_time(text: &str) -> bool {
    matches!(text.len(), 5 | 8)
        && text
            .bytes()
            .enumerate()
            .all(|(place, byte)| if place % 3 == 2 { byte == b':' } else { byte.is_ascii_digit() })
}
