//! A stream of writes whose ledger knows what was acknowledged.
//!
//! Each document holds one number three times; whoever finds two of them different has found half a write.

use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use crate::support::client::{Answer, Caller, NDJSON, ndjson};
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

/// Documents of one bulk request.
const BULK: usize = 40;

/// What is known of a document: the last number acknowledged and the last one tried.
#[derive(Debug, Default, Clone, Copy)]
struct Entry {
    acknowledged: u64,
    tried: u64,
}

/// What all streams of a test wrote, over all its servers.
#[derive(Default)]
pub struct Ledger {
    entries: Mutex<HashMap<String, Entry>>,
    next: AtomicU64,
}

/// Writers at work.
pub struct Stream {
    stop: Arc<AtomicBool>,
    done: watch::Receiver<u64>,
    refused: watch::Receiver<u64>,
    tasks: Vec<JoinHandle<()>>,
}

/// Makes the documents that `singles` writers and `bulks` bulk writers will raise.
pub async fn prepare(server: &Server, singles: usize, bulks: usize) {
    let bodies: Vec<_> = (0..singles).chain(1_000..1_000 + bulks * BULK).map(|n| body(n, 0)).collect();
    server.as_full().lines("/api/documents/bulk", &bodies).await.expect(200);
}

/// Sets writers to work: each raises its own documents again and again. A cut connection ends a writer;
/// a refusal with one of `forgiven` is counted; anything else fails the test.
pub fn start(server: &Server, ledger: &Arc<Ledger>, singles: usize, bulks: usize, forgiven: &'static [u64]) -> Stream {
    start_at(server, ledger, 0..singles, 0..bulks, forgiven)
}

/// The same for some of the writers alone.
pub fn start_at(
    server: &Server,
    ledger: &Arc<Ledger>,
    singles: Range<usize>,
    bulks: Range<usize>,
    forgiven: &'static [u64],
) -> Stream {
    let stop = Arc::new(AtomicBool::new(false));
    let (done_sender, done) = watch::channel(0);
    let (refused_sender, refused) = watch::channel(0);
    let writer = Writer {
        full: server.as_full(),
        ledger: Arc::clone(ledger),
        forgiven,
        stop: Arc::clone(&stop),
        done: done_sender,
        refused: refused_sender,
    };
    let writer = Arc::new(writer);
    let single = singles.map(|n| tokio::spawn(Arc::clone(&writer).raise(n..n + 1)));
    let bulk = bulks.map(|n| tokio::spawn(Arc::clone(&writer).raise(1_000 + n * BULK..1_000 + (n + 1) * BULK)));
    Stream { stop, done, refused, tasks: single.chain(bulk).collect() }
}

impl Stream {
    /// Waits until `more` further requests were acknowledged.
    pub async fn acknowledged(&mut self, more: u64) {
        wait_for(&mut self.done, more).await;
    }

    /// Waits until `more` further requests were refused.
    pub async fn refused(&mut self, more: u64) {
        wait_for(&mut self.refused, more).await;
    }

    /// Ends the writers after their current requests.
    pub async fn end(self) {
        self.stop.store(true, Ordering::SeqCst);
        for task in self.tasks {
            task.await.expect("a writer that met nothing unexpected");
        }
    }
}

async fn wait_for(counter: &mut watch::Receiver<u64>, more: u64) {
    let goal = *counter.borrow() + more;
    let reached =
        timeout(Duration::from_mins(2), counter.wait_for(|count| *count >= goal)).await.is_ok_and(|r| r.is_ok());
    assert!(reached, "the writers got no further than {} of {goal}", *counter.borrow());
}

struct Writer {
    full: Caller,
    ledger: Arc<Ledger>,
    forgiven: &'static [u64],
    stop: Arc<AtomicBool>,
    done: watch::Sender<u64>,
    refused: watch::Sender<u64>,
}

impl Writer {
    async fn raise(self: Arc<Self>, documents: Range<usize>) {
        while !self.stop.load(Ordering::SeqCst) {
            let number = self.ledger.next.fetch_add(1, Ordering::SeqCst) + 1;
            self.note(&documents, |entry| entry.tried = number);
            let Ok(answer) = self.send(&documents, number).await else { return };
            let worst = worst(&answer);
            if worst == 200 {
                self.note(&documents, |entry| entry.acknowledged = number);
                self.done.send_modify(|count| *count += 1);
            } else {
                assert!(self.forgiven.contains(&worst), "{worst}: {}", answer.text());
                assert!(answer.status == 200 || !answer.header("retry-after").is_empty(), "come again when?");
                self.refused.send_modify(|count| *count += 1);
            }
        }
    }

    async fn send(&self, documents: &Range<usize>, number: u64) -> Result<Answer, reqwest::Error> {
        if documents.len() == 1 {
            let (path, text) = (format!("/api/documents/{}", id(documents.start)), body(documents.start, number));
            return self.full.try_send(Method::PUT, &path, Some(("application/json", text.to_string()))).await;
        }
        let bodies: Vec<_> = documents.clone().map(|n| body(n, number)).collect();
        self.full.try_send(Method::POST, "/api/documents/bulk", Some((NDJSON, ndjson(&bodies)))).await
    }

    fn note(&self, documents: &Range<usize>, change: impl Fn(&mut Entry)) {
        let mut entries = self.ledger.entries.lock().expect("a whole ledger");
        for n in documents.clone() {
            change(entries.entry(id(n)).or_default());
        }
    }
}

impl Ledger {
    /// Everything acknowledged is there, nothing is there that was not asked for, nothing is half there.
    pub async fn check(&self, server: &Server) {
        self.compare(server, |_, entry| entry.acknowledged..=entry.tried).await;
    }

    /// Only what was acknowledged is there: nobody was left without an answer to what was done.
    pub async fn check_answers(&self, server: &Server) {
        self.compare(server, |_, entry| entry.acknowledged..=entry.acknowledged).await;
    }

    /// What is known now, which writers don't change any more.
    pub fn copy(&self) -> Self {
        let entries = self.entries.lock().expect("a whole ledger").clone();
        Self { entries: Mutex::new(entries), next: AtomicU64::new(0) }
    }

    /// Nothing is half there, and everything that had been acknowledged `before` is.
    pub async fn check_since(&self, server: &Server, before: &Self) {
        let before = before.entries.lock().expect("a whole ledger").clone();
        let known = |id: &str| before.get(id).copied().unwrap_or_default().acknowledged;
        self.compare(server, |id, entry| known(id)..=entry.tried).await;
    }

    async fn compare(&self, server: &Server, expected: impl Fn(&str, &Entry) -> RangeInclusive<u64>) {
        let plain = server.as_full().accept("application/json");
        let documents = plain.get("/api/documents?pagination=false").await.expect(200).json();
        let documents: HashMap<&str, &Value> = documents
            .as_array()
            .expect("a list")
            .iter()
            .map(|d| (d["id"].as_str().expect("an id"), &d["attributes"]))
            .collect();
        for (id, entry) in self.entries.lock().expect("a whole ledger").iter() {
            let attributes = documents.get(id.as_str()).unwrap_or_else(|| panic!("{id} is gone"));
            let number = attributes["price"].as_u64().unwrap_or_else(|| panic!("{id}: {attributes}"));
            assert_eq!(attributes["notes"], number.to_string(), "{id} is half written");
            assert_eq!(attributes["name"]["en_GB"], number.to_string(), "{id} is half written");
            assert!(expected(id, entry).contains(&number), "{id} holds {number}: {entry:?}");
        }
    }
}

/// The highest status of an answer and, in bulk, of its lines.
fn worst(answer: &Answer) -> u64 {
    let bulk = answer.status == 200 && answer.header("content-type").starts_with(NDJSON);
    let lines = if bulk { answer.lines() } else { Vec::new() };
    lines.iter().map(|line| line["status"].as_u64().expect("a status")).fold(answer.status.into(), u64::max)
}

fn id(n: usize) -> String {
    format!("s{n:04}")
}

fn body(n: usize, number: u64) -> Value {
    let mut body = plain_lamp(&id(n));
    body["attributes"] = json!({"price": number, "notes": number.to_string(), "name": {"en_GB": number.to_string()}});
    body
}
