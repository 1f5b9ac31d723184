//! Predefined values, and the objects that hold them.

use model::changes::Effect;
use model::command::{Action, OnUse, Patch, PutValue};
use model::problem::Kind;
use serde_json::json;

use crate::shop::*;

fn changed(attribute: &str, code: &str, mode: model::command::PutMode, change: impl FnOnce(&mut PutValue)) -> Action {
    let Action::PutValue(mut put) = value(attribute, code) else { unreachable!("a value") };
    put.mode = mode;
    change(&mut put);
    Action::PutValue(put)
}

#[test]
fn a_new_value_stands_last() {
    let mut store = shop();
    let sequences = |store: &crate::store::Store| {
        ["S", "M", "L", "XL"].map(|code| store.value("size", code).map(|value| value.sequence))
    };
    let plan = store.write([value("size", "L"), value("size", "XL")]);
    assert_eq!(sequences(&store), [Some(1), Some(2), Some(3), Some(4)]);
    assert!(!plan.changeset.narrows && !plan.changeset.relabels, "no body shows it yet");
    let first = changed("size", "XS", Create, |put| put.sequence = Patch::Value(-1));
    accept(store.write([first]));
    accept(store.write([value("size", "XXL")]));
    assert_eq!(store.value("size", "XXL").map(|value| (value.sequence, value.active, value.rev)), Some((5, true, 1)));
    // Of those that the batch leaves in the list, where it leaves them.
    let lowered = changed("size", "XL", Update, |put| put.sequence = Patch::Value(0));
    accept(store.write([delete_value("size", "XXL", OnUse::Refuse), lowered, value("size", "XXXL")]));
    assert_eq!(store.value("size", "XXXL").map(|value| value.sequence), Some(4));
}

#[test]
fn labels_merge_by_locale() {
    let mut store = shop();
    let named = |pairs: &[(&str, &str)]| {
        let name = labels(pairs);
        changed("size", "S", Update, |put| put.name = name)
    };
    let plan = store.write([named(&[("en_GB", "Small"), ("fr_FR", "Petit")])]);
    assert!(plan.changeset.relabels && !plan.changeset.narrows);
    accept(store.write([named(&[("fr_FR", ""), ("de_DE", "Klein")])]));
    let stored = store.value("size", "S").expect("stored");
    assert_eq!(json!(stored.labels), json!({"de_DE": "Klein", "en_GB": "Small"}));
    assert_eq!(stored.rev, 3);
    assert_eq!(effect(&mut store, named(&[("en_GB", "Small"), ("fr_FR", "")])), Effect::Unchanged);
    assert_eq!(
        violations(&mut store, named(&[("xx", "a"), ("en_GB", "a\0")])),
        [
            "name: This text should be without the character U+0000.",
            "name: Expected labels by locale; there is no locale \"xx\".",
        ]
    );
}

#[test]
fn the_list_is_an_attributes() {
    let mut store = shop();
    assert_eq!(violations(&mut store, value("none", "a")), ["owner: There is no attribute \"none\"."]);
    assert_eq!(
        violations(&mut store, value("weight", " ")),
        [
            "owner: Expected an attribute with a list; \"weight\" is of the type \"decimal\".",
            "code: Expected 1 to 255 characters, no control character, no blank at either end; got \" \".",
        ]
    );
    assert_eq!(refusal(&mut store, changed("size", "S", Create, |_| {})).kind, Kind::Conflict);
    assert_eq!(refusal(&mut store, changed("size", "none", Update, |_| {})).kind, Kind::NotFound);
    assert_eq!(refusal(&mut store, delete_value("size", "none", OnUse::Clear)).kind, Kind::NotFound);
}

#[test]
fn a_used_value_is_refused_or_cleared() {
    let mut store = shop();
    accept(store.write([
        put(Document, "lamp", Update).values(r#"{"wash": ["w30", "w60"]}"#).into(),
        document("moon").values(r#"{"wash": ["w30"]}"#).into(),
        variant("v", "lamp").values(r#"{"wash": ["w30", "dry"], "size": "S"}"#).into(),
    ]));
    assert_eq!(
        conflict(&mut store, delete_value("wash", "w30", OnUse::Refuse)),
        "The value \"w30\" of \"wash\" is used by 3 objects."
    );
    let plan = store.write([delete_value("wash", "w30", OnUse::Clear)]);
    assert!(plan.changeset.narrows && plan.changeset.relabels);
    assert_eq!(plan.changeset.updates.len(), 3);
    assert_eq!(body(&store, Document, "lamp"), json!({"wash": ["w60"]}));
    assert_eq!(body(&store, Document, "moon"), json!({}));
    assert_eq!(body(&store, Variant, "v"), json!({"wash": ["dry"], "size": "S"}));
    accept(store.write([delete_value("size", "S", OnUse::Clear)]));
    assert_eq!(body(&store, Variant, "v"), json!({"wash": ["dry"]}));
    assert_eq!(effect(&mut store, delete_value("wash", "w60", OnUse::Clear)), Effect::Deleted);
    assert_eq!(effect(&mut store, delete_value("size", "M", OnUse::Refuse)), Effect::Deleted);
}

#[test]
fn a_deletion_sees_what_the_batch_did() {
    let mut store = shop();
    let plan = store.write([
        value("size", "L"),
        variant("v", "lamp").values(r#"{"size": "L"}"#).into(),
        delete_value("size", "L", OnUse::Refuse),
        delete_value("size", "L", OnUse::Clear),
        put(Variant, "v", Update).values(r#"{"size": "L"}"#).into(),
        value("size", "L"),
        put(Variant, "v", Update).values(r#"{"size": "L"}"#).into(),
    ]);
    let failed: Vec<usize> = (0..7).filter(|n| plan.outcomes[*n].is_err()).collect();
    assert_eq!(failed, [2, 4]);
    assert_eq!(body(&store, Variant, "v"), json!({"size": "L"}));
    let operations = plan.changeset.changes.iter().filter(|change| change.kind == "predefined_value");
    let operations: Vec<_> = operations.map(|change| change.op.name()).collect();
    assert_eq!(operations, ["create", "delete", "create"], "one line for each thing that ever was");
}
