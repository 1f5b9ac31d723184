use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;

use super::{ENGINES, back_up, crowded, furnish, place, restored, rows};
use crate::failure::stream::{self, Ledger};
use crate::support::db::on_both;
use crate::support::history;
use crate::support::server::Server;
use crate::support::shop::lamp;
use crate::v5::session;

on_both! {
    /// Every row comes back, on either engine: but for what belongs to the old database alone.
    async fn row_by_row(engine: Engine) {
        let server = Server::shop(engine).await;
        furnish(&server).await;
        let (_folder, file) = place();
        let source = Arc::clone(server.instance());
        back_up(&source, &file).await;
        let before = rows::of(&source).await;
        let mut empty = before.iter().filter(|(_, rows)| rows.is_empty()).map(|(table, _)| table);
        assert_eq!(empty.next(), None, "a table without rows proves nothing");
        for other in ENGINES {
            let copy = restored(other, &file, &source).await;
            rows::assert_same(&before, &rows::of(&copy).await);
            assert_eq!(history::texts_in(&copy, "SELECT DISTINCT CAST(tx AS text) FROM changes").await, ["0"]);
            copy.run(&["check"]).await;

            // It lives: its tokens and passwords are known, and what is new gets numbers of its own.
            let revived = Server::start(Arc::clone(&copy)).await;
            let full = revived.as_full();
            full.post("/api/documents", lamp("new")).await.expect(201);
            let again = full.with("idempotency-key", "a").post("/api/documents", lamp("a")).await.expect(201);
            assert_eq!(again.header("idempotency-replayed"), "true", "{:?}", again.headers);
            let signin = json!({"signin": {"username": "ada", "password": "correct horse"}});
            revived.anonymous().post("/api_1.php/sessions", signin).await.expect(201);
            full.get("/api/documents?search=lamp&attributes.socket=e27").await.expect(200);
            let ada = session::signed_in(&revived.anonymous(), "ada", "correct horse").await;
            assert_eq!(ada.get("/api/me/preferences").await.expect(200).json(), json!({"grid": {"rows": 50}}));
            let view = ada.get("/api/views/v").await.expect(200).json();
            assert_eq!((&view["owner"], &view["documentType"]["id"]), (&json!("ada"), &json!("lamp")));
            let history = full.get("/api/documents/a/history").await.expect(200);
            assert!(history.text().contains("update"), "{}", history.text());
            copy.run(&["check"]).await;
        }
    }
}

on_both! {
    /// Taken while others write: what had been acknowledged is in it, whole, and it fits together. Both engines make
    /// the same of it.
    async fn under_load(engine: Engine) {
        let server = Server::shop(engine).await;
        stream::prepare(&server, 8, 2).await;
        let ledger = Arc::new(Ledger::default());
        let mut writers = stream::start(&server, &ledger, 8, 2, &[]);
        let source = Arc::clone(server.instance());
        for _ in 0..2 {
            writers.acknowledged(40).await;
            let (_folder, file) = place();
            let before = ledger.copy();
            back_up(&source, &file).await;
            let after = ledger.copy();
            let mut made = Vec::new();
            for other in ENGINES {
                let copy = restored(other, &file, &source).await;
                copy.run(&["check"]).await;
                made.push(rows::of(&copy).await);
                after.check_since(&Server::start(copy).await, &before).await;
            }
            rows::assert_same(&made[0], &made[1]);
        }
        writers.end().await;
        // It held up nobody and left nothing behind.
        ledger.check(&server).await;
        source.run(&["check"]).await;
    }
}

on_both! {
    /// A change of the model that objects are still following goes on in the copy.
    async fn with_a_job_at_work(engine: Engine) {
        let server = crowded(engine).await;
        let (_folder, file) = place();
        server.as_full().put("/api/attributes/ean", json!({"type": "integer"})).await.expect(200);
        let source = Arc::clone(server.instance());
        back_up(&source, &file).await;
        for other in ENGINES {
            let copy = restored(other, &file, &source).await;
            let open = history::texts_in(&copy, "SELECT lease FROM jobs WHERE state = 'open'").await;
            assert_eq!(open, [""], "the backup was taken too late");
            copy.run(&["check"]).await;
            let revived = Server::start(Arc::clone(&copy)).await;
            let started = Instant::now();
            while !revived.log().contains("a job is done") {
                assert!(started.elapsed() < Duration::from_mins(1), "it never ends");
                revived.as_full().get("/api/attributes/ean").await.expect(200);
            }
            let found = revived.as_full().get("/api/documents?attributes.ean[between]=10..20").await.expect(200).json();
            assert_eq!(found["hydra:totalItems"], 11);
            copy.run(&["check"]).await;
        }
    }
}
