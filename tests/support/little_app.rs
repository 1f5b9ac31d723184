//! Somebody else's app, on this machine: it says what it may do, tries the token that it is given, and answers as it is
//! told.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::future::pending;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::call::{self, Call};
use super::client::{Caller, http_client};
use super::until::until;

/// What it answers.
#[derive(Debug, Clone)]
pub enum Answer {
    /// This, in JSON.
    Json(u16, Value),
    /// This page.
    Html(String),
    /// That it is elsewhere.
    Redirect(String),
    /// Nothing, ever.
    Hang,
    /// A body that is shorter than it says.
    Lie,
    /// More than anybody takes.
    Huge,
}

impl Answer {
    /// The address of a page.
    pub fn page(url: &str) -> Self {
        Self::Json(200, json!({"statusCode": 200, "message": "OK", "url": url, "err": 0}))
    }

    /// Words, of an error or not.
    pub fn words(message: &str, err: u8) -> Self {
        Self::Json(200, json!({"statusCode": 200, "message": message, "url": "", "err": err}))
    }
}

impl Call {
    /// What its signature should be: made as an app makes it, of its own address and what it sees.
    pub fn signature(&self, app: &str, secret: &str) -> String {
        let seen = format!("{app}{}", self.path).replacen("/?", "?", 1);
        let text = format!("{}|{seen}|{}|{}", self.method, self.header("x-timestamp"), self.body);
        BASE64_STANDARD.encode(hmac(secret.as_bytes(), text.as_bytes()))
    }
}

/// By its definition: HMAC-SHA256 of a key of one block at most.
fn hmac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    let padded = |with: u8| block.map(|byte| byte ^ with);
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(text).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().to_vec()
}

#[derive(Default)]
struct State {
    answers: Mutex<HashMap<String, Answer>>,
    calls: Mutex<Vec<Call>>,
    tried: Mutex<Vec<u16>>,
}

/// The app; it ends when dropped.
pub struct LittleApp {
    port: u16,
    state: Arc<State>,
    task: JoinHandle<()>,
}

impl LittleApp {
    /// One that asks for all rights, takes its token if that works, and shows a message.
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let state = Arc::new(State::default());
        let known = Arc::clone(&state);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, Arc::clone(&known)));
            }
        });
        let app = Self { port, state, task };
        app.answer("/permission", Answer::Json(200, json!(["full_access"])));
        app
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// From now on it answers so at a path.
    pub fn answer(&self, path: &str, answer: Answer) {
        self.state.answers.lock().expect("an app").insert(path.to_owned(), answer);
    }

    /// What came at a path, in this order.
    pub fn calls(&self, path: &str) -> Vec<Call> {
        let calls = self.state.calls.lock().expect("an app");
        calls.iter().filter(|call| plain(&call.path) == path).cloned().collect()
    }

    /// What came last at a path.
    #[track_caller]
    pub fn last(&self, path: &str) -> Call {
        self.calls(path).pop().unwrap_or_else(|| panic!("a call of {path}"))
    }

    /// Waits until so many calls have come at a path.
    #[track_caller]
    pub fn heard(&self, path: &str, count: usize) -> impl Future<Output = ()> {
        until(async move || self.calls(path).len() >= count)
    }

    /// What it was answered when it tried its tokens, each while it was installed.
    pub fn tried(&self) -> Vec<u16> {
        self.state.tried.lock().expect("an app").clone()
    }

    /// The token that it was given last.
    #[track_caller]
    pub fn token(&self) -> String {
        self.last("/install").json()["data"]["quableAuthToken"].as_str().expect("a token").to_owned()
    }
}

impl Drop for LittleApp {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn plain(path: &str) -> &str {
    path.split_once('?').map_or(path, |(path, _)| path)
}

async fn serve(stream: TcpStream, state: Arc<State>) {
    let mut stream = BufReader::new(stream);
    let Some(call) = call::read(&mut stream).await else { return };
    let path = plain(&call.path).to_owned();
    state.calls.lock().expect("an app").push(call.clone());
    if path == "/install"
        && let Some(status) = try_token(&call.json()["data"]).await
    {
        state.tried.lock().expect("an app").push(status);
    }
    let answer = state.answers.lock().expect("an app").get(&path).cloned();
    tell(&mut stream, answer.unwrap_or_else(|| Answer::words("Done", 0))).await;
}

/// As apps do before they say yes, where it is known where.
async fn try_token(data: &Value) -> Option<u16> {
    let (url, token) = (data["quableInstanceUrl"].as_str()?, data["quableAuthToken"].as_str()?);
    let pim = Caller::new(http_client(None), url).bearer(token);
    Some(pim.get("/api/users?limit=1&type=api").await.status)
}

/// Whoever called may have gone.
async fn tell(stream: &mut BufReader<TcpStream>, answer: Answer) {
    let mut text = "HTTP/1.1 ".to_owned();
    let mut whole = |status: u16, head: &str, body: &str, length: usize| {
        // Writing to a text can't fail.
        let _ = write!(text, "{status} Status\r\n{head}Connection: close\r\nContent-Length: {length}\r\n\r\n{body}");
    };
    match answer {
        Answer::Json(status, value) => {
            let body = value.to_string();
            whole(status, "Content-Type: application/json\r\n", &body, body.len());
        }
        Answer::Html(page) => whole(200, "Content-Type: text/html; charset=utf-8\r\n", &page, page.len()),
        Answer::Redirect(to) => whole(307, &format!("Location: {to}\r\n"), "", 0),
        Answer::Lie => whole(200, "Content-Type: application/json\r\n", "[\"full_access\"]", 1_000),
        Answer::Huge => {
            let page = "x".repeat(2 << 20);
            whole(200, "Content-Type: text/html\r\n", &page, page.len());
        }
        Answer::Hang => pending().await,
    }
    let _ = stream.write_all(text.as_bytes()).await;
    let _ = stream.shutdown().await;
}
