//! The feed under writers: everything that was committed, once, in an order that never goes back.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use model::changes::{Change, Changeset, Op};
use store::changes::{self, Cursor};
use store::conn::Conn;
use store::{Error, Urgency, commit, feed};
use tokio::task::JoinSet;

use super::shop::{Shop, change, creates, document};
use crate::failure::chance::Chance;
use crate::support::db::{Engine, on_both};
use crate::support::until::until;

const WRITERS: u64 = 8;
const TRANSACTIONS: u64 = 60;

/// Writes transactions of random length, of which some are rolled back; the codes of what was committed.
async fn write(shop: Shop, writer: u64) -> Vec<String> {
    let mut chance = Chance::new(writer);
    let mut committed = Vec::new();
    for transaction in 0..TRANSACTIONS {
        let (steps, fails) = (1 + chance.below(12), chance.below(5) == 0);
        let names = |step: u64, lines: u64| (0..lines).map(move |line| format!("{writer}-{transaction}-{step}-{line}"));
        let all: Vec<Vec<String>> = (0..steps).map(|step| names(step, 1 + chance.below(4)).collect()).collect();
        let codes = all.concat();
        let changesets: Arc<Vec<Changeset>> = Arc::new(all.iter().map(|codes| told(codes)).collect());
        let work = async move |conn: &mut Conn<'_>| {
            for changeset in changesets.iter() {
                commit::write(conn, changeset, None).await?;
            }
            if fails { Err(Error::Stale("so I say".into())) } else { Ok(()) }
        };
        match shop.store.write(Urgency::Interactive, work).await {
            Ok(()) => committed.extend(codes),
            Err(Error::Stale(_)) => assert!(fails),
            Err(error) => panic!("{error}"),
        }
    }
    committed
}

/// Changes of documents of these codes, and nothing else.
fn told(codes: &[String]) -> Changeset {
    let change = |code: &String| Change { code: code.clone(), ..change(&document(1, "x"), Op::Update) };
    Changeset { rules: 1, changes: codes.iter().map(change).collect(), ..Changeset::default() }
}

on_both! {
    /// A reader who follows in pages of random size sees each change of eight writers once, and nothing that was rolled
    /// back; what comes later stands later.
    async fn nothing_is_skipped_or_repeated(engine: Engine) {
        let shop = Shop::open(engine).await;
        let mut writing = JoinSet::new();
        let at_work = Arc::new(AtomicUsize::new(0));
        for writer in 0..WRITERS {
            let (shop, at_work) = (shop.clone(), Arc::clone(&at_work));
            at_work.fetch_add(1, Ordering::SeqCst);
            writing.spawn(async move {
                let committed = write(shop, writer).await;
                at_work.fetch_sub(1, Ordering::SeqCst);
                committed
            });
        }
        let (mut chance, mut seen, mut pages) = (Chance::new(99), Vec::new(), 0);
        let mut cursor = Cursor::default();
        let mut follow = async |seen: &mut Vec<(Cursor, String)>| {
            let limit = 1 + u32::try_from(chance.below(60)).unwrap();
            let read = async move |conn: &mut Conn<'_>| {
                // Both ways to read agree.
                let page = changes::after(conn, cursor, limit).await?;
                let lines = feed::lines(conn, cursor, limit).await?;
                Ok((page, lines))
            };
            let (page, lines) = shop.store.snapshot(read).await.unwrap();
            assert!(lines.iter().map(|line| line.cursor).eq(page.iter().map(|told| told.cursor)));
            for told in &page {
                assert!(told.cursor > cursor, "{:?} comes after {cursor:?}", told.cursor);
                cursor = told.cursor;
            }
            seen.extend(page.iter().map(|told| (told.cursor, told.change.code.clone())));
            page.len()
        };
        while at_work.load(Ordering::SeqCst) > 0 {
            pages += usize::from(follow(&mut seen).await > 0);
            tokio::task::yield_now().await;
        }
        let committed: BTreeSet<String> = writing.join_all().await.into_iter().flatten().collect();
        assert!(pages > 1, "nothing was read while others wrote");
        // Transactions of other databases delay the end.
        until(async || {
            follow(&mut seen).await;
            seen.len() >= committed.len()
        })
        .await;
        assert_eq!(follow(&mut seen).await, 0);
        let codes: BTreeSet<String> = seen.iter().map(|(_, code)| code.clone()).collect();
        assert_eq!((seen.len(), &codes), (committed.len(), &committed));
        let in_order_of_numbers = seen.is_sorted_by_key(|(cursor, _)| cursor.seq);
        assert_eq!(in_order_of_numbers, engine == Engine::Sqlite, "the writers weren't at it side by side");
    }

    /// What is committed from now on lies behind the end, and nothing that was told before.
    async fn the_end_is_behind_what_was_told(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(3).await.start;
        shop.create([document(id, "before")]).await;
        let end = async || shop.store.read(async |conn: &mut Conn<'_>| feed::end(conn).await).await.unwrap();
        let behind = async |end: Cursor| {
            let read = async move |conn: &mut Conn<'_>| changes::after(conn, end, 9).await;
            let found = shop.store.read(read).await.unwrap();
            found.into_iter().map(|told| told.change.code).collect::<Vec<_>>()
        };
        until(async || !behind(Cursor::default()).await.is_empty()).await;
        let end = end().await;
        assert_eq!(behind(end).await, [""; 0]);
        shop.create([document(id + 1, "after")]).await;
        until(async || behind(end).await == ["after"]).await;
    }

    /// Whoever waits hears of a commit.
    async fn a_commit_is_heard(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(1).await.start;
        let mut commits = shop.store.commits();
        commits.borrow_and_update();
        shop.commit(creates([document(id, "lamp")])).await.unwrap();
        let heard = tokio::time::timeout(std::time::Duration::from_secs(20), commits.changed()).await;
        heard.expect("a commit within 20 seconds").unwrap();
    }
}

/// As long as an older transaction is open, it is told since when the next one waits.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_told_yet_has_an_age() {
    let shop = Shop::open(Engine::Postgres).await;
    let id = shop.ids(1).await.start;
    let untold = async || shop.store.read(async |conn: &mut Conn<'_>| feed::untold_since(conn).await).await.unwrap();
    let client = shop.database.client().await;
    client.batch_execute("BEGIN; SELECT pg_current_xact_id()").await.unwrap();
    let made = shop.create([document(id, "lamp")]).await;
    assert_eq!(untold().await, Some(made.at));
    client.batch_execute("COMMIT").await.unwrap();
    until(async || untold().await.is_none()).await;
}
