//! The one client for all calls to addresses that users give. It calls public addresses and
//! those that the operator allows, nothing else: neither by a name that points inside, nor by a
//! redirect, nor by a proxy of the environment. What it takes is bounded in size and time.

mod address;
mod ask;
mod name;
mod refused;
mod resolve;
mod target;

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt};
use ipnet::IpNet;
use reqwest::header::{ACCEPT_ENCODING, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, LOCATION};
use reqwest::{Response, Url, redirect};
use tokio::time::{Instant, timeout_at};

pub use ask::Answer;
pub use ipnet::IpNet as Network;
pub use refused::Refused;
pub use resolve::{Resolve, System};

use resolve::Guard;

/// How often a host may send us elsewhere.
const REDIRECTS: usize = 5;

/// What may be called.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// Networks that may be called although they aren't public.
    pub allowed: Vec<IpNet>,
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
    rules: Arc<Rules>,
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
        let rules = Arc::new(rules);
        let http = reqwest::Client::builder()
            .user_agent(concat!("vitrine/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(Guard { rules: rules.clone(), names })
            .redirect(redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .no_gzip()
            .no_brotli()
            .no_zstd()
            .no_deflate()
            .build()
            .map_err(io::Error::other)?;
        Ok(Self { rules, http })
    }

    /// Whether what is at `url` may be fetched, as far as that shows before its name is looked up.
    pub fn check(&self, url: &str) -> Result<(), Refused> {
        target::parse(url, &self.rules.allowed).map(drop)
    }

    /// Fetches what is at `url`, wherever the host sends us for it.
    pub async fn get(&self, url: &str, limits: Limits) -> Result<Download, Refused> {
        let mut clock = Clock { idle: limits.idle, end: Instant::now() + limits.total };
        let asked = target::parse(url, &self.rules.allowed)?;
        let mut url = asked.clone();
        for _ in 0..=REDIRECTS {
            let request = self.http.get(url.clone()).header(ACCEPT_ENCODING, "identity");
            let response = clock.wait(request.send()).await??;
            if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
                return download(response, &asked, limits, clock);
            }
            let location = response.headers().get(LOCATION).ok_or(Refused::Redirect)?;
            url = target::redirect(&url, location, &self.rules.allowed)?;
        }
        Err(Refused::TooManyRedirects(REDIRECTS))
    }
}

/// What is left of the time.
#[derive(Clone, Copy)]
struct Clock {
    idle: Duration,
    end: Instant,
}

impl Clock {
    async fn wait<T>(&mut self, work: impl Future<Output = T>) -> Result<T, Refused> {
        let end = self.end.min(Instant::now() + self.idle);
        timeout_at(end, work).await.map_err(|_| Refused::TooSlow)
    }
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
        body: body(response, limits.size, clock),
    })
}

fn body(response: Response, limit: u64, clock: Clock) -> BoxStream<'static, Result<Bytes, Refused>> {
    stream::try_unfold((response, limit, clock), move |(mut response, left, mut clock)| async move {
        let Some(bytes) = clock.wait(response.chunk()).await?? else { return Ok(None) };
        let left = left.checked_sub(bytes.len() as u64).ok_or(Refused::TooLarge { limit })?;
        Ok(Some((bytes, (response, left, clock))))
    })
    .boxed()
}
