//! What a password must be.

use crate::problem::{Field, Violation};

const LEAST: usize = 8;
const MOST: usize = 1_024;

/// Errors: too short or too long.
pub fn check(password: &str) -> Result<(), Violation> {
    let length = password.chars().count();
    if (LEAST..=MOST).contains(&length) {
        return Ok(());
    }
    let message = format!("Expected a password of {LEAST} to {MOST} characters; got {length}.");
    Err(Violation::new(Field::Property("password"), "bad_password", message))
}
