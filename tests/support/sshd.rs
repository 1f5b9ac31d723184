//! Somebody else's server of SFTP, on this machine: Debian's `sshd`, one process for each connection, with accounts that
//! it alone knows (`libnss_wrapper`).

use std::fs;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Command as Blocking, Stdio};

use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::process::Command;
use tokio::task::JoinHandle;

/// Who may log in, and with what.
pub const USER: &str = "ada";
pub const PASSWORD: &str = "pass-word-of-ada";

/// The server; it ends when dropped.
pub struct Sshd {
    port: u16,
    home: TempDir,
    task: JoinHandle<()>,
}

impl Sshd {
    pub async fn start() -> Self {
        Self::at(TcpListener::bind("127.0.0.1:0").await.expect("a port"))
    }

    /// The same port, and another key.
    pub async fn with_another_key(mut self) -> Self {
        let port = self.port;
        self.task.abort();
        let _ = (&mut self.task).await;
        Self::at(TcpListener::bind(("127.0.0.1", port)).await.expect("the same port"))
    }

    fn at(listener: TcpListener) -> Self {
        let home = TempDir::new().expect("a folder");
        let port = listener.local_addr().expect("an address").port();
        let config = furnish(home.path());
        let at = home.path().to_owned();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let stream = stream.into_std().expect("a socket");
                stream.set_nonblocking(false).expect("a socket that waits");
                let socket = OwnedFd::from(stream);
                let mut command = Command::new("/usr/sbin/sshd");
                command.args(["-i", "-e", "-f"]).arg(&config).kill_on_drop(true);
                command.env("LD_PRELOAD", "libnss_wrapper.so");
                for (name, file) in [("PASSWD", "passwd"), ("SHADOW", "shadow"), ("GROUP", "group")] {
                    command.env(format!("NSS_WRAPPER_{name}"), at.join(file));
                }
                command.stdin(socket.try_clone().expect("a socket")).stdout(socket);
                command.stderr(fs::File::options().append(true).create(true).open(at.join("log")).expect("a log"));
                let mut child = command.spawn().expect("sshd: `make test` installs it");
                // Ends with this task, or with the connection.
                tokio::spawn(async move { child.wait().await });
            }
        });
        Self { port, home, task }
    }

    /// The address of a file in its folder, with the password.
    pub fn address(&self, name: &str) -> String {
        self.address_by(self.port, PASSWORD, name)
    }

    /// The same by another port, with another password.
    pub fn address_by(&self, port: u16, password: &str, name: &str) -> String {
        format!("sftp://{USER}:{password}@127.0.0.1:{port}{}", self.path(name).display())
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// Where a file of it lies.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join("files").join(name)
    }

    /// The names of its files.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path("")).expect("a folder");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// What it says of its callers.
    pub fn log(&self) -> String {
        fs::read_to_string(self.home.path().join("log")).unwrap_or_default()
    }

    /// The fingerprint of its key.
    pub fn fingerprint(&self) -> String {
        let told = run(Blocking::new("ssh-keygen").arg("-lf").arg(self.home.path().join("key.pub")));
        told.split(' ').nth(1).expect("a fingerprint").to_owned()
    }
}

impl Drop for Sshd {
    fn drop(&mut self) {
        self.task.abort();
        if std::thread::panicking() {
            eprintln!("--- sshd said:\n{}---", self.log());
        }
    }
}

/// Its key, its accounts and its settings.
fn furnish(home: &Path) -> PathBuf {
    fs::create_dir(home.join("files")).expect("a folder");
    run(Blocking::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(home.join("key")));
    let [uid, gid] = ["-u", "-g"].map(|what| run(Blocking::new("id").arg(what)));
    let hash = run(Blocking::new("openssl").args(["passwd", "-6", PASSWORD]));
    let files = [
        (
            "passwd",
            format!("{USER}:x:{uid}:{gid}::{}:/bin/sh\nsshd:x:65533:65534::/run/sshd:/bin/false\n", home.display()),
        ),
        ("shadow", format!("{USER}:{hash}:20000:0:99999:7:::\nsshd:!:20000::::::\n")),
        ("group", format!("{USER}:x:{gid}:\nnogroup:x:65534:\n")),
        (
            "config",
            format!(
                "HostKey {}\nPidFile none\nUsePAM no\nPasswordAuthentication yes\nKbdInteractiveAuthentication no\n\
                 PermitRootLogin yes\nStrictModes no\nUseDNS no\nSubsystem sftp internal-sftp\n",
                home.join("key").display()
            ),
        ),
    ];
    for (name, text) in files {
        fs::write(home.join(name), text).expect("room for settings");
    }
    if uid == "0" {
        // Debian's service would make it.
        fs::create_dir_all("/run/sshd").expect("a folder for sshd");
    }
    home.join("config")
}

/// Runs a program that must succeed; what it prints.
pub fn run(command: &mut Blocking) -> String {
    let output = command.stdin(Stdio::null()).output().expect("it is installed by `make test`");
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("a text").trim().to_owned()
}
