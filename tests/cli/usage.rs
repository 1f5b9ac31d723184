use std::fs;

use tokio::process::Command;

use super::{Ran, run};
use crate::support::instance::program;

/// Runs the program in a folder of its own, with nothing in its environment.
async fn vitrine(arguments: &[&str], settings: &str, variables: &[(&str, &str)]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    if !settings.is_empty() {
        fs::write(folder.path().join("vitrine.toml"), settings).unwrap();
    }
    let mut command = Command::new(program());
    command.args(arguments).env_clear().envs(variables.iter().copied()).current_dir(folder.path());
    run(command, "").await
}

/// Wrong use is 2, says what was expected on stderr, and makes no data folder.
#[tokio::test]
async fn wrong_use() {
    for (arguments, words) in [
        (&["sell"][..], "sell"),
        (&["token", "create"], "--name"),
        (&["token", "create", "--name", "x", "--access", "all"], "full, read"),
        (&["serve", "--listen", "8443"], "--listen"),
        (&["serve", "--http", "0.0.0.0:80"], "loopback"),
        (&["serve", "--tls-cert", "cert.pem"], "--tls-key"),
        (&["serve", "--trusted-proxy", "10.0.0.0/40"], "10.0.0.0/8"),
        (&["serve", "--log", "loud,,=x"], "--log"),
        (&["check", "--database-url", "mysql://u:hush@h/d"], "postgres://"),
    ] {
        let refused = vitrine(arguments, "", &[]).await.refused(2);
        assert!(refused.contains(words) && !refused.contains("hush"), "{arguments:?}: {refused}");
    }
    let bare = vitrine(&[], "", &[]).await;
    assert!(bare.code == Some(2) && bare.out.is_empty() && bare.err.contains("Usage"), "{bare:?}");
}

/// Help and version go to stdout.
#[tokio::test]
async fn help() {
    assert!(vitrine(&["--help"], "", &[]).await.done().contains("serve"));
    assert!(vitrine(&["serve", "--help"], "", &[]).await.done().contains("VITRINE_LISTEN"));
    assert!(vitrine(&["--version"], "", &[]).await.done().starts_with("vitrine "));
}

/// A flag counts before a variable, a variable before the file; a mistake in any of them is wrong use.
#[tokio::test]
async fn settings() {
    let file = "listen = \"in-the-file\"";
    let variable = [("VITRINE_LISTEN", "in-a-variable")];
    for (arguments, variables, counts) in [
        (&["serve"][..], &[][..], "in-the-file"),
        (&["serve"], &variable, "in-a-variable"),
        (&["serve", "--listen", "in-a-flag"], &variable, "in-a-flag"),
    ] {
        let refused = vitrine(arguments, file, variables).await.refused(2);
        assert!(refused.contains("--listen") && refused.contains(counts), "{refused}");
    }
    assert!(vitrine(&["check"], "data = \"x\"", &[]).await.refused(2).contains("\"data\""));
    assert!(vitrine(&["check"], "", &[("VITRINE_CONFIG", "none.toml")]).await.refused(2).contains("none.toml"));
}
