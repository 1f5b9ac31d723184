use std::io;
use std::process::Stdio;
use std::time::Duration;

use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Command;
use tokio::time::timeout;

use super::{alone_and_beside, on};
use crate::support::db::{Engine, on_both};
use crate::support::instance::Instance;

/// The writing end of a pipe that nobody reads.
fn closed() -> Stdio {
    let (reader, writer) = io::pipe().unwrap();
    drop(reader);
    writer.into()
}

/// A reader that left early (`| head`) is no failure of the command, and never a panic.
#[tokio::test]
async fn a_closed_pipe() {
    let instance = Instance::untouched(Engine::Sqlite).await;
    on(&instance, &["token", "create", "--name", "erp"]).await.done();
    for (arguments, code) in [
        (&["token", "list"][..], 0),
        (&["config"], 0),
        (&["completions", "bash"], 0),
        (&["--help"], 0),
        (&["token", "revoke", "--name", "none"], 1),
        (&["sell"], 2),
        (&["sell", "--json"], 2),
    ] {
        let mut command = instance.command(arguments);
        let ended = command.stdout(closed()).stderr(closed()).status().await.unwrap();
        assert_eq!(ended.code(), Some(code), "{arguments:?}");
    }
}

on_both! {
    /// Ctrl-C in the middle of the demo: what was written is whole, and another run brings the rest, also while a
    /// server goes on with the first.
    async fn an_interrupted_command(engine: Engine) {
        for (instance, _server) in alone_and_beside(engine).await {
            let mut command = instance.command(&["demo", "--json"]);
            let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
            let mut steps = BufReader::new(child.stderr.take().unwrap()).lines();
            let begun = async {
                while let Some(step) = steps.next_line().await.unwrap() {
                    if !step.contains("\"done\":0,") {
                        return;
                    }
                }
                panic!("it ended before it was interrupted");
            };
            timeout(Duration::from_mins(1), begun).await.expect("it begins");
            let id = child.id().expect("it runs").to_string();
            assert!(Command::new("kill").args(["-INT", &id]).status().await.unwrap().success());
            let ended = timeout(Duration::from_mins(1), child.wait()).await.expect("it ends").unwrap();
            assert_eq!(ended.code(), None, "it was ended by the signal");
            on(&instance, &["demo", "--quiet"]).await.done();
            assert!(on(&instance, &["demo", "--quiet"]).await.done().contains(" 0 writes"));
            on(&instance, &["check", "--quiet"]).await.done();
        }
    }
}
