use tokio::process::Command;

use super::{Ran, run};
use crate::support::instance::program;

async fn vitrine(arguments: &[&str]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(program());
    command.args(arguments).env_clear().current_dir(folder.path());
    run(command, "").await
}

/// What each command says of itself: no change of it goes unseen.
#[tokio::test]
async fn of_every_command() {
    for command in [
        "",
        "serve",
        "demo",
        "token",
        "token create",
        "token list",
        "token revoke",
        "user",
        "user create",
        "user list",
        "user password",
        "user deactivate",
        "import",
        "export",
        "undo",
        "model",
        "model export",
        "model import",
        "job",
        "job list",
        "job log",
        "job wait",
        "job cancel",
        "check",
        "backup",
        "restore",
        "config",
        "completions",
    ] {
        let words: Vec<&str> = command.split_whitespace().collect();
        let help = vitrine(&[&words[..], &["--help"]].concat()).await.done();
        // The same after `help`, but for a command without a name.
        if !words.is_empty() {
            assert_eq!(vitrine(&[&["help"], &words[..]].concat()).await.done(), help, "{command}");
        }
        let name = if words.is_empty() { "help".to_owned() } else { format!("help_{}", words.join("_")) };
        insta::assert_snapshot!(name, help);
    }
}

/// Help needs no settings file that can be read, and nothing of the environment.
#[tokio::test]
async fn whatever_is_set() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("vitrine.toml"), "no toml").unwrap();
    let mut command = Command::new(program());
    command.args(["serve", "--help"]).env_clear().env("VITRINE_LISTEN", "nowhere").current_dir(folder.path());
    assert!(run(command, "").await.done().contains("Examples:"));
}

/// Each shell has its script, which knows the commands.
#[tokio::test]
async fn completions() {
    for shell in ["bash", "zsh", "fish"] {
        let script = vitrine(&["completions", shell]).await.done();
        assert!(script.contains("deactivate") && script.contains("data-dir"), "{shell}");
    }
    let refused = vitrine(&["completions", "basic"]).await.refused(2);
    assert!(refused.contains("bash, elvish, fish, powershell, zsh"), "{refused}");
}
