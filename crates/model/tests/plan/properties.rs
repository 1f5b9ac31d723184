//! What holds of any commands.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use model::attribute::Form;
use model::body::Body;
use model::changes::{Effect, Outcome};
use model::command::{Action, Command, PutMode, PutObject, ValueInput};
use model::input::Input;
use model::object::{Object, ObjectKind};
use model::plan::revert;
use model::schema::DefinitionKind;
use model::value::{Stored, Value};
use proptest::prelude::*;

use crate::anything::{anything, daily, definition_change, put_object};
use crate::shop::{accept, classification, document, indicator, shop, variant};
use crate::store::Store;

/// A shop in which some commands have been at work.
fn begun(history: &[Action]) -> Store {
    static SHOP: OnceLock<Store> = OnceLock::new();
    let stocked = || {
        let mut store = shop();
        let nodes = [classification("c0", "root"), classification("c1", "c0")];
        let documents = [document("d0"), document("d1").placed(&["c0", "c1"]), variant("v0", "d0")];
        accept(store.write(nodes.into_iter().chain(documents).map(Action::from)));
        accept(store.write([indicator("web", &["weight", "story", "wash"], &[])]));
        store
    };
    let mut store = SHOP.get_or_init(stocked).clone();
    store.write(history.to_vec());
    store
}

/// All that is stored, by names, without numbers and revisions.
fn image(store: &Store) -> BTreeMap<String, String> {
    let mut image = BTreeMap::new();
    for object in store.objects.values() {
        image.insert(format!("{} {}", object.kind.name(), object.code), content(store, object));
    }
    for value in store.values.values() {
        let said = format!("{:?} {} {}", value.labels, value.sequence, value.active);
        image.insert(format!("value {} {}", value.attribute, value.code), said);
    }
    image.extend(definitions(store));
    image
}

/// The image less what variants only repeat: that is not written again.
fn shown(store: &Store) -> BTreeMap<String, String> {
    let mut store = store.clone();
    let documents = store.objects.clone();
    for object in store.objects.values_mut().filter(|object| object.kind == ObjectKind::Variant) {
        let inherited = object.parent.as_ref().map(|parent| flat(&documents[&parent.id].body)).unwrap_or_default();
        let object = std::sync::Arc::make_mut(object);
        for ((code, locale), value) in flat(&object.body) {
            if inherited.get(&(code.clone(), locale.clone())) == Some(&value) {
                object.body.set(&code, Some(locale.as_str()).filter(|locale| !locale.is_empty()), None);
            }
        }
    }
    image(&store)
}

fn definitions(store: &Store) -> BTreeMap<String, String> {
    let all =
        DefinitionKind::ALL.iter().copied().flat_map(|kind| store.schema.all(kind).map(move |found| (kind, found)));
    all.map(|(kind, found)| (format!("{} {}", kind.name(), found.code), found.spec.to_json())).collect()
}

fn content(store: &Store, object: &Object) -> String {
    let places: Vec<_> = object.placements.iter().map(|at| at.code.as_str()).collect();
    let parent = object.parent.as_ref().map(|parent| parent.code.as_str());
    let (of_type, values) = (store.schema.code_of(object.type_id), object.body.to_json());
    let set = object.set.map(|id| store.schema.code_of(id));
    format!("{of_type} {parent:?} {set:?} {places:?} {} {} {values}", object.active, object.sequence)
}

/// What a face prints of an object and of what it owns.
fn sheet(store: &Store, object: &Object) -> String {
    let below = store.objects.values().filter(|o| o.parent.as_ref().is_some_and(|parent| parent.id == object.id));
    let below: Vec<_> = below
        .map(|below| match below.kind {
            ObjectKind::Variant => format!("{} {}", below.code, content(store, below)),
            _ => format!("{} {} {}", below.code, below.active, below.sequence),
        })
        .collect();
    let above = object.parent.as_ref().filter(|_| object.kind == ObjectKind::Variant);
    let set = above.and_then(|document| store.objects[&document.id].set);
    format!("{} {below:?} {set:?}", content(store, object))
}

/// An outcome without what a batch counts otherwise.
fn said(outcome: &Outcome) -> String {
    match outcome {
        Ok(done) => format!("{:?} {:?}", done.effect, done.warnings),
        Err(problem) => format!("{problem:?}"),
    }
}

fn batch() -> impl Strategy<Value = Vec<Action>> {
    prop::collection::vec(anything(), 0..14)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn a_batch_equals_its_commands_one_by_one(history in batch(), actions in batch()) {
        let mut together = begun(&history);
        let mut alone = together.clone();
        let plan = together.write(actions.clone());
        let one_by_one: Vec<_> = actions.into_iter().flat_map(|action| alone.write([action]).outcomes).collect();
        prop_assert_eq!(
            plan.outcomes.iter().map(said).collect::<Vec<_>>(),
            one_by_one.iter().map(said).collect::<Vec<_>>()
        );
        prop_assert_eq!(image(&together), image(&alone));
    }

    #[test]
    fn a_failed_command_leaves_no_trace(history in batch(), actions in batch()) {
        let mut all = begun(&history);
        let mut only_good = all.clone();
        let plan = all.write(actions.clone());
        let good = actions.into_iter().zip(&plan.outcomes).filter(|(_, outcome)| outcome.is_ok()).map(|(action, _)| action);
        let again = only_good.write(good.collect::<Vec<_>>());
        prop_assert!(again.outcomes.iter().all(Result::is_ok));
        prop_assert_eq!(image(&all), image(&only_good));
        prop_assert_eq!(plan.changeset.changes.len(), again.changeset.changes.len());
    }

    #[test]
    fn the_same_write_again_is_empty(history in batch(), action in anything()) {
        let mut store = begun(&history);
        let outcome = store.write([action.clone()]).outcomes.remove(0);
        let again = match action {
            Action::PutObject(put) => Action::PutObject(PutObject { mode: PutMode::Upsert, ..put }),
            Action::PutValue(mut put) => {
                put.mode = PutMode::Upsert;
                Action::PutValue(put)
            }
            Action::PutDefinition(mut put) => {
                put.mode = PutMode::Upsert;
                Action::PutDefinition(put)
            }
            _ => return Ok(()),
        };
        prop_assume!(outcome.is_ok());
        let plan = store.plan(&[Command { action: again, expect: None }]);
        prop_assert_eq!(plan.outcomes[0].as_ref().map(|done| done.effect), Ok(Effect::Unchanged));
        prop_assert!(plan.changeset.is_empty() && plan.changeset.shown.is_empty());
        prop_assert!(!plan.changeset.narrows && !plan.changeset.relabels);
    }

    #[test]
    fn a_write_and_its_revert_restore(
        history in prop::collection::vec(daily(), 0..14),
        action in prop_oneof![3 => daily(), 1 => definition_change()],
    ) {
        let mut store = begun(&history);
        let before = shown(&store);
        let lines = store.write([action]).changeset.changes;
        for line in lines.iter().rev() {
            let undo = revert(line).expect("a line that can be undone");
            let outcome = store.write([undo.clone()]).outcomes.remove(0);
            prop_assert!(outcome.is_ok(), "{:?} of {:?}: {:?}", undo, line, outcome);
        }
        prop_assert_eq!(shown(&store), before);
    }

    #[test]
    fn revisions_move_with_what_they_stand_for(history in batch(), actions in batch()) {
        let mut store = begun(&history);
        let before = store.clone();
        store.write(actions);
        for object in store.objects.values() {
            let Some(was) = before.objects.get(&object.id) else { continue };
            let is_changed = content(&store, object) != content(&before, was);
            prop_assert_eq!(object.rev - was.rev, i64::from(is_changed), "rev of {}", object.code);
            if sheet(&store, object) != sheet(&before, was) {
                prop_assert!(object.shown > was.shown, "shown of {}", object.code);
            } else if store.history.len() == before.history.len() {
                prop_assert_eq!(object.shown, was.shown);
            }
        }
        let revisions = |store: &Store| store.schema.rules + store.schema.labels;
        let is_redefined = definitions(&store) != definitions(&before);
        prop_assert!(!is_redefined || revisions(&store) > revisions(&before));
        let is_gone = definitions(&before).keys().any(|name| !definitions(&store).contains_key(name));
        prop_assert!(!is_gone || store.schema.rules > before.schema.rules);
    }

    #[test]
    fn what_was_accepted_is_what_is_stored(history in batch(), put in put_object()) {
        let mut store = begun(&history);
        let before = store.find(put.0.kind, &put.0.code).map(|object| object.body.clone()).unwrap_or_default();
        let plan = store.write([Action::from(put.clone())]);
        prop_assume!(plan.outcomes[0].is_ok());
        let stored = store.find(put.0.kind, &put.0.code).expect("what was put is there");
        prop_assert_eq!(flat(&stored.body), expected(&store, stored, &before, &put.0));
    }
}

/// The values of a body by attribute and locale.
fn flat(body: &Body) -> BTreeMap<(String, String), Value> {
    let mut flat = BTreeMap::new();
    for (code, stored) in &body.0 {
        match stored {
            Stored::Plain(value) => drop(flat.insert((code.clone(), String::new()), value.clone())),
            Stored::Localised(values) => {
                flat.extend(values.iter().map(|(locale, value)| ((code.clone(), locale.clone()), value.clone())));
            }
        }
    }
    flat
}

/// The values that an accepted put must leave, by the plainest reading of it.
fn expected(store: &Store, stored: &Object, before: &Body, put: &PutObject) -> BTreeMap<(String, String), Value> {
    let own = flat(before);
    let mut expected = own.clone();
    let document = stored.parent.as_ref().filter(|_| stored.kind == ObjectKind::Variant);
    let inherited = document.map(|document| flat(&store.objects[&document.id].body)).unwrap_or_default();
    for (code, input) in &put.values {
        let Some(attribute) = store.schema.attribute(code) else { continue };
        let owner = document.map_or(stored, |document| &*store.objects[&document.id]);
        let type_code = Some(store.schema.code_of(stored.type_id));
        if !store.schema.is_available((code, attribute), stored.kind, type_code, owner.set) {
            continue;
        }
        let ValueInput::Whole(input) = input else { continue };
        let single = vec![(String::new(), Input::clone(input))];
        let by_locale = match input {
            Input::Map(pairs) if attribute.is_localizable => pairs.clone(),
            _ if attribute.is_localizable => {
                expected.retain(|(held, _), _| held != code);
                continue;
            }
            _ => single,
        };
        for (locale, input) in by_locale {
            let key = (code.clone(), locale);
            if input.clears() {
                expected.remove(&key);
                continue;
            }
            let value = Form::of(attribute, &store.schema).read(&input).expect("accepted");
            let is_inherited = attribute.is_inherited && inherited.get(&key) == Some(&value);
            if is_inherited && !own.contains_key(&key) {
                expected.remove(&key);
            } else {
                expected.insert(key, value);
            }
        }
    }
    expected
}
