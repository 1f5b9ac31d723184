//! Where the bytes of another system's files come from.

use std::sync::Arc;
use std::time::Duration;

use app::intake::{Pieces, SentFile};
use app::{App, Failure};
use elsewhere::{Bytes, File};
use futures_util::{FutureExt as _, StreamExt as _};
use http::Uri;
use model::problem::Problem;
use outward::{Client, Download, Limits, Network, Refused, Rules};
use tokio_util::io::ReaderStream;

use super::System;
use super::again::Tries;

/// How others are reached.
#[derive(Clone)]
pub struct Reach {
    /// The one way out; whoever runs the import allows it the host that they name.
    pub client: Client,
    largest: u64,
}

/// How long another side may say nothing, and how long a file may take.
const IDLE: Duration = Duration::from_secs(30);
const TOTAL: Duration = Duration::from_hours(1);

impl Reach {
    /// To the places that are named. Errors: a name is unknown.
    pub async fn of(app: &App, system: System, places: &[String]) -> Result<Self, Failure> {
        let mut allowed = Vec::new();
        if system == System::Quable {
            for place in places {
                allowed.extend(networks(place).await?);
            }
        }
        let rules = Rules { allowed, ..Rules::default() };
        let client = Client::new(rules, Arc::new(outward::System))?;
        Ok(Self { client, largest: app.largest_file() })
    }

    /// How much a call may take.
    pub fn limits(&self) -> Limits {
        Limits { idle: IDLE, total: TOTAL, size: self.largest }
    }

    /// A file of the other side; it is asked again where it is busy.
    async fn get(&self, address: &str) -> Result<Download, Refused> {
        let mut tries = Tries::new();
        loop {
            let refused = match self.client.get(address, self.limits()).await {
                Ok(download) => return Ok(download),
                Err(refused) => refused,
            };
            let Some(pause) = tries.after(&refused) else { return Err(refused) };
            tokio::time::sleep(pause).await;
        }
    }

    /// A file on its way in.
    pub fn file(&self, File { name, bytes }: File) -> SentFile {
        match bytes {
            Bytes::Later(address) => SentFile::Later(address),
            Bytes::Path(path) => {
                let open = async move {
                    let file = tokio::fs::File::open(&path).await;
                    let file = file.map_err(|error| format!("{}: {error}", path.display()))?;
                    let pieces: Pieces = ReaderStream::new(file).map(|piece| piece.map_err(Into::into)).boxed();
                    Ok::<_, String>(pieces)
                };
                SentFile::Now { name, hash: None, open: Box::new(|| open.boxed()) }
            }
            Bytes::Now(address, hash) => {
                let reach = self.clone();
                let open = async move {
                    let download = reach.get(&address).await.map_err(|refused| format!("{address}: {refused}"))?;
                    let pieces: Pieces = download.body.map(|piece| piece.map_err(Into::into)).boxed();
                    Ok::<_, String>(pieces)
                };
                SentFile::Now { name, hash, open: Box::new(|| open.boxed()) }
            }
        }
    }
}

/// The addresses of a host as networks: who names it may have it called, wherever it stands.
async fn networks(place: &str) -> Result<Vec<Network>, Problem> {
    let wrong = || Problem::conflict(format!("Expected an address such as https://pim.example.org; got {place}."));
    let uri: Uri = place.parse().map_err(|_| wrong())?;
    let host = uri.host().ok_or_else(wrong)?.trim_start_matches('[').trim_end_matches(']');
    let found = tokio::net::lookup_host((host, 0)).await;
    let found = found.map_err(|error| Problem::unavailable(format!("{host} is not found: {error}.")))?;
    Ok(found.map(|address| Network::from(address.ip())).collect())
}
