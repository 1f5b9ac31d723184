//! Changes that objects follow one after the other: as if they had followed at once, whoever writes beside.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::changes::Outcome;
use model::command::{Action, Command, OnUse};
use model::loaded::MAX_USES;
use model::object::ObjectKind;
use model::problem::Kind;
use model::reshape::{Effect, Reshape, Scope, leftovers};
use model::schema::{DefinitionKind, State};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use crate::anything::{changed_workflow, daily, definition_change};
use crate::shop::*;
use crate::store::Store;

fn first(store: &Store) -> Option<Arc<Reshape>> {
    store.schema.reshapes().next().cloned()
}

/// Takes the job's next step over so many objects; `false`: all were walked over.
fn step(store: &mut Store, after: &mut i64, count: usize) -> bool {
    let Some(reshape) = first(store) else { return false };
    let in_scope = |object: &model::object::Object| match &reshape.scope {
        Scope::All | Scope::Key(..) => true,
        Scope::Types(types) => types.contains(&object.type_id),
        Scope::Set(set) => object.set == Some(*set),
    };
    let walked = store.objects.values().filter(|object| object.id > *after && in_scope(object));
    let walked: Vec<_> = walked.take(count).map(|object| (object.id, object.kind, object.code.clone())).collect();
    let Some((last, ..)) = walked.last() else { return false };
    *after = *last;
    if reshape.effect == Effect::Deletion {
        let owners = walked.iter().filter(|(_, kind, _)| *kind != Variant);
        let deletes: Vec<_> = owners.map(|(_, kind, code)| delete(*kind, code)).collect();
        accept(store.write(deletes));
    } else {
        let objects = walked.iter().map(|(id, ..)| *id).collect();
        accept(store.write([Action::Reshape { reshape: reshape.id, objects }]));
    }
    true
}

/// Walks over all objects from `after` on, and ends.
fn finish(store: &mut Store, mut after: i64) {
    while let Some(reshape) = first(store) {
        while step(store, &mut after, 300) {}
        let left = leftovers(&reshape, &store.schema);
        store.sweep(&left);
        accept(store.write([Action::EndReshape { reshape: reshape.id }]));
        after = 0;
    }
}

/// What is stored, by codes.
fn image(store: &Store) -> BTreeMap<(ObjectKind, &str), String> {
    let of = |object: &model::object::Object| {
        let places: Vec<_> = object.placements.iter().map(|at| at.code.as_str()).collect();
        let set = object.set.map(|id| store.schema.code_of(id));
        format!("{} {} {places:?} {set:?} {}", object.active, object.sequence, object.body.to_json())
    };
    store.objects.values().map(|object| ((object.kind, object.code.as_str()), of(object))).collect()
}

fn crowd(store: &mut Store) {
    let held = |n: usize| document(&format!("n{n}")).values(&json!({"ean": n.to_string()}).to_string()).into();
    accept(store.write((0..=MAX_USES).map(held)));
}

fn state_of(store: &Store, code: &str) -> Option<State> {
    store.schema.definition(DefinitionKind::Attribute, code).map(|definition| definition.state)
}

#[test]
fn a_deleted_attribute_is_hidden_at_once_and_gone_in_the_end() {
    let mut store = shop();
    crowd(&mut store);
    accept(store.write([delete_definition(DefinitionKind::Attribute, "ean")]));
    assert_eq!(state_of(&store, "ean"), None);
    let refused = conflict(&mut store, attribute("ean", Document, "text", |_| {}));
    assert_eq!(refused, "The attribute \"ean\" is still being deleted; its code is free once that is done.");
    let written = put(Document, "n7", Update).values(r#"{"weight": 1}"#);
    accept(store.write([written.into()]));
    assert_eq!(body(&store, Document, "n7"), json!({"weight": 1}));
    assert_eq!(body(&store, Document, "n8"), json!({"ean": "8"}));
    finish(&mut store, 0);
    assert_eq!(body(&store, Document, "n8"), json!({}));
    assert_eq!(store.keys.len(), 0);
    accept(store.write([attribute("ean", Document, "text", |_| {})]));
}

#[test]
fn a_new_type_holds_at_once() {
    let mut store = shop();
    crowd(&mut store);
    let retyped = |kind: &str| change_attribute("ean", Update, |fields| fields.kind = given(kind));
    accept(store.write([retyped("integer")]));
    assert_eq!(state_of(&store, "ean"), Some(State::Changing));
    let again = store.write([retyped("text")]).outcomes.remove(0);
    assert_eq!(again.map_err(|problem| problem.kind), Err(Kind::Unavailable));
    // Nobody knows yet who holds a value.
    let new = store.write([put(Document, "n7", Update).values(r#"{"ean": 5000}"#).into()]).outcomes.remove(0);
    assert_eq!(new.map_err(|problem| problem.kind), Err(Kind::Unavailable));
    accept(store.write([put(Document, "n7", Update).values(r#"{"ean": 7, "weight": 1}"#).into()]));
    assert_eq!(body(&store, Document, "n7"), json!({"ean": 7, "weight": 1}));
    finish(&mut store, 0);
    assert_eq!(body(&store, Document, "n8"), json!({"ean": 8}));
    assert_eq!(state_of(&store, "ean"), Some(State::Active));
    assert_eq!(violations(&mut store, put(Document, "n7", Update).values(r#"{"ean": 8}"#)).len(), 1);
}

/// A key that only the stored body tells of goes with whatever is written first.
#[test]
fn a_deleted_locale_gives_up_its_unique_values() {
    let mut store = shop();
    accept(store.write([put(Document, "lamp", Update).values(r#"{"slogan": {"en_GB": "a", "fr_FR": "b"}}"#).into()]));
    store.most_uses = Some(0);
    accept(store.write([clear_definition(DefinitionKind::Locale, "fr_FR")]));
    accept(store.write([put(Document, "lamp", Update).values(r#"{"weight": 1}"#).into()]));
    assert_eq!(body(&store, Document, "lamp"), json!({"slogan": {"en_GB": "a"}, "weight": 1}));
    finish(&mut store, 0);
    assert_eq!(store.keys.len(), 1);
}

#[test]
fn what_all_holders_cannot_follow_is_refused() {
    let mut store = shop();
    crowd(&mut store);
    accept(store.write(
        (0..30).map(|n| put(Document, &format!("n{n}"), Update).values(&format!(r#"{{"ean": "x{n}"}}"#)).into()),
    ));
    let retyped = change_attribute("ean", Update, |fields| fields.kind = given("integer"));
    let found = violations(&mut store, retyped);
    assert_eq!(found.len(), 20);
    assert!(found[0].contains("\"n0\""), "{found:?}");
    assert!(!store.is_reshaped());
}

/// What may be done to the definitions of the shop with many objects.
fn change() -> impl Strategy<Value = Action> {
    let values = select(vec![("wash", "dry"), ("wash", "w30"), ("size", "S")]);
    let values = values.prop_map(|(attribute, code)| delete_value(attribute, code, OnUse::Clear));
    let clear = select(vec![
        (DefinitionKind::Locale, "fr_FR"),
        (DefinitionKind::AttributeSet, "full"),
        (DefinitionKind::DocumentType, "shoe"),
    ]);
    let clear = clear.prop_map(|(kind, code)| clear_definition(kind, code));
    prop_oneof![6 => definition_change(), 2 => values, 2 => clear, 3 => changed_workflow()]
}

fn is_waiting(outcome: &Outcome) -> bool {
    outcome.as_ref().is_err_and(|problem| problem.kind == Kind::Unavailable || problem.message.contains("still being"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// One store lets objects follow at once, the other later, with other writes before, between and after the steps.
    #[test]
    fn later_is_as_good_as_at_once(
        history in prop::collection::vec(daily(), 0..16),
        changes in prop::collection::vec(change(), 1..3),
        beside in prop::collection::vec((daily(), 0_usize..3), 0..10),
    ) {
        let mut at_once = tagged_shop();
        at_once.write([
            classification("c0", "root").into(),
            document("d0").into(),
            document("d1").into(),
            variant("v0", "d0").into(),
            indicator("web", &["weight", "story", "wash"], &[]),
        ]);
        at_once.write(history);
        let mut later = at_once.clone();
        later.most_uses = Some(0);
        let deletes_type = |action: &Action| matches!(action, Action::DeleteDefinition { kind: DefinitionKind::DocumentType, .. });
        for change in changes {
            let follows = later.write([change.clone()]).outcomes.remove(0);
            if is_waiting(&follows) {
                continue;
            }
            let followed = at_once.write([change.clone()]).outcomes.remove(0);
            prop_assert_eq!(follows.is_ok(), followed.is_ok(), "{:?}: {:?}, {:?}", change, follows, followed);
            if deletes_type(&change) {
                finish(&mut later, 0);
                finish(&mut at_once, 0);
            }
        }
        let mut after = 0;
        for (action, steps) in beside {
            for _ in 0..steps {
                step(&mut later, &mut after, 2);
            }
            let command = Command { action, expect: None };
            let follows = later.run(std::slice::from_ref(&command)).outcomes.remove(0);
            if is_waiting(&follows) {
                continue;
            }
            let followed = at_once.run(std::slice::from_ref(&command)).outcomes.remove(0);
            let said = |outcome: Outcome| outcome.map(|done| done.effect).map_err(|problem| problem.kind);
            prop_assert_eq!(said(follows), said(followed), "{:?}", command);
        }
        // Once more from the beginning: a job may be run twice.
        finish(&mut later, if after % 2 == 0 { 0 } else { after });
        prop_assert_eq!(image(&later), image(&at_once));
    }
}
