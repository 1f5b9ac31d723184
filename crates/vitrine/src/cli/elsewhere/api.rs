//! The API of another instance: asked by the one client, again where it is busy.

use std::time::Duration;

use elsewhere::{Api, Error};
use outward::{Answer, Refused};
use tokio::runtime::Handle;

use super::bytes::Reach;

/// Another instance.
pub struct Instance {
    reach: Reach,
    /// Scheme, host and port.
    base: String,
    token: String,
    runtime: Handle,
}

/// How often something is asked for at most.
const TRIES: u32 = 8;
/// The first pause before it is asked for again where the instance doesn't say; each is twice the last.
const PAUSE: Duration = Duration::from_secs(1);
/// The longest pause.
const LONGEST: Duration = Duration::from_mins(1);

impl Instance {
    /// The instance at an address.
    pub fn new(reach: &Reach, address: &str, token: String) -> Self {
        let base = address.trim_end_matches('/').trim_end_matches("/api").trim_end_matches('/').to_owned();
        Self { reach: reach.clone(), base, token, runtime: Handle::current() }
    }

    async fn ask(&self, address: &str) -> Result<Option<String>, Error> {
        let mut pause = PAUSE;
        for tries in 1.. {
            let asked = self.reach.client.ask(address, &self.token, "application/ld+json", self.reach.limits()).await;
            let wait = match asked {
                Ok(Answer { status: 200, body, .. }) => {
                    return String::from_utf8(body).map(Some).map_err(|_| refused(address, "the answer is not UTF-8"));
                }
                Ok(Answer { status: 404, .. }) => return Ok(None),
                Ok(Answer { status: 429 | 503, retry_after, .. }) if tries < TRIES => retry_after.unwrap_or(pause),
                Ok(Answer { status, body, .. }) => {
                    let words: String = String::from_utf8_lossy(&body).chars().take(300).collect();
                    return Err(refused(address, &format!("status {status}: {words}")));
                }
                Err(Refused::TooSlow | Refused::BrokenOff | Refused::Unreachable(_)) if tries < TRIES / 2 => pause,
                Err(error) => return Err(refused(address, &error.to_string())),
            };
            tokio::time::sleep(wait.min(LONGEST)).await;
            pause = (pause * 2).min(LONGEST);
        }
        Ok(None)
    }
}

impl Api for Instance {
    fn get(&mut self, path: &str) -> Result<Option<String>, Error> {
        let address = self.address(path);
        // The token is for this instance alone.
        if !address.starts_with(&format!("{}/", self.base)) {
            return Err(refused(&address, "this is not of the instance"));
        }
        self.runtime.block_on(self.ask(&address))
    }

    fn address(&self, path: &str) -> String {
        if path.starts_with('/') { format!("{}{path}", self.base) } else { path.to_owned() }
    }
}

fn refused(address: &str, why: &str) -> Error {
    Error::Unsuited(format!("{address}: {why}"))
}
