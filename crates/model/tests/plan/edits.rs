//! Bulk edits: what operations come to on objects.

use model::changes::Effect;
use model::command::Command;
use model::edit::{Edit, Target};
use model::object::{Object, ObjectKind};
use proptest::prelude::*;

use crate::anything::daily;
use crate::properties::begun;
use crate::shop::*;
use crate::store::Store;

fn edit(kind: ObjectKind, operations: &str) -> Edit {
    Edit::read(kind, &input(operations)).unwrap_or_else(|problem| panic!("{operations}: {problem:?}"))
}

fn commands(store: &Store, edit: &Edit, object: &Object) -> Vec<Command> {
    let parent = object.parent.as_ref().and_then(|parent| store.objects.get(&parent.id));
    edit.commands(Target { object, document: parent.map(|own| &**own) }, &store.schema)
}

/// Edits one object, and tells what became of it.
fn run(store: &mut Store, kind: ObjectKind, code: &str, operations: &str) -> Vec<Effect> {
    let commands = commands(store, &edit(kind, operations), &object(store, kind, code).clone());
    accept(store.run(&commands)).into_iter().map(|done| done.effect).collect()
}

/// A shop with a shoe that holds something, and its variant.
fn stocked() -> Store {
    let mut store = tagged_shop();
    accept(
        store.write([
            document("s")
                .values(r#"{"weight": 1, "story": {"en_GB": "A red shoe", "fr_FR": "Rouge"}, "wash": ["w30", "w60"]}"#)
                .into(),
            variant("s-1", "s").into(),
        ]),
    );
    store
}

#[test]
fn values_are_set_cleared_added_and_taken_away() {
    for (operations, attribute, after) in [
        (r#"[{"op": "set", "attribute": "weight", "value": 2.5}]"#, "weight", "2.5"),
        (r#"[{"op": "clear", "attribute": "weight"}]"#, "weight", "null"),
        (
            r#"[{"op": "set", "attribute": "story", "locale": "fr_FR", "value": "x"}]"#,
            "story",
            r#"{"en_GB":"A red shoe","fr_FR":"x"}"#,
        ),
        (
            r#"[{"op": "set", "attribute": "story", "value": {"fr_FR": "x"}}]"#,
            "story",
            r#"{"en_GB":"A red shoe","fr_FR":"x"}"#,
        ),
        (r#"[{"op": "clear", "attribute": "story", "locale": "en_GB"}]"#, "story", r#"{"fr_FR":"Rouge"}"#),
        (r#"[{"op": "clear", "attribute": "story"}]"#, "story", "null"),
        (
            r#"[{"op": "append", "attribute": "story", "locale": "en_GB", "value": "!"}]"#,
            "story",
            r#"{"en_GB":"A red shoe!","fr_FR":"Rouge"}"#,
        ),
        (r#"[{"op": "append", "attribute": "wash", "value": ["dry", "w30"]}]"#, "wash", r#"["dry","w30","w60"]"#),
        (r#"[{"op": "remove", "attribute": "wash", "value": "w30"}]"#, "wash", r#"["w60"]"#),
        (r#"[{"op": "remove", "attribute": "wash", "value": ["w30", "w60"]}]"#, "wash", "null"),
        (
            r#"[{"op": "replace", "attribute": "story", "find": "R", "with": "$0"}]"#,
            "story",
            r#"{"en_GB":"A $0ed shoe","fr_FR":"$0ouge"}"#,
        ),
        (
            r#"[{"op": "replace", "attribute": "story", "find": "R", "with": "", "matchCase": true}]"#,
            "story",
            r#"{"en_GB":"A red shoe","fr_FR":"ouge"}"#,
        ),
        // Each sees what those before it did.
        (
            r#"[{"op": "set", "attribute": "wash", "value": ["dry"]}, {"op": "append", "attribute": "wash", "value": "w60"}, {"op": "remove", "attribute": "wash", "value": "dry"}]"#,
            "wash",
            r#"["w60"]"#,
        ),
        (
            r#"[{"op": "set", "attribute": "story", "locale": "fr_FR", "value": "a."}, {"op": "replace", "attribute": "story", "find": ".", "with": "b"}, {"op": "append", "attribute": "story", "locale": "fr_FR", "value": "c"}]"#,
            "story",
            r#"{"en_GB":"A red shoe","fr_FR":"abc"}"#,
        ),
    ] {
        let mut store = stocked();
        assert_eq!(run(&mut store, Document, "s", operations), [Effect::Updated], "{operations}");
        assert_eq!(body(&store, Document, "s")[attribute].to_string(), after, "{operations}");
    }
}

#[test]
fn what_is_so_already_is_not_written() {
    for operations in [
        r#"[{"op": "set", "attribute": "weight", "value": "1.0"}]"#,
        r#"[{"op": "append", "attribute": "wash", "value": "w30"}]"#,
        r#"[{"op": "remove", "attribute": "wash", "value": "dry"}]"#,
        r#"[{"op": "replace", "attribute": "story", "find": "blue", "with": "red"}]"#,
        r#"[{"op": "clear", "attribute": "sold"}]"#,
        r#"[{"op": "classify", "add": ["shoes"], "main": "shoes"}, {"op": "tags", "add": ["fresh"], "remove": ["promo"]}]"#,
        r#"[{"op": "active", "value": true}, {"op": "transition", "workflow": "way", "node": "a"}]"#,
        r#"[{"op": "attributeSet", "id": null}]"#,
    ] {
        let mut store = stocked();
        assert_eq!(run(&mut store, Document, "s", operations), [Effect::Unchanged], "{operations}");
    }
}

#[test]
fn a_variant_begins_with_what_it_inherits() {
    let mut store = stocked();
    run(&mut store, Variant, "s-1", r#"[{"op": "append", "attribute": "wash", "value": "dry"}]"#);
    assert_eq!(body(&store, Variant, "s-1")["wash"].to_string(), r#"["dry","w30","w60"]"#);
    // What is looked for in texts is looked for in its own.
    let replace = r#"[{"op": "replace", "attribute": "story", "find": "red", "with": "blue"}]"#;
    assert_eq!(run(&mut store, Variant, "s-1", replace), [Effect::Unchanged]);
}

#[test]
fn documents_are_placed_tagged_and_moved_on() {
    let mut store = stocked();
    run(
        &mut store,
        Document,
        "s",
        r#"[{"op": "classify", "add": ["hats", "boots"], "remove": ["shoes"], "main": "boots"},
            {"op": "tags", "add": ["promo"], "remove": ["fresh"]},
            {"op": "transition", "workflow": "way", "node": "b"},
            {"op": "attributeSet", "id": "lean"},
            {"op": "active", "value": false}]"#,
    );
    assert_eq!(places(&store, "s"), ["boots", "hats"]);
    let after = object(&store, Document, "s");
    assert_eq!(model::tags::written(&after.body), ["promo"]);
    assert_eq!(model::standing::named(&after.body).collect::<Vec<_>>(), [("way", "b")]);
    assert_eq!((store.schema.code_of(after.set.expect("a set")), after.active), ("lean", false));
}

#[test]
fn an_edit_relies_on_what_it_read() {
    let store = stocked();
    let shoe = object(&store, Document, "s");
    let relies = |operations: &str| commands(&store, &edit(Document, operations), shoe)[0].expect.is_some();
    assert!(relies(r#"[{"op": "append", "attribute": "story", "locale": "en_GB", "value": "!"}]"#));
    assert!(relies(r#"[{"op": "classify", "add": ["hats"]}]"#));
    assert!(!relies(r#"[{"op": "set", "attribute": "weight", "value": 3}]"#));
}

#[test]
fn what_cannot_be_meant_is_told_at_its_place() {
    let schema = stocked().schema;
    for (kind, operations, expected) in [
        (Document, "[]", "operations"),
        (Document, r#"[{"op": "grow"}]"#, "operations[0].op"),
        (Document, r#"[{"op": "active", "value": true}, {"op": "set", "attribute": "weight"}]"#, "operations[1].value"),
        (Document, r#"[{"op": "clear", "attribute": "weight", "locales": ["en_GB"]}]"#, "operations[0]"),
        (Document, r#"[{"op": "set", "attribute": "nowhere", "value": 1}]"#, "operations[0].attribute"),
        (Document, r#"[{"op": "append", "attribute": "weight", "value": 1}]"#, "operations[0].attribute"),
        (Document, r#"[{"op": "append", "attribute": "story", "value": "x"}]"#, "operations[0].locale"),
        (Document, r#"[{"op": "replace", "attribute": "story", "find": "", "with": "x"}]"#, "operations[0].find"),
        (Document, r#"[{"op": "delete"}, {"op": "active", "value": true}]"#, "operations[0].op"),
        (Document, r#"[{"op": "transition", "workflow": "way", "node": "z"}]"#, "operations[0].node"),
        (Document, r#"[{"op": "link", "linkType": "none", "targets": ["a"]}]"#, "operations[0].linkType"),
        (Document, r#"[{"op": "tags", "add": ["none"]}]"#, "operations[0].add"),
        (Variant, r#"[{"op": "duplicate"}]"#, "operations[0].op"),
        (Classification, r#"[{"op": "classify", "add": ["hats"]}]"#, "operations[0].op"),
    ] {
        let problem = Edit::read(kind, &input(operations)).and_then(|edit| edit.check(&schema));
        let problem = problem.expect_err(operations);
        let paths: Vec<_> = problem.violations.iter().map(|violation| violation.field.path().into_owned()).collect();
        assert_eq!(paths, [expected], "{operations}");
    }
}

/// Operations that may be done twice to the same end.
fn operation() -> impl Strategy<Value = String> {
    prop_oneof![
        (0..200_i32).prop_map(|n| format!(r#"{{"op": "set", "attribute": "weight", "value": {n}}}"#)),
        Just(r#"{"op": "clear", "attribute": "story"}"#.to_owned()),
        Just(r#"{"op": "set", "attribute": "story", "locale": "fr_FR", "value": "Un"}"#.to_owned()),
        Just(r#"{"op": "append", "attribute": "wash", "value": ["dry", "w30"]}"#.to_owned()),
        Just(r#"{"op": "remove", "attribute": "wash", "value": "w30"}"#.to_owned()),
        Just(r#"{"op": "replace", "attribute": "story", "find": "a", "with": "o"}"#.to_owned()),
        Just(r#"{"op": "classify", "add": ["hats"], "remove": ["shoes"]}"#.to_owned()),
        Just(r#"{"op": "classify", "main": "boots"}"#.to_owned()),
        Just(r#"{"op": "tags", "add": ["promo"], "remove": ["fresh"]}"#.to_owned()),
        Just(r#"{"op": "attributeSet", "id": "full"}"#.to_owned()),
        Just(r#"{"op": "transition", "workflow": "way", "node": "b"}"#.to_owned()),
        any::<bool>().prop_map(|active| format!(r#"{{"op": "active", "value": {active}}}"#)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever an edit does, it does nothing more the second time, and what it would do is what it does.
    #[test]
    fn an_edit_is_done_once(history in prop::collection::vec(daily(), 0..8), operations in prop::collection::vec(operation(), 1..4)) {
        let mut store = begun(&history);
        let edit = edit(Document, &format!("[{}]", operations.join(",")));
        let documents: Vec<_> = store.objects.values().filter(|own| own.kind == Document).cloned().collect();
        for document in documents {
            let first = commands(&store, &edit, &document);
            let foreseen = store.plan(&first);
            let done = store.run(&first);
            prop_assert_eq!(&foreseen.outcomes, &done.outcomes);
            if done.outcomes.iter().any(Result::is_err) {
                continue;
            }
            let now = store.objects[&document.id].clone();
            let again = store.run(&commands(&store, &edit, &now));
            for outcome in again.outcomes {
                prop_assert_eq!(outcome.map(|done| done.effect), Ok(Effect::Unchanged));
            }
        }
    }
}
