//! What the admin UI remembers for a user: JSON under names of its own.

use crate::problem::{Field, Problem, Violation};

/// Most preferences of a user.
pub const MAX_PREFERENCES: usize = 200;
/// Most bytes of one.
pub const MAX_VALUE: usize = 32 << 10;
/// Most characters of a name.
const MAX_NAME: usize = 100;

/// Errors: `Invalid` for a name that none can have, or JSON that is too long.
pub fn check(name: &str, json: &str) -> Result<(), Problem> {
    let mut wrong = Vec::new();
    let legal = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._-".contains(&b);
    if name.is_empty() || name.len() > MAX_NAME || !name.bytes().all(legal) {
        let shown: String = name.chars().take(MAX_NAME).collect();
        let message = format!(
            "Expected a name of 1 to {MAX_NAME} small letters, digits, \".\", \"_\" and \"-\"; got \"{}\".",
            shown.escape_debug()
        );
        wrong.push(Violation::new(Field::Property("name"), "bad_name", message));
    }
    if json.len() > MAX_VALUE {
        let message = format!("Expected JSON of at most {MAX_VALUE} bytes; got {}.", json.len());
        wrong.push(Violation::new(Field::Property("value"), "too_long", message));
    }
    if wrong.is_empty() { Ok(()) } else { Err(Problem::invalid(wrong)) }
}

/// One more than a user may have.
pub fn too_many() -> Problem {
    let message = format!("Expected at most {MAX_PREFERENCES} preferences; this would be one more.");
    Problem::at(Field::Property("name"), "too_many", message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_sizes_are_bounded() {
        let longest = "a".repeat(MAX_NAME);
        for name in ["grid", "list.documents-2_x", longest.as_str()] {
            assert_eq!(check(name, "{}"), Ok(()), "{name}");
        }
        let longer = "a".repeat(MAX_NAME + 1);
        for name in ["", "Grid", "a b", "é", "a/b", longer.as_str()] {
            assert!(check(name, "{}").is_err(), "{name}");
        }
        assert_eq!(check("a", &"1".repeat(MAX_VALUE)), Ok(()));
        assert!(check("a", &"1".repeat(MAX_VALUE + 1)).is_err());
    }
}
