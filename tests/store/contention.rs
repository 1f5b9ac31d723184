//! Many writers at once: what none of them may lose, and what only one of them may have.

use std::collections::BTreeSet;

use model::changes::{Changeset, Effect};
use model::command::{Action, Command, Patch, PutMode, PutObject};
use model::loaded::{Refs, UniqueKey};
use model::object::{Object, ObjectKind};
use model::permission::{Actor, Origin, Rights};
use model::{plan, problem};
use store::conn::Conn;
use store::load::{self, Lock};
use store::progress::Progress;
use store::{Error, Urgency, check, commit};
use tokio::task::JoinSet;

use super::shop::{SKU, Shop, change, creates, document, node, root, text, update, variant, write};
use crate::support::db::on_both;

const WRITERS: i64 = 16;

/// Runs that many at once; their answers in order.
async fn all<F, T>(writer: impl Fn(i64) -> F) -> Vec<T>
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let mut running = JoinSet::new();
    for n in 0..WRITERS {
        let work = writer(n);
        running.spawn(async move { (n, work.await) });
    }
    let mut answers = running.join_all().await;
    answers.sort_by_key(|(n, _)| *n);
    answers.into_iter().map(|(_, answer)| answer).collect()
}

/// Exactly one has it; the others are told what was taken.
fn assert_one_won(answers: Vec<Result<impl Sized, Error>>, words: &str) {
    let lost: Vec<_> = answers.into_iter().filter_map(Result::err).collect();
    assert_eq!(i64::try_from(lost.len()).unwrap(), WRITERS - 1);
    for error in lost {
        assert!(matches!(&error, Error::Stale(what) if what.contains(words)), "{error:?}");
    }
}

async fn assert_whole(shop: &Shop) {
    let findings = shop.store.snapshot(async |conn: &mut Conn<'_>| check::check(conn, &Progress::untold()).await).await;
    assert_eq!(findings.unwrap(), [""; 0]);
}

/// Sets the name of the one document in a language, planned on what `lock` may hold.
async fn rename(shop: &Shop, locale: String, lock: Lock) -> Result<(), Error> {
    let key = (ObjectKind::Document, "lamp".to_owned());
    let refs = Refs { objects: BTreeSet::from([key.clone()]), ..Refs::default() };
    let edit = move |lamp: &mut Object| lamp.body.set("name", Some(&locale), Some(text(&locale)));
    if lock == Lock::None {
        let lamp = shop.get(key.0, &key.1).await.unwrap();
        return shop.commit(update(&lamp, edit)).await.map(|_| ());
    }
    let work = async move |conn: &mut Conn<'_>| {
        let loaded = load::load(conn, &refs, 0..0, lock).await?;
        commit::write(conn, &update(&loaded.objects[&key], &edit), None).await.map(|_| ())
    };
    shop.store.write(Urgency::Interactive, work).await
}

on_both! {
    async fn one_unique_value_is_had_once(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(16).await.start;
        let answers = all(|n| {
            let shop = shop.clone();
            async move {
                let mut changeset = creates([document(id + n, &format!("lamp {n}"))]);
                let key = |hash: String| write((UniqueKey { field: SKU, hash }, id + n));
                changeset.unique_added = vec![key("b".repeat(64)), key(format!("{n:064}")), key("c".repeat(64))];
                shop.commit(changeset).await
            }
        });
        assert_one_won(answers.await, "is taken");
        let counts = shop.counts().await;
        assert_eq!((counts[0], counts[2]), (2, 3));
    }

    async fn one_code_is_had_once(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(32).await.start;
        let answers = all(|n| {
            let shop = shop.clone();
            let new = creates([document(id + 2 * n, &format!("lamp {n}")), document(id + 2 * n + 1, "lamp")]);
            async move { shop.commit(new).await }
        });
        assert_one_won(answers.await, "document \"lamp\" exists");
        assert_eq!(shop.counts().await[0], 3);
    }

    async fn one_hot_document_keeps_what_all_wrote(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(1).await.start;
        shop.create([document(id, "lamp")]).await;
        let rounds = all(|n| {
            let shop = shop.clone();
            async move {
                let mut rounds = 1;
                // Twice without a lock, as may be; then under lock, which can't be stale.
                while let Err(error) = rename(&shop, format!("l{n}"), if rounds < 3 { Lock::None } else { Lock::Rows }).await {
                    assert!(matches!(error, Error::Stale(_)) && rounds < 3, "{error:?} in round {rounds}");
                    rounds += 1;
                }
                rounds
            }
        });
        assert!(rounds.await.into_iter().max() > Some(1), "nobody came between");
        let lamp = shop.get(ObjectKind::Document, "lamp").await.unwrap();
        assert_eq!((lamp.rev, lamp.shown), (1 + WRITERS, 1 + WRITERS));
        for n in 0..WRITERS {
            assert!(lamp.body.value("name", Some(&format!("l{n}"))).is_some(), "what writer {n} wrote");
        }
    }

    async fn one_hot_document_shows_what_all_made(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(20).await.start;
        let lamp = document(id, "lamp");
        shop.create([lamp.clone()]).await;
        let answers = all(|n| {
            let mut changeset = creates([variant(id + 1 + n, &format!("small {n}"), &lamp)]);
            changeset.shown = vec![id];
            let shop = shop.clone();
            async move { shop.commit(changeset).await.unwrap().at }
        });
        let last = answers.await.into_iter().max().unwrap();
        let lamp = shop.get(ObjectKind::Document, "lamp").await.unwrap();
        assert_eq!((lamp.rev, lamp.shown, lamp.updated.at), (1, 1 + WRITERS, last));
    }

    async fn many_rows_in_any_order_block_nobody(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(100).await.start;
        let lamps: Vec<_> = (0..100).map(|n| document(id + n, &format!("lamp {n}"))).collect();
        shop.create(lamps.clone()).await;
        let answers = all(|n| {
            let mut shown: Vec<_> = (id + 1..id + 100).collect();
            shown.rotate_left(usize::try_from(n * 6).unwrap());
            if n % 2 == 1 {
                shown.reverse();
            }
            let changes = vec![change(&lamps[0], model::changes::Op::Update)];
            let changeset = Changeset { rules: 1, shown, changes, conditions: vec![(id, 1)], ..Changeset::default() };
            let shop = shop.clone();
            async move { shop.commit(changeset).await.map(|_| ()) }
        });
        for answer in answers.await {
            answer.unwrap();
        }
        let last = shop.get(ObjectKind::Document, "lamp 99").await.unwrap();
        assert_eq!(last.shown, 1 + WRITERS);
    }

    async fn rules_move_between_writes_only(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(20).await.start;
        // Each narrows, or writes under the first rules.
        let answers = all(|n| {
            let shop = shop.clone();
            let narrows = n % 4 == 3;
            let changeset = Changeset { narrows, ..creates([document(id + n, &format!("lamp {n}"))]) };
            async move { (narrows, shop.commit(changeset).await) }
        });
        let answers = answers.await;
        let (narrowed, written): (Vec<_>, Vec<_>) = answers.into_iter().partition(|(narrows, _)| *narrows);
        assert_eq!(narrowed.iter().filter(|(_, answer)| answer.is_ok()).count(), 1);
        for (_, answer) in &written {
            assert!(matches!(answer, Ok(committed) if committed.rules == 1) || matches!(answer, Err(Error::Stale(_))));
        }
        let kept = written.iter().filter(|(_, answer)| answer.is_ok()).count();
        assert_eq!(shop.counts().await[0], 2 + i64::try_from(kept).unwrap());
        assert_eq!(shop.schema().await.rules, 2);
    }

    async fn two_moves_make_no_cycle(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(40).await.start;
        // Long branches: each move goes under the other's end.
        for n in 0..10 {
            let (a, b) = (node(id + 4 * n, &format!("a{n}"), Some(&root())), node(id + 4 * n + 1, &format!("b{n}"), Some(&root())));
            let (c, d) = (node(id + 4 * n + 2, &format!("c{n}"), Some(&a)), node(id + 4 * n + 3, &format!("d{n}"), Some(&b)));
            shop.create([a, b, c, d]).await;
        }
        for n in 0..10 {
            let (one, other) = tokio::join!(
                tokio::spawn(move_under(shop.clone(), format!("a{n}"), format!("d{n}"))),
                tokio::spawn(move_under(shop.clone(), format!("b{n}"), format!("c{n}")))
            );
            let answers = [one.unwrap(), other.unwrap()];
            assert_eq!(answers.iter().filter(|answer| **answer == Ok(Effect::Updated)).count(), 1, "{answers:?}");
        }
        assert_whole(&shop).await;
    }
}

/// The whole road of a move, until it is committed or refused.
async fn move_under(shop: Shop, code: String, parent: String) -> Result<Effect, problem::Kind> {
    let schema = shop.schema().await;
    let mut put = PutObject::new(ObjectKind::Classification, code, PutMode::Update);
    put.parent = Patch::Value(parent);
    let commands = [Command { action: Action::PutObject(put), expect: None }];
    let actor = Actor::program("ann", Rights::FULL, Origin::V5);
    let refs = plan::refs(&commands, &schema);
    for _ in 0..10 {
        let loaded = shop.load(refs.clone()).await;
        let mut plan = plan::plan(&commands, &loaded, &schema, &actor, 0);
        let done = plan.outcomes.remove(0).map_err(|problem| problem.kind)?;
        match shop.commit(plan.changeset).await {
            Ok(_) => return Ok(done.effect),
            Err(error) => assert!(matches!(error, Error::Stale(_)), "{error:?}"),
        }
    }
    panic!("stale again and again");
}
