//! How hosts of SFTP are known again.

use std::io;
use std::sync::Arc;

use futures_util::future::BoxFuture;
use russh::client::Handler;
use russh::keys::{HashAlg, PublicKeyOrCertificate};

use crate::Refused;
use crate::account::Account;

/// The keys that hosts are known by.
pub trait HostKeys: Send + Sync {
    /// The fingerprint that a host is known by; of one that isn't known yet the one that it has `shown`, by which it is
    /// known from now on.
    fn agree<'a>(&'a self, host: &'a str, shown: &'a str) -> BoxFuture<'a, io::Result<String>>;
}

/// Looks at the key of a host before anything is told to it.
pub(crate) struct Check {
    host: String,
    /// What the address says of it, which counts alone.
    given: Option<String>,
    known: Arc<dyn HostKeys>,
}

impl Check {
    pub(crate) fn of(account: &Account, known: Arc<dyn HostKeys>) -> Self {
        Self { host: account.at(), given: account.fingerprint.clone(), known }
    }
}

impl Handler for Check {
    type Error = Refused;

    async fn check_server_key(&mut self, key: &PublicKeyOrCertificate) -> Result<bool, Refused> {
        let shown = key.public_key().fingerprint(HashAlg::Sha256).to_string();
        let known = match &self.given {
            Some(given) => given.clone(),
            None => self.known.agree(&self.host, &shown).await.map_err(|error| Refused::Ours(error.to_string()))?,
        };
        if known == shown { Ok(true) } else { Err(Refused::HostKey { host: self.host.clone(), known, shown }) }
    }
}

impl From<russh::Error> for Refused {
    fn from(error: russh::Error) -> Self {
        use russh::Error::{
            Disconnect, HUP, IO, InactivityTimeout, Join, NoCommonAlgo, RequestDenied, SendError, Version,
        };
        match error {
            InactivityTimeout => Self::TooSlow,
            Disconnect | HUP | IO(_) | SendError | Join(_) => Self::BrokenOff,
            Version => Self::Failed("it doesn't speak SSH".to_owned()),
            NoCommonAlgo { kind, .. } => Self::Failed(format!("it knows no {kind:?} that is still taken as safe")),
            RequestDenied => Self::Failed("it has no SFTP".to_owned()),
            other => Self::Failed(other.to_string()),
        }
    }
}
