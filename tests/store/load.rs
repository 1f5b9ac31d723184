//! What a plan is given to know.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use model::loaded::{MAX_USES, Refs, UniqueKey, Use};
use model::object::{Object, ObjectKind};
use model::schema::PredefinedValue;
use model::value::Value;

use super::shop::{self, SKU, Shop, colour, creates, document, node, root, text, variant, write};
use crate::support::db::on_both;

fn named<const N: usize>(keys: [(ObjectKind, &str); N]) -> BTreeSet<(ObjectKind, String)> {
    keys.map(|(kind, code)| (kind, code.to_owned())).into()
}

fn ids<'a>(objects: impl IntoIterator<Item = &'a Arc<Object>>) -> Vec<i64> {
    objects.into_iter().map(|object| object.id).collect()
}

/// An object that has these colours.
fn coloured(object: Object, codes: &[&str]) -> Object {
    let codes = Value::Codes(codes.iter().map(|code| (*code).to_owned()).collect());
    let mut object = object;
    object.body.set("colour", None, Some(codes));
    object
}

on_both! {
    async fn objects_come_with_those_above_them(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(5).await.start;
        let lights = node(id, "lights", Some(&root()));
        let lamps = node(id + 1, "lamps", Some(&lights));
        let lamp = Object { placements: vec![lamps.reference(), root().reference()], ..document(id + 2, "lamp") };
        let (small, big) = (variant(id + 3, "small", &lamp), variant(id + 4, "big", &lamp));
        shop.create([lights, lamps, lamp.clone(), small, big]).await;

        let objects = named([
            (ObjectKind::Variant, "small"),
            (ObjectKind::Classification, "lamps"),
            (ObjectKind::Document, "small"),
            (ObjectKind::Document, "none"),
        ]);
        let loaded = shop.load(Refs { objects, ..Refs::default() }).await;
        let mut found: Vec<_> = loaded.objects.keys().map(|(kind, code)| (*kind, code.as_str())).collect();
        found.sort_unstable();
        let expected = [
            (ObjectKind::Document, "lamp"),
            (ObjectKind::Variant, "small"),
            (ObjectKind::Classification, "lamps"),
            (ObjectKind::Classification, "lights"),
            (ObjectKind::Classification, "root"),
        ];
        assert_eq!(found, expected);
        assert_eq!(loaded.objects[&(ObjectKind::Document, "lamp".into())].placements, lamp.placements);
        assert!(loaded.children.is_empty() && loaded.placed.is_empty() && loaded.uses.is_empty());
        assert_eq!((loaded.rules, loaded.labels), (1, 1));
    }

    async fn children_come_where_asked_for(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(10).await.start;
        let lights = node(id, "lights", Some(&root()));
        let lamps = Object { sequence: 2, ..node(id + 1, "lamps", Some(&lights)) };
        let bulbs = Object { sequence: 1, ..node(id + 2, "bulbs", Some(&lights)) };
        let tiny = node(id + 3, "tiny", Some(&bulbs));
        let lamp = Object { placements: vec![tiny.reference(), lights.reference()], ..document(id + 4, "lamp") };
        let sofa = Object { placements: vec![lights.reference()], ..document(id + 5, "sofa") };
        let (small, big) = (variant(id + 6, "small", &lamp), variant(id + 7, "big", &lamp));
        let other = variant(id + 8, "other", &sofa);
        shop.create([lights, lamps, bulbs, tiny, lamp, sofa, small, big, other]).await;

        let objects = named([(ObjectKind::Document, "lamp"), (ObjectKind::Classification, "lights")]);
        let loaded = shop.load(Refs { objects: objects.clone(), children: objects, ..Refs::default() }).await;
        let children: BTreeMap<_, _> = loaded.children.iter().map(|(parent, children)| (*parent, ids(children))).collect();
        let expected = BTreeMap::from([
            (id, vec![id + 2, id + 1]),
            (id + 1, vec![]),
            (id + 2, vec![id + 3]),
            (id + 3, vec![]),
            (id + 4, vec![id + 7, id + 6]),
            (id + 6, vec![]),
            (id + 7, vec![]),
        ]);
        assert_eq!(children, expected);
        let placed: BTreeMap<_, _> = loaded.placed.iter().map(|(node, uses)| (*node, ids(&uses.objects))).collect();
        let expected = [(id, vec![id + 4, id + 5]), (id + 1, vec![]), (id + 2, vec![]), (id + 3, vec![id + 4])];
        assert_eq!(placed, BTreeMap::from(expected));
        assert!(loaded.placed.values().all(|uses| !uses.more));
        // What is placed comes whole.
        assert_eq!(loaded.placed[&id].objects[1].placements.len(), 1);
        assert_eq!(loaded.placed[&id].objects[0].placements.len(), 2);
    }

    async fn values_sequences_and_keys_are_found(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(1).await.start;
        let key = |value: &str| UniqueKey { field: SKU, hash: format!("{value:0>64}") };
        let mut changeset = creates([document(id, "lamp")]);
        changeset.unique_added = vec![write((key("a"), id))];
        let committed = shop.commit(changeset).await.unwrap();
        let refs = Refs {
            values: [("colour", "red"), ("colour", "green"), ("none", "red")].map(|(a, c)| (a.into(), c.into())).into(),
            value_sequences: ["colour", "sku", "none"].map(String::from).into(),
            unique: [key("a"), key("b"), UniqueKey { field: 1, ..key("a") }].into(),
            ..Refs::default()
        };
        let loaded = shop.load(refs).await;
        let red = ("colour".to_owned(), "red".to_owned());
        let mut expected = colour(11, "red");
        expected.created.at = loaded.values[&red].created.at;
        expected.updated.at = expected.created.at;
        assert!((1..committed.at).contains(&expected.created.at));
        assert_eq!(loaded.values, [(red, Arc::new(expected))].into());
        assert_eq!(loaded.value_sequences, [("colour".to_owned(), 12)].into());
        assert_eq!(loaded.unique, [(key("a"), id)].into());
    }

    async fn whole_lists_are_found_by_code_and_by_label(engine: Engine) {
        let shop = Shop::open(engine).await;
        let mut changeset = creates([]);
        let crimson = PredefinedValue { labels: shop::labels("Red"), ..colour(13, "crimson") };
        let grey = PredefinedValue { active: false, ..colour(14, "grey") };
        changeset.values = [crimson, grey].map(|value| write((Arc::new(value), None))).into();
        shop.commit(changeset).await.unwrap();
        let loaded = shop.load(Refs { lists: ["colour", "none"].map(String::from).into(), ..Refs::default() }).await;
        let codes: BTreeSet<_> = loaded.values.keys().map(|(_, code)| code.as_str()).collect();
        assert_eq!(codes, BTreeSet::from(["blue", "crimson", "grey", "red"]));
        // Of two with one label the first in the list.
        let labels = |code: &str| [code.to_owned(), format!("{code} \"fr\"")];
        let named = |code| labels(code).map(|label| (("colour".to_owned(), label), code.to_owned()));
        assert_eq!(loaded.labelled, ["red", "blue"].into_iter().flat_map(named).collect());
    }

    async fn uses_are_found(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(6).await.start;
        let mut tricky = document(id, "tricky");
        tricky.body.set("name", Some("en_GB"), Some(text("\"colour\":[\"a%b\\_\"] \"fr_FR\":")));
        let mut named_red = document(id + 1, "named red");
        named_red.body.set("name", Some("fr_FR"), Some(text("red")));
        let red = coloured(document(id + 2, "red"), &["a%b\\_", "red"]);
        let mut plain = coloured(document(id + 3, "plain"), &["a%b\\_"]);
        plain.body.set("weight", None, Some(Value::Number("1.5".into())));
        let similar = coloured(document(id + 4, "similar"), &["aXb\\Y", "A%B\\_"]);
        shop.create([tricky, named_red, red, plain, similar, node(id + 5, "lights", Some(&root()))]).await;

        let value = |code: &str| Use::Value("colour".into(), code.into());
        let found = async |uses: &[Use]| {
            let loaded = shop.load(Refs { uses: uses.iter().cloned().collect(), ..Refs::default() }).await;
            assert!(loaded.uses.values().all(|uses| !uses.more));
            uses.iter().map(|what| ids(&loaded.uses[what].objects)).collect::<Vec<_>>()
        };
        // Each alone, and then all at once.
        let uses = [
            (Use::Attribute("colour".into()), vec![id + 2, id + 3, id + 4]),
            (value("a%b\\_"), vec![id + 2, id + 3]),
            (value("red"), vec![id + 2]),
            (value("none"), vec![]),
            (Use::Attribute("weight".into()), vec![id + 3]),
            (Use::Attribute("none".into()), vec![]),
            (Use::Locale("fr_FR".into()), vec![id + 1]),
            (Use::Type(shop::CATALOG), vec![shop::ROOT, id + 5]),
            (Use::Type(4), vec![]),
        ];
        for (what, expected) in &uses {
            assert_eq!(found(std::slice::from_ref(what)).await.concat(), *expected, "{what:?}");
        }
        let (all, expected): (Vec<_>, Vec<_>) = uses.into_iter().unzip();
        assert_eq!(found(&all).await, expected);
        assert_eq!(found(&[value("red"), value("none")]).await, [vec![id + 2], vec![]]);
    }

    async fn more_uses_than_may_be_loaded_are_told(engine: Engine) {
        let shop = Shop::open(engine).await;
        let most = i64::try_from(MAX_USES).unwrap();
        let id = shop.ids(2_100).await.start;
        let lights = node(id + 2_050, "lights", Some(&root()));
        let placed = |n: i64| if n <= most { vec![lights.reference()] } else { Vec::new() };
        let lamp = |n: i64| Object { placements: placed(n), ..coloured(document(id + n, &format!("lamp {n}")), &["red"]) };
        shop.create([lights.clone()]).await;
        shop.create((0..most).map(lamp)).await;
        let refs = Refs {
            children: named([(ObjectKind::Classification, "lights")]),
            uses: [Use::Attribute("colour".into()), Use::Type(shop::PRODUCT), Use::Locale("en_GB".into())].into(),
            ..Refs::default()
        };
        let loaded = shop.load(refs.clone()).await;
        assert!(!loaded.uses.values().any(|uses| uses.more) && !loaded.placed[&lights.id].more);
        assert_eq!(loaded.placed[&lights.id].objects.len(), MAX_USES);

        // One more is too many.
        let mut last = document(id + 2_000, "last");
        last.body.set("name", Some("en_GB"), Some(text("last")));
        shop.create((most..2_000).map(lamp).chain([last])).await;
        let loaded = shop.load(refs).await;
        assert!(loaded.placed[&lights.id].more);
        assert_eq!(loaded.placed[&lights.id].objects.len(), MAX_USES);
        assert_eq!(loaded.uses[&Use::Attribute("colour".into())].objects.len(), MAX_USES);
        assert!(loaded.uses[&Use::Attribute("colour".into())].more && loaded.uses[&Use::Type(shop::PRODUCT)].more);
        let english = &loaded.uses[&Use::Locale("en_GB".into())];
        assert_eq!((ids(&english.objects), english.more), (vec![id + 2_000], false));
    }
}
