//! `Quable-Digest`: a checksum of the body on every answer (v4.md 1.7).

use axum::http::{HeaderName, HeaderValue};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{Digest, SHA256, digest};

/// The header's name. A handler that knows its body's digest already sets it, and the body isn't hashed again.
pub const QUABLE_DIGEST: HeaderName = HeaderName::from_static("quable-digest");

/// The header's value for a body.
pub fn of(body: &[u8]) -> HeaderValue {
    print(&digest(&SHA256, body))
}

fn print(digest: &Digest) -> HeaderValue {
    let mut text = String::with_capacity(52);
    text.push_str("SHA-256=");
    STANDARD.encode_string(digest, &mut text);
    HeaderValue::try_from(text).expect("base64 is ASCII")
}
