//! Variants: their document, what they inherit, what moves with them.

use model::changes::Effect;
use model::command::Patch;
use serde_json::json;

use crate::shop::*;

#[test]
fn the_document_is_one_that_may_have_variants() {
    let mut store = shop();
    accept(store.write([put(Document, "novel", Create).of_type("book").into(), document("desk").into()]));
    let new = || put(Variant, "v", Create);
    assert_eq!(violations(&mut store, new()), ["document: A variant needs a document."]);
    assert_eq!(violations(&mut store, new().below("none")), ["document: There is no document \"none\"."]);
    assert_eq!(
        violations(&mut store, new().below("novel")),
        ["document: Documents of the type \"book\" have no variants."]
    );
    accept(store.write([new().below("lamp").into()]));
    let stored = object(&store, Variant, "v");
    assert_eq!(stored.type_id, object(&store, Document, "lamp").type_id);
    assert_eq!(stored.parent.as_ref().map(|parent| parent.code.as_str()), Some("lamp"));
    let update = || put(Variant, "v", Update);
    let nowhere = update().with(|put| put.parent = Patch::Null);
    assert_eq!(violations(&mut store, nowhere), ["document: A variant needs a document."]);
    assert_eq!(effect(&mut store, update().below("lamp")), Effect::Unchanged);
    assert_eq!(effect(&mut store, update().below("desk")), Effect::Updated);
    assert_eq!(object(&store, Variant, "v").parent.as_ref().map(|parent| parent.code.as_str()), Some("desk"));
}

#[test]
fn a_violation_of_the_document_hides_no_other() {
    let mut store = shop();
    assert_eq!(
        violations(&mut store, variant("v", "none").values(r#"{"size": "XXL", "ean": "1", "nope": 1}"#)),
        [
            "document: There is no document \"none\".",
            "attributes.size: The list of the attribute \"size\" has no value \"XXL\".",
            "attributes.nope: There is no attribute \"nope\".",
        ]
    );
}

#[test]
fn what_a_variant_may_hold() {
    let mut store = shop();
    accept(store.write([variant("v", "lamp").values(r#"{"size": "S", "weight": 2}"#).into()]));
    assert_eq!(
        violations(&mut store, put(Variant, "v", Update).values(r#"{"ean": "1", "label": {"en_GB": "x"}}"#)),
        [
            "attributes.ean: A variant of the type \"shoe\" has no attribute \"ean\".",
            "attributes.label: A variant of the type \"shoe\" has no attribute \"label\".",
        ]
    );
    assert_eq!(
        violations(&mut store, put(Document, "lamp", Update).values(r#"{"size": "S"}"#)),
        ["attributes.size: A document of the type \"shoe\" has no attribute \"size\"."]
    );
}

#[test]
fn writing_what_is_inherited_anyway_changes_nothing() {
    let mut store = shop();
    let document = || put(Document, "lamp", Update);
    accept(store.write([document().values(r#"{"weight": 2, "story": {"en_GB": "a"}, "wash": ["w30"]}"#).into()]));
    let same = r#"{"weight": "2.0", "story": {"en_GB": "a"}, "wash": ["w30"]}"#;
    accept(store.write([variant("v", "lamp").values(same).into()]));
    assert_eq!(body(&store, Variant, "v"), json!({}), "on creation");
    assert_eq!(effect(&mut store, put(Variant, "v", Update).values(same)), Effect::Unchanged);

    let twice = put(Variant, "v", Update).values(r#"{"weight": 3}"#).values(r#"{"weight": 2}"#);
    assert_eq!(effect(&mut store, twice), Effect::Unchanged);
    accept(store.write([put(Variant, "v", Update).values(r#"{"weight": 3, "story": {"en_GB": "b"}}"#).into()]));
    assert_eq!(effect(&mut store, put(Variant, "v", Update).values(same)), Effect::Updated);
    assert_eq!(
        body(&store, Variant, "v"),
        json!({"weight": 2, "story": {"en_GB": "a"}}),
        "a value of its own stays one, though equal"
    );
    accept(store.write([put(Variant, "v", Update).values(r#"{"weight": null, "story": null}"#).into()]));
    assert_eq!(body(&store, Variant, "v"), json!({}), "null returns to inheriting");
    assert_eq!(
        effect(&mut store, put(Variant, "v", Update).values(r#"{"story": {"fr_FR": "a"}}"#)),
        Effect::Updated,
        "another locale's value is not inherited"
    );
}

#[test]
fn what_decided_by_inheritance_is_a_condition() {
    let mut store = shop();
    accept(store.write([put(Document, "lamp", Update).values(r#"{"weight": 2}"#).into()]));
    let lamp = (object(&store, Document, "lamp").id, 2);
    let compared = store.write([variant("a", "lamp").values(r#"{"weight": 3}"#).into()]);
    assert_eq!(compared.changeset.conditions, [lamp]);
    let alone = store.write([variant("b", "lamp").values(r#"{"size": "M"}"#).into()]);
    assert_eq!(alone.changeset.conditions, [], "its document can't go or change its type unseen");
    let both = store.write([
        put(Document, "lamp", Update).values(r#"{"weight": 4}"#).into(),
        variant("c", "lamp").values(r#"{"weight": 4}"#).into(),
    ]);
    assert_eq!(both.changeset.conditions, [], "it is written itself");
    assert_eq!(body(&store, Variant, "c"), json!({}), "an earlier command's value is inherited");
}

#[test]
fn the_document_is_shown_anew() {
    let mut store = shop();
    let lamp = object(&store, Document, "lamp").id;
    for action in
        [variant("v", "lamp").into(), put(Variant, "v", Update).values(r#"{"size": "S"}"#).into(), delete(Variant, "v")]
    {
        assert_eq!(store.write([action]).changeset.shown, [lamp]);
    }
    assert_eq!((object(&store, Document, "lamp").rev, object(&store, Document, "lamp").shown), (1, 4));
    let with_it = store.write([variant("v", "lamp").into(), put(Document, "lamp", Update).active(false).into()]);
    assert_eq!(with_it.changeset.shown, [0; 0], "not what is written anyhow");
    let made = store.write([document("desk").into(), variant("w", "desk").into()]);
    assert_eq!(made.changeset.shown, [0; 0]);
    let gone = store.write([delete(Document, "desk")]);
    assert_eq!((gone.changeset.shown.len(), gone.changeset.deletes.len()), (0, 2));
    let unchanged = store.write([put(Variant, "v", Update).into()]);
    assert_eq!(unchanged.changeset.shown, [0; 0]);
}

#[test]
fn a_new_one_comes_after_those_that_are_left() {
    let mut store = shop();
    let new = |code: &str| variant(code, "lamp").into();
    accept(store.write([document("desk").into(), new("a"), new("b"), new("c")]));
    let gone = delete(Variant, "c");
    let moved = |code: &str| put(Variant, code, Update).below("desk").into();
    let lowered = put(Variant, "d", Update).with(|put| put.sequence = Patch::Value(0)).into();
    let batches = [
        vec![gone, new("d")],
        vec![lowered, new("e")],
        vec![moved("e"), new("f")],
        vec![delete(Variant, "f"), new("f"), new("g")],
        vec![new("h"), moved("h"), delete(Variant, "g"), new("g")],
    ];
    let places = batches.map(|batch| {
        accept(store.write(batch));
        store.objects.values().rfind(|object| object.kind == Variant).expect("the newest").sequence
    });
    assert_eq!(places, [3, 3, 3, 4, 4]);
}
