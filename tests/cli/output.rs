use serde_json::{Value, json};

use super::{Ran, alone_and_beside, at_a_terminal, on, run};
use crate::support::db::{Engine, on_both};
use crate::support::instance::Instance;

/// Each line of a text as JSON.
fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}"))).collect()
}

/// The one JSON document that a command printed.
fn document(ran: &Ran) -> Value {
    assert_eq!(ran.out.lines().count(), 1, "{ran:?}");
    lines(&ran.out).remove(0)
}

async fn done(instance: &Instance, arguments: &[&str]) -> Value {
    let ran = on(instance, &[arguments, &["--json"]].concat()).await;
    assert!(ran.code == Some(0) && ran.err.is_empty(), "{ran:?}");
    document(&ran)
}

on_both! {
    /// Every command answers the same data, beside a server and alone.
    async fn results_and_errors(engine: Engine) {
        for (instance, _server) in alone_and_beside(engine).await {
            let made = done(&instance, &["token", "create", "--name", "bi", "--access", "read"]).await;
            assert_eq!(made["token"]["name"], "bi");
            assert_eq!(made["token"]["token"].as_str().map(str::len), Some(40), "{made}");
            let tokens = done(&instance, &["token", "list"]).await;
            let token = &tokens["tokens"][0];
            assert_eq!((&token["name"], &token["access"], &token["last_used"]), (&json!("bi"), &json!("read"), &Value::Null));
            assert!(token["created"].as_str().is_some_and(|at| at.ends_with('Z')), "{tokens}");
            let create = ["user", "create", "--username", "ada", "--admin", "--password-stdin", "--json"];
            let user = document(&run(instance.command(&create), "correct-horse\n").await);
            let listed = done(&instance, &["user", "list"]).await;
            assert_eq!(listed, json!({ "users": [user["user"]] }));
            assert_eq!((&user["user"]["username"], &user["user"]["admin"]), (&json!("ada"), &json!(true)));
            let barred = done(&instance, &["user", "deactivate", "--username", "ada"]).await;
            assert_eq!(barred["user"]["active"], false);
            let revoked = done(&instance, &["token", "revoke", "--name", "bi"]).await;
            assert_eq!(revoked, json!({ "revoked": { "name": "bi" } }));
            let gone = on(&instance, &["token", "revoke", "--name", "bi", "--json"]).await;
            assert!(gone.code == Some(1) && gone.out.is_empty(), "{gone:?}");
            assert_eq!(lines(&gone.err), [json!({ "error": "There is no token \"bi\"." })]);
        }
    }
}

on_both! {
    /// Long work tells on stderr how far it is, to the end; nothing with --quiet.
    async fn progress(engine: Engine) {
        for (instance, _server) in alone_and_beside(engine).await {
            let filled = on(&instance, &["demo", "--json"]).await;
            assert_eq!(document(&filled)["demo"]["products"], 300, "{filled:?}");
            let steps: Vec<_> = lines(&filled.err).iter().map(|line| line["progress"].clone()).collect();
            assert!(steps.is_sorted_by_key(|step| step["label"] == "writing the demo"), "{filled:?}");
            for label in ["keeping pictures", "writing the demo"] {
                let steps: Vec<_> = steps.iter().filter(|step| step["label"] == label).collect();
                let done: Vec<_> = steps.iter().map(|step| step["done"].as_u64().unwrap()).collect();
                assert!(done.len() > 2 && done.is_sorted() && done[0] == 0, "{filled:?}");
                assert_eq!(done.last().copied(), steps[0]["total"].as_u64(), "{filled:?}");
            }
            on(&instance, &["check", "--json", "--quiet"]).await.done();
            let checked = on(&instance, &["check", "--json"]).await;
            assert_eq!(document(&checked)["check"]["damages"], json!([]));
            let labels: Vec<_> = lines(&checked.err).iter().map(|step| step["progress"]["label"].clone()).collect();
            assert!(labels.contains(&json!("checking objects")), "{labels:?}");
        }
    }
}

/// At a terminal a bar shows how far it is, and makes room for the result.
#[tokio::test]
async fn a_bar_at_a_terminal() {
    let instance = Instance::untouched(Engine::Sqlite).await;
    let shown = run(at_a_terminal(&instance.command(&["demo"])), "").await;
    assert!(shown.code == Some(0) && shown.out.contains("writing the demo ["), "{shown:?}");
    assert!(shown.out.trim_end().ends_with(" unchanged"), "{shown:?}");
    let quiet = run(at_a_terminal(&instance.command(&["demo", "--quiet"])), "").await;
    assert!(quiet.code == Some(0) && quiet.out.starts_with("300 products: 0 writes"), "{quiet:?}");
}
