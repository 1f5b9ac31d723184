//! Two processes on one PostgreSQL: what one did, the other knows at once.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::failure::crowd::{at_once, count, move_into_each_other, put};
use crate::failure::reshape::{DONE, STEP, said};
use crate::failure::stream::{self, Ledger};
use crate::support::client::{Answer, Caller};
use crate::support::db::Engine;
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp};
use crate::support::until::until;

async fn two_nodes() -> (Server, Server) {
    let first = Server::shop(Engine::Postgres).await;
    let second = Server::start(Arc::new(first.instance().node())).await;
    (first, second)
}

#[tokio::test(flavor = "multi_thread")]
async fn definitions_are_usable_at_once() {
    let (first, second) = two_nodes().await;
    let (one, other) = (first.as_full(), second.as_full());
    other.post("/api/documents", plain_lamp("d")).await.expect(201);
    for n in 0..20 {
        let (here, there) = if n % 2 == 0 { (&one, &other) } else { (&other, &one) };
        let (attribute, code) = (format!("a{n}"), format!("c{n}"));
        let body = json!({"id": attribute, "objectType": "document", "documentType": {"id": "lamp"}, "type": "select"});
        here.post("/api/attributes", body).await.expect(201);
        there.get(&format!("/api/attributes/{attribute}")).await.expect(200);
        let value = json!({"attribute": {"id": attribute}, "code": code, "name": {"en_GB": "First"}});
        there.post("/api/predefined-values", value).await.expect(201);
        let written = here.put("/api/documents/d", json!({"attributes": {&attribute: code}})).await.expect(200);
        assert_eq!(written.json()["attributes"][&attribute][0]["labels"]["en_GB"], "First");

        let path = format!("/api/predefined-values/attribute={attribute};code={code}");
        there.put(&path, json!({"name": {"en_GB": "Second"}})).await.expect(200);
        let renamed = here.with("if-none-match", written.header("etag")).get("/api/documents/d").await.expect(200);
        assert_eq!(renamed.json()["attributes"][&attribute][0]["labels"]["en_GB"], "Second");

        there.delete(&path).await.expect(204);
        here.put("/api/documents/d", json!({"attributes": {&attribute: code}})).await.expect(422);
        there.delete(&format!("/api/attributes/{attribute}?force=true")).await.expect(204);
        let refused = here.put("/api/documents/d", json!({"attributes": {&attribute: null}})).await;
        assert_eq!(refused.status, 422, "{}", refused.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn data_is_shown_at_once() {
    let (first, second) = two_nodes().await;
    let (one, other) = (first.as_full(), second.as_full());
    one.post("/api/documents", lamp("d")).await.expect(201);
    for n in 0..50 {
        let (here, there) = if n % 2 == 0 { (&one, &other) } else { (&other, &one) };
        let kept = there.get("/api/documents/d").await.expect(200);
        let list = there.get("/api/documents").await.expect(200);
        here.put("/api/documents/d", json!({"attributes": {"power": n + 100}})).await.expect(200);
        let fresh = there.with("if-none-match", kept.header("etag")).get("/api/documents/d").await.expect(200);
        assert_eq!(fresh.json()["attributes"]["power"], n + 100);
        let fresh = there.with("if-none-match", list.header("etag")).get("/api/documents").await.expect(200);
        assert_eq!(fresh.json()["hydra:member"][0]["attributes"]["power"], n + 100);
        there
            .with("if-match", kept.header("etag"))
            .put("/api/documents/d", json!({"isActive": false}))
            .await
            .expect(412);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn revoked_on_one_is_revoked_on_both() {
    let (first, second) = two_nodes().await;
    let instance = first.instance();
    instance.run_with(&["user", "create", "--username", "erp", "--password-stdin"], "correct horse").await;
    for n in 0..5 {
        let name = format!("t{n}");
        let token = instance.run(&["token", "create", "--name", &name, "--access", "full"]).await;
        for node in [&first, &second] {
            node.anonymous().bearer(&token).get("/api/documents").await.expect(200);
        }
        instance.run(&["token", "revoke", "--name", &name]).await;
        for node in [&first, &second] {
            node.anonymous().bearer(&token).get("/api/documents").await.expect(401);
        }
        let session = async |node: &Server| -> String {
            let login = json!({"signin": {"username": "erp", "password": "correct horse"}});
            let made = node.anonymous().post("/api_1.php/sessions", login).await.expect(201);
            made.json()["oauth"]["access_token"].as_str().expect("a token").to_owned()
        };
        let here = session(&first).await;
        second.anonymous().bearer(&here).get("/api/documents").await.expect(200);
        let there = session(&second).await;
        first.anonymous().bearer(&here).get("/api/documents").await.expect(401);
        first.anonymous().bearer(&there).delete("/api_1.php/sessions").await.expect(204);
        second.anonymous().bearer(&there).get("/api/documents").await.expect(401);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crowd_on_both() {
    let (first, second) = two_nodes().await;
    let nodes = [first.as_full(), second.as_full()];
    let bodies: Vec<_> = (0..16).map(|n| plain_lamp(&format!("d{n}"))).collect();
    nodes[0].lines("/api/documents/bulk", &bodies).await.expect(200);
    for round in 0..5 {
        let ean = json!({"attributes": {"ean": format!("{round}")}});
        let answers =
            at_once((0..16).map(|n| put(nodes[n % 2].clone(), format!("/api/documents/d{n}"), ean.clone()))).await;
        assert_eq!((count(&answers, 200), count(&answers, 422)), (1, 15));
        let hot = |n: usize| json!({"attributes": {"price": n, "notes": n.to_string()}});
        let answers = at_once((0..16).map(|n| put(nodes[n % 2].clone(), "/api/documents/d0".into(), hot(n)))).await;
        assert_eq!(count(&answers, 200), 16, "{:?}", answers.iter().map(Answer::text).collect::<Vec<_>>());
    }
    for node in ["a", "b"] {
        nodes[0].post("/api/classifications", json!({"id": node, "parent": {"id": "root"}})).await.expect(201);
    }
    for _ in 0..10 {
        move_into_each_other(&nodes[0], &nodes[1]).await;
    }
    // A value deleted on one node while the other writes it: afterwards nobody holds it.
    for round in 0..5 {
        let code = format!("r{round}");
        let value = json!({"attribute": {"id": "rooms"}, "code": code, "name": {"en_GB": "R"}});
        nodes[0].post("/api/predefined-values", value).await.expect(201);
        let path = format!("/api/predefined-values/attribute=rooms;code={code}");
        let (deleter, rooms) = (nodes[1].clone(), json!({"attributes": {"rooms": [code]}}));
        let deletion = tokio::spawn(async move { deleter.delete(&path).await });
        let answers =
            at_once((0..16).map(|n| put(nodes[n % 2].clone(), format!("/api/documents/d{n}"), rooms.clone()))).await;
        deletion.await.expect("an answer").expect(204);
        assert_eq!(count(&answers, 200) + count(&answers, 422), 16);
        let all = nodes[0].accept("application/json").get("/api/documents?pagination=false").await.expect(200).json();
        let holds = |document: &Value| document["attributes"]["rooms"].to_string().contains(&code);
        assert!(!all.as_array().expect("a list").iter().any(holds), "{all}");
    }
    first.instance().run(&["check"]).await;
}

const TAKEN: &str = "a job is at work";

/// 3,000 documents, whose type of text is changed by jobs.
async fn with_many(full: &Caller) {
    let bodies = (0..3_000).map(|n| {
        let mut body = plain_lamp(&format!("m{n:04}"));
        body["attributes"] = json!({"notes": format!("lot{n}")});
        body
    });
    full.lines("/api/documents/bulk", &bodies.collect::<Vec<_>>()).await.expect(200);
}

/// Six changes, each a job that one of the two does.
#[tokio::test(flavor = "multi_thread")]
async fn a_job_is_done_by_one() {
    let (first, second) = two_nodes().await;
    let nodes = [first.as_full(), second.as_full()];
    with_many(&nodes[0]).await;
    let said = |words: &str| first.log().matches(words).count() + second.log().matches(words).count();
    for round in 0..6 {
        let to = ["text", "multiline"][round % 2];
        nodes[round % 2].put("/api/attributes/notes", json!({"type": to})).await.expect(200);
        until(async || said(DONE) > round).await;
        assert_eq!((said(TAKEN), said(DONE)), (round + 1, round + 1));
    }
    assert!(!first.log().contains("a job failed") && !second.log().contains("a job failed"));
    let found = nodes[1].get("/api/documents?attributes.notes=lot2999&limit=0").await.expect(200).json();
    assert_eq!(found["hydra:totalItems"], 1);
    first.instance().run(&["check"]).await;
}

/// The one that has the job is killed while both take writes: the other goes on, refuses nothing, and does the job.
#[tokio::test(flavor = "multi_thread")]
async fn one_is_killed_under_load() {
    let (first, second) = two_nodes().await;
    with_many(&first.as_full()).await;
    stream::prepare(&first, 12, 2).await;
    let ledgers = [Arc::new(Ledger::default()), Arc::new(Ledger::default())];
    let mut here = stream::start(&first, &ledgers[0], 6, 1, &[]);
    let mut there = stream::start_at(&second, &ledgers[1], 6..12, 1..2, &[]);
    here.acknowledged(20).await;
    there.acknowledged(20).await;
    first.as_full().put("/api/attributes/notes", json!({"type": "text"})).await.expect(200);
    until(async || first.log().contains(STEP) || second.log().contains(STEP)).await;
    let of_first = first.log().contains(STEP);
    let (mut dying, living) = if of_first { (first, second) } else { (second, first) };
    dying.kill().await;
    let (lives, ledger) = if of_first { (&mut there, &ledgers[1]) } else { (&mut here, &ledgers[0]) };
    lives.acknowledged(100).await;
    // Perhaps it was quicker than the signal.
    if !dying.log().contains(DONE) {
        said(&living, DONE, 1).await;
    }
    here.end().await;
    there.end().await;
    for ledger in &ledgers {
        ledger.check(&living).await;
    }
    let found = living.as_full().get("/api/documents?attributes.notes=lot2999&limit=0").await.expect(200).json();
    assert_eq!(found["hydra:totalItems"], 1);
    living.instance().run(&["check"]).await;
    let again = Server::start(Arc::clone(dying.instance())).await;
    ledger.check_answers(&again).await;
}
