//! What a code may look like (DECISIONS "Codes").

use crate::problem::{Field, Violation};

/// A code of a document, variant, classification or predefined value: 1–255
/// characters, no control character, no blank at either end.
pub fn check_object(code: &str) -> Result<(), Violation> {
    let length = code.chars().count();
    if (1..=255).contains(&length) && !code.chars().any(char::is_control) && code.trim() == code {
        return Ok(());
    }
    Err(bad("1 to 255 characters, no control character, no blank at either end", code))
}

/// A code of a definition: `[A-Za-z0-9_-]{1,100}`.
pub fn check_definition(code: &str) -> Result<(), Violation> {
    let legal = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if (1..=100).contains(&code.len()) && code.chars().all(legal) {
        return Ok(());
    }
    Err(bad("1 to 100 of the characters A-Z a-z 0-9 _ -", code))
}

/// A code of a catalog: a definition's code of 1–3 characters (v5.md 3.7).
pub fn check_catalog(code: &str) -> Result<(), Violation> {
    check_definition(code)?;
    if code.len() <= 3 { Ok(()) } else { Err(bad("1 to 3 characters", code)) }
}

/// A code of a locale: language, script and region, such as `en_GB` or `zh_Hant_TW`.
pub fn check_locale(code: &str) -> Result<(), Violation> {
    let mut parts = code.split('_');
    let language =
        parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase()));
    let mut rest = parts.peekable();
    if rest.peek().is_some_and(|p| is_script(p)) {
        rest.next();
    }
    let region = rest.next().is_none_or(is_region);
    if language && region && rest.next().is_none() {
        return Ok(());
    }
    Err(bad("a locale such as en, en_GB, zh_Hant or zh_Hant_TW", code))
}

fn is_script(part: &str) -> bool {
    part.len() == 4
        && part.starts_with(|c: char| c.is_ascii_uppercase())
        && part[1..].bytes().all(|b| b.is_ascii_lowercase())
}

fn is_region(part: &str) -> bool {
    (part.len() == 2 && part.bytes().all(|b| b.is_ascii_uppercase()))
        || (part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit()))
}

fn bad(expected: &str, code: &str) -> Violation {
    let shown: String = code.chars().take(60).collect();
    Violation::new(Field::Code, "bad_code", format!("Expected {expected}; got \"{}\".", shown.escape_debug()))
}
