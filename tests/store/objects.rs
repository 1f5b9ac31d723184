//! Objects as they are listed and shown.

use std::sync::Arc;

use model::changes::Changeset;
use model::object::{Object, ObjectKind};
use model::permission::Rights;
use model::query::{Condition, Filter, Heads, MAX_EMBEDDED, Query, Sheets, Start};
use model::value::Value;
use store::conn::Conn;
use store::definitions::Revisions;
use store::objects;

use super::shop::{Shop, document, node, root, update, variant};
use crate::support::db::on_both;

const DOCUMENT: ObjectKind = ObjectKind::Document;
const VARIANT: ObjectKind = ObjectKind::Variant;
const CLASSIFICATION: ObjectKind = ObjectKind::Classification;

async fn heads(shop: &Shop, kind: ObjectKind, owners: &[&str], start: Start, limit: u32) -> Heads {
    let owners: Vec<_> = owners.iter().map(|owner| (*owner).to_owned()).collect();
    let filter = if owners.is_empty() { Filter::everything() } else { Filter::Is(Condition::Parent(owners)) };
    shop.heads(Query { filter, start, limit, ..Query::all(kind, Rights::FULL) }).await
}

fn codes(heads: &Heads) -> Vec<&str> {
    heads.heads.iter().map(|head| head.code.as_str()).collect()
}

/// Follows `next` from the start; all codes, a page each.
async fn pages(shop: &Shop, kind: ObjectKind, owners: &[&str], limit: u32) -> Vec<Vec<String>> {
    let mut pages = Vec::new();
    let mut start = Start::After(String::new());
    loop {
        let page = heads(shop, kind, owners, start, limit).await;
        pages.push(codes(&page).into_iter().map(str::to_owned).collect());
        let Some(next) = page.next else { return pages };
        start = Start::After(next);
    }
}

async fn sheets(shop: &Shop, kind: ObjectKind, ids: &[i64]) -> Sheets {
    let (schema, ids) = (shop.schema().await, ids.to_vec());
    let read = async move |conn: &mut Conn<'_>| objects::sheets(conn, kind, &ids, &schema).await;
    shop.store.snapshot(read).await.unwrap()
}

fn listed(objects: &[Arc<Object>]) -> Vec<&str> {
    objects.iter().map(|object| object.code.as_str()).collect()
}

on_both! {
    async fn a_head_comes_with_the_revisions(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(1).await.start;
        let lamp = document(id, "lamp");
        shop.create([lamp.clone()]).await;
        shop.commit(update(&lamp, |_| ())).await.unwrap();
        shop.commit(Changeset { rules: 1, relabels: true, shown: vec![id], ..Changeset::default() }).await.unwrap();
        let head = async |kind, code: &'static str| {
            let read = shop.store.read(async move |conn: &mut Conn<'_>| objects::head(conn, kind, code).await);
            let (revisions, head) = read.await.unwrap();
            assert_eq!(revisions, Revisions { rules: 1, labels: 2 });
            head.map(|head| (head.id, head.code, head.rev, head.shown))
        };
        assert_eq!(head(DOCUMENT, "lamp").await, Some((id, "lamp".into(), 2, 3)));
        assert_eq!(head(VARIANT, "lamp").await, None);
        assert_eq!(head(DOCUMENT, "Lamp").await, None);
    }

    async fn documents_are_listed_bytewise(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(10).await.start;
        let new = ["b", "Z", "a", "é", "a b", "a-", "10", "9"];
        shop.create((id..).zip(new).map(|(id, code)| document(id, code))).await;
        let sorted = ["10", "9", "Z", "a", "a b", "a-", "b", "é"];

        let all = heads(&shop, DOCUMENT, &[], Start::Page(1), 100).await;
        assert_eq!((codes(&all).as_slice(), all.total, &all.next), (&sorted[..], 8, &None));
        let second = heads(&shop, DOCUMENT, &[], Start::Page(2), 3).await;
        assert_eq!((codes(&second).as_slice(), second.total), (&sorted[3..6], 8));
        assert_eq!(second.next.as_deref(), Some("a-"));
        let exact = heads(&shop, DOCUMENT, &[], Start::Page(2), 4).await;
        assert_eq!((codes(&exact).as_slice(), &exact.next), (&sorted[4..], &None));
        let beyond = heads(&shop, DOCUMENT, &[], Start::Page(u32::MAX), 1_000).await;
        assert_eq!((beyond.heads.len(), beyond.total, beyond.next), (0, 8, None));
        let counted = heads(&shop, DOCUMENT, &[], Start::Page(1), 0).await;
        assert_eq!((counted.heads.len(), counted.total, counted.next), (0, 8, None));
        assert_eq!(pages(&shop, DOCUMENT, &[], 3).await.concat(), sorted);
        assert_eq!(pages(&shop, DOCUMENT, &[], 3).await.len(), 3);
        let within = heads(&shop, DOCUMENT, &[], Start::After("a".into()), 2).await;
        assert_eq!(codes(&within), ["a b", "a-"]);
        assert_eq!(heads(&shop, DOCUMENT, &["10"], Start::Page(1), 9).await.total, 0);
    }

    async fn variants_are_listed_by_document(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(10).await.start;
        let (lamp, sofa) = (document(id, "lamp"), document(id + 1, "sofa"));
        let of = |document: &Object, n: i64, code| Object { sequence: -n, ..variant(id + n, code, document) };
        let variants = [of(&lamp, 3, "v1"), of(&sofa, 4, "v2"), of(&lamp, 5, "v3"), of(&sofa, 6, "v4")];
        shop.create([lamp, sofa].into_iter().chain(variants)).await;
        assert_eq!(pages(&shop, VARIANT, &[], 3).await, [vec!["v1", "v2", "v3"], vec!["v4"]]);
        assert_eq!(pages(&shop, VARIANT, &["lamp"], 1).await, [["v1"], ["v3"]]);
        assert_eq!(pages(&shop, VARIANT, &["lamp", "sofa", "none"], 9).await, [["v1", "v2", "v3", "v4"]]);
        let of_sofa = heads(&shop, VARIANT, &["sofa"], Start::Page(2), 1).await;
        assert_eq!((codes(&of_sofa), of_sofa.total), (vec!["v4"], 2));
        assert_eq!(heads(&shop, VARIANT, &["none"], Start::Page(1), 9).await.total, 0);
    }

    async fn classifications_are_listed_by_sequence(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(10).await.start;
        let at = |n, code, parent: &Object, sequence| Object { sequence, ..node(id + n, code, Some(parent)) };
        let tops = [at(0, "b", &root(), 1), at(1, "a", &root(), 1)];
        let below = [at(2, "c", &tops[1], -7), at(3, "d", &tops[0], 0), at(4, "e", &tops[1], i64::MAX)];
        shop.create(tops.into_iter().chain(below)).await;
        for limit in [1, 2, 3, 10] {
            assert_eq!(pages(&shop, CLASSIFICATION, &[], limit).await.concat(), ["c", "d", "root", "a", "b", "e"]);
            assert_eq!(pages(&shop, CLASSIFICATION, &["a"], limit).await.concat(), ["c", "e"]);
            assert_eq!(pages(&shop, CLASSIFICATION, &["a", "root"], limit).await.concat(), ["c", "a", "b", "e"]);
        }
        let second = heads(&shop, CLASSIFICATION, &["root", "a"], Start::Page(2), 2).await;
        assert_eq!((codes(&second), second.total), (vec!["b", "e"], 4));
    }

    async fn a_sheet_has_all_that_stands_around(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(10).await.start;
        let lights = node(id, "lights", Some(&root()));
        let lamps = node(id + 1, "lamps", Some(&lights));
        let bulbs = Object { sequence: -1, ..node(id + 2, "bulbs", Some(&lights)) };
        let mut lamp = Object { placements: vec![lamps.reference(), bulbs.reference()], ..document(id + 3, "lamp") };
        lamp.body.set("colour", None, Some(Value::Codes(vec!["none".into(), "red".into()])));
        lamp.body.set("sku", None, Some(Value::Text("blue".into())));
        let mut small = Object { sequence: 2, ..variant(id + 4, "small", &lamp) };
        small.body.set("colour", None, Some(Value::Codes(vec!["blue".into()])));
        let big = Object { sequence: 1, ..variant(id + 5, "big", &lamp) };
        shop.create([lights, lamps, bulbs, lamp, small, big, document(id + 6, "sofa")]).await;
        let named = |sheets: &Sheets| {
            let mut codes: Vec<_> = sheets.values.values().map(|value| value.code.clone()).collect();
            codes.sort();
            codes
        };

        // In the order asked for, without those that are gone or of another kind.
        let found = sheets(&shop, DOCUMENT, &[id + 6, id + 3, id + 9, id + 4, id + 3]).await;
        assert_eq!(found.sheets.iter().map(|s| s.object.id).collect::<Vec<_>>(), [id + 6, id + 3, id + 3]);
        let sheet = &found.sheets[1];
        assert_eq!(*sheet.object, *shop.get(DOCUMENT, "lamp").await.unwrap());
        assert_eq!((listed(&sheet.children), sheet.ancestors.len()), (vec!["big", "small"], 0));
        assert_eq!(*sheet.children[1], *shop.get(VARIANT, "small").await.unwrap());
        assert_eq!((sheet, &found.sheets[0].children), (&found.sheets[2], &Vec::new()));
        assert_eq!(named(&found), ["blue", "red"]);

        let found = sheets(&shop, VARIANT, &[id + 5]).await;
        let sheet = &found.sheets[0];
        assert_eq!((listed(&sheet.ancestors), sheet.children.len()), (vec!["lamp"], 0));
        assert_eq!(sheet.ancestors[0].placements.len(), 2);
        assert_eq!(named(&found), ["red"]);

        let found = sheets(&shop, CLASSIFICATION, &[id + 1, id]).await;
        assert_eq!(listed(&found.sheets[0].ancestors), ["root", "lights"]);
        assert_eq!(listed(&found.sheets[1].children), ["bulbs", "lamps"]);
        assert_eq!(found.values.len(), 0);
        assert_eq!(sheets(&shop, DOCUMENT, &[]).await.sheets.len(), 0);
    }

    async fn a_sheet_embeds_only_the_first_children(engine: Engine) {
        let shop = Shop::open(engine).await;
        let many = i64::try_from(MAX_EMBEDDED).unwrap() + 20;
        let id = shop.ids(300).await.start;
        let lamps = [document(id, "lamp"), document(id + 1, "sofa")];
        shop.create(lamps.clone()).await;
        for (n, lamp) in (2..).step_by(130).zip(&lamps) {
            let new = (0..many).map(|m| Object { sequence: -m, ..variant(id + n + m, &format!("{n}-{m}"), lamp) });
            shop.create(new).await;
        }
        let found = sheets(&shop, DOCUMENT, &[id, id + 1]).await;
        for sheet in found.sheets {
            assert_eq!(sheet.children.len(), MAX_EMBEDDED);
            assert!(sheet.children.iter().map(|child| child.sequence).eq((1 - many..).take(MAX_EMBEDDED)));
        }
    }
}
