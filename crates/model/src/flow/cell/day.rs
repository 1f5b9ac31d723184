//! Days, in the format of the file.

use super::refused;
use crate::attribute::Refused;

/// How days are written: parts with something between them. Letters mean the same in the ways of ICU (`dd/MM/yyyy`)
/// and of PHP (`d/m/Y`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFormat(Vec<Piece>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece {
    Year,
    /// Two digits: of the years 1970 to 2069.
    ShortYear,
    Month,
    Day,
    Other(char),
}

impl DateFormat {
    /// The format of that name. `None`: it doesn't name day, month and year once each.
    pub fn parse(format: &str) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut rest = format.chars().peekable();
        while let Some(c) = rest.next() {
            let mut run = 1;
            while rest.next_if_eq(&c).is_some() {
                run += 1;
            }
            pieces.push(match (c, run) {
                ('Y', 1) | ('y' | 'Y', 4) => Piece::Year,
                ('y', 1) | ('y' | 'Y', 2) => Piece::ShortYear,
                ('M' | 'm' | 'n', 1 | 2) => Piece::Month,
                ('d' | 'D' | 'j', 1 | 2) => Piece::Day,
                (c, 1) if !c.is_ascii_alphanumeric() => Piece::Other(c),
                _ => return None,
            });
        }
        let count = |wanted: &[Piece]| pieces.iter().filter(|piece| wanted.contains(piece)).count();
        let is_whole =
            [&[Piece::Year, Piece::ShortYear][..], &[Piece::Month], &[Piece::Day]].iter().all(|one| count(one) == 1);
        is_whole.then_some(Self(pieces))
    }

    /// Reads a day at the beginning of a text: `YYYY-MM-DD`, and what follows it.
    pub fn begin<'a>(&self, text: &'a str) -> Option<(String, &'a str)> {
        let (mut year, mut month, mut day) = (0, 0, 0);
        let mut rest = text;
        for piece in &self.0 {
            match piece {
                Piece::Year => (year, rest) = digits(rest, 4)?,
                // A year that two digits don't tell is written in full.
                Piece::ShortYear => {
                    if let Some(full) = digits(rest, 4) {
                        (year, rest) = full;
                    } else {
                        (year, rest) = digits(rest, 2)?;
                        year += if year < 70 { 2000 } else { 1900 };
                    }
                }
                Piece::Month => (month, rest) = digits(rest, 2).or_else(|| digits(rest, 1))?,
                Piece::Day => (day, rest) = digits(rest, 2).or_else(|| digits(rest, 1))?,
                Piece::Other(c) => rest = rest.strip_prefix(*c)?,
            }
        }
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        let date = jiff::civil::Date::new(i16::try_from(year).ok()?, month, day).ok()?;
        Some((date.to_string(), rest))
    }

    /// Writes `YYYY-MM-DD`.
    pub fn write(&self, day: &str) -> String {
        let (Some(year), Some(month), Some(date)) = (day.get(..4), day.get(5..7), day.get(8..10)) else {
            return day.to_owned();
        };
        let is_recent = ("1970".."2070").contains(&year);
        let piece = |piece: &Piece| match piece {
            Piece::ShortYear if is_recent => year[2..].to_owned(),
            Piece::Year | Piece::ShortYear => year.to_owned(),
            Piece::Month => month.to_owned(),
            Piece::Day => date.to_owned(),
            Piece::Other(c) => c.to_string(),
        };
        self.0.iter().map(piece).collect()
    }
}

/// A number of so many digits.
fn digits(text: &str, count: usize) -> Option<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(count)?;
    let all = digits.bytes().all(|byte| byte.is_ascii_digit());
    Some((digits.parse().ok().filter(|_| all)?, rest))
}

/// What a cell says, in the format of the file or as `YYYY-MM-DD`, which is what the cells of workbooks are read as; a
/// time that follows is cut.
pub fn read(cell: &str, format: &DateFormat) -> Result<String, Refused> {
    let text = cell.trim();
    match format.begin(text) {
        Some((day, rest)) if rest.is_empty() || rest.starts_with(['T', ' ']) => Ok(day),
        None if is_iso(text) => Ok(text.to_owned()),
        _ => Err(refused(&format!("a date such as {}", format.write("2026-12-31")), cell)),
    }
}

/// Whether it begins as ISO 8601 does.
pub fn is_iso(text: &str) -> bool {
    text.get(..10).is_some_and(|day| day.as_bytes()[4] == b'-' && day.as_bytes()[7] == b'-' && day.is_ascii())
}
