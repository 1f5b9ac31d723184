//! Sizes that anybody may think up: made once, so many for each address, and at nobody's expense.

use std::sync::Arc;

use serde_json::json;

use crate::failure::crowd::{at_once, count};
use crate::support::client::{Answer, Caller};
use crate::support::db::{Engine, on_both};
use crate::support::instance::{Content, Instance};
use crate::support::pictures::{jpeg, size};
use crate::support::server::Server;
use crate::v5::conformance::assets::sent;

async fn start(engine: Engine, arguments: &[&str]) -> Server {
    let instance = Arc::new(Instance::new(engine, Content::Shop).await);
    Server::start_with(instance, |command| {
        command.args(arguments);
    })
    .await
}

/// Makes an asset of a picture; the path of its bytes.
async fn published(full: &Caller, bytes: &[u8]) -> String {
    let file = sent(full, "lamp.jpg", bytes).await;
    let made = full.post("/api/assets", json!({"id": "a", "fileId": file})).await.expect(201).json();
    let url = made["url"].as_str().expect("an address");
    url[url.find("/cdn/").expect("a path")..].to_owned()
}

/// How many pictures were made.
async fn made(server: &Server) -> u64 {
    let metrics = server.anonymous().get("/metrics").await.expect(200).text();
    let count = metrics.lines().find_map(|line| line.strip_prefix("vitrine_pictures_made_total "));
    count.map_or(0, |count| count.parse().expect("a number"))
}

async fn get(caller: Caller, path: String) -> Answer {
    caller.get(&path).await
}

on_both! {
    async fn so_many_are_made_for_an_address(engine: Engine) {
        let server = start(engine, &["--picture-rate-limit", "3/1h", "--trusted-proxy", "127.0.0.0/8"]).await;
        let from = |caller: Caller, address: &str| caller.with("x-forwarded-proto", "https").with("x-forwarded-for", address);
        let full = from(server.as_full(), "192.0.2.9");
        full.post("/api/image-profiles", json!({"id": "zoom", "width": 90, "height": 90})).await.expect(201);
        let original = published(&full, &jpeg(900, 600, 1)).await;
        let of = |profile: &str| original.replace("/original/", &format!("/{profile}/"));
        let one = from(server.anonymous(), "192.0.2.1");
        for width in [301, 302, 303] {
            let picture = one.get(&of(&format!("{width}x999"))).await.expect(200);
            assert_eq!(size(&picture.body).0, width);
        }
        let refused = one.get(&of("304x999")).await.expect(429);
        let seconds: u64 = refused.header("retry-after").parse().expect("seconds");
        assert!((3_000..=3_620).contains(&seconds), "{seconds}");
        assert!(refused.json()["message"].is_string(), "{}", refused.text());

        // What is there already, and what is kept, doesn't count.
        let again = one.get(&of("303x999")).await.expect(200);
        one.with("if-none-match", again.header("etag")).get(&of("303x999")).await.expect(304);
        for profile in ["original", "600x600", "150x150", "2048x2048", "zoom"] {
            one.get(&of(profile)).await.expect(200);
        }
        one.get("/api/assets").await.expect(401);

        // Others are counted for themselves: an address of IPv4, a network of IPv6.
        from(server.anonymous(), "192.0.2.2").get(&of("304x999")).await.expect(200);
        for (host, status) in [("1", 200), ("2", 200), ("3", 200), ("4", 429)] {
            let one = from(server.anonymous(), &format!("2001:db8:1:2::{host}"));
            one.get(&of(&format!("40{host}x999"))).await.expect(status);
        }
        from(server.anonymous(), "2001:db8:1:3::1").get(&of("404x999")).await.expect(200);
    }

    async fn what_several_want_at_once_is_made_once(engine: Engine) {
        let server = start(engine, &[]).await;
        let original = published(&server.as_full(), &jpeg(3_000, 2_000, 1)).await;
        let before = made(&server).await;
        for (round, profile) in ["1777x1777", "2777x2777"].into_iter().enumerate() {
            let path = original.replace("/original/", &format!("/{profile}/"));
            let answers = at_once((0..8).map(|_| get(server.anonymous(), path.clone()))).await;
            assert_eq!(count(&answers, 200), 8);
            assert!(answers.iter().all(|answer| answer.body == answers[0].body));
            assert_eq!(made(&server).await, before + round as u64 + 1, "{profile}");
        }
    }

    async fn a_flood_of_them_keeps_nothing_else_waiting(engine: Engine) {
        let server = start(engine, &["--max-requests", "4", "--max-wait", "2"]).await;
        let (full, anyone) = (server.as_full(), server.anonymous());
        let original = published(&full, &jpeg(3_000, 2_000, 1)).await;
        let flood = (0..300).map(|n| get(anyone.clone(), original.replace("/original/", &format!("/{}x2900/", 2_500 + n))));
        let flood = tokio::spawn(at_once(flood.collect::<Vec<_>>()));
        let mut others = 0;
        while !flood.is_finished() || others == 0 {
            anyone.get(&original).await.expect(200);
            anyone.get(&original.replace("/original/", "/600x600/")).await.expect(200);
            full.get("/api/assets/a").await.expect(200);
            full.put("/api/assets/a", json!({"isActive": true})).await.expect(200);
            others += 1;
        }
        let answers = flood.await.expect("answers");
        let (done, refused) = (count(&answers, 200), count(&answers, 503));
        assert!(done >= 1 && refused >= 1 && done + refused == 300, "{done} and {refused}");
        assert!(answers.iter().all(|answer| answer.status == 200 || answer.header("retry-after") == "1"));
        println!("of 300 sizes at once {done} were made, {refused} refused; {others} rounds of other requests meanwhile");
    }
}
