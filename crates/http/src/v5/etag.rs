//! `ETag: "{rev}-{hash of the view}"`: what stands before the dash is what a write's `If-Match` and
//! `If-None-Match` compare, the whole is what a read's `If-None-Match` compares (v5.md 1.10).

use axum::http::header::{IF_MATCH, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use model::command::Expect;
use serde_json::Value;

use crate::cache::fingerprint;

/// The member that holds the tag of a thing in a list, and in an item of bulk.
pub const MEMBER: &str = "@etag";

/// The tag of a thing at a revision; `seen` is the fingerprint of all that decides the bytes.
pub fn of(rev: i64, seen: [u8; 32]) -> String {
    format!("\"{rev}-{}\"", short(seen))
}

/// The tag of a list, which has no revision of its own.
pub fn of_list(seen: [u8; 32]) -> String {
    format!("\"{}\"", short(seen))
}

/// A member of a list with its own tag in it, as bulk takes it back.
pub fn inside(rev: i64, member: &[u8]) -> Vec<u8> {
    with((MEMBER, &of(rev, fingerprint(&member))), member)
}

/// A JSON object with one text more in it, the first.
pub fn with((name, text): (&str, &str), object: &[u8]) -> Vec<u8> {
    let rest = object.strip_prefix(b"{").unwrap_or(object);
    let comma = if rest == b"}" { "" } else { "," };
    [format!("{{\"{name}\":{}{comma}", Value::from(text)).as_bytes(), rest].concat()
}

/// What an item of a bulk request asks of the thing as it stands.
pub fn expected_by(tags: &str) -> Option<Expect> {
    match Named::among(&self::tags(tags).collect::<Vec<_>>()) {
        Named::Nothing | Named::Any => None,
        Named::Revisions(revs) => Some(Expect::OneOf(revs)),
    }
}

fn short(seen: [u8; 32]) -> String {
    let head = seen.first_chunk().map_or(0, |head| u64::from_be_bytes(*head));
    format!("{head:016x}")
}

/// What a write's headers ask of the item as it stands: `If-Match`, less what `If-None-Match` names.
pub fn expected(headers: &HeaderMap) -> Option<Expect> {
    let named = |name| Named::of(headers, &name);
    match (named(IF_MATCH), named(IF_NONE_MATCH)) {
        (_, Named::Any) => Some(Expect::Nothing),
        (Named::Nothing | Named::Any, Named::Nothing) => None,
        (Named::Nothing | Named::Any, Named::Revisions(not)) => Some(Expect::NoneOf(not)),
        (Named::Revisions(wanted), Named::Nothing) => Some(Expect::OneOf(wanted)),
        (Named::Revisions(mut wanted), Named::Revisions(not)) => {
            wanted.retain(|rev| !not.contains(rev));
            Some(Expect::OneOf(wanted))
        }
    }
}

/// What a header with tags names.
enum Named {
    /// It isn't there.
    Nothing,
    /// `*`.
    Any,
    /// The revisions in its tags; one that was never ours is of none.
    Revisions(Vec<i64>),
}

impl Named {
    fn of(headers: &HeaderMap, name: &HeaderName) -> Self {
        Self::among(&headers.get_all(name).iter().flat_map(tags_of).collect::<Vec<_>>())
    }

    fn among(tags: &[&str]) -> Self {
        match tags {
            [] => Self::Nothing,
            tags if tags.contains(&"*") => Self::Any,
            tags => Self::Revisions(tags.iter().filter_map(|tag| revision(tag)).collect()),
        }
    }
}

/// What a client has already, as `If-None-Match` says.
#[derive(Debug, Clone, Default)]
pub struct Known(Vec<HeaderValue>);

impl Known {
    /// What a request's headers say.
    pub fn of(headers: &HeaderMap) -> Self {
        Self(headers.get_all(IF_NONE_MATCH).iter().cloned().collect())
    }

    /// Whether that is the representation of this tag.
    pub fn has(&self, etag: &str) -> bool {
        self.0.iter().flat_map(tags_of).any(|tag| tag == "*" || tag == etag)
    }
}

fn tags_of(header: &HeaderValue) -> impl Iterator<Item = &str> {
    tags(header.to_str().unwrap_or_default())
}

/// The tags in a text; the mark of weakness, which proxies add when they compress, is dropped.
fn tags(text: &str) -> impl Iterator<Item = &str> {
    let tags = text.split(',').map(str::trim).filter(|tag| !tag.is_empty());
    tags.map(|tag| tag.strip_prefix("W/").unwrap_or(tag))
}

fn revision(tag: &str) -> Option<i64> {
    tag.strip_prefix('"')?.strip_suffix('"')?.split_once('-')?.0.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: axum::http::HeaderName, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(name, value.parse().unwrap())])
    }

    #[test]
    fn writes_compare_revisions() {
        let etag = of(12, [1; 32]);
        let one_of = |revs: &[i64]| Some(Expect::OneOf(revs.to_vec()));
        let cases = [
            (etag.clone(), one_of(&[12])),
            (format!("W/{etag}"), one_of(&[12])),
            (format!("{etag}, \"13-0\""), one_of(&[12, 13])),
            (format!("\"abc\", {etag}"), one_of(&[12])),
            ("*".into(), None),
            ("\"abc\"".into(), one_of(&[])),
            ("12".into(), one_of(&[])),
        ];
        for (value, wanted) in cases {
            assert_eq!(expected(&headers(IF_MATCH, &value)), wanted, "{value}");
        }
        assert_eq!(expected(&HeaderMap::new()), None);
        assert_eq!(expected(&headers(IF_NONE_MATCH, "*")), Some(Expect::Nothing));
        let mut both = headers(IF_NONE_MATCH, &format!("{etag}, \"abc\""));
        assert_eq!(expected(&both), Some(Expect::NoneOf(vec![12])));
        both.insert(IF_MATCH, "\"12-0\", \"13-0\"".parse().unwrap());
        assert_eq!(expected(&both), one_of(&[13]));
    }

    #[test]
    fn if_none_match_compares_the_whole() {
        let etag = of(12, [1; 32]);
        let cases = [
            (etag.clone(), true),
            (format!("\"0-0\", W/{etag}"), true),
            ("*".into(), true),
            (of(12, [2; 32]), false),
            ("\"12\"".into(), false),
        ];
        for (value, wanted) in cases {
            assert_eq!(Known::of(&headers(IF_NONE_MATCH, &value)).has(&etag), wanted, "{value}");
        }
        assert!(!Known::default().has(&etag));
    }
}
