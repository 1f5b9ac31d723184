//! A PostgreSQL server of the test's own, to be stopped and started.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// How it is stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// Connections are ended; what is at work is rolled back.
    Fast,
    /// As by a crash.
    Immediate,
}

/// A cluster; it ends with this.
pub struct Cluster {
    folder: TempDir,
    bin: PathBuf,
    port: u16,
}

impl Cluster {
    /// A new one that runs.
    pub fn start() -> Self {
        let folder = TempDir::new().expect("a folder");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o777)).expect("a folder for all");
        let port =
            std::net::TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
        let cluster = Self { folder, bin: programs(), port };
        cluster.run("initdb", &["--no-sync", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"]);
        cluster.go_on();
        cluster
    }

    /// The URL of its database.
    pub fn url(&self) -> String {
        format!("postgres://postgres@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts it again, on the same port.
    pub fn go_on(&self) {
        // What it keeps need not survive this machine.
        let options = format!("-F -p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories=", self.port);
        let log = self.folder.path().join("log");
        self.run("pg_ctl", &["-w", "-o", &options, "-l", &log.to_string_lossy(), "start"]);
    }

    /// Stops it.
    pub fn stop(&self, how: Stop) {
        self.run("pg_ctl", &["-w", "-m", if how == Stop::Fast { "fast" } else { "immediate" }, "stop"]);
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        assert!(self.command(program, arguments).status().expect(program).success(), "{program} {arguments:?}");
    }

    /// PostgreSQL refuses to run as root.
    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let program = self.bin.join(program);
        let is_root = fs::metadata("/proc/self").expect("a process").uid() == 0;
        let mut command = Command::new(if is_root { "runuser".into() } else { program.clone() });
        if is_root {
            command.args(["-u", "postgres", "--"]).arg(program);
        }
        command.arg("-D").arg(self.folder.path().join("data")).args(arguments);
        command.current_dir(self.folder.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        // It may have been stopped.
        let _ = self.command("pg_ctl", &["-w", "-m", "immediate", "stop"]).status();
    }
}

/// The newest server's, or those that `PG_BIN` names.
fn programs() -> PathBuf {
    if let Some(named) = std::env::var_os("PG_BIN") {
        return named.into();
    }
    let versions = fs::read_dir("/usr/lib/postgresql").expect("Debian's package \"postgresql\"");
    let number = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()?.parse::<u32>().ok());
    let newest = versions.filter_map(|entry| Some(entry.ok()?.path())).max_by_key(number);
    newest.expect("a version").join("bin")
}
