//! `ETag: "{rev}-{hash of the view}"`: what stands before the dash is what `If-Match`
//! compares, the whole is what `If-None-Match` compares (v5.md 1.10).

use axum::http::header::{IF_MATCH, IF_NONE_MATCH};
use axum::http::{HeaderMap, HeaderValue};
use model::problem::{Kind, Problem};

/// The tag of a thing at a revision; `seen` is the fingerprint of all that decides the bytes.
pub fn of(rev: i64, seen: [u8; 32]) -> String {
    format!("\"{rev}-{}\"", short(seen))
}

/// The tag of a list, which has no revision of its own.
pub fn of_list(seen: [u8; 32]) -> String {
    format!("\"{}\"", short(seen))
}

fn short(seen: [u8; 32]) -> String {
    let head = seen.first_chunk().map_or(0, |head| u64::from_be_bytes(*head));
    format!("{head:016x}")
}

/// The revision that `If-Match` asks for. Errors: `Stale` for a tag that was never ours,
/// `Malformed` for several revisions.
pub fn expected(headers: &HeaderMap) -> Result<Option<i64>, Problem> {
    let mut found = None;
    for tag in headers.get_all(IF_MATCH).iter().flat_map(tags) {
        if tag == "*" {
            continue;
        }
        let rev = revision(tag).ok_or_else(|| {
            Problem::new(Kind::Stale, format!("If-Match: expected an ETag of this item; got {tag}, which is none."))
        })?;
        if found.replace(rev).is_some_and(|other| other != rev) {
            return Err(Problem::new(Kind::Malformed, "If-Match: expected one ETag; got several."));
        }
    }
    Ok(found)
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
        self.0.iter().flat_map(tags).any(|tag| tag == "*" || tag == etag)
    }
}

/// The tags of a header; the mark of weakness, which proxies add when they compress, is dropped.
fn tags(value: &HeaderValue) -> impl Iterator<Item = &str> {
    let tags = value.to_str().unwrap_or_default().split(',').map(str::trim);
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
    fn if_match_reads_the_revision() {
        let etag = of(12, [1; 32]);
        let cases = [
            (etag.clone(), Ok(Some(12))),
            (format!("W/{etag}"), Ok(Some(12))),
            (format!("{etag}, \"12-0\""), Ok(Some(12))),
            ("*".into(), Ok(None)),
            ("\"abc\"".into(), Err(Kind::Stale)),
            ("12".into(), Err(Kind::Stale)),
            (format!("{etag}, \"13-0\""), Err(Kind::Malformed)),
        ];
        for (value, wanted) in cases {
            let got = expected(&headers(IF_MATCH, &value)).map_err(|problem| problem.kind);
            assert_eq!(got, wanted, "{value}");
        }
        assert_eq!(expected(&HeaderMap::new()), Ok(None));
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
