//! The clock is turned while a server runs, and between two runs.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;

use crate::failure::reshape::{DONE, said};
use crate::failure::shim::Shim;
use crate::failure::stream::{self, Ledger};
use crate::support::client::Caller;
use crate::support::db::on_both;
use crate::support::instance::{Content, Instance};
use crate::support::server::Server;
use crate::support::shop::plain_lamp;

const DAY: i64 = 86_400;

async fn start(instance: &Arc<Instance>, shim: &Shim) -> Server {
    let folder = instance.folder().to_owned();
    Server::start_with(Arc::clone(instance), |command| shim.load_into(command, &folder)).await
}

/// Changes the type of an attribute that 1,500 documents hold.
async fn change(full: &Caller, to: &str) {
    full.put("/api/attributes/notes", json!({"type": to})).await.expect(200);
}

on_both! {
    async fn forward_and_back(engine: Engine) {
        let (instance, shim) = (Arc::new(Instance::new(engine, Content::Shop).await), Shim::new());
        let mut server = start(&instance, &shim).await;
        let full = server.as_full();
        let bodies = (0..1_500).map(|n| {
            let mut body = plain_lamp(&format!("n{n:04}"));
            body["attributes"] = json!({"notes": format!("lot{n}")});
            body
        });
        full.lines("/api/documents/bulk", &bodies.collect::<Vec<_>>()).await.expect(200);
        instance.run_with(&["user", "create", "--username", "ada", "--password-stdin"], "correct horse").await;
        let sign_in = async |server: &Server, password: &str| {
            let wish = json!({"signin": {"username": "ada", "password": password}});
            server.anonymous().post("/api_1.php/sessions", wish).await
        };
        let session = async |server: &Server| {
            let made = sign_in(server, "correct horse").await.expect(201).json();
            server.anonymous().bearer(made["oauth"]["access_token"].as_str().expect("a token"))
        };
        let ada = session(&server).await;
        ada.get("/api/documents?limit=1").await.expect(200);
        stream::prepare(&server, 4, 1).await;
        let ledger = Arc::new(Ledger::default());

        // A day ahead: tokens hold, sessions have ended, work goes on.
        let mut writers = stream::start(&server, &ledger, 4, 1, &[]);
        shim.set_ahead(DAY);
        writers.acknowledged(30).await;
        ada.get("/api/documents?limit=1").await.expect(401);
        let ada = session(&server).await;
        ada.get("/api/documents?limit=1").await.expect(200);
        for _ in 0..10 {
            sign_in(&server, "wrong").await.expect(401);
        }
        sign_in(&server, "correct horse").await.expect(429);
        let named = full.with("idempotency-key", "ahead");
        named.post("/api/documents", plain_lamp("ahead")).await.expect(201);
        change(&full, "text").await;
        said(&server, DONE, 1).await;

        // And back, in the middle of a job: nobody waits for that day to pass.
        change(&full, "multiline").await;
        shim.set_ahead(0);
        writers.acknowledged(30).await;
        said(&server, DONE, 2).await;
        sign_in(&server, "correct horse").await.expect(201);
        named.post("/api/documents", plain_lamp("ahead")).await.expect(201);
        full.get("/api/documents/ahead").await.expect(200);

        // Killed a day ahead; what it had on lease is free at once.
        shim.set_ahead(DAY);
        change(&full, "text").await;
        server.kill().await;
        writers.end().await;
        shim.set_ahead(0);
        let started = Instant::now();
        server = start(&instance, &shim).await;
        said(&server, DONE, 3).await;
        assert!(started.elapsed() < Duration::from_mins(2));
        ledger.check(&server).await;
        instance.run(&["check"]).await;
    }
}
