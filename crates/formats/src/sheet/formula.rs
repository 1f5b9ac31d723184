//! Texts that a spreadsheet would take for formulas, and how they are written to CSV so that it doesn't.
//!
//! A text that begins with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe before it, which
//! spreadsheets take for "this is text". So does one that begins with apostrophes and then such a character; therefore
//! taking one away from whatever begins so gives every text back. Negative numbers stay as they are: they run nothing,
//! and programs that read the file want numbers.
//!
//! In a workbook the type of a cell says that it is a text.

use std::borrow::Cow;

const STARTS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

fn begins(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(STARTS)
}

fn is_negative_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.strip_prefix('-').is_some_and(|number| {
        let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
        digits(whole) && digits(fraction)
    })
}

/// The text as it is written.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if begins(text) && !is_negative_number(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that was written so.
///
/// Other programs write `="0012"` to keep zeros; a text of ours that looks so has its apostrophe.
pub fn bare(text: &str) -> &str {
    let literal = || text.strip_prefix("=\"")?.strip_suffix('"').filter(|inner| !inner.contains('"'));
    match text.strip_prefix('\'') {
        Some(rest) if begins(rest) => rest,
        _ => literal().unwrap_or(text),
    }
}
