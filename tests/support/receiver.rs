//! Somebody else's receiver of webhooks, on this machine: it notes what comes, and answers as it is told.

use std::future::pending;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::call;
pub use super::call::Call;
use super::until::until;

/// What it answers.
#[derive(Debug, Clone)]
pub enum Answer {
    /// This status.
    Status(u16),
    /// This status, and that it would rather be asked again after so many seconds.
    Later(u16, u64),
    /// That what is asked for is elsewhere.
    Redirect(String),
    /// 200, after a while.
    Slow(Duration),
    /// Nothing, ever.
    Hang,
    /// 200 with a body that is shorter than it says, and the end of the connection.
    Lie,
    /// 200 with a body without an end.
    Huge,
    /// What is no HTTP.
    Garbage,
}

impl Call {
    /// The event that it tells of: `document.update lamp`.
    #[track_caller]
    pub fn event(&self) -> String {
        let body = self.json();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        format!("{} {}", text(&body["code"]), text(&body["resource"]["code"]))
    }
}

type Decide = Box<dyn FnMut(&Call) -> Answer + Send>;

struct State {
    calls: Mutex<Vec<Call>>,
    decide: Mutex<Decide>,
    /// Calls that aren't answered yet, and most of them at a time.
    open: Mutex<(usize, usize)>,
}

/// The receiver; it ends when dropped.
pub struct Receiver {
    port: u16,
    state: Arc<State>,
    task: JoinHandle<()>,
}

impl Receiver {
    /// One that answers 204.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let decide: Decide = Box::new(|_| Answer::Status(204));
        let state = State { calls: Mutex::default(), decide: Mutex::new(decide), open: Mutex::default() };
        let state = Arc::new(state);
        let known = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&known)));
            }
        });
        Self { port, state, task }
    }

    /// The address of a path of it.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// From now on every call is answered so.
    pub fn answer(&self, answer: Answer) {
        self.answer_by(move |_| answer.clone());
    }

    /// From now on each call is answered by what it is.
    pub fn answer_by(&self, decide: impl FnMut(&Call) -> Answer + Send + 'static) {
        *self.state.decide.lock().expect("a receiver") = Box::new(decide);
    }

    /// What has come, in this order.
    pub fn calls(&self) -> Vec<Call> {
        self.state.calls.lock().expect("a receiver").clone()
    }

    /// How much has come.
    pub fn count(&self) -> usize {
        self.state.calls.lock().expect("a receiver").len()
    }

    /// The events that have come, in this order.
    #[track_caller]
    pub fn events(&self) -> Vec<String> {
        self.calls().iter().map(Call::event).collect()
    }

    /// Waits until so many calls have come; all that have.
    #[track_caller]
    pub fn heard(&self, count: usize) -> impl Future<Output = Vec<Call>> {
        let come = until(async move || self.count() >= count);
        async move {
            come.await;
            self.calls()
        }
    }

    /// How many calls it hadn't answered yet at a time, at most.
    pub fn most_at_once(&self) -> usize {
        self.state.open.lock().expect("a receiver").1
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A call that isn't answered yet.
struct Open(Arc<State>);

impl Open {
    fn of(state: &Arc<State>) -> Self {
        let mut open = state.open.lock().expect("a receiver");
        *open = (open.0 + 1, open.1.max(open.0 + 1));
        drop(open);
        Self(Arc::clone(state))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.open.lock().expect("a receiver").0 -= 1;
    }
}

/// Answers one call after the other until the other side, or an answer, ends it.
async fn serve(stream: TcpStream, state: Arc<State>) {
    let mut stream = BufReader::new(stream);
    while let Some(call) = call::read(&mut stream).await {
        let open = Open::of(&state);
        let answer = (state.decide.lock().expect("a receiver"))(&call);
        state.calls.lock().expect("a receiver").push(call);
        let goes_on = tell(&mut stream, answer).await;
        drop(open);
        if !goes_on {
            return;
        }
    }
}

/// Whether another call may come on this connection. Whoever called may have gone.
async fn tell(stream: &mut BufReader<TcpStream>, answer: Answer) -> bool {
    let empty = |status: u16, more: &str| match status {
        204 => format!("HTTP/1.1 204 No Content\r\n{more}\r\n"),
        _ => format!("HTTP/1.1 {status} Status\r\nContent-Length: 0\r\n{more}\r\n"),
    };
    let text = match answer {
        Answer::Status(status) => empty(status, ""),
        Answer::Later(status, seconds) => empty(status, &format!("Retry-After: {seconds}\r\n")),
        Answer::Redirect(to) => empty(307, &format!("Location: {to}\r\n")),
        Answer::Slow(time) => {
            tokio::time::sleep(time).await;
            empty(200, "")
        }
        Answer::Hang => pending().await,
        Answer::Lie => {
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort").await;
            return false;
        }
        Answer::Huge => {
            let begun = stream.write_all(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").await;
            let piece = format!("10000\r\n{}\r\n", "x".repeat(0x1_0000));
            let mut sent = begun;
            while sent.is_ok() {
                sent = stream.write_all(piece.as_bytes()).await;
            }
            return false;
        }
        Answer::Garbage => {
            let _ = stream.write_all(b"what is it?\r\n\r\n").await;
            return false;
        }
    };
    stream.write_all(text.as_bytes()).await.is_ok()
}
