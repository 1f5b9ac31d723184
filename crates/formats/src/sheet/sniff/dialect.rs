//! What stands between and around the cells of CSV.

use std::io::Read;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::head;
use crate::sheet::{Error, Reading};

/// In the order in which they are preferred where all fit.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Rows that are looked at.
const ROWS: usize = 50;

/// How cells are set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    pub separator: u8,
    pub quote: u8,
    /// The first line names the separator, as `sep=;`, and is no row.
    pub is_named: bool,
}

/// What was asked for, else what the head of the text looks like.
///
/// The separator is the one that the header has and that gives the most rows as many cells as the header; of several
/// the one that gives the most cells. The quote is `'` only where it stands around all cells of the header.
pub fn dialect(text: impl Read, reading: &Reading) -> Result<Dialect, Error> {
    let mut head = head(text)?;
    // The last row may lack its line break. A break more is none.
    head.push(b'\n');
    let named = named(&head);
    let asked = reading.separator.map(ascii).transpose()?.or(named);
    let quote = reading.quote.map(ascii).transpose()?;
    let quote = quote.unwrap_or_else(|| if is_single_quoted(&head, asked) { b'\'' } else { b'"' });
    let separator = asked.unwrap_or_else(|| separator(&head, quote));
    if separator == quote {
        return Err(Error::Separator(char::from(quote)));
    }
    Ok(Dialect { separator, quote, is_named: named.is_some() })
}

/// A character that may stand between or around cells.
pub fn ascii(character: char) -> Result<u8, Error> {
    match u8::try_from(character) {
        Ok(byte) if byte.is_ascii() && !matches!(byte, b'\r' | b'\n' | 0) => Ok(byte),
        _ => Err(Error::Separator(character)),
    }
}

/// Excel takes `sep=;` on the first line, and some programs write it for Excel.
fn named(head: &[u8]) -> Option<u8> {
    match head.strip_prefix(b"sep=")? {
        [separator, b'\r' | b'\n', ..] if separator.is_ascii() => Some(*separator),
        _ => None,
    }
}

fn is_single_quoted(head: &[u8], separator: Option<u8>) -> bool {
    let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
    let line = head.split(is_end).find(|line| !line.is_empty()).unwrap_or_default();
    let is_between = |byte: &u8| separator.map_or(SEPARATORS.contains(byte), |separator| separator == *byte);
    line.split(is_between).all(|cell| matches!(cell, [b'\'', .., b'\'']))
}

fn separator(head: &[u8], quote: u8) -> u8 {
    let mut best = (SEPARATORS[0], (false, 0, 0));
    for separator in SEPARATORS {
        let score = score(head, separator, quote);
        if score > best.1 {
            best = (separator, score);
        }
    }
    best.0
}

/// Whether the header has several cells, how many rows of a hundred have as many as it, and how many those are.
fn score(head: &[u8], separator: u8, quote: u8) -> (bool, usize, usize) {
    let mut parser = ReaderBuilder::new().delimiter(separator).quote(quote).build();
    let (mut rest, mut widths) = (head, Vec::new());
    while widths.len() < ROWS && !rest.is_empty() {
        let (width, read) = width(&mut parser, rest);
        rest = &rest[read..];
        // The last row may go on behind the head.
        if !rest.is_empty() || widths.is_empty() {
            widths.push(width);
        }
    }
    let header = widths.first().copied().unwrap_or_default();
    let same = widths.iter().filter(|&&width| width == header).count();
    (header > 1, 100 * same / widths.len().max(1), header)
}

/// The cells of the next record, as far as it is there, and the bytes it takes.
fn width(parser: &mut Reader, bytes: &[u8]) -> (usize, usize) {
    let (mut cells, mut at) = (0, 0);
    let (mut output, mut ends) = ([0; 1024], [0; 64]);
    while at < bytes.len() {
        let (result, read, _, ended) = parser.read_record(&bytes[at..], &mut output, &mut ends);
        at += read;
        cells += ended;
        if let ReadRecordResult::Record = result {
            return (cells, at);
        }
    }
    (cells + 1, at)
}
