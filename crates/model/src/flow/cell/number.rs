//! Numbers, with the decimal mark of the file.

use super::refused;
use crate::attribute::Refused;
use crate::schema::{Extension, Notation};

/// Both marks; the one that a notation doesn't take for decimals may part thousands.
pub const MARKS: [char; 2] = ['.', ','];

/// A number with a point, or as it was if it has none. Blanks and apostrophes between digits part thousands; so does
/// the other mark, if decimals follow it: a number of which nobody knows whether it has decimals is refused.
pub fn read(cell: &str, notation: &Notation) -> Result<String, Refused> {
    let text = without_gaps(cell.trim());
    let (mark, other) = marks(notation);
    let plain = match (text.contains(mark), text.contains(other)) {
        (false, false) => Some(text),
        (true, false) => Some(text.replace(mark, ".")),
        (true, true) => ungrouped(&text, mark, other),
        // Workbooks hold numbers with a point, however they show them.
        (false, true) => (other == '.' && notation.extension == Extension::Xlsx).then_some(text),
    };
    plain.filter(|text| is_number(text)).ok_or_else(|| refused(&expected(mark), cell))
}

/// The canonical text of a number, with the decimal mark of the file.
pub fn write(number: &str, notation: &Notation) -> String {
    number.replace('.', notation.decimal_separator.encode_utf8(&mut [0; 4]))
}

fn marks(notation: &Notation) -> (char, char) {
    let mark = notation.decimal_separator;
    (mark, if mark == MARKS[0] { MARKS[1] } else { MARKS[0] })
}

fn expected(mark: char) -> String {
    format!("a number whose decimals follow \"{mark}\"")
}

/// Without what parts digits of one number.
fn without_gaps(text: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    let is_digit = |place: usize| all.get(place).is_some_and(char::is_ascii_digit);
    let is_gap = |place: usize, c: char| {
        matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}')
            && place > 0
            && is_digit(place - 1)
            && is_digit(place + 1)
    };
    all.iter().enumerate().filter(|(place, c)| !is_gap(*place, **c)).map(|(_, c)| *c).collect()
}

/// `1.234.567,89` without its groups, if they are such.
fn ungrouped(text: &str, mark: char, other: char) -> Option<String> {
    let (whole, decimals) = text.split_once(mark)?;
    let mut groups = whole.split(other);
    let first = groups.next()?.trim_start_matches(['+', '-']);
    let is_grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    (is_grouped && !decimals.contains(MARKS)).then(|| format!("{}.{decimals}", whole.replace(other, "")))
}

/// Whether it is digits with a point and an exponent at most.
fn is_number(text: &str) -> bool {
    let text = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let has_digits = digits.len() > usize::from(digits.contains('.')) && !exponent.is_empty();
    has_digits && [whole, decimals, exponent].into_iter().all(all_digits)
}
