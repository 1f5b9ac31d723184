use std::sync::Arc;

use serde_json::Value;

use super::{on, run};
use crate::support::client::Answer;
use crate::support::db::{Engine, on_both};
use crate::support::instance::Instance;
use crate::support::server::Server;

const FORM: &str = "application/x-www-form-urlencoded";

/// The last link that the server printed, as a path.
fn link(server: &Server) -> String {
    let log = server.log();
    let at = log.rfind("/setup?token=").unwrap_or_else(|| panic!("no link: {log}"));
    log[at..].split_whitespace().next().expect("a link").to_owned()
}

/// Names the administrator by a link.
async fn name(server: &Server, link: &str, username: &str, password: &str, again: &str) -> Answer {
    let token = link.split_once('=').expect("a token").1;
    let form = format!("token={token}&username={username}&password={password}&again={again}");
    server.anonymous().post_text("/setup", FORM, &form).await
}

async fn sign_in(server: &Server, username: &str, password: &str) -> Answer {
    let form = format!("signin[username]={username}&signin[password]={password}");
    server.anonymous().post_text("/api_1.php/sessions", FORM, &form).await
}

on_both! {
    /// The link that the first start prints names one administrator, once.
    async fn works_once(engine: Engine) {
        let server = Server::start(Arc::new(Instance::untouched(engine).await)).await;
        assert!(server.log().contains(&format!("{}/setup?token=", server.http())), "{}", server.log());
        let link = link(&server);
        let page = server.anonymous().get(&link).await.expect(200);
        let policy = page.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
        assert_eq!((page.header("cache-control"), page.header("referrer-policy")), ("no-store", "no-referrer"));
        assert!(page.text().contains("<form method=\"post\" action=\"/setup\">"), "{}", page.text());
        // Whatever is wrong with the form leaves the link good.
        let differ = name(&server, &link, "ada", "correct-horse", "battery-staple").await.expect(422);
        assert!(differ.text().contains("The two passwords differ"), "{}", differ.text());
        let short = name(&server, &link, "%22%3E%3Cb%3E", "short", "short").await.expect(422);
        assert!(short.text().contains("8 to 1024 characters") && !short.text().contains("<b>"), "{}", short.text());
        server.anonymous().post_text("/setup", FORM, "token=x").await.expect(400);
        let done = name(&server, &link, "ada", "correct-horse", "correct-horse").await.expect(200);
        assert!(done.text().contains("<strong>ada</strong>") && done.text().contains("href=\"/api\""), "{}", done.text());
        let session: Value = sign_in(&server, "ada", "correct-horse").await.expect(201).json();
        assert!(session.is_object(), "{session}");
        let users = on(server.instance(), &["user", "list"]).await.done();
        assert!(users.lines().any(|line| line.starts_with("ada ") && line.contains("admin")), "{users}");
        // Used up.
        server.anonymous().get(&link).await.expect(404);
        name(&server, &link, "eve", "correct-horse", "correct-horse").await.expect(404);
        assert_eq!(on(server.instance(), &["user", "list"]).await.done().lines().count(), 2);
    }
}

on_both! {
    /// Of several who use a link at the same time, one succeeds.
    async fn one_of_many_succeeds(engine: Engine) {
        let server = Server::start(Arc::new(Instance::untouched(engine).await)).await;
        let link = link(&server);
        let use_it = async |username: &str| name(&server, &link, username, "correct-horse", "correct-horse").await.status;
        let (a, b, c, d) = tokio::join!(use_it("a"), use_it("b"), use_it("c"), use_it("d"));
        let mut statuses = [a, b, c, d];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 404, 404, 404]);
        assert_eq!(on(server.instance(), &["user", "list"]).await.done().lines().count(), 2);
    }
}

on_both! {
    /// A link that was never given, and one that is overtaken by a user of the command line, lead nowhere; who tries
    /// many must wait. A start with users prints none.
    async fn other_links_are_dead(engine: Engine) {
        let server = Server::start(Arc::new(Instance::untouched(engine).await)).await;
        let link = link(&server);
        for wrong in ["/setup", "/setup?token=", "/setup?token=0123456789abcdef0123456789abcdef"] {
            server.anonymous().get(wrong).await.expect(404);
        }
        name(&server, "/setup?token=0", "eve", "correct-horse", "correct-horse").await.expect(404);
        server.anonymous().get(&link).await.expect(200);
        let create = ["user", "create", "--username", "ada", "--admin", "--password-stdin"];
        run(server.instance().command(&create), "correct-horse\n").await.done();
        server.anonymous().get(&link).await.expect(404);
        name(&server, &link, "eve", "correct-horse", "correct-horse").await.expect(404);
        let mut tries = 2;
        let refused = loop {
            let answer = server.anonymous().get(&link).await;
            tries += 1;
            if answer.status != 404 {
                break answer;
            }
        };
        assert!(refused.status == 429 && !refused.header("retry-after").is_empty() && tries == 11, "{tries}: {}", refused.text());
        let instance = Arc::clone(server.instance());
        let said = server.log().len();
        assert!(server.stop().await.success());
        let again = Server::start(instance).await;
        assert!(!again.log()[said..].contains("/setup"), "{}", again.log());
    }
}

/// Each start gives a link; a node takes another node's, and one that is used ends them all.
#[tokio::test]
async fn nodes_take_each_others_links() {
    let instance = Arc::new(Instance::untouched(Engine::Postgres).await);
    let one = Server::start(Arc::clone(&instance)).await;
    let other = Server::start(Arc::new(instance.node())).await;
    let (first, second) = (link(&one), link(&other));
    assert_ne!(first, second);
    other.anonymous().get(&first).await.expect(200);
    name(&other, &first, "ada", "correct-horse", "correct-horse").await.expect(200);
    one.anonymous().get(&second).await.expect(404);
    sign_in(&one, "ada", "correct-horse").await.expect(201);
}

/// Where clients come by another address, the link has that one.
#[tokio::test]
async fn the_public_address_is_printed() {
    let instance = Arc::new(Instance::untouched(Engine::Sqlite).await);
    let server = Server::start_with(instance, |command| {
        command.args(["--public-url", "https://pim.example.org"]);
    })
    .await;
    assert!(server.log().contains("  https://pim.example.org/setup?token="), "{}", server.log());
}
