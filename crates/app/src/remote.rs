//! Files elsewhere: fetched from addresses and put there, by the one way out. Passwords in addresses are sealed
//! (`secret/seal.rs`) wherever they are kept, and opened here alone, for the moment of a call.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use files::Received;
use futures_util::future::BoxFuture;
use model::problem::{Field, Kind, Problem};
use model::{address, file};
use outward::{HostKeys, Limits, Refused};
use store::conn::Conn;
use store::{Clock, Store, Urgency, host_keys};

use crate::secret::Unsealed;
use crate::{App, Failure};

/// How long a file may take that nobody waits for.
const WHOLE: Duration = Duration::from_hours(1);

/// The pauses before a host that is busy is asked again.
const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(5)];

/// A file that has come. It is gone again unless it is kept.
#[derive(Debug)]
pub struct Fetched {
    /// Its bytes.
    pub received: Received,
    /// What it is called.
    pub name: String,
}

/// Why a file was not fetched, or not put.
#[derive(Debug)]
pub enum Missed {
    /// The other side's fault, in words that hold no secret; another time it may be had.
    Told(String),
    /// The address's fault, or what stands at it: so it stays until somebody changes that.
    Lasting(String),
    /// Ours.
    Failed(Failure),
}

impl From<Refused> for Missed {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Ours(_) => Self::Failed(Failure::Internal(Box::new(refused))),
            refused if refused.is_lasting() => Self::Lasting(refused.to_string()),
            refused => Self::Told(refused.to_string()),
        }
    }
}

impl From<Unsealed> for Missed {
    fn from(unsealed: Unsealed) -> Self {
        Self::Lasting(match unsealed {
            Unsealed::OtherKey(_) => format!("its password was sealed with {unsealed}"),
            unsealed => unsealed.to_string(),
        })
    }
}

impl Missed {
    /// As a problem with what the caller said there.
    pub(crate) fn at(self, field: Field) -> Failure {
        match self {
            Self::Told(words) | Self::Lasting(words) => Problem::at(field, "unreachable", words).into(),
            Self::Failed(failure) => failure,
        }
    }

    /// As the failure of a job, which is tried again where that may help.
    pub(crate) fn of_job(self) -> Failure {
        match self {
            Self::Told(words) => Problem::unavailable(words).into(),
            Self::Lasting(words) => Problem::conflict(words).into(),
            Self::Failed(failure) => failure,
        }
    }
}

impl App {
    /// An address as it is to be kept: its password is sealed. Errors: it is none, or not allowed; it came back masked
    /// and isn't merged with what was before; there is no key to seal with.
    pub async fn seal_address(&self, address: &str) -> Result<String, Missed> {
        // Whether it is a file's or a folder's is for a call to find out.
        self.keeping.outward.check(&address::of_file(address, "file"))?;
        if address::is_masked(address) {
            return Err(masked());
        }
        let sealed = self.keeping.seal.seal_address(address)?;
        if sealed != address {
            self.note_seal().await.map_err(Missed::Failed)?;
        }
        Ok(sealed)
    }

    /// Fetches what lies at an address, sealed or as it was given.
    pub async fn fetch_remote(&self, address: &str) -> Result<Fetched, Missed> {
        let address = self.opened(address)?;
        let mut pauses = PAUSES.into_iter();
        let download = loop {
            let call = self.keeping.outward.fetch(&address, self.limits(), self.hosts());
            let refused = match Box::pin(call).await {
                Ok(download) => break download,
                Err(refused) => refused,
            };
            match pauses.next().filter(|_| refused.is_busy()) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return Err(refused.into()),
            }
        };
        let name = file::short_name(download.file_name.as_deref().unwrap_or_default());
        match self.receive(download.body).await {
            Ok(received) => Ok(Fetched { received, name }),
            Err(failure) => Err(told(failure)),
        }
    }

    /// Puts a file at an address, sealed or as it was given; `name`: what it is called there if that is a folder's (it
    /// ends with `/`). What was there before is replaced once all of it is there.
    pub async fn put_remote(&self, address: &str, name: &str, file: &Path) -> Result<(), Missed> {
        let address = address::of_file(&self.opened(address)?, &file::short_name(name));
        let (outward, word) = (&self.keeping.outward, self.word());
        Ok(Box::pin(outward.put(&address, file, &word, self.limits(), self.hosts())).await?)
    }

    fn limits(&self) -> Limits {
        Limits { size: self.keeping.largest, idle: self.keeping.patience, total: WHOLE }
    }

    fn hosts(&self) -> Arc<dyn HostKeys> {
        Arc::new(Hosts { store: self.store.clone(), clock: Arc::clone(&self.clock) })
    }

    fn opened(&self, address: &str) -> Result<String, Missed> {
        if address::is_masked(address) {
            return Err(masked());
        }
        Ok(self.keeping.seal.open_address(address)?)
    }
}

fn masked() -> Missed {
    Missed::Lasting(format!("\"{}\" stands for a password that isn't known here: send the password", address::MASK))
}

/// What the caller may be told of a file that couldn't be received or kept.
pub(crate) fn told(failure: Failure) -> Missed {
    match failure {
        Failure::Problem(problem) if problem.kind == Kind::TooLarge => Missed::Lasting(problem.message),
        Failure::Problem(problem) if problem.kind != Kind::Unavailable => Missed::Told(problem.message),
        failure => Missed::Failed(failure),
    }
}

/// Hosts as the database knows them.
struct Hosts {
    store: Store,
    clock: Clock,
}

impl HostKeys for Hosts {
    fn agree<'a>(&'a self, host: &'a str, shown: &'a str) -> BoxFuture<'a, io::Result<String>> {
        let (host, shown, now) = (host.to_owned(), shown.to_owned(), (self.clock)());
        Box::pin(async move {
            let agree = async move |conn: &mut Conn<'_>| host_keys::agree(conn, &host, &shown, now).await;
            self.store.write(Urgency::Interactive, agree).await.map_err(io::Error::other)
        })
    }
}
