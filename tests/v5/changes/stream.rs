use std::time::{Duration, Instant};

use serde_json::Value;

use super::{now, told};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::events::{Event, Events};
use crate::support::server::Server;
use crate::support::shop::plain_lamp;
use crate::support::until::until_some;

async fn changes(events: &mut Events, count: usize) -> Vec<(Event, Value)> {
    let mut found = Vec::new();
    while found.len() < count {
        let event = events.change().await.expect("one more");
        let data = serde_json::from_str(&event.data).expect("JSON");
        found.push((event, data));
    }
    found
}

fn entries(found: &[(Event, Value)]) -> Vec<Value> {
    found.iter().map(|(_, entry)| entry.clone()).collect()
}

async fn make(full: &Caller, codes: &[&str]) {
    for code in codes {
        full.post("/api/documents", plain_lamp(code)).await.expect(201);
    }
}

on_both! {
    /// Changes come as they are committed; an event's id is where one goes on after it.
    async fn changes_come_by_themselves(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        make(&full, &["before"]).await;
        let mut events = Events::open(&full, "/api/changes?after=now&type=document").await;
        let first = events.next().await.expect("a sign of life");
        assert!(!first.id.is_empty() && first.data.is_empty(), "{first:?}");
        make(&full, &["a", "b", "c"]).await;
        let found = changes(&mut events, 3).await;
        // On PostgreSQL what was committed just before may come as well.
        let found: Vec<_> = found.into_iter().filter(|(_, entry)| entry["resource"]["id"] != "before").collect();
        let told = told(&entries(&found));
        assert_eq!(told[..2], ["create document a", "create document b"]);
        for (event, entry) in &found {
            assert_eq!((event.name.as_str(), entry["cursor"].as_str()), ("change", Some(event.id.as_str())));
        }
        // Where another stream goes on.
        let again = full.with("last-event-id", &found[0].0.id);
        let mut events = Events::open(&again, "/api/changes?after=now&type=document").await;
        let rest = changes(&mut events, 2).await;
        assert_eq!(super::told(&entries(&rest)), ["create document b", "create document c"]);
    }
}

on_both! {
    /// What lies before the end is sent first, however much it is, and nothing is sent twice.
    async fn a_stream_catches_up(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let start = now(&full).await;
        let codes: Vec<String> = (0..350).map(|n| format!("d{n:03}")).collect();
        let bodies: Vec<_> = codes.iter().map(|code| plain_lamp(code)).collect();
        full.lines("/api/documents/bulk", &bodies).await.expect(200);
        let mut events = Events::open(&full, &format!("/api/changes?after={start}")).await;
        let found = changes(&mut events, 350).await;
        let mut ids: Vec<_> = entries(&found).iter().map(|entry| entry["resource"]["id"].as_str().unwrap().to_owned()).collect();
        ids.sort_unstable();
        assert_eq!(ids, codes);
    }
}

on_both! {
    /// A token that is revoked ends its streams.
    async fn a_revoked_token_ends_the_stream(engine: Engine) {
        let server = Server::shop(engine).await;
        let token = server.instance().run(&["token", "create", "--name", "soon", "--access", "read"]).await;
        let mut events = Events::open(&server.anonymous().bearer(&token), "/api/changes?after=now").await;
        events.next().await.expect("a sign of life");
        server.instance().run(&["token", "revoke", "--name", "soon"]).await;
        let asked = Instant::now();
        while events.next().await.is_some() {}
        assert!(asked.elapsed() < Duration::from_secs(50));
        server.anonymous().bearer(&token).accept("text/event-stream").get("/api/changes").await.expect(401);
    }
}

on_both! {
    /// A stop ends them all, cleanly.
    async fn a_stop_ends_the_stream(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut events = Events::open(&full, "/api/changes?after=now").await;
        events.next().await.expect("a sign of life");
        let asked = Instant::now();
        assert!(server.stop().await.success());
        assert!(asked.elapsed() < Duration::from_secs(40), "it waited for a stream: {:?}", asked.elapsed());
        while events.next().await.is_some() {}
    }
}

on_both! {
    /// There are so many places; one that is left is free again.
    async fn streams_have_a_bound(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let mut all = Vec::new();
        for _ in 0..256 {
            all.push(Events::open(&full, "/api/changes?after=now").await);
        }
        let refused = full.accept("text/event-stream").get("/api/changes").await.expect(503);
        assert!(!refused.header("retry-after").is_empty());
        full.get("/api/changes?after=now").await.expect(200);
        make(&full, &["a"]).await;
        all.pop();
        let event = until_some(async || {
            let response = full.accept("text/event-stream").open("/api/changes?type=document").await;
            (response.status() == 200).then_some(response)
        });
        event.await;
    }
}
