//! `Idempotency-Key`: a write that is repeated is carried out once.

use std::sync::Arc;

use reqwest::Method;
use serde_json::{Value, json};
use store::conn::Conn;
use store::{Store, Urgency};

use crate::failure::crowd::{at_once, count};
use crate::support::client::{Answer, Caller, NDJSON};
use crate::support::db::{Engine, clock, on_both};
use crate::support::history;
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;
use crate::support::shop::{lamp, plain_lamp};

fn keyed(caller: &Caller, key: &str) -> Caller {
    caller.with("idempotency-key", key)
}

#[track_caller]
fn assert_replayed(first: &Answer, again: &Answer) {
    assert_eq!(first.header("idempotency-replayed"), "", "{}", first.text());
    assert_eq!(again.header("idempotency-replayed"), "true", "{}", again.text());
    assert_eq!((again.status, again.text()), (first.status, first.text()));
    for name in ["content-type", "etag", "location", "content-location", "link", "x-bulk-created", "x-bulk-failed"] {
        assert_eq!(again.header(name), first.header(name), "{name}");
    }
}

on_both! {
    /// Whatever happened in between.
    async fn a_repeat_is_given_the_first_answer(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let twice = async |key: &str, method: Method, path: &str, body: Option<Value>, status: u16| {
            let once = keyed(&full, key);
            let body = || body.as_ref().map(|body| ("application/json", body.to_string()));
            let first = once.send(method.clone(), path, body()).await.expect(status);
            if method != Method::DELETE {
                full.put("/api/documents/d", json!({"attributes": {"notes": key}})).await.expect(200);
            }
            let written = history::length(&server).await;
            assert_replayed(&first, &once.send(method, path, body()).await);
            assert_eq!(history::length(&server).await, written, "{key}: written again");
        };
        let documents = "/api/documents";
        twice("1", Method::POST, documents, Some(lamp("d")), 201).await;
        twice("2", Method::PUT, "/api/documents/d", Some(json!({"attributes": {"power": 1}})), 200).await;
        twice("3", Method::PATCH, "/api/documents/d?properties[]=id", Some(json!({"attributes": {"power": 2}})), 200).await;
        twice("4", Method::POST, "/api/keyvalues", Some(json!({"id": "k", "value": "v"})), 201).await;
        twice("5", Method::POST, documents, Some(json!({"id": "e", "documentType": {"id": "lamp"}})), 422).await;
        twice("6", Method::POST, documents, Some(lamp("d")), 409).await;
        twice("7", Method::PUT, "/api/documents/nobody", Some(json!({})), 404).await;
        twice("8", Method::DELETE, "/api/documents/d", None, 204).await;
    }

    async fn bulk_is_answered_again_too(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut items: Vec<_> = (0..1_000).map(|n| plain_lamp(&format!("l{n:03}"))).collect();
        items[7] = json!({"id": "l007", "documentType": {"id": "nobody"}});
        items[8] = json!("no item");
        let body = json!({"mode": "create", "items": items});
        let once = keyed(&full, "bulk");
        let first = once.post("/api/documents/bulk", body.clone()).await.expect(200);
        assert_eq!((first.header("x-bulk-created"), first.header("x-bulk-failed")), ("998", "2"));
        let statuses: Vec<_> = first.json()["results"].as_array().unwrap().iter().map(|r| r["status"].clone()).collect();
        assert_eq!((&statuses[6], &statuses[7], &statuses[9]), (&json!(201), &json!(422), &json!(201)));
        assert_replayed(&first, &once.post("/api/documents/bulk", body.clone()).await);

        let atomic = keyed(&full, "atomic");
        let body = json!({"mode": "create", "atomic": true, "items": [plain_lamp("m"), plain_lamp("n")]});
        let first = atomic.post("/api/documents/bulk", body.clone()).await.expect(200);
        assert_replayed(&first, &atomic.post("/api/documents/bulk", body).await);

        let lines = atomic.with("content-type", NDJSON).post_text("/api/documents/bulk", NDJSON, "{}\n").await.expect(400);
        assert!(lines.text().contains("Idempotency-Key"), "{}", lines.text());
    }

    async fn a_key_belongs_to_one_request_of_one_caller(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let once = keyed(&full, "k");
        once.post("/api/documents", lamp("d")).await.expect(201);
        for other in [
            once.post("/api/documents", lamp("e")).await,
            once.post("/api/documents?properties[]=id", lamp("d")).await,
            once.put("/api/documents/d", lamp("d")).await,
            once.delete("/api/documents/d").await,
        ] {
            let other = other.refused_at("Idempotency-Key");
            assert_eq!(other.header("idempotency-replayed"), "");
        }
        full.get("/api/documents/e").await.expect(404);
        once.get("/api/documents/d").await.expect(200);

        let token = server.instance().run(&["token", "create", "--name", "other", "--access", "full"]).await;
        let theirs = keyed(&server.anonymous().bearer(&token), "k");
        theirs.post("/api/documents", lamp("e")).await.expect(201);
        keyed(&server.as_read(), "k").post("/api/documents", lamp("f")).await.expect(403);
        keyed(&server.anonymous(), "k").post("/api/documents", lamp("f")).await.expect(401);

        let longest = "k".repeat(255);
        keyed(&full, &longest).post("/api/documents", lamp("g")).await.expect(201);
        for bad in ["", "two words", &"k".repeat(256), "\t"] {
            let refused = keyed(&full, bad).post("/api/documents", lamp("h")).await.expect(400);
            assert!(refused.text().contains("Idempotency-Key"), "{bad:?}: {}", refused.text());
        }
        full.get("/api/documents/h").await.expect(404);
    }

    /// What depends on more than the request is asked anew.
    async fn what_may_be_otherwise_next_time_is_not_kept(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let first = full.post("/api/documents", lamp("d")).await.expect(201);
        full.put("/api/documents/d", json!({"attributes": {"power": 1}})).await.expect(200);
        let once = keyed(&full, "k");
        let change = || json!({"attributes": {"power": 2}});
        once.with("if-match", first.header("etag")).put("/api/documents/d", change()).await.expect(412);
        once.accept("text/csv").put("/api/documents/d", change()).await.expect(406);
        let written = once.put("/api/documents/d", change()).await.expect(200);
        assert_replayed(&written, &once.put("/api/documents/d", change()).await);
    }

    async fn of_many_at_once_one_writes(engine: Engine) {
        let server = Server::shop(engine).await;
        assert_one_writes(&[&server], &server).await;
    }

    /// The server dies after the write and before its answer is kept: who asks again gets the item, and nothing is
    /// written again.
    async fn an_answer_that_nobody_kept(engine: Engine) {
        let server = known(Arc::new(Instance::new(engine, Content::Shop).await)).await;
        let full = keyed(&server.as_full(), "k");
        let created = full.post("/api/documents", lamp("d")).await.expect(201);
        let bulk = keyed(&full, "b");
        let body = json!({"mode": "create", "items": [plain_lamp("m"), plain_lamp("n")]});
        let many = bulk.post("/api/documents/bulk", body.clone()).await.expect(200);
        let gone = keyed(&full, "g");
        gone.delete("/api/documents/n").await.expect(204);
        let instance = Arc::clone(server.instance());
        server.stop().await;
        forget_answers(&instance.location()).await;

        let server = known(instance).await;
        let (full, written) = (server.as_full(), history::length(&server).await);
        assert_replayed(&created, &keyed(&full, "k").post("/api/documents", lamp("d")).await);
        assert_replayed(&many, &keyed(&full, "b").post("/api/documents/bulk", body).await);
        let again = keyed(&full, "g").delete("/api/documents/n").await.expect(204);
        assert_eq!(again.header("idempotency-replayed"), "true");
        assert_eq!(history::length(&server).await, written);
    }

    /// SIGKILL among many: whoever asks again gets to know of one write, and there was one.
    async fn killed_and_asked_again(engine: Engine) {
        let mut server = Server::shop(engine).await;
        for round in 0..5 {
            let asked: Vec<_> = (0..24).map(|n| format!("r{round}-{n:02}")).collect();
            let full = server.as_full();
            let calls = asked.iter().map(|id| {
                let (once, body) = (keyed(&full, id), Some(("application/json", plain_lamp(id).to_string())));
                tokio::spawn(async move { once.try_send(Method::POST, "/api/documents", body).await.is_ok() })
            });
            let calls: Vec<_> = calls.collect();
            // Killed as soon as the first of them are answered.
            while calls.iter().filter(|call| call.is_finished()).count() < 2 * round {
                tokio::task::yield_now().await;
            }
            server.kill().await;
            for call in calls {
                call.await.expect("an end");
            }
            run_out(&server.instance().location()).await;
            server = Server::start(Arc::clone(server.instance())).await;
            let full = server.as_full();
            for id in &asked {
                keyed(&full, id).post("/api/documents", plain_lamp(id)).await.expect(201);
                assert_eq!(history::of(&server, "document", id).await, ["create"], "{id}");
            }
        }
        server.instance().run(&["check"]).await;
    }
}

/// A server under an address that stays when it starts again: answers and their tags tell it.
async fn known(instance: Arc<Instance>) -> Server {
    Server::start_with(instance, |command| _ = command.args(["--public-url", "https://pim.example"])).await
}

/// As if the time had passed for which a dead node has its claims.
async fn run_out(location: &store::Location) {
    rewrite(location, "UPDATE idempotency SET due_at = 0 WHERE answer IS NULL").await;
}

async fn forget_answers(location: &store::Location) {
    assert_eq!(rewrite(location, "UPDATE idempotency SET answer = NULL, due_at = 0").await, 3);
}

/// Changes what is known of requests, of a server that doesn't run; how many of them.
async fn rewrite(location: &store::Location, statement: &'static str) -> u64 {
    let store = Store::open(location, clock()).await.expect("a database");
    let change = async |conn: &mut Conn<'_>| conn.execute(statement, &[]).await;
    let changed = store.write(Urgency::Interactive, change).await.expect("room");
    store.close().await;
    changed
}

/// Many calls of the same request, spread over the nodes.
async fn assert_one_writes(nodes: &[&Server], server: &Server) {
    let callers: Vec<_> = nodes.iter().map(|node| node.as_full()).collect();
    for round in 0..5 {
        let (id, key) = (format!("d{round}"), format!("k{round}"));
        let calls = (0..16).map(|n| {
            let (once, body) = (keyed(&callers[n % callers.len()], &key), lamp(&id));
            async move { once.post("/api/documents", body).await }
        });
        let answers = at_once(calls).await;
        assert_eq!(count(&answers, 201) + count(&answers, 409), 16);
        let written = answers.iter().filter(|a| a.status == 201 && a.header("idempotency-replayed").is_empty());
        assert_eq!(written.count(), 1);
        assert!(answers.iter().all(|a| a.status == 201 || a.header("retry-after") == "1"));
        assert_eq!(history::of(server, "document", &id).await, ["create"]);
        let first = answers.iter().find(|a| a.status == 201).expect("an answer");
        let again = keyed(&callers[0], &key).post("/api/documents", lamp(&id)).await.expect(201);
        assert_eq!(again.text(), first.text());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn on_two_nodes_too() {
    let first = Server::shop(Engine::Postgres).await;
    let second = Server::start(Arc::new(first.instance().node())).await;
    assert_one_writes(&[&first, &second], &first).await;
}
