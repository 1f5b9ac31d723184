//! What is kept to answer from: always what the database holds, whoever looks, and when.

mod market;

use std::sync::Arc;

use model::changes::Changeset;
use model::index::field;
use model::object::ObjectKind;
use model::schema::Schema;
use store::answer::{self, Atom, Axis, Engine as Answers};
use store::conn::Conn;
use store::{Store, statements};
use tokio::sync::{Barrier, mpsc};
use tokio::task::JoinHandle;

use super::shop::{COLOUR, creates, document, root, update};
use crate::support::db::{Engine, on_both};
use market::Market;

/// Somebody with a snapshot that stays open; each message asks for something.
struct Reader {
    ask: mpsc::Sender<(Vec<Atom>, Vec<Axis>)>,
    done: JoinHandle<()>,
}

impl Reader {
    async fn open(engine: Engine, store: &Store, answers: Arc<Answers>, schema: Arc<Schema>) -> Self {
        let (ask, mut asked) = mpsc::channel::<(Vec<Atom>, Vec<Axis>)>(100);
        let (ready, mut is_open) = mpsc::channel(1);
        let store = store.clone();
        let work = async move |conn: &mut Conn<'_>| {
            let mut moment = answers.at(conn, &schema).await?;
            ready.try_send(()).unwrap();
            loop {
                // SQLite's thread may wait for nothing but its file, and is made to wait.
                let next = if engine == Engine::Sqlite { asked.blocking_recv() } else { asked.recv().await };
                let Some((atoms, axes)) = next else { return Ok(()) };
                let mut fresh = Arc::new(Answers::new(0)).at(conn, &schema).await?;
                assert_eq!(moment.sets(conn, &atoms).await?, fresh.sets(conn, &atoms).await?, "{atoms:?}");
                for axis in axes {
                    let (kept, loaded) = (moment.column(conn, &axis).await?, fresh.column(conn, &axis).await?);
                    assert!(kept.ids(0..kept.len()).eq(loaded.ids(0..loaded.len())), "{axis:?}");
                    assert!(loaded.ids(0..loaded.len()).all(|id| kept.get(id) == loaded.get(id)), "{axis:?}");
                }
                assert_eq!(moment.keys(conn, field(COLOUR, 0)).await?, fresh.keys(conn, field(COLOUR, 0)).await?);
                assert_eq!(moment.tree(conn).await?, fresh.tree(conn).await?);
            }
        };
        let done = tokio::spawn(async move { store.snapshot(work).await.unwrap() });
        is_open.recv().await.unwrap();
        Self { ask, done }
    }

    async fn close(self) {
        drop(self.ask);
        self.done.await.unwrap();
    }
}

async fn differences(market: &Market, answers: &Arc<Answers>) -> Vec<String> {
    let (answers, schema) = (answers.clone(), market.schema.clone());
    let work = async move |conn: &mut Conn<'_>| answer::verify(conn, &answers, &schema).await;
    market.shop.store.snapshot(work).await.unwrap()
}

/// Two snapshots that open and close beside the writes, as much kept as `budget` allows.
async fn trade(engine: Engine, seed: u64, budget: usize) {
    let mut market = Market::open(engine, seed).await;
    let answers = Arc::new(Answers::new(budget));
    let mut readers: [Option<Reader>; 2] = [None, None];
    for _ in 0..120 {
        let at = market.pick(2);
        match (market.chance.below(8), &readers[at]) {
            (0..4, _) => market.write().await,
            (4, _) if market.chance.below(10) == 0 => answers.forget(),
            (5, Some(_)) => readers[at].take().unwrap().close().await,
            (_, Some(reader)) => reader.ask.send(market.names()).await.unwrap(),
            (_, None) => {
                let (answers, schema) = (answers.clone(), market.schema.clone());
                readers[at] = Some(Reader::open(engine, &market.shop.store, answers, schema).await);
            }
        }
    }
    for reader in readers.into_iter().flatten() {
        reader.close().await;
    }
    assert_eq!(differences(&market, &answers).await, Vec::<String>::new());
    assert!(answers.weight() <= budget, "{} bytes are kept of {budget}", answers.weight());
}

on_both! {
    async fn what_is_kept_is_what_is_stored_whoever_looks_when(engine: Engine) {
        for seed in 0..3 {
            trade(engine, seed, 10_000_000).await;
        }
    }

    async fn what_was_evicted_is_loaded_again(engine: Engine) {
        for seed in 10..12 {
            trade(engine, seed, 20_000).await;
        }
    }

    async fn what_an_object_shows_moves_its_date(engine: Engine) {
        let market = Market::open(engine, 1).await;
        market.shop.create([document(100, "lamp"), document(101, "table")]).await;
        let answers = Arc::new(Answers::new(10_000_000));
        let axis = Axis::Updated(ObjectKind::Document);
        let mut orders = Vec::new();
        let mut root = root();
        for _ in 0..2 {
            let (kept, schema, axis) = (answers.clone(), market.schema.clone(), axis.clone());
            let work = async move |conn: &mut Conn<'_>| {
                let column = kept.at(conn, &schema).await?.column(conn, &axis).await?;
                Ok(column.ids(0..2).collect::<Vec<_>>())
            };
            orders.push(market.shop.store.snapshot(work).await.unwrap());
            // The table changed last, until the lamp is touched by a change of the root.
            let touched = Changeset { shown: vec![100], ..update(&root, |_| {}) };
            root.rev += 1;
            market.shop.commit(touched).await.unwrap();
        }
        assert_eq!(orders, [[100, 101], [101, 100]]);
        assert_eq!(differences(&market, &answers).await, Vec::<String>::new());
    }

    async fn what_is_kept_is_used_and_follows_each_write(engine: Engine) {
        let mut market = Market::open(engine, 1).await;
        for _ in 0..10 {
            market.create().await;
        }
        let answers = Arc::new(Answers::new(10_000_000));
        let (atoms, axes) = (vec![Atom::Kind(ObjectKind::Document)], vec![Axis::Code(ObjectKind::Document)]);
        let mut counts = Vec::new();
        for id in 1_000..1_003 {
            let (kept, schema, atoms, axes) = (answers.clone(), market.schema.clone(), atoms.clone(), axes.clone());
            let work = async move |conn: &mut Conn<'_>| {
                let mut moment = kept.at(conn, &schema).await?;
                let known = moment.kept_column(&axes[0]).is_some();
                let column = moment.column(conn, &axes[0]).await?;
                Ok((known, moment.sets(conn, &atoms).await?[0].len(), column.len() as u64))
            };
            counts.push(market.shop.store.snapshot(work).await.unwrap());
            market.shop.commit(creates([document(id, &format!("new-{id}"))])).await.unwrap();
        }
        let first = counts[0].1;
        assert_eq!(counts, [(false, first, first), (true, first + 1, first + 1), (true, first + 2, first + 2)]);
    }
}

/// Readers of the test below.
const MANY: usize = 8;

/// On SQLite a reader awaits nothing but the file.
#[tokio::test(flavor = "multi_thread")]
async fn what_many_miss_at_once_one_loads() {
    let mut market = Market::open(Engine::Postgres, 1).await;
    for _ in 0..10 {
        market.create().await;
    }
    let (store, schema) = (&market.shop.store, &market.schema);
    let names = (vec![Atom::Word("lamp".into()), Atom::Prefix("la".into())], Axis::Code(ObjectKind::Document));
    // All have their snapshots before one asks.
    let read = |answers: &Arc<Answers>, asks: bool, together: &Arc<Barrier>| {
        let (answers, schema, names, together) = (answers.clone(), schema.clone(), names.clone(), together.clone());
        let store = store.clone();
        tokio::spawn(statements::counted(async move {
            let work = async move |conn: &mut Conn<'_>| {
                let mut moment = answers.at(conn, &schema).await?;
                together.wait().await;
                if !asks {
                    return Ok((Vec::new(), 0));
                }
                let sets = moment.sets(conn, &names.0).await?;
                let column = moment.column(conn, &names.1).await?;
                Ok((sets, column.len() + moment.keys(conn, field(COLOUR, 0)).await?.len()))
            };
            store.snapshot(work).await.unwrap()
        }))
    };
    let alone = Arc::new(Barrier::new(1));
    let opened = || async {
        let answers = Arc::new(Answers::new(10_000_000));
        read(&answers, false, &alone).await.unwrap();
        answers
    };
    let answers = opened().await;
    let (_, opening) = read(&answers, false, &alone).await.unwrap();
    let (found, of_one) = read(&answers, true, &alone).await.unwrap();
    assert!(of_one > opening);

    let (answers, together) = (opened().await, Arc::new(Barrier::new(MANY)));
    let readers: Vec<_> = (0..MANY).map(|_| read(&answers, true, &together)).collect();
    let mut of_all = 0;
    for reader in readers {
        let (same, of_this) = reader.await.unwrap();
        assert_eq!(same, found);
        of_all += of_this;
    }
    assert_eq!(of_all, of_one + (MANY as u64 - 1) * opening);
}
