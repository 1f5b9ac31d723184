//! Many at once on one thing.

use serde_json::{Value, json};

use crate::support::client::{Answer, Caller};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

/// Sends all requests at once and returns the answers in order.
pub async fn at_once<F>(requests: impl IntoIterator<Item = F>) -> Vec<Answer>
where
    F: Future<Output = Answer> + Send + 'static,
{
    let tasks: Vec<_> = requests.into_iter().map(tokio::spawn).collect();
    let mut answers = Vec::new();
    for task in tasks {
        answers.push(task.await.expect("an answer"));
    }
    answers
}

/// A PUT that owns what it needs.
pub async fn put(full: Caller, path: String, body: Value) -> Answer {
    full.put(&path, body).await
}

/// How many answers have that status.
pub fn count(answers: &[Answer], status: u16) -> usize {
    answers.iter().filter(|answer| answer.status == status).count()
}

on_both! {
    /// Writes without a condition never fail for each other's sake, and none is lost.
    async fn on_a_hot_document(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        full.post("/api/documents", plain_lamp("hot")).await.expect(201);
        let writers: Vec<_> = (0..16)
            .map(|writer| {
                let full = full.clone();
                tokio::spawn(async move {
                    for n in 0..10 {
                        let attributes = json!({"price": writer * 100 + n, "notes": (writer * 100 + n).to_string()});
                        let put = full.put("/api/documents/hot", json!({"attributes": attributes})).await.expect(200);
                        // The answer shows this write or a later one, but never half of one.
                        let shown = &put.json()["attributes"];
                        assert_eq!(shown["notes"], shown["price"].to_string());
                    }
                })
            })
            .collect();
        for writer in writers {
            writer.await.expect("ten writes");
        }
        assert_eq!(history::of(&server, "document", "hot").await.len(), 161);
        let attributes = &full.get("/api/documents/hot").await.expect(200).json()["attributes"];
        assert_eq!(attributes["notes"], attributes["price"].to_string());
    }
}

on_both! {
    /// With If-Match nobody overwrites what he has not seen: 8 who count together count right.
    async fn counting_together(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut body = plain_lamp("counter");
        body["attributes"] = json!({"power": 0});
        full.post("/api/documents", body).await.expect(201);
        let counters: Vec<_> = (0..8)
            .map(|_| {
                let full = full.clone();
                tokio::spawn(async move {
                    let mut counted = 0;
                    while counted < 4 {
                        let seen = full.get("/api/documents/counter").await.expect(200);
                        let power = seen.json()["attributes"]["power"].as_i64().expect("a number");
                        let next = json!({"attributes": {"power": power + 1}});
                        let put = full.with("if-match", seen.header("etag")).put("/api/documents/counter", next).await;
                        assert!(matches!(put.status, 200 | 412), "{}: {}", put.status, put.text());
                        counted += i32::from(put.status == 200);
                    }
                })
            })
            .collect();
        for counter in counters {
            counter.await.expect("four counts");
        }
        assert_eq!(full.get("/api/documents/counter").await.json()["attributes"]["power"], 32);
    }
}

on_both! {
    /// One of 16 gets a unique value, one of 16 makes an id; the others are told why not.
    async fn on_a_unique_value_and_an_id(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let bodies: Vec<_> = (0..16).map(|n| plain_lamp(&format!("d{n}"))).collect();
        full.lines("/api/documents/bulk", &bodies).await.expect(200);
        for round in 0..5 {
            let ean = json!({"attributes": {"ean": format!("{round}")}});
            let answers = at_once((0..16).map(|n| put(full.clone(), format!("/api/documents/d{n}"), ean.clone()))).await;
            assert_eq!((count(&answers, 200), count(&answers, 422)), (1, 15), "{:?}", answers.iter().map(Answer::text).collect::<Vec<_>>());
            for refused in answers.into_iter().filter(|answer| answer.status == 422) {
                refused.refused_at("attributes.ean");
            }
            let holders = full.accept("application/json").get("/api/documents?pagination=false").await.expect(200).json();
            let held = holders.as_array().expect("a list").iter().filter(|d| d["attributes"]["ean"] == format!("{round}"));
            assert_eq!(held.count(), 1);

            let id = format!("new{round}");
            let answers = at_once((0..16).map(|_| {
                let (full, body) = (full.clone(), plain_lamp(&id));
                async move { full.post("/api/documents", body).await }
            }))
            .await;
            assert_eq!((count(&answers, 201), count(&answers, 409)), (1, 15));
            assert_eq!(history::of(&server, "document", &id).await, ["create"]);
        }
    }
}

/// One round of two moves that together would close a cycle, sent through these two.
pub async fn move_into_each_other(a: &Caller, b: &Caller) {
    for node in ["a", "b"] {
        a.put(&format!("/api/classifications/{node}"), json!({"parent": {"id": "root"}})).await.expect(200);
    }
    let under = |caller: &Caller, node: &str, parent: &str| {
        put(caller.clone(), format!("/api/classifications/{node}"), json!({"parent": {"id": parent}}))
    };
    let answers = at_once([under(a, "a", "b"), under(b, "b", "a")]).await;
    assert_eq!(
        (count(&answers, 200), count(&answers, 422)),
        (1, 1),
        "{:?}",
        answers.iter().map(Answer::text).collect::<Vec<_>>()
    );
    let mut levels = Vec::new();
    for node in ["a", "b"] {
        let got = a.get(&format!("/api/classifications/{node}")).await.expect(200).json();
        levels.push(got["level"].as_i64());
    }
    levels.sort_unstable();
    assert_eq!(levels, [Some(1), Some(2)]);
}

on_both! {
    async fn moving_into_each_other(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        for node in ["a", "b"] {
            full.post("/api/classifications", json!({"id": node, "parent": {"id": "root"}})).await.expect(201);
        }
        for _ in 0..15 {
            move_into_each_other(&full, &full).await;
        }
        server.instance().run(&["check"]).await;
    }
}
