//! Hosts that answer as they are told, and names that mean what a test says.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::TryStreamExt;
use futures_util::future::BoxFuture;
use outward::{Client, Download, HostKeys, Limits, Refused, Resolve, Rules};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::interval;

/// More time and room than any test needs that isn't about limits.
pub const AMPLE: Limits = Limits { idle: Duration::from_secs(20), total: Duration::from_secs(30), size: 1 << 20 };

/// What a host does with a request.
pub enum Answer {
    /// Sends this and ends the connection.
    Whole(Vec<u8>),
    /// Sends this, and nothing more.
    Stall(Vec<u8>),
    /// Sends this, and then a byte now and then.
    Drip(Vec<u8>),
}

/// An answer with a body of known length.
pub fn answer(status: &str, headers: &[&str], body: &[u8]) -> Answer {
    let mut bytes = head(status, headers, body.len()).into_bytes();
    bytes.extend_from_slice(body);
    Answer::Whole(bytes)
}

/// The head of an answer whose body is to follow.
pub fn head(status: &str, headers: &[&str], length: usize) -> String {
    let headers: String = headers.iter().flat_map(|header| [header, "\r\n"]).collect();
    format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n")
}

/// A server on an address of the loopback.
pub struct Host {
    pub address: SocketAddr,
    connections: Arc<AtomicUsize>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Host {
    pub async fn start(answers: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Self {
        Self::start_at("127.0.0.1", answers).await
    }

    /// `answers` is given the path of each request.
    pub async fn start_at(address: &str, answers: impl Fn(&str) -> Answer + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((address, 0)).await.expect("a port of the loopback");
        let host = Self {
            address: listener.local_addr().expect("an address"),
            connections: Arc::default(),
            requests: Arc::default(),
        };
        let (connections, requests, answers) = (host.connections.clone(), host.requests.clone(), Arc::new(answers));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                connections.fetch_add(1, Ordering::SeqCst);
                let (requests, answers) = (requests.clone(), answers.clone());
                // A client that has seen enough goes away.
                tokio::spawn(async move { drop(serve(stream, &requests, &*answers).await) });
            }
        });
        host
    }

    /// Its address by a name, which a test must know.
    pub fn url(&self, name: &str, path: &str) -> String {
        format!("http://{name}:{}{path}", self.address.port())
    }

    /// How many connections there were.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// What was asked, each as it came.
    pub fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("no panic").clone()
    }
}

/// Whether a request is there to the end of its body.
fn is_whole(seen: &[u8]) -> bool {
    let text = String::from_utf8_lossy(seen).to_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
    body.len() >= length.unwrap_or(0)
}

async fn serve(
    mut stream: TcpStream,
    requests: &Mutex<Vec<String>>,
    answers: &(dyn Fn(&str) -> Answer + Send + Sync),
) -> io::Result<()> {
    let (mut seen, mut buffer) = (Vec::new(), [0; 4_096]);
    while !is_whole(&seen) {
        let read = stream.read(&mut buffer).await?;
        if read == 0 {
            return Ok(());
        }
        seen.extend_from_slice(&buffer[..read]);
    }
    let request = String::from_utf8_lossy(&seen).into_owned();
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    requests.lock().expect("no panic").push(request);
    match answers(&path) {
        Answer::Whole(bytes) => stream.write_all(&bytes).await,
        Answer::Stall(bytes) => {
            stream.write_all(&bytes).await?;
            std::future::pending().await
        }
        Answer::Drip(bytes) => {
            stream.write_all(&bytes).await?;
            let mut ticks = interval(Duration::from_millis(20));
            loop {
                ticks.tick().await;
                stream.write_all(b".").await?;
            }
        }
    }
}

/// Names and their addresses: what is said at each look-up, the last for ever.
#[derive(Default)]
pub struct Names {
    known: HashMap<String, Vec<Vec<IpAddr>>>,
    lookups: Mutex<HashMap<String, usize>>,
}

impl Names {
    pub fn of(known: &[(&str, &[&[&str]])]) -> Arc<Self> {
        let parsed = |list: &&[&str]| list.iter().map(|text| text.parse().expect(text)).collect();
        let known = known.iter().map(|(name, lists)| ((*name).to_owned(), lists.iter().map(parsed).collect()));
        Arc::new(Self { known: known.collect(), lookups: Mutex::default() })
    }

    pub fn lookups(&self, name: &str) -> usize {
        self.lookups.lock().expect("no panic").get(name).copied().unwrap_or_default()
    }
}

impl Resolve for Names {
    fn resolve<'a>(&'a self, name: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        let mut lookups = self.lookups.lock().expect("no panic");
        let count = lookups.entry(name.to_owned()).or_default();
        *count += 1;
        let lists = self.known.get(name);
        let found = lists.and_then(|lists| lists.get(*count - 1).or(lists.last())).cloned();
        Box::pin(async { found.ok_or_else(|| io::ErrorKind::NotFound.into()) })
    }
}

/// A client that may call the networks that are given, and public ones.
pub fn client(allowed: &[&str], names: Arc<dyn Resolve>) -> Client {
    // A second install is the only way to fail.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let allowed = allowed.iter().map(|network| network.parse().expect("a network")).collect();
    Client::new(Rules { allowed, plain_ftp: true, ..Rules::default() }, names).expect("a client")
}

/// A client that may call the loopback, where `files.test` is.
pub fn local() -> Client {
    client(&["127.0.0.0/8"], Names::of(&[("files.test", &[&["127.0.0.1"]])]))
}

/// Hosts of SFTP that nobody has seen before.
pub struct Strangers;

impl HostKeys for Strangers {
    fn agree<'a>(&'a self, _: &'a str, shown: &'a str) -> BoxFuture<'a, io::Result<String>> {
        Box::pin(async { Ok(shown.to_owned()) })
    }
}

/// All of a body, or how it ended.
pub async fn all(download: Download) -> Result<Vec<u8>, Refused> {
    download
        .body
        .try_fold(Vec::new(), async |mut all, bytes| {
            all.extend_from_slice(&bytes);
            Ok(all)
        })
        .await
}
