//! Keys: texts whose bytes stand in the order of the values.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// Most bytes of a text that a key holds.
pub const MAX_KEY: usize = 64;
/// Ends the beginning of a text that was cut; no folded text holds it.
pub const CUT: char = '\u{1}';
/// Bytes of the hash that tells texts with the same beginning apart.
const HASH_BYTES: usize = 16;
/// What is added to exponents, which lie between -101 and 101.
const MIDDLE: i32 = 500;

/// The key of a folded text ([`super::fold()`]): the text itself if it has at most 64 bytes, else its
/// beginning and a hash of all of it. So keys are equal if and only if the texts are.
pub fn text_key(folded: &str) -> String {
    if folded.len() <= MAX_KEY {
        return folded.to_owned();
    }
    let mut key = folded[..folded.floor_char_boundary(MAX_KEY)].to_owned();
    key.push(CUT);
    URL_SAFE_NO_PAD.encode_string(&Sha256::digest(folded)[..HASH_BYTES], &mut key);
    key
}

/// Whether a key holds the beginning of a text only: order, and what a text holds, are on the row.
pub fn is_cut(key: &str) -> bool {
    key.contains(CUT)
}

/// The key of a number in canonical text ([`crate::attribute`]); exact.
pub fn number_key(number: &str) -> String {
    let (is_negative, size) = number.strip_prefix('-').map_or((false, number), |size| (true, size));
    let (whole, fraction) = size.split_once('.').unwrap_or((size, ""));
    let whole = whole.trim_start_matches('0');
    let digits: Cow<'_, str> = if fraction.is_empty() { whole.into() } else { [whole, fraction].concat().into() };
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return "0".to_owned();
    }
    // Of 0.d1d2d3… × 10^exponent.
    let exponent = length(whole) - (length(&digits) - length(significant));
    let significant = significant.trim_end_matches('0');
    if is_negative {
        let turned: String = significant.bytes().map(|digit| char::from(b'0' + b'9' - digit)).collect();
        // What ends earlier is less in size, and so greater.
        format!("-{:03}{turned}~", MIDDLE - 1 - exponent)
    } else {
        format!("1{:03}{significant}", MIDDLE + exponent)
    }
}

/// The number of a key of [`number_key`], in canonical text. `None`: it is no such key.
pub fn number_of(key: &str) -> Option<String> {
    if key == "0" {
        return Some(key.to_owned());
    }
    let (sign, rest) = key.split_at_checked(1)?;
    let (exponent, digits) = rest.split_at_checked(3)?;
    let exponent = exponent.parse::<i32>().ok()? - MIDDLE;
    match sign {
        "1" => Some(plain("", exponent, digits)),
        "-" => {
            let digits = digits.strip_suffix('~')?.bytes();
            let turned: String = digits.map(|digit| char::from(b'0' + b'9' - digit)).collect();
            Some(plain("-", -1 - exponent, &turned))
        }
        _ => None,
    }
}

/// 0.`digits` × 10^`exponent` without an exponent.
fn plain(sign: &str, exponent: i32, digits: &str) -> String {
    let Ok(whole) = usize::try_from(exponent) else {
        return format!("{sign}0.{}{digits}", "0".repeat(exponent.unsigned_abs() as usize));
    };
    match digits.split_at_checked(whole) {
        Some(("", fraction)) => format!("{sign}0.{fraction}"),
        Some((whole, "")) => format!("{sign}{whole}"),
        Some((whole, fraction)) => format!("{sign}{whole}.{fraction}"),
        None => format!("{sign}{digits}{}", "0".repeat(whole - digits.len())),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_possible_wrap, reason = "numbers have 100 digits at most")]
fn length(digits: &str) -> i32 {
    digits.len() as i32
}
