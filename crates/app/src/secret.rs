//! What this instance signs with, and what it seals secrets with.

mod seal;

use ring::hmac::{HMAC_SHA256, Key};
use store::conn::Conn;
use store::{Store, Urgency, secrets};

use crate::{App, Failure};
pub use seal::{Seal, SealKey, Unsealed};

impl App {
    /// What public addresses of files are signed with: drawn when it is first asked for, and the same on all nodes.
    pub async fn address_key(&self) -> Result<Key, Failure> {
        let drawn = self.word() + &self.word();
        let agree = async move |conn: &mut Conn<'_>| secrets::agree(conn, "addresses", &drawn).await;
        let secret = self.store.write(Urgency::Interactive, agree).await?;
        Ok(Key::new(HMAC_SHA256, secret.as_bytes()))
    }

    /// Writes down, before the first secret is sealed here, which key does it.
    pub(crate) async fn note_seal(&self) -> Result<(), Failure> {
        let Some(id) = self.keeping.seal.to_note() else { return Ok(()) };
        let (now, note) = (self.now(), id.to_owned());
        let write = async move |conn: &mut Conn<'_>| secrets::note_key(conn, &note, now).await;
        self.store.write(Urgency::Interactive, write).await?;
        self.keeping.seal.noted();
        Ok(())
    }
}

/// What is wrong with the keys at hand for the secrets of a database, in words; `None`: nothing.
pub async fn trouble(store: &Store, seal: &Seal) -> Result<Option<String>, Failure> {
    let last = store.read(async |conn: &mut Conn<'_>| secrets::last_key(conn).await).await?;
    Ok(last.filter(|id| !seal.knows(id)).map(|id| {
        format!("the secrets in this database (passwords in addresses) were sealed with {}", Unsealed::OtherKey(id))
    }))
}
