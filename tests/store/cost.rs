//! What is asked of the database doesn't grow with what is asked of the store.

use model::changes::Changeset;
use model::loaded::Refs;
use model::object::{Object, ObjectKind};
use model::permission::Rights;
use model::query::{Query, Start, ValueQuery};
use store::conn::Conn;
use store::load::{self, Lock};
use store::{Urgency, objects, statements, values};

use super::shop::{self, Shop, creates, document, node, root, variant};
use crate::support::db::on_both;

on_both! {
    async fn a_load_costs_the_same_for_any_number(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(300).await.start;
        let lights = node(id + 250, "lights", Some(&root()));
        shop.create([lights.clone()]).await;
        let lamps: Vec<_> = (0..100)
            .map(|n| Object { placements: vec![lights.reference()], ..document(id + n, &format!("lamp {n}")) })
            .collect();
        shop.create(lamps.clone()).await;
        shop.create(lamps.iter().map(|lamp| variant(lamp.id + 100, &lamp.code, lamp))).await;
        let refs = |count: usize| {
            let lamps = || lamps[..count].iter().map(|lamp| lamp.code.clone());
            let variants = lamps().map(|code| (ObjectKind::Variant, code));
            let documents = lamps().map(|code| (ObjectKind::Document, code));
            let lights = [(ObjectKind::Classification, "lights".to_owned())];
            Refs { objects: variants.collect(), children: documents.chain(lights).collect(), ..Refs::default() }
        };
        for lock in [Lock::None, Lock::Rows] {
            let cost = async |count: usize| {
                let refs = refs(count);
                let loaded = shop.store.write(Urgency::Interactive, async move |conn: &mut Conn<'_>| {
                    load::load(conn, &refs, 5..7, lock).await
                });
                let (loaded, cost) = statements::counted(loaded).await;
                let loaded = loaded.unwrap();
                assert!(loaded.objects.len() > 100 && loaded.ids == (5..7));
                cost
            };
            assert_eq!(cost(1).await, cost(99).await, "{lock:?}");
        }
    }

    async fn a_commit_costs_the_same_for_any_number(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(300).await.start;
        let cost = async |first: i64, count: i64| {
            let new = (first..first + count).map(|id| document(id, &format!("lamp {id}")));
            let new: Vec<_> = new.map(|lamp| Object { placements: vec![root().reference()], ..lamp }).collect();
            let mut all = Changeset { shown: vec![shop::ROOT], ..creates(new.clone()) };
            all.updates = new
                .iter()
                .filter(|_| first > id)
                .map(|lamp| document(lamp.id - 101, &format!("lamp {}", lamp.id - 101)))
                .filter_map(|lamp| shop::update(&lamp, |_| ()).updates.pop())
                .collect();
            let (done, cost) = statements::counted(shop.commit(all)).await;
            done.unwrap();
            cost
        };
        cost(id, 101).await;
        assert_eq!(cost(id + 101, 1).await, cost(id + 102, 100).await);
    }

    async fn reading_costs_the_same_for_any_number(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(200).await.start;
        let lamps: Vec<_> = (0..100).map(|n| document(id + n, &format!("lamp {n}"))).collect();
        shop.create(lamps.clone()).await;
        shop.create(lamps.iter().map(|lamp| variant(lamp.id + 100, &lamp.code, lamp))).await;
        let schema = std::sync::Arc::new(shop.schema().await);
        let sheets = async |kind: ObjectKind, first: i64, count: usize| {
            let schema = schema.clone();
            let ids: Vec<_> = (first..).take(count).collect();
            let read = shop.store.snapshot(async move |conn: &mut Conn<'_>| {
                objects::sheets(conn, kind, &ids, &schema).await
            });
            let (sheets, cost) = statements::counted(read).await;
            assert_eq!(sheets.unwrap().sheets.len(), count);
            cost
        };
        for (kind, first) in [(ObjectKind::Document, id), (ObjectKind::Variant, id + 100)] {
            assert_eq!(sheets(kind, first, 1).await, sheets(kind, first, 100).await);
        }

        let cost_of = async |limit: u32| {
            let documents = Query { limit, ..Query::all(ObjectKind::Document, Rights::FULL) };
            let all = ValueQuery { attributes: Vec::new(), start: Start::Page(1), limit, rights: Rights::FULL };
            let lists = async {
                let documents = shop.heads(documents).await.heads.len();
                let values = shop.store.read(async move |conn: &mut Conn<'_>| values::page(conn, &all).await);
                (documents, values.await.unwrap().values.len())
            };
            statements::counted(lists).await
        };
        // The first question asks how large the catalogue is, too.
        cost_of(1).await;
        let (one, hundred) = (cost_of(1).await, cost_of(100).await);
        assert_eq!((one.0, hundred.0), ((1, 1), (100, 2)));
        assert_eq!(one.1, hundred.1);

        let head = shop.store.read(async |conn: &mut Conn<'_>| objects::head(conn, ObjectKind::Document, "lamp 7").await);
        let (head, cost) = statements::counted(head).await;
        assert_eq!((head.unwrap().1.map(|head| head.id), cost), (Some(id + 7), 1));
    }
}
