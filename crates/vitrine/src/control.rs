//! How a command talks to the server that holds the data folder: one line of JSON there, and back the steps of
//! what is done, a line each, until the answer; through a socket that only its owner may use.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use std::{fs, io};

use anyhow::{Context as _, bail};
use app::App;
use serde::{Deserialize, Serialize};
use store::progress::Progress;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::unix::OwnedWriteHalf;
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use crate::cli::{Answer, Order};
use crate::progress::Step;

/// Longest request, in bytes.
const MAX_REQUEST: u64 = 64 * 1024;
/// How long a caller may take to say what it wants, and to take a line.
const PATIENCE: Duration = Duration::from_secs(10);
/// Steps that wait until the caller takes them.
const STEPS: usize = 256;
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What a command asks of the server.
#[derive(Serialize, Deserialize)]
pub struct Request {
    version: String,
    order: Order,
    /// A password or a token that the command read, where it needs one.
    secret: Option<String>,
}

impl Request {
    /// What to do, asked by this version of the program.
    pub fn of(order: Order, secret: Option<String>) -> Self {
        Self { version: VERSION.to_owned(), order, secret }
    }
}

/// What every version of a request says.
#[derive(Deserialize)]
struct Asking {
    version: Option<String>,
}

/// What the server says.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Message {
    Progress(Step),
    Answer(Answer),
}

/// Where the socket of a data folder is.
pub fn path(data_dir: &Path) -> PathBuf {
    data_dir.join("control.sock")
}

/// The server's end.
pub struct Control {
    listener: UnixListener,
    path: PathBuf,
    owner: u32,
}

impl Control {
    /// Listens. The caller holds the folder's lock, so a socket that is still there is a dead server's.
    pub fn bind(data_dir: &Path) -> anyhow::Result<Self> {
        let path = path(data_dir);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("{} cannot be replaced", path.display()));
            }
            _ => {}
        }
        let listener = UnixListener::bind(&path).with_context(|| format!("{} cannot be made", path.display()))?;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
        let owner = fs::metadata(&path)?.uid();
        Ok(Self { listener, path, owner })
    }

    /// Answers commands until told to stop, and finishes what was begun.
    pub async fn serve(self, app: Arc<App>, mut stop: watch::Receiver<bool>) {
        let mut running = JoinSet::new();
        loop {
            tokio::select! {
                _ = stop.changed() => break,
                _ = running.join_next(), if !running.is_empty() => {}
                accepted = self.listener.accept() => match accepted {
                    Ok((stream, _)) if self.may_ask(&stream) => {
                        running.spawn(answer(Arc::clone(&app), stream));
                    }
                    Ok(_) => tracing::warn!("a command of another user was turned away"),
                    Err(error) => {
                        tracing::error!(%error, "the control socket failed; commands must wait for a restart");
                        break;
                    }
                },
            }
        }
        // The next holder of the lock would take it away as well.
        let _ = fs::remove_file(&self.path);
        running.join_all().await;
    }

    /// The mode of the socket is set after it is made; this closes the moment between.
    fn may_ask(&self, stream: &UnixStream) -> bool {
        stream.peer_cred().is_ok_and(|peer| peer.uid() == self.owner || peer.uid() == 0)
    }
}

async fn answer(app: Arc<App>, stream: UnixStream) {
    let (read, mut write) = stream.into_split();
    let mut line = String::new();
    let mut read = BufReader::new(read.take(MAX_REQUEST));
    if !matches!(tokio::time::timeout(PATIENCE, read.read_line(&mut line)).await, Ok(Ok(1..))) {
        return;
    }
    // The caller may have left; what it asked for is done all the same.
    let (steps, told) = mpsc::channel(STEPS);
    let (answer, _) = tokio::join!(carry_out(&app, &line, steps), tell(&mut write, told));
    let _ = send(&mut write, &Message::Answer(answer)).await;
}

async fn carry_out(app: &Arc<App>, line: &str, steps: mpsc::Sender<Step>) -> Answer {
    let asking = serde_json::from_str::<Asking>(line);
    match (asking, serde_json::from_str::<Request>(line)) {
        (Ok(Asking { version: Some(version) }), Ok(request)) if version == VERSION => {
            let last = Mutex::new(None::<Step>);
            let progress = Progress::to(move |label, done, total| {
                let step = Step { label: label.to_owned(), done, total };
                let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
                // A caller that is slow misses some.
                if step.is_news(last.as_ref()) && steps.try_send(step.clone()).is_ok() {
                    *last = Some(step);
                }
            });
            request.order.carry_out(app, request.secret, &progress).await
        }
        (asking, _) => {
            let theirs = asking.ok().and_then(|asking| asking.version).unwrap_or_else(|| "unknown".to_owned());
            Answer::failed(format!(
                "the running server is of version {VERSION}, this command of version {theirs}; \
                 use the server's, or restart it with this one"
            ))
        }
    }
}

/// Passes steps on until there are no more, or nobody takes them.
async fn tell(write: &mut OwnedWriteHalf, mut steps: mpsc::Receiver<Step>) -> io::Result<()> {
    while let Some(step) = steps.recv().await {
        send(write, &Message::Progress(step)).await?;
    }
    Ok(())
}

async fn send(write: &mut OwnedWriteHalf, message: &Message) -> io::Result<()> {
    let mut line = serde_json::to_vec(message)?;
    line.push(b'\n');
    tokio::time::timeout(PATIENCE, write.write_all(&line)).await?
}

/// Asks the server, and tells `on_step` how far it is. Errors: it ended before it answered.
pub async fn ask(mut stream: UnixStream, request: &Request, on_step: impl Fn(&Step)) -> anyhow::Result<Answer> {
    let mut line = serde_json::to_vec(request)?;
    line.push(b'\n');
    stream.write_all(&line).await.context("the running server does not take the command")?;
    let mut lines = BufReader::new(stream).lines();
    while let Some(line) = lines.next_line().await.context("the running server does not answer")? {
        match serde_json::from_str(&line) {
            Ok(Message::Progress(step)) => on_step(&step),
            Ok(Message::Answer(answer)) => return Ok(answer),
            Err(_) => bail!("the running server's answer cannot be read: it is of another version than {VERSION}"),
        }
    }
    bail!("the running server ended before it answered; whether the command was carried out is not known");
}
