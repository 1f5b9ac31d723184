//! Questions to the API of another system: one answer, whole, whatever its status.

use std::time::Duration;

use futures_util::TryStreamExt as _;
use reqwest::header::{ACCEPT, ACCEPT_ENCODING, RETRY_AFTER};

use crate::clock::Clock;
use crate::{Client, Limits, Refused, pieces, target};

/// What a host answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The status.
    pub status: u16,
    /// How long to wait before the next question, if the host says so in seconds.
    pub retry_after: Option<Duration>,
    /// All of its body.
    pub body: Vec<u8>,
}

impl Client {
    /// Asks for what is at `url`. Nobody is followed elsewhere: the token is for this host alone.
    pub async fn ask(&self, url: &str, token: &str, accept: &str, limits: Limits) -> Result<Answer, Refused> {
        let clock = Clock::of(limits);
        let url = target::parse(url, &self.guard.rules.allowed)?;
        let request = self.http.get(url).bearer_auth(token).header(ACCEPT, accept).header(ACCEPT_ENCODING, "identity");
        let response = clock.wait(request.send()).await??;
        let status = response.status().as_u16();
        let seconds = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
        let body = pieces(response, limits.size, clock).try_fold(Vec::new(), async |mut all, piece| {
            all.extend_from_slice(&piece);
            Ok(all)
        });
        Ok(Answer { status, retry_after: seconds.map(Duration::from_secs), body: body.await? })
    }
}
