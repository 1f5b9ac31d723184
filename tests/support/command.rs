//! Commands of the program, run to their end.

use std::process::Stdio;

use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use super::instance::Instance;

/// How a command ended.
#[derive(Debug, PartialEq, Eq)]
pub struct Ran {
    /// Its exit code, unless a signal ended it.
    pub code: Option<i32>,
    /// What it printed.
    pub out: String,
    /// What it complained about.
    pub err: String,
}

impl Ran {
    /// It succeeded and complained about nothing; what it printed.
    #[track_caller]
    pub fn done(self) -> String {
        assert!(self.code == Some(0) && self.err.is_empty(), "{self:?}");
        self.out
    }

    /// It failed with that code, printing nothing on stdout; what it complained about.
    #[track_caller]
    pub fn refused(self, code: i32) -> String {
        assert!(self.code == Some(code) && self.out.is_empty(), "{self:?}");
        assert!(self.err.starts_with("error: "), "{self:?}");
        self.err
    }
}

/// Runs a command with a text on its standard input.
pub async fn run(mut command: Command, input: &str) -> Ran {
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
pub async fn on(instance: &Instance, arguments: &[&str]) -> Ran {
    run(instance.command(arguments), "").await
}
