//! A changeset in, rows out; and every condition that can fail.

use std::sync::Arc;

use model::changes::{Changeset, Op};
use model::loaded::UniqueKey;
use model::object::{Object, ObjectKind};
use model::schema::Spec;
use model::value::Value;
use store::Error;

use super::shop::{
    self, SKU, Shop, change, colour, creates, deletes, document, node, root, text, update, variant, write,
};
use crate::support::db::on_both;

/// What a commit of this shop says that it is stale about; and that it left nothing behind.
async fn stale(shop: &Shop, changeset: Changeset) -> String {
    let before = shop.counts().await;
    let error = shop.commit(changeset).await.unwrap_err();
    assert_eq!(shop.counts().await, before, "{error}");
    match error {
        Error::Stale(what) => what,
        other => panic!("{other:?}"),
    }
}

fn key(value: &str) -> UniqueKey {
    UniqueKey { field: SKU, hash: format!("{value:0>64}") }
}

on_both! {
    async fn an_object_comes_back_as_it_was_made(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(3).await.start;
        let lights = Object { sequence: -5, active: false, ..node(id, "lights", Some(&root())) };
        let mut lamp = document(id + 1, "Lámpa \u{1F4A1} 'a' \"b\" \\ %_");
        lamp.body.set("name", Some("en_GB"), Some(text("A \"lamp\"\n\u{7f}\t{rows} $1")));
        lamp.body.set("name", Some("fr_FR"), Some(text("Une lampe à 5€")));
        lamp.body.set("weight", None, Some(Value::Number("12345678901234567890.000000000000000000001".into())));
        lamp.body.set("colour", None, Some(Value::Codes(vec!["blue".into(), "red".into()])));
        lamp.body.set("new", None, Some(Value::Bool(false)));
        lamp.placements = vec![lights.reference(), root().reference()];
        let small = Object { sequence: i64::MAX, ..variant(id + 2, "small", &lamp) };
        let committed = shop.create([lights.clone(), lamp.clone(), small.clone()]).await;

        for mut expected in [lights, lamp, small] {
            expected.created.at = committed.at;
            expected.updated.at = committed.at;
            let found = shop.get(expected.kind, &expected.code).await.unwrap();
            assert_eq!(*found, expected);
            assert_eq!(committed.shown[&expected.id], found.shown);
        }
    }

    async fn an_update_changes_all_but_creation(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(4).await.start;
        let (lights, sofas) = (node(id, "lights", Some(&root())), node(id + 1, "sofas", Some(&root())));
        let lamp = Object { placements: vec![lights.reference()], ..document(id + 2, "lamp") };
        let made = shop.create([lights.clone(), sofas.clone(), lamp.clone(), variant(id + 3, "small", &lamp)]).await;
        let lamp = shop.get(ObjectKind::Document, "lamp").await.unwrap();

        let edit = |lamp: &mut Object| {
            lamp.body.set("weight", None, Some(Value::Number("2".into())));
            lamp.active = false;
            lamp.sequence = 7;
            lamp.placements = vec![sofas.reference(), lights.reference()];
        };
        let committed = shop.commit(update(&lamp, edit)).await.unwrap();
        let found = shop.get(ObjectKind::Document, "lamp").await.unwrap();
        let mut expected = Object::clone(&lamp);
        edit(&mut expected);
        (expected.rev, expected.shown) = (2, 2);
        expected.updated = model::object::Stamp { at: committed.at, by: "bob".into() };
        assert_eq!(*found, expected);
        assert!(committed.at > made.at);
        assert_eq!(committed.shown[&lamp.id], 2);
    }

    async fn what_a_change_shows_in_moves_along(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(2).await.start;
        let lamp = document(id, "lamp");
        shop.create([lamp.clone()]).await;
        let mut changeset = creates([variant(id + 1, "small", &lamp)]);
        changeset.shown = vec![lamp.id];
        let committed = shop.commit(changeset).await.unwrap();
        let shown = shop.get(ObjectKind::Document, "lamp").await.unwrap();
        assert_eq!((shown.rev, shown.shown, shown.updated.at), (1, 2, committed.at));
        assert_eq!(shown.updated.by, "ann");

        // Written itself, it moves once.
        let mut changeset = update(&shown, |lamp| lamp.sequence = 1);
        changeset.shown = vec![lamp.id];
        assert_eq!(shop.commit(changeset).await.unwrap().shown[&lamp.id], 3);
        let shown = shop.get(ObjectKind::Document, "lamp").await.unwrap();
        assert_eq!((shown.rev, shown.shown), (2, 3));
    }

    async fn what_is_deleted_goes_with_all_its_rows(engine: Engine) {
        let shop = Shop::open(engine).await;
        let before = shop.counts().await;
        let id = shop.ids(2).await.start;
        let lamp = Object { placements: vec![root().reference()], ..document(id, "lamp") };
        let small = variant(id + 1, "small", &lamp);
        let mut changeset = creates([lamp.clone(), small.clone()]);
        changeset.unique_added = vec![write((key("1"), lamp.id)), write((key("2"), small.id))];
        shop.commit(changeset).await.unwrap();
        shop.commit(deletes([&small, &lamp])).await.unwrap();
        let changes = before[5];
        assert_eq!(shop.counts().await, [&before[..5], &[changes + 4]].concat());
    }

    async fn a_code_is_free_as_soon_as_it_is_given_up(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(3).await.start;
        let lamp = document(id, "lamp");
        let small = variant(id + 1, "small", &lamp);
        let mut first = creates([lamp.clone(), small.clone()]);
        first.unique_added = vec![write((key("1"), lamp.id))];
        shop.commit(first).await.unwrap();

        // The variant moves from the document that is deleted to the one that takes its code.
        let new = document(id + 2, "lamp");
        let mut changeset = update(&small, |small| small.parent = Some(new.reference()));
        changeset.deletes = vec![write((lamp.id, 1))];
        changeset.creates = vec![write(Arc::new(new.clone()))];
        changeset.unique_removed = vec![(key("1"), lamp.id)];
        changeset.unique_added = vec![write((key("1"), new.id))];
        shop.commit(changeset).await.unwrap();
        assert_eq!(shop.get(ObjectKind::Document, "lamp").await.unwrap().id, new.id);
        let small = shop.get(ObjectKind::Variant, "small").await.unwrap();
        assert_eq!(small.parent, Some(new.reference()));
    }

    async fn a_condition_that_fails_is_named(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(5).await.start;
        let (lamp, sofa) = (document(id, "lamp"), document(id + 1, "sofa"));
        shop.create([lamp.clone(), sofa.clone()]).await;
        shop.commit(update(&lamp, |lamp| lamp.sequence = 1)).await.unwrap();
        let gone = document(id + 2, "gone");

        let what = stale(&shop, update(&lamp, |lamp| lamp.sequence = 2)).await;
        assert_eq!(what, "document \"lamp\" (expected revision 1, found 2)");
        let what = stale(&shop, update(&gone, |gone| gone.sequence = 2)).await;
        assert_eq!(what, format!("object {} is gone", gone.id));
        let what = stale(&shop, deletes([&lamp])).await;
        assert_eq!(what, "document \"lamp\" (expected revision 1, found 2)");

        let on = |conditions| Changeset { conditions, ..update(&sofa, |sofa| sofa.sequence = 2) };
        assert!(stale(&shop, on(vec![(lamp.id, 1)])).await.contains("\"lamp\""));
        assert!(stale(&shop, on(vec![(gone.id, 1)])).await.contains("is gone"));
        let locked = Changeset { locks: vec![gone.id], ..update(&sofa, |sofa| sofa.sequence = 2) };
        assert!(stale(&shop, locked).await.contains("is gone"));
        let ruled = Changeset { rules: 4, ..update(&sofa, |sofa| sofa.sequence = 2) };
        assert_eq!(stale(&shop, ruled).await, "the rules (expected revision 4, found 1)");
        shop.commit(on(vec![(lamp.id, 2), (10, 1)])).await.unwrap();
    }

    async fn a_guard_that_is_broken_is_named(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(6).await.start;
        let lamp = document(id, "lamp");
        let lights = node(id + 1, "lights", Some(&root()));
        let mut first = creates([lamp.clone(), lights.clone()]);
        first.unique_added = vec![write((key("1"), lamp.id))];
        shop.commit(first).await.unwrap();

        assert_eq!(stale(&shop, creates([document(id + 2, "lamp")])).await, "document \"lamp\" exists");
        let mut twice = creates([document(id + 2, "sofa")]);
        twice.unique_added = vec![write((key("2"), id + 2)), write((key("1"), id + 2))];
        assert_eq!(stale(&shop, twice).await, format!("the value of attribute {SKU} for object {} is taken", id + 2));
        let nowhere = node(id + 3, "nowhere", None);
        let placed = Object { placements: vec![lights.reference(), nowhere.reference()], ..document(id + 2, "sofa") };
        assert_eq!(stale(&shop, creates([placed])).await, "classification \"nowhere\" is gone");
        stale(&shop, creates([variant(id + 2, "small", &document(id + 4, "gone"))])).await;
        stale(&shop, creates([Object { type_id: id + 5, ..document(id + 2, "sofa") }])).await;

        // Others refer to what would be deleted.
        shop.create([variant(id + 2, "small", &lamp)]).await;
        stale(&shop, deletes([&lamp])).await;
        shop.create([Object { placements: vec![lights.reference()], ..document(id + 3, "sofa") }]).await;
        stale(&shop, deletes([&lights])).await;
    }

    async fn definitions_and_values_are_written(engine: Engine) {
        let shop = Shop::open(engine).await;
        let schema = shop.schema().await;
        let product = Arc::clone(schema.by_id(shop::PRODUCT).unwrap());
        assert_eq!((product.created.at, product.updated.by.as_str()), (product.updated.at, "ann"));
        let Spec::DocumentType(mut spec) = product.spec.clone() else { panic!() };
        spec.sequence = 9;
        let edited = model::schema::Definition { spec: Spec::DocumentType(spec), rev: 2, ..(*product).clone() };
        let mut green = colour(12, "blue");
        (green.rev, green.labels, green.active, green.sequence) = (2, shop::labels("Green"), false, -1);
        let changeset = Changeset {
            rules: 1,
            definitions: vec![write((Arc::new(edited.clone()), Some(1)))],
            values: vec![write((Arc::new(green.clone()), Some(1)))],
            relabels: true,
            ..Changeset::default()
        };
        let committed = shop.commit(changeset.clone()).await.unwrap();
        assert_eq!((committed.rules, committed.labels), (1, 2));
        let schema = shop.schema().await;
        assert_eq!((schema.rules, schema.labels), (1, 2));
        let found = schema.by_id(shop::PRODUCT).unwrap();
        assert_eq!((&found.spec, found.rev, found.updated.at), (&edited.spec, 2, committed.at));
        assert_eq!(found.created, product.created);

        // Again, it is stale about the definition; without that, about the value.
        assert_eq!(stale(&shop, changeset.clone()).await, "document type \"product\"");
        let values = Changeset { definitions: Vec::new(), ..changeset };
        assert_eq!(stale(&shop, values).await, "predefined value \"blue\" of attribute \"colour\"");
        let id = shop.ids(1).await.start;
        let mut new = Changeset { rules: 1, ..Changeset::default() };
        new.values = vec![write((Arc::new(colour(id, "red")), None))];
        assert!(stale(&shop, new.clone()).await.contains("\"red\" of attribute \"colour\" exists"));
        new.values.clear();
        new.definitions = vec![write((Arc::new(shop::definition(id, "product", edited.spec)), None))];
        assert_eq!(stale(&shop, new).await, "document type \"product\" exists");
    }

    async fn an_attribute_takes_its_values_along(engine: Engine) {
        let shop = Shop::open(engine).await;
        let schema = shop.schema().await;
        let colours = Arc::clone(schema.by_id(shop::COLOUR).unwrap());
        let id = shop.ids(2).await.start;
        let mut changeset = Changeset { rules: 1, narrows: true, ..Changeset::default() };
        changeset.definitions_deleted = vec![write(Arc::clone(&colours))];
        changeset.definitions = vec![write((Arc::new(shop::definition(id, "colour", colours.spec.clone())), None))];
        changeset.values = vec![write((Arc::new(colour(id + 1, "red")), None))];
        let committed = shop.commit(changeset.clone()).await.unwrap();
        assert_eq!((committed.rules, committed.labels), (2, 1));
        assert_eq!(shop.counts().await[4], 1);
        assert_eq!(shop.schema().await.attribute("colour").unwrap().kind, model::attribute::AttributeType::Multiselect);

        let mut again = Changeset { rules: 2, ..Changeset::default() };
        again.definitions_deleted = vec![write(colours)];
        assert_eq!(stale(&shop, again).await, "attribute \"colour\"");
        let mut value = Changeset { rules: 2, narrows: true, ..Changeset::default() };
        value.values_deleted = vec![write(Arc::new(colour(id + 1, "red")))];
        shop.commit(value.clone()).await.unwrap();
        value.rules = 3;
        assert!(stale(&shop, value).await.contains("\"red\""));
    }

    async fn history_is_written_in_order(engine: Engine) {
        let shop = Shop::open(engine).await;
        let id = shop.ids(100).await.start;
        let lamps = (0..100).map(|n| document(id + n, &format!("lamp {n}")));
        let mut changeset = creates(lamps);
        changeset.changes.push(change(&document(id, "lamp 0"), Op::Update));
        shop.commit(changeset).await.unwrap();
        let sql = "SELECT object_id FROM changes ORDER BY tx, seq";
        let rows = shop.store.read(async move |conn: &mut store::conn::Conn<'_>| conn.query(sql, &[]).await).await;
        let found: Vec<_> = rows.unwrap().iter().map(|row| row.int(0).unwrap()).collect();
        assert_eq!(found, (id..id + 100).chain([id]).collect::<Vec<_>>());
    }
}
