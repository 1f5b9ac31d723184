use tokio::process::Command;

use super::{Ran, alone_and_beside, at_a_terminal, on, run};
use crate::support::db::{Engine, on_both};
use crate::support::instance::Instance;
use crate::support::server::Server;

/// A command that reads a password from stdin.
async fn with_password(instance: &Instance, arguments: &[&str], password: &str) -> Ran {
    run(instance.command(&[arguments, &["--password-stdin"]].concat()), password).await
}

/// The status of signing in.
async fn sign_in(server: &Server, username: &str, password: &str) -> u16 {
    let form = format!("signin[username]={username}&signin[password]={password}");
    server.anonymous().post_text("/api_1.php/sessions", "application/x-www-form-urlencoded", &form).await.status
}

on_both! {
    /// Only the first line of stdin is the password, and a user who has one can sign in.
    async fn create_and_sign_in(engine: Engine) {
        for (instance, server) in alone_and_beside(engine).await {
            let create = ["user", "create", "--username", "ada", "--admin"];
            assert_eq!(with_password(&instance, &create, "correct-horse\nno more\n").await.done(), "");
            let taken = with_password(&instance, &create, "correct-horse\n").await.refused(1);
            assert!(taken.contains("ada"), "{taken}");
            let server = match server {
                Some(server) => server,
                None => Server::start(instance).await,
            };
            assert_eq!(sign_in(&server, "ada", "correct-horse").await, 201);
            assert_eq!(sign_in(&server, "ada", "wrong").await, 401);
            let listed = on(server.instance(), &["user", "list"]).await.done();
            let words: Vec<Vec<&str>> = listed.lines().map(|line| line.split_whitespace().take(3).collect()).collect();
            assert_eq!(words, [["USERNAME", "ROLE", "STATE"], ["ada", "admin", "active"]]);
            assert!(!listed.contains("correct-horse"), "{listed}");
        }
    }
}

on_both! {
    /// A new password ends the old one, and a barred user can't sign in.
    async fn password_and_deactivate(engine: Engine) {
        let server = Server::bare(engine).await;
        let instance = server.instance();
        with_password(instance, &["user", "create", "--username", "bob"], "correct-horse\n").await.done();
        with_password(instance, &["user", "password", "--username", "bob"], "battery-staple\n").await.done();
        assert_eq!(sign_in(&server, "bob", "correct-horse").await, 401);
        assert_eq!(sign_in(&server, "bob", "battery-staple").await, 201);
        assert_eq!(on(instance, &["user", "deactivate", "--username", "bob"]).await.done(), "");
        assert_eq!(sign_in(&server, "bob", "battery-staple").await, 401);
        let listed = on(instance, &["user", "list"]).await.done();
        assert!(listed.lines().any(|line| line.starts_with("bob") && line.contains("inactive")), "{listed}");
        for order in [&["user", "password", "--username", "eve"], &["user", "deactivate", "--username", "eve"]] {
            let unknown = match order[1] {
                "password" => with_password(instance, order, "battery-staple\n").await,
                _ => on(instance, order).await,
            };
            assert!(unknown.refused(1).contains("eve"));
        }
    }
}

on_both! {
    /// Where nobody can be asked, the command says how to send a password; an empty one is refused.
    async fn a_password_must_come_from_somewhere(engine: Engine) {
        let instance = Instance::untouched(engine).await;
        let create = ["user", "create", "--username", "ada"];
        let refused = run(without_terminal(&instance.command(&create)), "").await.refused(1);
        assert!(refused.contains("--password-stdin"), "{refused}");
        let refused = with_password(&instance, &create, "\n").await.refused(1);
        assert!(refused.contains("password"), "{refused}");
        assert_eq!(on(&instance, &["user", "list"]).await.done().lines().count(), 1);
    }
}

/// The same command in a session of its own, which has no terminal.
fn without_terminal(command: &Command) -> Command {
    let command = command.as_std();
    let mut own = Command::new("setsid");
    own.arg("--wait").arg(command.get_program()).args(command.get_args());
    own
}

/// At a terminal the password is asked for twice, and twice the same is wanted.
#[tokio::test]
async fn a_terminal_is_asked_twice() {
    let instance = Instance::untouched(Engine::Sqlite).await;
    for (typed, code, words) in [
        ("correct-horse\nbattery-staple\n", 1, "the two passwords differ"),
        ("correct-horse\ncorrect-horse\n", 0, "The same again"),
    ] {
        let ran = run(at_a_terminal(&instance.command(&["user", "create", "--username", "ada"])), typed).await;
        assert!(ran.code == Some(code) && ran.out.contains(words), "{ran:?}");
    }
    assert_eq!(on(&instance, &["user", "list"]).await.done().lines().count(), 2);
}
