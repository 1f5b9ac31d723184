//! History of one thing, and the feed of all.

use std::sync::Arc;
use std::time::Duration;

use model::changes::{Change, Changeset, Op};
use model::query::Start;
use store::changes::{self, Cursor, Recorded};
use store::conn::Conn;
use store::{Urgency, commit, history};
use tokio::sync::Notify;
use tokio::time::timeout;

use super::shop::{Shop, change, creates, document};
use crate::support::db::{Engine, on_both};

async fn after(shop: &Shop, cursor: Cursor, limit: u32) -> Vec<Recorded> {
    shop.store.read(async move |conn: &mut Conn<'_>| changes::after(conn, cursor, limit).await).await.unwrap()
}

/// The first `count` of the feed, once they are there: transactions of other databases delay it too.
async fn feed(shop: &Shop, count: usize) -> Vec<Recorded> {
    let told = async {
        loop {
            let found = after(shop, Cursor::default(), 100).await;
            if found.len() >= count {
                return found;
            }
        }
    };
    timeout(Duration::from_secs(30), told).await.expect("the feed doesn't go on")
}

fn codes(recorded: &[Recorded]) -> Vec<&str> {
    recorded.iter().map(|recorded| recorded.change.code.as_str()).collect()
}

on_both! {
    async fn a_change_comes_back_as_it_was_written(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(2).await.start;
        let made = shop.create([document(id, "lamp"), document(id + 1, "sofa")]).await;
        let update = Change {
            locales: vec!["en_GB".into(), "fr_FR".into()],
            before: Some("{\"a\":\"\\\"é\"}".into()),
            after: Some("{}".into()),
            parent: Some(7),
            target: Some(8),
            by: "bob, \"the builder\"".into(),
            origin: "system",
            ..change(&document(id, "lamp"), Op::Update)
        };
        let value = Change { kind: "predefined_value", object_id: 11, ..update.clone() };
        let definition = Change { kind: "document_type", object_id: 3, op: Op::Delete, ..update.clone() };
        let changes = vec![update.clone(), value.clone(), definition.clone()];
        let second = shop.commit(Changeset { rules: 1, changes, ..Changeset::default() }).await.unwrap();

        let told = async |kind: &'static str, object, limit| {
            let read = async move |conn: &mut Conn<'_>| {
                history::page(conn, kind, vec![object], &Start::Page(1), limit).await
            };
            let (found, _) = shop.store.read(read).await.unwrap();
            found.into_iter().map(|recorded| (recorded.at, recorded.change)).collect::<Vec<_>>()
        };
        let made = (made.at, change(&document(id, "lamp"), Op::Create));
        let update = (second.at, update);
        assert_eq!(told("document", id, 9).await, [update.clone(), made]);
        assert_eq!(told("document", id, 0).await, [update]);
        assert_eq!(told("predefined_value", 11, 9).await, [(second.at, value)]);
        assert_eq!(told("document_type", 3, 9).await, [(second.at, definition)]);
        assert_eq!(told("variant", id, 9).await, []);
    }

    async fn the_feed_goes_on_after_a_cursor(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(5).await.start;
        for n in 0..4 {
            shop.create([document(id + n, &format!("lamp {n}"))]).await;
        }
        let all = feed(&shop, 4).await;
        assert_eq!(codes(&all), ["lamp 0", "lamp 1", "lamp 2", "lamp 3"]);
        assert!(all.is_sorted_by(|one, other| one.cursor < other.cursor));
        let two = after(&shop, all[0].cursor, 2).await;
        assert_eq!(codes(&two), ["lamp 1", "lamp 2"]);
        assert_eq!(after(&shop, all[3].cursor, 2).await, []);
        if engine == Engine::Sqlite {
            assert!(all.iter().all(|recorded| recorded.cursor.tx == 0));
        }
    }
}

/// What began first comes first, so nothing after it is told as long as it is open.
#[tokio::test(flavor = "multi_thread")]
async fn the_feed_waits_for_open_transactions() {
    let shop = Shop::open(Engine::Postgres).await;
    let id = shop.ids(2).await.start;
    let (written, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let slow = Arc::new(creates([document(id, "slow")]));
    let work = {
        let (written, go) = (written.clone(), go.clone());
        async move |conn: &mut Conn<'_>| {
            commit::write(conn, &slow, None).await?;
            written.notify_one();
            go.notified().await;
            Ok(())
        }
    };
    let store = shop.store.clone();
    let open = tokio::spawn(async move { store.write(Urgency::Interactive, work).await });
    written.notified().await;
    shop.create([document(id + 1, "quick")]).await;
    assert_eq!(after(&shop, Cursor::default(), 9).await, []);
    go.notify_one();
    open.await.unwrap().unwrap();
    assert_eq!(codes(&feed(&shop, 2).await), ["slow", "quick"]);
}
