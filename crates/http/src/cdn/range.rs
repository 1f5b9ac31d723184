//! Which part of a file is wanted: `Range` and `If-Range`. One part alone; of several the whole is sent.

use std::ops::Range;

use axum::http::HeaderMap;
use axum::http::header::{IF_RANGE, RANGE};

/// What is wanted of a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of it.
    Whole,
    /// These bytes.
    Part(Range<u64>),
    /// What isn't there.
    Nothing,
}

/// What a request wants of a file of that size.
pub fn wanted(headers: &HeaderMap, etag: &str, size: u64) -> Wanted {
    let text = |name| headers.get(name).map(|value: &axum::http::HeaderValue| value.to_str().unwrap_or_default());
    // A date is no strong validator here.
    if text(IF_RANGE).is_some_and(|known| known != etag) {
        return Wanted::Whole;
    }
    text(RANGE).and_then(|range| read(range, size)).unwrap_or(Wanted::Whole)
}

/// `None`: it isn't understood, and so ignored.
fn read(range: &str, size: u64) -> Option<Wanted> {
    let (first, last) = range.trim().strip_prefix("bytes=")?.split_once('-')?;
    let part = match (first.trim(), last.trim()) {
        ("", suffix) => size.saturating_sub(suffix.parse().ok()?)..size,
        (first, "") => first.parse().ok()?..size,
        (first, last) => {
            let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
            if first > last {
                return None;
            }
            first..last.saturating_add(1).min(size)
        }
    };
    Some(if part.start < part.end { Wanted::Part(part) } else { Wanted::Nothing })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read() {
        let cases = [
            ("bytes=0-4", Wanted::Part(0..5)),
            ("bytes=5-", Wanted::Part(5..10)),
            ("bytes=-3", Wanted::Part(7..10)),
            ("bytes=-30", Wanted::Part(0..10)),
            ("bytes=9-99", Wanted::Part(9..10)),
            ("bytes=10-", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=4-2", Wanted::Whole),
            ("bytes=0-1,3-4", Wanted::Whole),
            ("bytes=x-", Wanted::Whole),
            ("lines=0-1", Wanted::Whole),
            ("bytes=18446744073709551615-18446744073709551615", Wanted::Nothing),
        ];
        for (range, expected) in cases {
            let mut headers = HeaderMap::new();
            headers.insert(RANGE, range.parse().unwrap());
            assert_eq!(wanted(&headers, "\"a\"", 10), expected, "{range}");
            headers.insert(IF_RANGE, "\"b\"".parse().unwrap());
            assert_eq!(wanted(&headers, "\"a\"", 10), Wanted::Whole);
        }
    }
}
