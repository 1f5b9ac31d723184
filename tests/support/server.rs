//! A real server process on free ports; killed when dropped.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{ExitStatus, Stdio};
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

use super::client::{Caller, http_client};
use super::db::Engine;
use super::instance::{Content, Instance};

/// A start or a clean stop takes no longer, however busy the machine.
const DEADLINE: Duration = Duration::from_mins(1);

/// A running server.
pub struct Server {
    child: Child,
    /// Kept open, so that a server that prints more isn't stopped by it.
    _stdout: Lines<BufReader<ChildStdout>>,
    instance: Arc<Instance>,
    http: String,
    https: String,
    client: reqwest::Client,
}

impl Server {
    /// A server on a new instance that holds the built-ins only.
    pub async fn bare(engine: Engine) -> Self {
        Self::start(Arc::new(Instance::new(engine, Content::Builtins).await)).await
    }

    /// A server on a new instance with the definitions of [`super::shop`].
    pub async fn shop(engine: Engine) -> Self {
        Self::start(Arc::new(Instance::new(engine, Content::Shop).await)).await
    }

    /// A server on this instance.
    pub async fn start(instance: Arc<Instance>) -> Self {
        Self::start_with(instance, |_| {}).await
    }

    /// A server on this instance, with a word more on its command line or environment.
    pub async fn start_with(instance: Arc<Instance>, amend: impl FnOnce(&mut Command)) -> Self {
        let mut command = instance.command(&["serve", "--listen", "127.0.0.1:0", "--http", "127.0.0.1:0"]);
        let log = File::options().create(true).append(true).open(log(&instance)).expect("a log");
        command.stdout(Stdio::piped()).stderr(log);
        amend(&mut command);
        let mut child = command.spawn().expect("the program starts");
        let mut stdout = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let ready = timeout(DEADLINE, stdout.next_line()).await;
        let Ok(Ok(Some(line))) = &ready else {
            panic!("no ready line: {ready:?}\n{}", read_log(&instance));
        };
        let address = |scheme: &str| line.split(' ').find(|word| word.starts_with(scheme)).unwrap_or("").to_owned();
        assert!(line.starts_with("listening on "), "{line}");
        let (http, https) = (address("http://"), address("https://"));
        let certificate = fs::read(instance.folder().join("tls/cert.pem")).ok();
        let client = http_client(certificate.as_deref());
        Self { child, _stdout: stdout, instance, http, https, client }
    }

    /// Who may do everything.
    pub fn as_full(&self) -> Caller {
        self.anonymous().bearer(&self.instance.token("full"))
    }

    /// Who may only read.
    pub fn as_read(&self) -> Caller {
        self.anonymous().bearer(&self.instance.token("read"))
    }

    /// Who sends no credentials.
    pub fn anonymous(&self) -> Caller {
        Caller::new(self.client.clone(), &self.http)
    }

    /// Who asks over HTTPS, without credentials.
    pub fn over_tls(&self) -> Caller {
        Caller::new(self.client.clone(), &self.https)
    }

    /// `http://127.0.0.1:port`.
    pub fn http(&self) -> &str {
        &self.http
    }

    /// `https://127.0.0.1:port`.
    pub fn https(&self) -> &str {
        &self.https
    }

    /// What it runs on.
    pub fn instance(&self) -> &Arc<Instance> {
        &self.instance
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id().expect("a running server")
    }

    /// All it has said on standard error.
    pub fn log(&self) -> String {
        read_log(&self.instance)
    }

    /// SIGKILL, as a power cut would.
    pub async fn kill(&mut self) {
        self.child.kill().await.expect("a running server");
    }

    /// SIGTERM, and the end of the process.
    pub async fn stop(mut self) -> ExitStatus {
        let id = self.id().to_string();
        let told = Command::new("kill").args(["-TERM", &id]).status().await.expect("kill");
        assert!(told.success(), "SIGTERM to {id}");
        let ended = timeout(DEADLINE, self.child.wait()).await;
        ended.unwrap_or_else(|_| panic!("it does not stop\n{}", self.log())).expect("an exit status")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.start_kill();
        if std::thread::panicking() {
            eprintln!("--- the server said:\n{}---", self.log());
        }
    }
}

/// The path of an address on this server.
#[track_caller]
pub fn path(server: &Server, url: &Value) -> String {
    let url = url.as_str().unwrap_or_else(|| panic!("an address, not {url}"));
    url.strip_prefix(server.http()).unwrap_or_else(|| panic!("an address of {}, not {url}", server.http())).to_owned()
}

fn log(instance: &Instance) -> PathBuf {
    instance.folder().join("log")
}

fn read_log(instance: &Instance) -> String {
    fs::read_to_string(log(instance)).unwrap_or_default()
}
