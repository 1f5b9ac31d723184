//! The API of another instance: asked by the one client, again where it is busy.

use elsewhere::{Api, Error};
use outward::Answer;
use tokio::runtime::Handle;

use super::again::Tries;
use super::bytes::Reach;

/// Another instance.
pub struct Instance {
    reach: Reach,
    /// Scheme, host and port.
    base: String,
    token: String,
    runtime: Handle,
}

impl Instance {
    /// The instance at an address.
    pub fn new(reach: &Reach, address: &str, token: String) -> Self {
        let base = address.trim_end_matches('/').trim_end_matches("/api").trim_end_matches('/').to_owned();
        Self { reach: reach.clone(), base, token, runtime: Handle::current() }
    }

    async fn ask(&self, address: &str) -> Result<Option<String>, Error> {
        let mut tries = Tries::new();
        loop {
            let asked = self.reach.client.ask(address, &self.token, "application/ld+json", self.reach.limits()).await;
            let (pause, why) = match asked {
                Ok(Answer { status: 200, body, .. }) => {
                    return String::from_utf8(body).map(Some).map_err(|_| refused(address, "the answer is not UTF-8"));
                }
                Ok(Answer { status: 404, .. }) => return Ok(None),
                Ok(Answer { status, retry_after, body }) => {
                    let words: String = String::from_utf8_lossy(&body).chars().take(300).collect();
                    (tries.after_status(status, retry_after), format!("status {status}: {words}"))
                }
                Err(error) => (tries.after(&error), error.to_string()),
            };
            let Some(pause) = pause else { return Err(refused(address, &why)) };
            tokio::time::sleep(pause).await;
        }
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
