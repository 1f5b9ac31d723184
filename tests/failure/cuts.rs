//! PostgreSQL goes away: it is restarted, or connections to it are cut wherever.

use std::sync::Arc;

use serde_json::json;

use crate::failure::stream::{self, Ledger};
use crate::support::client::Answer;
use crate::support::cluster::{Cluster, Stop};
use crate::support::db::Engine;
use crate::support::history;
use crate::support::instance::{Content, Instance};
use crate::support::proxy::{Cut, Proxy};
use crate::support::server::Server;
use crate::support::shop::{self, plain_lamp};

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_is_waited_for() {
    let cluster = Cluster::start();
    let server = Server::start(Arc::new(Instance::at(&cluster.url()))).await;
    server.instance().make_tokens().await;
    shop::furnish(&server.as_full()).await;
    stream::prepare(&server, 8, 1).await;
    let ledger = Arc::new(Ledger::default());
    for how in [Stop::Fast, Stop::Immediate] {
        let mut writers = stream::start(&server, &ledger, 8, 1, &[503]);
        writers.acknowledged(40).await;
        cluster.stop(how);
        writers.refused(20).await;
        for path in ["/health", "/api/documents/s0001"] {
            let refused = server.as_read().get(path).await.expect(503);
            assert_eq!(refused.header("retry-after"), "1", "{path}");
        }
        cluster.go_on();
        writers.acknowledged(60).await;
        writers.end().await;
        ledger.check(&server).await;
        server.anonymous().get("/health").await.expect(200);
    }
    server.instance().run(&["check"]).await;
    assert!(server.stop().await.success());
}

/// A server on the shop that reaches its database by way of a proxy.
async fn behind_a_proxy() -> (Server, Proxy, Arc<Instance>) {
    let instance = Arc::new(Instance::new(Engine::Postgres, Content::Shop).await);
    let proxy = Proxy::to(instance.url().expect("a database")).await;
    let server = Server::start(Arc::new(instance.by_way_of(proxy.port()))).await;
    (server, proxy, instance)
}

#[tokio::test(flavor = "multi_thread")]
async fn connections_are_cut_at_any_message() {
    let (server, proxy, instance) = behind_a_proxy().await;
    stream::prepare(&server, 8, 1).await;
    let ledger = Arc::new(Ledger::default());
    for often in [60, 12] {
        let mut writers = stream::start(&server, &ledger, 8, 1, &[503]);
        proxy.set(Cut::OneIn(often));
        writers.acknowledged(40).await;
        writers.refused(10).await;
        proxy.set(Cut::Never);
        writers.acknowledged(40).await;
        writers.end().await;
        ledger.check(&server).await;
    }
    assert!(proxy.cuts() >= 20, "{} cuts", proxy.cuts());
    instance.run(&["check"]).await;
}

/// What was done and not told isn't called a failure, and can be asked for again.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_to_commit_is_lost() {
    let (server, proxy, instance) = behind_a_proxy().await;
    let full = server.as_full();
    full.post("/api/documents", plain_lamp("first")).await.expect(201);
    let is_unknown = |answer: Answer| {
        let answer = answer.expect(503);
        assert!(answer.text().contains("may have been done"), "{}", answer.text());
        assert_eq!(answer.header("retry-after"), "1");
    };

    let cut = |count, of: &str| proxy.set(Cut::AtCommit { count, of: of.to_owned() });

    cut(1, "second");
    is_unknown(full.post("/api/documents", plain_lamp("second")).await);
    full.post("/api/documents", plain_lamp("second")).await.expect(409);

    let seen = full.get("/api/documents/second").await.expect(200);
    let changed = json!({"attributes": {"power": 7}});
    let put = async || full.with("if-match", seen.header("etag")).put("/api/documents/second", changed.clone()).await;
    cut(1, "second");
    is_unknown(put().await);
    put().await.expect(412);
    assert_eq!(full.get("/api/documents/second").await.json()["attributes"]["power"], 7);

    // Of a named request each COMMIT in turn: of the claim, the write, and the answer that is kept.
    for lost in 1..=3 {
        let id = format!("named{lost}");
        let named = full.with("idempotency-key", &id);
        cut(lost, &id);
        let first = named.post("/api/documents", plain_lamp(&id)).await;
        assert!(proxy.is_whole(), "there were fewer than {lost}");
        if lost == 3 {
            first.expect(201);
        } else {
            is_unknown(first);
        }
        // A claim whose holder is lost ends by itself, in ten seconds.
        let mut again = named.post("/api/documents", plain_lamp(&id)).await;
        while again.status == 409 && again.text().contains("still at work") {
            again = named.post("/api/documents", plain_lamp(&id)).await;
        }
        again.expect(201);
        assert_eq!(history::of(&server, "document", &id).await, ["create"]);
    }
    instance.run(&["check"]).await;
}
