//! How a command talks to the server that holds the data folder: one line of JSON each way,
//! through a socket that only its owner may use.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use app::App;
use serde::{Deserialize, Serialize};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::{UnixListener, UnixStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::cli::{Answer, Order};

/// Longest request, in bytes.
const MAX_REQUEST: u64 = 64 * 1024;
/// How long a caller may take to say what it wants.
const FIRST_LINE: Duration = Duration::from_secs(10);

/// What a command asks of the server.
#[derive(Serialize, Deserialize)]
pub struct Request {
    /// What to do.
    pub order: Order,
    /// The password that the command read, where it needs one.
    pub password: Option<String>,
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
    if !matches!(tokio::time::timeout(FIRST_LINE, read.read_line(&mut line)).await, Ok(Ok(1..))) {
        return;
    }
    let answer = match serde_json::from_str::<Request>(&line) {
        Ok(request) => request.order.carry_out(&app, request.password).await,
        Err(_) => Answer::failed(format!(
            "the running server, version {}, does not know this command; restart it with this version",
            env!("CARGO_PKG_VERSION")
        )),
    };
    let Ok(mut line) = serde_json::to_vec(&answer) else { return };
    line.push(b'\n');
    // The caller may have left; what it asked for is done all the same.
    let _ = write.write_all(&line).await;
}

/// Asks the server. Errors: it ended before it answered.
pub async fn ask(mut stream: UnixStream, request: &Request) -> anyhow::Result<Answer> {
    let mut line = serde_json::to_vec(request)?;
    line.push(b'\n');
    stream.write_all(&line).await.context("the running server does not take the command")?;
    let mut answer = String::new();
    BufReader::new(stream).read_line(&mut answer).await.context("the running server does not answer")?;
    if answer.is_empty() {
        bail!("the running server ended before it answered; whether the command was carried out is not known");
    }
    serde_json::from_str(&answer).context("the running server's answer cannot be read; is it of another version?")
}
