//! Somebody else's server of FTP, on this machine: `tests/tools/ftpd.py`.

use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::{Child, Command};

use super::sshd::{PASSWORD, USER, run};
use crate::v5::description::tools;

/// The server; it ends when dropped.
pub struct Ftpd {
    port: u16,
    home: TempDir,
    scheme: &'static str,
    _child: Child,
}

impl Ftpd {
    /// In the clear.
    pub async fn start() -> Self {
        Self::with("ftp").await
    }

    /// Over TLS, with a certificate that nobody knows but who reads [`Self::certificate`].
    pub async fn over_tls() -> Self {
        Self::with("ftps").await
    }

    async fn with(scheme: &'static str) -> Self {
        let home = TempDir::new().expect("a folder");
        fs::create_dir(home.path().join("files")).expect("a folder");
        let mut command = Command::new(tools::path("python/bin/python"));
        command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tools/ftpd.py"));
        command.arg(home.path().join("files")).args([USER, PASSWORD]);
        if scheme == "ftps" {
            let pair = home.path().join("pair.pem");
            let mut request = std::process::Command::new("openssl");
            request
                .args(["req", "-new", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3650", "-subj", "/CN=ftp"]);
            request.args(["-addext", "subjectAltName=IP:127.0.0.1", "-addext", "basicConstraints=critical,CA:FALSE"]);
            run(request.arg("-keyout").arg(&pair).arg("-out").arg(home.path().join("cert.pem")));
            let both =
                [fs::read(&pair).expect("a key"), fs::read(home.path().join("cert.pem")).expect("a certificate")];
            fs::write(&pair, both.concat()).expect("room");
            command.arg(pair);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).kill_on_drop(true);
        let mut child = command.spawn().expect("Python: `make clients` installs it");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let port = lines.next_line().await.expect("a line").expect("a port").parse().expect("a number");
        Self { port, home, scheme, _child: child }
    }

    /// The address of a file in its folder, with the password.
    pub fn address(&self, name: &str) -> String {
        self.address_by(self.port, PASSWORD, name)
    }

    /// The same by another port, with another password.
    pub fn address_by(&self, port: u16, password: &str, name: &str) -> String {
        format!("{}://{USER}:{password}@127.0.0.1:{port}/{name}", self.scheme)
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Where a file of it lies.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join("files").join(name)
    }

    /// Its certificate.
    pub fn certificate(&self) -> PathBuf {
        self.home.path().join("cert.pem")
    }
}
