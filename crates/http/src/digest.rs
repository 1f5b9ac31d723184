//! `Quable-Digest`: a checksum of the body on every answer (v4.md 1.7). Long bodies are spooled
//! to a file first, so that the checksum can go ahead of them.

use std::io;

use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::{Bytes, BytesMut};
use futures_util::stream;
use http_body_util::BodyExt;
use ring::digest::{Context, Digest, SHA256, digest};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt, BufWriter};

use crate::errors::Refusal;

/// The header's name. A handler that knows its body's digest already sets it, and the body isn't hashed again.
pub const QUABLE_DIGEST: HeaderName = HeaderName::from_static("quable-digest");

/// The header's value for a body.
pub fn of(body: &[u8]) -> HeaderValue {
    print(digest(&SHA256, body))
}

/// The header's value for that SHA-256.
pub fn print(digest: impl AsRef<[u8]>) -> HeaderValue {
    let mut text = String::with_capacity(52);
    text.push_str("SHA-256=");
    STANDARD.encode_string(digest, &mut text);
    HeaderValue::try_from(text).expect("base64 is ASCII")
}

/// The layer. It stands inside compression: what is hashed is the body before any encoding.
/// A body that fails on its way becomes an error like any other, as nothing was sent yet.
pub async fn layer(request: Request, next: Next) -> Response {
    let response = next.run(request).await;
    if response.headers().contains_key(QUABLE_DIGEST) || is_event_stream(&response) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    match settle(body).await {
        Ok(settled) => {
            parts.headers.insert(QUABLE_DIGEST, print(settled.digest));
            if let Some(length) = settled.spooled {
                parts.headers.insert(CONTENT_LENGTH, length.into());
            }
            Response::from_parts(parts, settled.body)
        }
        Err(refusal) => refusal.into_response(),
    }
}

/// Whether an answer never ends by itself: then it has no digest.
pub fn is_event_stream(response: &Response) -> bool {
    let content_type = response.headers().get(CONTENT_TYPE);
    content_type.is_some_and(|content_type| content_type.as_bytes().starts_with(b"text/event-stream"))
}

/// A body that is all there.
struct Settled {
    digest: Digest,
    body: Body,
    /// Its length, if it lies in a file.
    spooled: Option<u64>,
}

/// Most bytes of a body that is put together in memory.
const IN_MEMORY: u64 = 1 << 20;

async fn settle(mut body: Body) -> Result<Settled, Refusal> {
    let whole = body.size_hint().exact();
    let mut hash = Context::new(&SHA256);
    let mut pieces = Vec::new();
    let mut length = 0;
    while let Some(piece) = next_piece(&mut body).await? {
        hash.update(&piece);
        length += piece.len() as u64;
        pieces.push(piece);
        // What a handler holds in one piece is in memory already.
        if length > IN_MEMORY && whole != Some(length) {
            return spool(pieces, body, hash).await;
        }
    }
    let body = match <[Bytes; 1]>::try_from(pieces) {
        Ok([piece]) => Body::from(piece),
        Err(pieces) => Body::from(pieces.concat()),
    };
    Ok(Settled { digest: hash.finish(), body, spooled: None })
}

/// Writes the `pieces`, hashed already, and the rest of the body to a file without a name, to be sent from there.
async fn spool(pieces: Vec<Bytes>, mut rest: Body, mut hash: Context) -> Result<Settled, Refusal> {
    const BUFFER: usize = 256 << 10;
    let file = tokio::task::spawn_blocking(tempfile::tempfile).await.map_err(io::Error::from)??;
    let mut file = BufWriter::with_capacity(BUFFER, File::from_std(file));
    let mut length = 0;
    for piece in pieces {
        length += piece.len() as u64;
        file.write_all(&piece).await?;
    }
    while let Some(piece) = next_piece(&mut rest).await? {
        hash.update(&piece);
        length += piece.len() as u64;
        file.write_all(&piece).await?;
    }
    file.flush().await?;
    let mut file = file.into_inner();
    file.rewind().await?;
    let chunks = stream::try_unfold(file, async |mut file| {
        let mut chunk = BytesMut::with_capacity(BUFFER);
        let read = file.read_buf(&mut chunk).await?;
        Ok::<_, io::Error>((read > 0).then(|| (chunk.freeze(), file)))
    });
    Ok(Settled { digest: hash.finish(), body: Body::from_stream(chunks), spooled: Some(length) })
}

/// The next bytes of a body. A handler's own [`app::Failure`] on the way is told as such.
async fn next_piece(body: &mut Body) -> Result<Option<Bytes>, Refusal> {
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Refusal::of_body(error).unwrap_or_else(Refusal::Internal))?;
        // Trailers are not for us.
        if let Ok(data) = frame.into_data() {
            return Ok(Some(data));
        }
    }
    Ok(None)
}
