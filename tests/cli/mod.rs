//! The command line: scripts rely on its words, its streams and its exit codes.

mod check;
mod control;
mod demo;
mod files;
mod help;
mod output;
mod serve;
mod setup;
mod story;
mod streams;
mod token;
mod usage;
mod user;

use std::process::Stdio;
use std::sync::Arc;

use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use crate::support::db::Engine;
use crate::support::instance::Instance;
use crate::support::server::Server;

/// How a command ended.
#[derive(Debug, PartialEq, Eq)]
struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Ran {
    /// It succeeded and complained about nothing; what it printed.
    fn done(self) -> String {
        assert!(self.code == Some(0) && self.err.is_empty(), "{self:?}");
        self.out
    }

    /// It failed with that code, printing nothing on stdout; what it complained about.
    fn refused(self, code: i32) -> String {
        assert!(self.code == Some(code) && self.out.is_empty(), "{self:?}");
        assert!(self.err.starts_with("error: "), "{self:?}");
        self.err
    }
}

/// Runs a command to its end.
async fn run(mut command: Command, input: &str) -> Ran {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A command that reads nothing may be gone already.
    let _ = stdin.write_all(input.as_bytes()).await;
    drop(stdin);
    let output = child.wait_with_output().await.expect("it ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// Runs a command on an instance.
async fn on(instance: &Instance, arguments: &[&str]) -> Ran {
    run(instance.command(arguments), "").await
}

/// An instance alone, and one with a server on it: commands must do the same on both.
async fn alone_and_beside(engine: Engine) -> [(Arc<Instance>, Option<Server>); 2] {
    let alone = Arc::new(Instance::untouched(engine).await);
    let beside = Server::start(Arc::new(Instance::untouched(engine).await)).await;
    [(alone, None), (Arc::clone(beside.instance()), Some(beside))]
}

/// The same command at a terminal of its own, which types what comes on stdin.
fn at_a_terminal(command: &Command) -> Command {
    let command = command.as_std();
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let line: Vec<_> = words.map(|word| format!("'{}'", word.to_str().unwrap())).collect();
    let mut own = Command::new("script");
    own.args(["--quiet", "--return", "--command", &line.join(" "), "/dev/null"]);
    own
}
