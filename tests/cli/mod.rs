//! The command line: scripts rely on its words, its streams and its exit codes.

mod check;
mod control;
mod demo;
mod files;
mod help;
mod job;
mod output;
mod serve;
mod setup;
mod story;
mod streams;
mod token;
mod usage;
mod user;

use std::sync::Arc;

use tokio::process::Command;

use crate::support::command::{Ran, on, run};
use crate::support::db::Engine;
use crate::support::instance::Instance;
use crate::support::server::Server;

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
