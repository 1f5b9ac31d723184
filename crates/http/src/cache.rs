//! Rendered bodies and finished answers, in bounded memory. A key holds every number that
//! decides the bytes, so nothing is ever invalidated: what has changed is asked for under
//! another key, on any number of nodes.
//!
//! A body may be newer than its key says, if a write came between reading the numbers and the
//! rows; never older. As numbers only grow, such a key is not asked for again.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use axum::http::HeaderMap;
use bytes::Bytes;
use metrics::Counter;
use model::permission::Rights;
use moka::sync::Cache as Moka;
use ring::digest::{Context, SHA256};

/// Bytes of bodies, and as many of answers.
const HALF: u64 = 24 << 20;

/// What an entry costs beyond its bytes: keys, headers, the cache's own books.
const OVERHEAD: usize = 400;

/// See the module.
pub struct Cache {
    bodies: Moka<BodyKey, Bytes>,
    answers: Moka<AnswerKey, Answer>,
    body_looks: Looks,
    answer_looks: Looks,
}

/// Which bytes an object has, but for the base URL.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BodyKey {
    /// The object's number.
    pub id: i64,
    /// Its own number of changes.
    pub shown: i64,
    /// The schema's rules.
    pub rules: i64,
    /// The schema's labels.
    pub labels: i64,
    /// How it is looked at.
    pub view: Arc<ViewKey>,
}

/// What of a request decides how things are printed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ViewKey {
    /// The face and its format.
    pub form: &'static str,
    /// The face's options, in words of its own; mostly "".
    pub options: String,
    /// What the reader may see.
    pub rights: Rights,
}

/// Which bytes an answer has.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum AnswerKey {
    /// To the question for one object.
    One {
        /// The object's.
        body: BodyKey,
        /// Its `Content-Type`.
        form: &'static str,
        /// Scheme and host in its addresses.
        base: String,
    },
    /// To the question for a page: the [`fingerprint`] of all that decides its bytes.
    Page([u8; 32]),
}

/// A finished answer: its bytes and its headers, the digest and the tag among them.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The body.
    pub body: Bytes,
    /// All headers.
    pub headers: HeaderMap,
}

impl Default for Cache {
    fn default() -> Self {
        let weight = |bytes: usize| u32::try_from(bytes + OVERHEAD).unwrap_or(u32::MAX);
        Self {
            bodies: Moka::builder().weigher(move |_, body: &Bytes| weight(body.len())).max_capacity(HALF).build(),
            answers: Moka::builder()
                .weigher(move |_, answer: &Answer| weight(answer.body.len()))
                .max_capacity(HALF)
                .build(),
            body_looks: Looks::of("body"),
            answer_looks: Looks::of("answer"),
        }
    }
}

impl Cache {
    /// The body under a key.
    pub fn body(&self, key: &BodyKey) -> Option<Bytes> {
        self.body_looks.count(self.bodies.get(key))
    }

    /// Keeps a body.
    pub fn keep_body(&self, key: BodyKey, body: Bytes) {
        self.bodies.insert(key, body);
    }

    /// The answer under a key.
    pub fn answer(&self, key: &AnswerKey) -> Option<Answer> {
        self.answer_looks.count(self.answers.get(key))
    }

    /// Keeps an answer.
    pub fn keep_answer(&self, key: AnswerKey, answer: Answer) {
        self.answers.insert(key, answer);
    }
}

/// How often something was looked for, by whether it was there.
struct Looks {
    hits: Counter,
    misses: Counter,
}

impl Looks {
    fn of(what: &'static str) -> Self {
        let counter = |found| metrics::counter!("vitrine_cache_total", "what" => what, "found" => found);
        Self { hits: counter("yes"), misses: counter("no") }
    }

    fn count<T>(&self, found: Option<T>) -> Option<T> {
        if found.is_some() { &self.hits } else { &self.misses }.increment(1);
        found
    }
}

/// SHA-256 of all that decides some bytes.
pub fn fingerprint(of: &impl Hash) -> [u8; 32] {
    struct Sha(Context);
    impl Hasher for Sha {
        fn write(&mut self, bytes: &[u8]) {
            self.0.update(bytes);
        }
        fn finish(&self) -> u64 {
            0
        }
    }
    let mut sha = Sha(Context::new(&SHA256));
    of.hash(&mut sha);
    let mut print = [0; 32];
    print.copy_from_slice(sha.0.finish().as_ref());
    print
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(id: i64, form: &'static str) -> BodyKey {
        let view = ViewKey { form, options: String::new(), rights: Rights::FULL };
        BodyKey { id, shown: 1, rules: 1, labels: 1, view: Arc::new(view) }
    }

    #[test]
    fn every_number_and_the_view_tell_bodies_apart() {
        let cache = Cache::default();
        let kept = key(1, "ld");
        cache.keep_body(kept.clone(), Bytes::from_static(b"x"));
        assert!(cache.body(&kept).is_some());
        let others = [
            key(2, "ld"),
            key(1, "json"),
            BodyKey { shown: 2, ..kept.clone() },
            BodyKey { rules: 2, ..kept.clone() },
            BodyKey { labels: 2, ..kept.clone() },
            BodyKey { view: Arc::new(ViewKey { rights: Rights::READ, ..(*kept.view).clone() }), ..kept.clone() },
        ];
        for other in others {
            assert!(cache.body(&other).is_none(), "{other:?}");
        }
    }

    #[test]
    fn fingerprints_tell_keys_apart() {
        assert_eq!(fingerprint(&key(1, "ld")), fingerprint(&key(1, "ld")));
        assert_ne!(fingerprint(&key(1, "ld")), fingerprint(&key(1, "json")));
        assert_ne!(fingerprint(&("ab", "c")), fingerprint(&("a", "bc")));
    }

    #[test]
    fn memory_is_bounded_by_bytes() {
        let cache = Cache::default();
        for id in 0..1_000 {
            cache.keep_body(key(id, "ld"), Bytes::from(vec![0; 100_000]));
        }
        cache.bodies.run_pending_tasks();
        assert!(cache.bodies.weighted_size() <= HALF, "{}", cache.bodies.weighted_size());
    }
}
