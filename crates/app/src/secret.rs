//! What this instance signs with.

use ring::hmac::{HMAC_SHA256, Key};
use store::conn::Conn;
use store::{Urgency, secrets};

use crate::{App, Failure};

impl App {
    /// What public addresses of files are signed with: drawn when it is first asked for, and the same on all nodes.
    pub async fn address_key(&self) -> Result<Key, Failure> {
        let drawn = self.word() + &self.word();
        let agree = async move |conn: &mut Conn<'_>| secrets::agree(conn, "addresses", &drawn).await;
        let secret = self.store.write(Urgency::Interactive, agree).await?;
        Ok(Key::new(HMAC_SHA256, secret.as_bytes()))
    }
}
