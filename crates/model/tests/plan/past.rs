//! Objects as they stood, and what brings them back.

use std::collections::BTreeSet;

use model::changes::{Change, Cursor, Op, Recorded};
use model::command::Action;
use model::object::{Object, ObjectKind};
use model::permission::{Rights, Scope};
use model::plan::{Duplicate, Past, between, bring_back, duplicate, ends, put_back, told};
use model::problem::{Field, Violation};
use model::schema::Workflow;
use model::standing::{self, NODES};
use proptest::prelude::*;

use crate::anything::{anything, daily};
use crate::properties::{begun, content};
use crate::shop::*;
use crate::store::Store;

/// A line of history of that number, which is its moment too.
fn recorded(seq: usize, change: &Change) -> Recorded {
    let seq = i64::try_from(seq).expect("few");
    Recorded { cursor: Cursor { tx: 0, seq }, at: seq, job: None, change: change.clone() }
}

/// What a store is read as, to see it as it was when its history had that length.
struct Read {
    now: Vec<Object>,
    since: Vec<Recorded>,
    until: Vec<Recorded>,
}

impl Read {
    fn at(store: &Store, length: usize) -> Self {
        let lines = store.history.iter().enumerate().map(|(seq, change)| recorded(seq, change));
        let mut lines: Vec<_> = lines.rev().collect();
        let until = lines.split_off(store.history.len() - length);
        Self { now: store.objects.values().map(|object| Object::clone(object)).collect(), since: lines, until }
    }

    fn past<'a>(&'a self, store: &'a Store) -> Past<'a> {
        Past::of(&store.schema, &self.now, &self.since, &self.until).expect("a history that can be read")
    }
}

/// All objects that are there.
fn there(store: &Store) -> BTreeSet<(ObjectKind, String)> {
    store.objects.values().map(|object| (object.kind, object.code.clone())).collect()
}

/// An object but for a set that is gone by now, and for where it stands: the first node isn't stored, and may be
/// another one by now.
fn lasting(store: &Store, object: &Object) -> Object {
    let mut lasting = object.clone();
    lasting.body.0.remove(NODES);
    lasting.set = lasting.set.filter(|set| store.schema.by_id(*set).is_some());
    lasting
}

/// A variant but for the values, told so, that its document has no place for by now: those are as they are.
fn placed(store: &Store, object: &Object, warnings: &[Violation]) -> Object {
    let mut placed = object.clone();
    let own = store.find(object.kind, &object.code).map(|own| &own.body);
    for warning in warnings.iter().filter(|_| object.kind == ObjectKind::Variant) {
        if let ("not_available", Field::Attribute(code)) = (warning.rule, &warning.field) {
            placed.body.0.remove(code);
            let kept = own.and_then(|own| own.0.get(code)).cloned();
            placed.body.0.extend(kept.map(|kept| (code.clone(), kept)));
        }
    }
    placed
}

fn states(store: &mut Store, actions: Vec<Action>) -> Vec<(usize, Store)> {
    let mut states = vec![(store.history.len(), store.clone())];
    for action in actions {
        store.write([action]);
        states.push((store.history.len(), store.clone()));
    }
    states
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// Two states of an object differ by what the change between them tells.
    #[test]
    fn what_lies_between_is_what_a_line_tells(actions in prop::collection::vec(anything(), 0..24)) {
        let mut store = begun(&[]);
        for action in actions {
            let length = store.history.len();
            store.write([action]);
            let (was, is) = (Read::at(&store, length), Read::at(&store, store.history.len()));
            let (was, is) = (was.past(&store), is.past(&store));
            let lines = store.history[length..].iter().filter(|line| line.op == Op::Update);
            for line in lines.filter(|line| ObjectKind::from_name(line.kind).is_some()) {
                let (before, after) = (was.image(line.object_id), is.image(line.object_id));
                let (Some(before), Some(after)) = (before, after) else { continue };
                let mut told = told(line).expect("a line that can be read");
                told.retain(|field| field.path != ["id"]);
                prop_assert_eq!(between(before, after), Some(told));
                prop_assert_eq!(between(after, after), Some(Vec::new()));
            }
        }
    }

    #[test]
    fn what_was_stored_is_seen_again(actions in prop::collection::vec(anything(), 0..24)) {
        let mut store = begun(&[]);
        for (length, then) in states(&mut store, actions) {
            let read = Read::at(&store, length);
            let past = read.past(&store);
            let ids: Vec<i64> = then.objects.keys().copied().collect();
            prop_assert_eq!(past.numbers().collect::<Vec<_>>(), ids);
            for object in then.objects.values() {
                // What follows a definition that is gone can't be shown.
                let Some(seen) = past.object(object.id) else {
                    prop_assert!(store.schema.by_id(object.type_id).is_none(), "{}", object.code);
                    continue;
                };
                prop_assert_eq!(content(&store, &lasting(&store, seen)), content(&store, &lasting(&store, object)), "{}", object.code);
                // Of those that it had left the first one for.
                let document_type = store.schema.code_of(seen.type_id);
                for (workflow, node) in standing::named(&object.body) {
                    let mut all = standing::all(&seen.body, document_type, &store.schema);
                    let Some((_, at)) = all.find(|(known, _)| *known == workflow) else { continue };
                    let is_known = store.schema.get::<Workflow>(workflow).is_some_and(|(_, own)| own.has(node));
                    prop_assert!(at == node || !is_known, "{} at {} in {}", object.code, at, workflow);
                }
            }
        }
    }

    #[test]
    fn what_was_stored_is_brought_back(actions in prop::collection::vec(daily(), 0..24)) {
        let mut store = begun(&[]);
        for (length, then) in states(&mut store, actions) {
            let (read, present) = (Read::at(&store, length), Read::at(&store, store.history.len()));
            let (was, now) = (read.past(&store), present.past(&store));
            for object in then.objects.values() {
                let is = store.find(object.kind, &object.code).map(|object| object.id);
                let back = match is {
                    Some(is) => put_back((&was, object.id), (&now, is), &[], &Rights::FULL, &there(&store)).expect("whole"),
                    None => bring_back(&was, object.id, &[], &there(&store)),
                };
                let back = back.expect("it was there");
                let mut again = store.clone();
                let outcome = again.write(back.puts.into_iter().map(Action::PutObject)).outcomes.remove(0);
                // A unique value may be another's by now, a parent gone.
                if let (Ok(done), true) = (outcome, back.warnings.is_empty()) {
                    let found = again.find(object.kind, &object.code).expect("it is back");
                    let expected = content(&store, &placed(&store, object, &done.warnings));
                    prop_assert_eq!(content(&again, found), expected, "{}", object.code);
                }
            }
        }
    }
}

#[test]
fn a_document_comes_back_with_its_values_and_those_alone() {
    let mut store = shop();
    accept(store.write([document("moon").values(r#"{"weight": 1, "story": {"fr_FR": "b", "en_GB": "a"}}"#).into()]));
    let length = store.history.len();
    let changed = put(Document, "moon", Update)
        .placed(&["hats"])
        .active(false)
        .values(r#"{"weight": null, "story": {"fr_FR": "c"}, "wash": ["dry"]}"#);
    accept(store.write([changed.into()]));
    let (read, present) = (Read::at(&store, length), Read::at(&store, store.history.len()));
    let (was, now) = (read.past(&store), present.past(&store));
    let id = object(&store, Document, "moon").id;
    let back = |only: &[&str], rights: &Rights| {
        let only: Vec<String> = only.iter().map(|&name| name.to_owned()).collect();
        put_back((&was, id), (&now, id), &only, rights, &there(&store))
    };
    let image = |only: &[&str], rights: &Rights| {
        let mut again = store.clone();
        let back = back(only, rights).expect("accepted").expect("it was there");
        accept(again.write(back.puts.into_iter().map(Action::PutObject)));
        let moon = object(&again, Document, "moon").clone();
        let places: Vec<_> = moon.placements.iter().map(|at| at.code.clone()).collect();
        (moon.body.to_json(), moon.active, places.join(","))
    };
    let body = |json: &str| json.to_owned();
    assert_eq!(
        image(&[], &Rights::FULL),
        (body(r#"{"story":{"en_GB":"a","fr_FR":"b"},"weight":1}"#), true, "shoes".into())
    );
    assert_eq!(
        image(&["weight"], &Rights::FULL),
        (body(r#"{"story":{"en_GB":"a","fr_FR":"c"},"wash":["dry"],"weight":1}"#), false, "hats".into())
    );
    assert_eq!(image(&["story.fr_FR"], &Rights::FULL).0, body(r#"{"story":{"en_GB":"a","fr_FR":"b"},"wash":["dry"]}"#));
    let scope = Scope { hidden_attributes: BTreeSet::from(["weight".to_owned()]), ..Scope::default() };
    let hiding = Rights { scope: Some(scope.into()), ..Rights::FULL };
    assert_eq!(image(&[], &hiding).0, body(r#"{"story":{"en_GB":"a","fr_FR":"b"}}"#));
    for unknown in [back(&["weight"], &hiding), back(&["nothing"], &Rights::FULL)] {
        assert_eq!(unknown.expect_err("refused").violations[0].rule, "unknown_attribute");
    }
}

#[test]
fn a_copy_has_all_but_what_is_unique() {
    let mut store = shop();
    accept(store.write([document("moon").values(r#"{"weight": 1, "ean": "7"}"#).into()]));
    accept(store.write([variant("moon-red", "moon").values(r#"{"size": "S"}"#).into()]));
    accept(store.write([variant("luna", "moon").into()]));
    let present = Read::at(&store, store.history.len());
    let now = present.past(&store);
    let id = object(&store, Document, "moon").id;
    let wish = Duplicate { code: "mars".into(), variants: true, ..Duplicate::default() };
    let copied = duplicate(&now, id, &wish, &Rights::FULL).expect("accepted");
    assert_eq!(copied.warnings.len(), 1);
    accept(store.clone().write(copied.puts.clone().into_iter().map(Action::PutObject)));
    let codes: Vec<_> = copied.puts.iter().map(|put| put.code.as_str()).collect();
    assert_eq!(codes, ["mars", "mars-red", "mars-luna"]);
    let wish = Duplicate { codes: [("venus".to_owned(), "x".to_owned())].into(), ..wish };
    assert!(duplicate(&now, id, &wish, &Rights::FULL).is_err());
}

#[test]
fn a_change_is_told_field_by_field() {
    let mut store = shop();
    accept(store.write([put(Document, "lamp", Update).values(r#"{"story": {"en_GB": "a"}, "weight": 1}"#).into()]));
    let change = store.history.last().expect("a line");
    let fields = told(change).expect("readable");
    let paths: Vec<_> = fields.iter().map(|told| told.path.join(".")).collect();
    assert_eq!(paths, ["attributes.story.en_GB", "attributes.weight"]);
    assert_eq!(fields[1].after.as_ref().map(model::input::Input::to_json).as_deref(), Some("1"));
    assert!(fields.iter().all(|told| told.before.is_none()));
    accept(store.write([delete(Document, "lamp")]));
    let gone = store.history.last().expect("a line");
    assert_eq!(gone.op, Op::Delete);
    let image = input(gone.before.as_deref().expect("an image"));
    assert!(ends(Document, &image, &store.schema).contains(&(Classification, "shoes".to_owned())));
}
