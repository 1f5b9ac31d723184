//! In which encoding a text is.

use std::io::{self, Read};

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::sheet::Error;

/// Bytes looked at together.
const PIECE: u64 = 64 * 1024;

/// An encoding, and the bytes of the mark that says so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    pub encoding: &'static Encoding,
    pub mark: usize,
}

/// The encoding of that label.
pub fn of_label(label: &str) -> Result<&'static Encoding, Error> {
    Encoding::for_label(label.as_bytes()).ok_or_else(|| Error::Encoding(label.to_owned()))
}

/// What the byte order mark says, else what was asked for, else what the bytes look like.
///
/// UTF-16 shows by the zeros in every second byte of western letters, digits and separators. Between UTF-8 and
/// Windows-1252 the first character beyond ASCII decides, wherever it is: what isn't UTF-8 is Windows-1252.
pub fn encoding(mut bytes: impl Read, asked: Option<&str>) -> Result<Found, Error> {
    let asked = asked.map(of_label).transpose()?;
    let mut piece = Vec::new();
    bytes.by_ref().take(PIECE).read_to_end(&mut piece)?;
    if let Some((encoding, mark)) = Encoding::for_bom(&piece) {
        return Ok(Found { encoding, mark });
    }
    let encoding = match asked.or_else(|| utf_16(&piece)) {
        Some(encoding) => encoding,
        None => utf_8_or_not(bytes, piece)?,
    };
    Ok(Found { encoding, mark: 0 })
}

fn utf_16(head: &[u8]) -> Option<&'static Encoding> {
    let zeros = |from: usize| head.iter().skip(from).step_by(2).filter(|&&byte| byte == 0).count();
    let (first, second, pairs) = (zeros(0), zeros(1), head.len() / 2);
    let many = |zeros: usize, others: usize| 4 * zeros > pairs && 8 * others <= zeros;
    if many(second, first) {
        Some(UTF_16LE)
    } else if many(first, second) {
        Some(UTF_16BE)
    } else {
        None
    }
}

fn utf_8_or_not(mut bytes: impl Read, mut piece: Vec<u8>) -> io::Result<&'static Encoding> {
    loop {
        let (has_more, valid) = (piece.len() as u64 >= PIECE, std::str::from_utf8(&piece));
        match valid {
            Ok(text) if text.is_ascii() && has_more => piece.clear(),
            Ok(_) => return Ok(UTF_8),
            Err(error) if !piece[..error.valid_up_to()].is_ascii() => return Ok(UTF_8),
            // Cut within a character.
            Err(error) if error.error_len().is_none() && has_more => {
                piece.drain(..error.valid_up_to());
            }
            Err(_) => return Ok(WINDOWS_1252),
        }
        let kept = piece.len();
        bytes.by_ref().take(PIECE).read_to_end(&mut piece)?;
        if piece.len() == kept {
            // Nothing follows: all was ASCII, or the last character is none of UTF-8.
            return Ok(if kept == 0 { UTF_8 } else { WINDOWS_1252 });
        }
    }
}
