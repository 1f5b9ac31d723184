use std::time::{Duration, Instant};

use super::{cursor_of, now, told};
use crate::support::db::on_both;
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

on_both! {
    /// Who waits is answered as soon as something comes that he wants.
    async fn a_change_ends_the_waiting(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let start = now(&full).await;
        let waiting = tokio::spawn({
            let (full, path) = (full.accept("application/json"), format!("/api/changes?id=wanted&wait=50&after={start}"));
            async move { full.get(&path).await.expect(200) }
        });
        full.post("/api/documents", plain_lamp("other")).await.expect(201);
        full.post("/api/documents", plain_lamp("wanted")).await.expect(201);
        let answer = waiting.await.expect("an answer");
        assert_eq!(told(answer.json().as_array().expect("a list")), ["create document wanted"]);
    }
}

on_both! {
    /// Where nothing comes, the answer is empty once the time is over, and leads on.
    async fn the_time_is_over_at_last(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let start = now(&full).await;
        let asked = Instant::now();
        let answer = full.accept("application/json").get(&format!("/api/changes?wait=1&after={start}")).await.expect(200);
        assert!(asked.elapsed() >= Duration::from_secs(1), "{:?}", asked.elapsed());
        assert_eq!((answer.text().as_str(), cursor_of(&answer)), ("[]", start));
    }
}

on_both! {
    /// More who wait than there are places for ordinary requests keep nobody from these, and a stop doesn't wait for them.
    async fn who_waits_keeps_nobody_else_from_anything(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let start = now(&full).await;
        let path = format!("/api/changes?id=never&wait=50&after={start}");
        let waiting: Vec<_> = (0..40)
            .map(|_| {
                let (full, path) = (full.clone(), path.clone());
                tokio::spawn(async move { full.get(&path).await.status })
            })
            .collect();
        for n in 0..20 {
            full.post("/api/documents", plain_lamp(&format!("d{n}"))).await.expect(201);
            full.get(&format!("/api/documents/d{n}")).await.expect(200);
        }
        let asked = Instant::now();
        assert!(server.stop().await.success());
        assert!(asked.elapsed() < Duration::from_secs(40), "it waited for those who wait: {:?}", asked.elapsed());
        for status in waiting {
            assert_eq!(status.await.expect("an answer"), 200);
        }
    }
}
