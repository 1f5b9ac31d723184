//! The one client for all calls to addresses that users give. It calls public addresses and
//! those that the operator allows, nothing else: neither by a name that points inside, nor by a
//! redirect, nor by a proxy of the environment. What it takes is bounded in size and time.
//!
//! Of buckets and folders only those are used that the operator names.

mod account;
mod address;
mod ask;
mod body;
mod call;
mod clock;
mod folder;
mod ftp;
mod host_keys;
mod name;
mod object;
mod place;
mod refused;
mod resolve;
mod sftp;
mod target;

use std::fmt;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use files::Bucket;
use futures_util::stream::{self, BoxStream, StreamExt};
use ipnet::IpNet;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, LOCATION};
use reqwest::{Response, Url, redirect};

pub use ask::Answer;
pub use call::{Call, Reply};
pub use host_keys::HostKeys;
pub use ipnet::IpNet as Network;
pub use refused::Refused;
pub use reqwest::Method;
pub use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
pub use resolve::{Resolve, System};

use clock::Clock;
use place::Place;
use resolve::Guard;

/// How often a host may send us elsewhere.
const REDIRECTS: usize = 5;

/// What may be called.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Networks that may be called although they aren't public.
    pub allowed: Vec<IpNet>,
    /// Buckets of S3 that files may lie in.
    pub buckets: Vec<Bucket>,
    /// Folders that files may lie below.
    pub folders: Vec<PathBuf>,
    /// Whether FTP may be spoken in the clear.
    pub plain_ftp: bool,
}

/// How much a call may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long nothing may come: neither a connection, nor an answer, nor more of it.
    pub idle: Duration,
    /// How long all of it may take.
    pub total: Duration,
    /// How many bytes are taken.
    pub size: u64,
}

/// The client. Cheap to clone.
#[derive(Clone)]
pub struct Client {
    guard: Guard,
    http: reqwest::Client,
}

/// A file on its way here.
pub struct Download {
    /// What the host says of its kind.
    pub content_type: Option<String>,
    /// What it may be called: a plain name, without folders.
    pub file_name: Option<String>,
    /// How many bytes it has, if the host says so; never more than are taken.
    pub length: Option<u64>,
    /// Its bytes, as they come, within the limits.
    pub body: BoxStream<'static, Result<Bytes, Refused>>,
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { content_type, file_name, length, body: _ } = self;
        f.debug_struct("Download")
            .field("content_type", content_type)
            .field("file_name", file_name)
            .field("length", length)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Fails if TLS can't be set up; the program chooses its provider beforehand.
    pub fn new(rules: Rules, names: Arc<dyn Resolve>) -> io::Result<Self> {
        let guard = Guard { rules: Arc::new(rules), names };
        let http = reqwest::Client::builder()
            .user_agent(concat!("vitrine/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(guard.clone())
            .redirect(redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .build()
            .map_err(io::Error::other)?;
        Ok(Self { guard, http })
    }

    /// Whether a file may be fetched from `address`, as far as that shows before anybody is called.
    pub fn check(&self, address: &str) -> Result<(), Refused> {
        Place::of(address, &self.guard.rules).map(drop)
    }

    /// Fetches a file from wherever one may lie; `hosts`: how those of SFTP are known again.
    pub async fn fetch(&self, address: &str, limits: Limits, hosts: Arc<dyn HostKeys>) -> Result<Download, Refused> {
        match Place::of(address, &self.guard.rules)? {
            Place::Web(_) => self.get(address, limits).await,
            Place::Object { bucket, name } => object::get(&self.guard.rules.buckets[bucket], &name, limits).await,
            Place::Sftp(account) => sftp::get(&self.guard, &account, limits, hosts).await,
            Place::Ftp { account, is_tls } => ftp::get(&self.guard, &account, is_tls, limits).await,
            Place::Folder { root, below } => folder::get(root, below, limits).await,
        }
    }

    /// Puts a file where one may lie. Whoever looks there finds what was there before or all of it: until then it is
    /// beside, under a name with this `word` in it, or nowhere.
    pub async fn put(
        &self,
        address: &str,
        file: &Path,
        word: &str,
        limits: Limits,
        hosts: Arc<dyn HostKeys>,
    ) -> Result<(), Refused> {
        match Place::of(address, &self.guard.rules)? {
            Place::Web(_) => Err(Refused::Shape("files are put by sftp, ftps, s3 or into a folder, not on the web")),
            Place::Object { bucket, name } => object::put(&self.guard.rules.buckets[bucket], &name, file, limits).await,
            Place::Sftp(account) => sftp::put(&self.guard, &account, open(file)?, word, limits, hosts).await,
            Place::Ftp { account, is_tls } => ftp::put(&self.guard, &account, is_tls, open(file)?, word, limits).await,
            Place::Folder { root, below } => folder::put(root, below, open(file)?, word).await,
        }
    }

    /// Fetches what is at `url`, wherever the host sends us for it.
    pub async fn get(&self, url: &str, limits: Limits) -> Result<Download, Refused> {
        let clock = Clock::of(limits);
        let asked = target::parse(url, &self.guard.rules.allowed)?;
        let mut url = asked.clone();
        for _ in 0..=REDIRECTS {
            let request = self.http.get(url.clone()).header(ACCEPT_ENCODING, "identity");
            let response = clock.wait(request.send()).await??;
            if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
                return download(response, &asked, limits, clock);
            }
            let location = response.headers().get(LOCATION).ok_or(Refused::Redirect)?;
            url = target::redirect(&url, location, &self.guard.rules.allowed)?;
        }
        Err(Refused::TooManyRedirects(REDIRECTS))
    }
}

/// A file of ours.
fn open(file: &Path) -> Result<File, Refused> {
    File::open(file).map_err(|error| Refused::Ours(error.to_string()))
}

fn download(response: Response, asked: &Url, limits: Limits, clock: Clock) -> Result<Download, Refused> {
    if !response.status().is_success() {
        return Err(Refused::Status(response.status().as_u16()));
    }
    let headers = response.headers();
    let text = |name| headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
    if let Some(packed) = text(CONTENT_ENCODING).filter(|coding| !coding.eq_ignore_ascii_case("identity")) {
        return Err(Refused::Packed(packed));
    }
    let length = response.content_length();
    if length.is_some_and(|length| length > limits.size) {
        return Err(Refused::TooLarge { limit: limits.size });
    }
    Ok(Download {
        content_type: text(CONTENT_TYPE),
        file_name: name::of(headers.get(CONTENT_DISPOSITION), response.url(), asked),
        length,
        body: pieces(response, limits.size, clock),
    })
}

fn pieces(response: Response, limit: u64, clock: Clock) -> BoxStream<'static, Result<Bytes, Refused>> {
    stream::try_unfold((response, limit, clock), move |(mut response, left, clock)| async move {
        let Some(bytes) = clock.wait(response.chunk()).await?? else { return Ok(None) };
        let left = left.checked_sub(bytes.len() as u64).ok_or(Refused::TooLarge { limit })?;
        Ok(Some((bytes, (response, left, clock))))
    })
    .boxed()
}
