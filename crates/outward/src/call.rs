//! Calls that say something to another system: one answer, whatever its status, and the beginning of its body.

use std::time::Duration;

use bytes::Bytes;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::{Method, Response};

use crate::ask::Answer;
use crate::clock::Clock;
use crate::{Client, Limits, Refused, target};

/// What is said to a host.
#[derive(Debug, Clone)]
pub struct Call {
    /// How it is said.
    pub method: Method,
    /// Where.
    pub url: String,
    /// Beside those that the client sets by itself.
    pub headers: HeaderMap,
    /// What is said.
    pub body: Bytes,
}

/// What a host answered, and of which kind that is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Status and body; of that no more than was to be taken.
    pub answer: Answer,
    /// What the host says of the body's kind.
    pub content_type: Option<String>,
    /// Whether the body went on, or wasn't looked at.
    pub is_cut: bool,
}

impl Client {
    /// Says something. Nobody is followed elsewhere, and what lies beyond the limit of size is not taken.
    pub async fn call(&self, call: Call, limits: Limits) -> Result<Reply, Refused> {
        let clock = Clock::of(limits);
        let url = target::parse(&call.url, &self.guard.rules.allowed)?;
        let request = self.http.request(call.method, url).headers(call.headers).body(call.body);
        let response = clock.wait(request.header(ACCEPT_ENCODING, "identity").send()).await??;
        let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let (content_type, status) = (text(CONTENT_TYPE), response.status().as_u16());
        let seconds = text(RETRY_AFTER).and_then(|value| value.trim().parse().ok());
        let retry_after = seconds.map(Duration::from_secs);
        let (body, is_cut) = beginning(response, limits.size, clock).await?;
        Ok(Reply { answer: Answer { status, retry_after, body }, content_type, is_cut })
    }
}

async fn beginning(mut response: Response, limit: u64, clock: Clock) -> Result<(Vec<u8>, bool), Refused> {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let mut body = Vec::new();
    // Where nothing is to be taken, nothing is waited for: the status says it all, whatever follows.
    if limit == 0 {
        return Ok((body, true));
    }
    while let Some(piece) = clock.wait(response.chunk()).await?? {
        let taken = piece.len().min(limit - body.len());
        body.extend_from_slice(&piece[..taken]);
        if taken < piece.len() {
            return Ok((body, true));
        }
    }
    Ok((body, false))
}
