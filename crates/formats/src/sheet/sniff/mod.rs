//! What a file doesn't say of itself: its format, its encoding, its separators.

mod dialect;
mod encoding;

use std::io::{self, Read};

pub use dialect::{Dialect, ascii, dialect};
pub use encoding::{Found, encoding, of_label};

use super::Format;

/// Bytes that are looked at.
const HEAD: u64 = 64 * 1024;

/// What a text holds, by its first character.
pub fn format(text: impl Read) -> io::Result<Format> {
    let head = head(text)?;
    let first = head.iter().find(|byte| !byte.is_ascii_whitespace());
    Ok(if first == Some(&b'{') { Format::Lines } else { Format::Csv })
}

/// What a name's ending says.
pub fn format_of_name(name: &str) -> Option<Format> {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending.to_ascii_lowercase().as_str() {
        "csv" | "tsv" | "tab" | "txt" => Some(Format::Csv),
        "ndjson" | "jsonl" => Some(Format::Lines),
        "xlsx" | "xlsm" => Some(Format::Xlsx),
        _ => None,
    }
}

fn head(bytes: impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    bytes.take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}
