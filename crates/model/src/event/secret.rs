//! The secrets of webhooks as they are given: the value of `Authorization`, and what deliveries are signed with. As
//! they are kept they are sealed, so these rules hold for what comes in alone.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::problem::{Field, Problem};

/// Most characters of the value of `Authorization`.
pub const MAX_AUTHORIZATION: usize = 2_000;

/// What a secret in base64 begins with, as Standard Webhooks has it.
const PREFIX: &str = "whsec_";
/// The bytes of such a secret, fewest and most.
const BYTES: (usize, usize) = (24, 64);
/// The characters of any other, fewest and most.
const CHARACTERS: (usize, usize) = (20, 200);

/// Whether it can be sent as the value of a header. Errors: at `authorization`.
pub fn check_authorization(value: &str) -> Result<(), Problem> {
    let sendable = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    let is_sendable = value.bytes().all(sendable) && value.trim() == value;
    if is_sendable && value.len() <= MAX_AUTHORIZATION {
        return Ok(());
    }
    let message = format!(
        "Expected the value of a header, up to {MAX_AUTHORIZATION} ASCII characters without line breaks; got {} \
         characters.",
        value.chars().count()
    );
    Err(Problem::at(Field::Property("authorization"), "bad_header", message))
}

/// Whether deliveries can be signed with it. Errors: at `secret`.
pub fn check_secret(secret: &str) -> Result<(), Problem> {
    if is_secret(secret) {
        return Ok(());
    }
    let ((few, many), (short, long)) = (BYTES, CHARACTERS);
    let message = format!(
        "Expected {PREFIX} and {few} to {many} random bytes in base64, or {short} to {long} ASCII characters without \
         spaces; got {} characters.",
        secret.chars().count()
    );
    Err(Problem::at(Field::Property("secret"), "bad_secret", message))
}

fn is_secret(text: &str) -> bool {
    let ((few, many), (short, long)) = (BYTES, CHARACTERS);
    match text.strip_prefix(PREFIX) {
        Some(encoded) => STANDARD.decode(encoded).is_ok_and(|bytes| (few..=many).contains(&bytes.len())),
        None => (short..=long).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_base64_behind_its_prefix_or_plain() {
        let encoded = |bytes: &[u8]| format!("whsec_{}", STANDARD.encode(bytes));
        for right in ["a-secret-of-20-signs", &encoded(&[7; 24]), &encoded(&[7; 64])] {
            assert_eq!(check_secret(right), Ok(()), "{right}");
        }
        let (long, short) = (encoded(&[7; 65]), encoded(&[7; 23]));
        let spaced = "a secret with its spaces";
        for wrong in [
            "short",
            "whsec_AAAA",
            "whsec_not-base64-at-all",
            &long,
            &short,
            &"x".repeat(201),
            "ü-secret-of-20-signs",
            spaced,
        ] {
            let problem = check_secret(wrong).unwrap_err();
            assert!(!problem.message.contains(wrong), "secrets are not repeated");
        }
    }

    #[test]
    fn what_is_sent_as_a_header_is_one_line() {
        assert_eq!(check_authorization("Basic dXNlcjpwYXNz"), Ok(()));
        for wrong in ["a\r\nb: c", " lead", "übel", "\0", &"x".repeat(MAX_AUTHORIZATION + 1)] {
            let problem = check_authorization(wrong).unwrap_err();
            assert!(!problem.message.contains(wrong), "secrets are not repeated");
        }
    }
}
