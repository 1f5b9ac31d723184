use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::db::on_both;
use crate::support::receiver::{Answer, Receiver};
use crate::support::server::Server;
use crate::support::shop::plain_lamp;
use crate::support::until::until_some;
use crate::support::webhooks::{count, delivery, log, shop, stand, subscribe};

on_both! {
    /// The status says it all, whatever comes behind it.
    async fn a_body_is_nobodys_business(engine: Engine) {
        let (server, receiver) = (shop(engine).await, Receiver::open().await);
        let webhook = subscribe(&server, &receiver.url("/"), &["document.create"]).await;
        for (id, answer) in [("lie", Answer::Lie), ("huge", Answer::Huge), ("plain", Answer::Status(299))] {
            receiver.answer(answer);
            server.as_full().post("/api/documents", plain_lamp(id)).await.expect(201);
            let delivery = delivery(&server, &webhook, id, "delivered").await;
            assert_eq!(delivery["tries"], 1);
        }
        assert_eq!(receiver.count(), 3);
    }

    async fn nobody_is_followed_and_nonsense_is_no_answer(engine: Engine) {
        let (server, receiver, other) = (shop(engine).await, Receiver::open().await, Receiver::open().await);
        let webhook = subscribe(&server, &receiver.url("/"), &["document.create"]).await;
        let failures = [
            ("redirect", Answer::Redirect(other.url("/")), Some(307), "redirects are not followed"),
            ("garbage", Answer::Garbage, None, "connection"),
            ("gone", Answer::Status(410), Some(410), "410"),
        ];
        for (id, answer, status, trouble) in failures {
            receiver.answer(answer);
            server.as_full().post("/api/documents", plain_lamp(id)).await.expect(201);
            let failed = until_some(async || {
                let log = log(&server, &webhook, "state=pending").await;
                log.into_iter().find(|one| one["resource"]["code"] == id && one["tries"] == 1)
            })
            .await;
            assert_eq!(failed["status"], json!(status), "{failed}");
            assert!(failed["trouble"].as_str().is_some_and(|words| words.contains(trouble)), "{failed}");
            assert!(failed["nextTry"].is_string(), "{failed}");
        }
        assert_eq!(other.count(), 0);
    }

    async fn who_hangs_holds_up_nobody_else(engine: Engine) {
        let (server, hanging, well) = (shop(engine).await, Receiver::open().await, Receiver::open().await);
        hanging.answer(Answer::Hang);
        let stuck = subscribe(&server, &hanging.url("/"), &["document.create"]).await;
        let fine = subscribe(&server, &well.url("/"), &["document.create"]).await;
        let lamps: Vec<_> = (0..50).map(|n| plain_lamp(&format!("a{n:02}"))).collect();
        let started = Instant::now();
        server.as_full().lines("/api/documents/bulk", &lamps).await.expect(200);
        stand(&server, &fine, "delivered", 50).await;
        assert!(started.elapsed() < Duration::from_secs(9), "one call takes up to ten");
        assert_eq!(count(&server, &stuck, "pending").await, 50);
        assert_eq!(hanging.most_at_once(), 1, "until it answered well");
        assert!(well.most_at_once() <= 8, "{}", well.most_at_once());
        // It is given up after ten seconds.
        let failed = until_some(async || {
            log(&server, &stuck, "state=pending").await.into_iter().find(|delivery| delivery["tries"] == 1)
        })
        .await;
        assert!(failed["trouble"].as_str().is_some_and(|words| words.contains("slow")), "{failed}");
    }

    /// An address is refused when the webhook is written, a name when it is called.
    async fn what_is_inside_is_not_called(engine: Engine) {
        let receiver = Receiver::open().await;
        let instance = crate::support::instance::Instance::new(engine, crate::support::instance::Content::Shop).await;
        let server = Server::start_with(instance.into(), |command| _ = command.arg("--allow-http-webhooks")).await;
        let body = json!({"name": "Inside", "url": receiver.url("/"), "events": ["document.create"]});
        server.as_full().post("/api/webhooks", body).await.refused_at("url");
        let named = receiver.url("/").replace("127.0.0.1", "localhost");
        let webhook = subscribe(&server, &named, &["document.create"]).await;
        server.as_full().post("/api/documents", plain_lamp("a")).await.expect(201);
        let refused = until_some(async || {
            log(&server, &webhook, "state=pending").await.into_iter().find(|delivery| delivery["tries"] == 1)
        })
        .await;
        assert!(refused["trouble"].as_str().is_some_and(|words| words.contains("not public")), "{refused}");
        assert_eq!((&refused["status"], receiver.count()), (&json!(null), 0));
    }

    async fn http_is_called_only_where_it_is_allowed(engine: Engine) {
        let (server, receiver) = (shop(engine).await, Receiver::open().await);
        let webhook = subscribe(&server, &receiver.url("/"), &["document.create"]).await;
        let instance = std::sync::Arc::clone(server.instance());
        assert!(server.stop().await.success());
        let allowed = ["--allow-private", "127.0.0.0/8"];
        let server = Server::start_with(instance, |command| _ = command.args(allowed)).await;
        server.as_full().post("/api/documents", plain_lamp("a")).await.expect(201);
        let refused = until_some(async || {
            log(&server, &webhook, "state=pending").await.into_iter().find(|delivery| delivery["tries"] == 1)
        })
        .await;
        assert!(refused["trouble"].as_str().is_some_and(|words| words.contains("https")), "{refused}");
        assert_eq!(receiver.count(), 0);
    }
}
