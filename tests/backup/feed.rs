//! Readers of the feed, after a restore.

use std::sync::Arc;

use serde_json::json;

use super::{ENGINES, back_up, place, restored};
use crate::support::client::Caller;
use crate::support::db::{Engine, on_both};
use crate::support::server::Server;
use crate::support::shop::plain_lamp;
use crate::support::until::until_some;
use crate::v5::changes::{follow, now, told};

async fn make(full: &Caller, ids: &[&str]) {
    for id in ids {
        full.post("/api/documents", plain_lamp(id)).await.expect(201);
    }
}

/// The last of these changes follow a cursor, in this order. Of PostgreSQL some before may be repeated, which were committed
/// while another transaction of the server was open, in whatever database.
async fn assert_follow(full: &Caller, engine: Engine, cursor: &str, expected: &[&str]) {
    let full = full.accept("application/json");
    let path = format!("/api/changes?limit=1000&after={cursor}");
    let look = async || {
        let found = told(full.get(&path).await.expect(200).json().as_array().expect("a list"));
        (found.last().map(String::as_str) == expected.last().copied()).then_some(found)
    };
    let found = until_some(look).await;
    let repeated = found.len() - expected.len().min(found.len());
    assert!(repeated == 0 || engine == Engine::Postgres, "{cursor}: {found:?}");
    assert_eq!(found[repeated..], *expected, "{cursor}");
}

on_both! {
    /// Whoever had read to the backup goes on after it. Who had read further misses nothing of what is written instead.
    async fn readers_go_on(engine: Engine) {
        let server = Server::shop(engine).await;
        let full = server.as_full();
        let start = now(&full).await;
        make(&full, &["first"]).await;
        let (_, early) = follow(&full, "id=first", &start, 1).await;
        make(&full, &["second"]).await;
        let (_, at_backup) = follow(&full, "id=second", &early, 1).await;
        let (_folder, file) = place();
        let source = Arc::clone(server.instance());
        back_up(&source, &file).await;
        make(&full, &["lost1", "lost2", "lost3"]).await;
        let (_, late) = follow(&full, "id=lost3", &at_backup, 1).await;
        let written = ["create document new1", "create document new2"];
        for other in ENGINES {
            let revived = Server::start(restored(other, &file, &source).await).await;
            let copy = revived.as_full();
            make(&copy, &["new1", "new2"]).await;
            assert_follow(&copy, engine, &early, &["create document second", written[0], written[1]]).await;
            for cursor in [&at_backup, &late] {
                assert_follow(&copy, engine, cursor, &written).await;
            }
            let (_, end) = follow(&copy, "id=new2", &at_backup, 1).await;
            // Cursors of the copy say nothing to the old one.
            full.get(&format!("/api/changes?after={end}")).await.expect(400);

            // Once more: of what the copy wrote, and of what had been before.
            let (_folder, again) = place();
            back_up(revived.instance(), &again).await;
            let third = Server::start(restored(engine, &again, &source).await).await;
            let full = third.as_full();
            full.put("/api/documents/new1", json!({"isActive": false})).await.expect(200);
            let update = "update document new1";
            assert_follow(&full, other, &end, &[update]).await;
            for cursor in [&at_backup, &late] {
                let either = if other == Engine::Postgres { other } else { engine };
                assert_follow(&full, either, cursor, &[written[0], written[1], update]).await;
            }
        }
    }
}
