//! Documents: type, classifications, modes, revisions, no-ops.

use model::changes::Effect;
use model::command::{Command, Expect, Patch};
use model::permission::Rights;
use model::plan::{plan, refs};
use model::problem::Kind;
use serde_json::json;

use crate::shop::*;
use crate::store::actor;

#[test]
fn a_new_document_has_what_was_written() {
    let mut store = shop();
    let done = accept(
        store.write([document("moon")
            .mainly("hats")
            .active(false)
            .values(r#"{"weight": 1.50, "story": {"fr_FR": "Lune\r\n"}, "wash": ["w60", "dry", "w60"], "sold": null}"#)
            .into()]),
    );
    assert_eq!(done[0].effect, Effect::Created);
    let stored = object(&store, Document, "moon");
    assert_eq!((stored.rev, stored.shown, stored.active, stored.sequence), (1, 1, false, 0));
    assert_eq!((stored.created.by.as_str(), stored.updated.by.as_str()), ("ann", "ann"));
    assert_eq!(places(&store, "moon"), ["hats", "shoes"]);
    assert_eq!(
        body(&store, Document, "moon"),
        json!({"story": {"fr_FR": "Lune\n"}, "wash": ["dry", "w60"], "weight": 1.5})
    );
}

#[test]
fn modes_say_whether_it_may_exist() {
    let mut store = shop();
    let told = |store: &mut _, action: Put| told(&refusal(store, action));
    assert_eq!(
        told(&mut store, document("lamp")),
        (Kind::Conflict, vec!["code: There is already a document \"lamp\".".into()])
    );
    assert_eq!(refusal(&mut store, put(Document, "none", Update)).message, "There is no document \"none\".");
    assert_eq!(refusal(&mut store, put(Document, "none", Update)).kind, Kind::NotFound);
    assert_eq!(effect(&mut store, put(Document, "lamp", Upsert)), Effect::Unchanged);
    assert_eq!(effect(&mut store, document("desk").with(|p| p.mode = Upsert)), Effect::Created);
}

#[test]
fn all_violations_come_at_once_in_a_stable_order() {
    let mut store = shop();
    let broken = put(Document, " x", Create)
        .placed(&["shoes", "nowhere", "pics"])
        .mainly("void")
        .values(r#"{"weight": "12,5", "nope": 1, "story": {"xx": "a", "fr_FR": 3}, "wash": ["w31"]}"#)
        .with(|put| put.body_code = Some("y".into()));
    let expected = [
        "code: Expected 1 to 255 characters, no control character, no blank at either end; got \" x\".",
        "code: Expected \" x\", as addressed; got \"y\".",
        "documenttype: A new document needs a document type.",
        "classifications[1]: There is no classification \"nowhere\".",
        "classifications[2]: \"pics\" is in the catalog \"DAM\"; expected one that holds documents.",
        "classification: There is no classification \"void\".",
        "attributes.weight: This value should be a number; got \"12,5\".",
        "attributes.nope: There is no attribute \"nope\".",
        "attributes.story.xx: The locale \"xx\" does not exist; expected one of en_GB, fr_FR.",
        "attributes.story.fr_FR: This value should be a text; got 3.",
        "attributes.wash: The list of the attribute \"wash\" has no value \"w31\".",
    ];
    assert_eq!(violations(&mut store, broken), expected);
}

#[test]
fn the_type_is_given_once_and_stays() {
    let mut store = shop();
    let of = |code: &str, mode| put(Document, code, mode).of_type("robe").placed(&["shoes"]);
    assert_eq!(violations(&mut store, of("a", Create)), ["documenttype: There is no document type \"robe\"."]);
    let stays = "documenttype: The document type is \"shoe\" and stays so; got \"robe\".";
    assert_eq!(violations(&mut store, of("lamp", Update)), [stays]);
    let cleared = put(Document, "lamp", Update).with(|put| put.document_type = Patch::Null);
    assert_eq!(
        violations(&mut store, cleared),
        ["documenttype: The document type is \"shoe\" and stays so; got null."]
    );
    assert_eq!(effect(&mut store, put(Document, "lamp", Update).of_type("shoe")), Effect::Unchanged);
}

#[test]
fn classifications_replace_and_the_main_one_goes_first() {
    let mut store = shop();
    let update = || put(Document, "lamp", Update);
    accept(store.write([update().placed(&["hats", "boots", "hats"]).into()]));
    assert_eq!(places(&store, "lamp"), ["hats", "boots"]);
    accept(store.write([update().mainly("boots").into()]));
    assert_eq!(places(&store, "lamp"), ["boots", "hats"]);
    assert_eq!(effect(&mut store, update().mainly("boots")), Effect::Unchanged);
    assert_eq!(effect(&mut store, update().placed(&["boots", "hats"])), Effect::Unchanged);
    accept(store.write([update().mainly("root").into()]));
    assert_eq!(places(&store, "lamp"), ["root", "boots", "hats"]);
    let orphan = ["classification: The document is in no classification."];
    assert_eq!(warnings(&mut store, update().placed(&[])), orphan);
    assert_eq!(places(&store, "lamp"), [""; 0]);
    assert_eq!(warnings(&mut store, update().active(false)), [""; 0], "said where it is written");
    accept(store.write([update().placed(&["boots", "hats"]).into()]));
    assert_eq!(warnings(&mut store, update().with(|put| put.classification = Patch::Null)), orphan);
    assert_eq!(places(&store, "lamp"), [""; 0], "without a main one there is none");
}

#[test]
fn a_single_new_document_needs_a_classification() {
    let mut store = shop();
    let orphan = || put(Document, "moon", Create).of_type("shoe");
    let single = orphan().with(|put| put.require_classification = true);
    assert_eq!(violations(&mut store, single), ["classification: A new document needs a classification."]);
    assert_eq!(warnings(&mut store, orphan()), ["classification: The document is in no classification."]);
}

#[test]
fn an_equal_write_writes_nothing() {
    let mut store = shop();
    let write = || {
        put(Document, "lamp", Upsert).placed(&["shoes"]).values(
            r#"{"weight": "1.50", "story": {"en_GB": "a\r\nb"}, "wash": [{"code": "w30"}, "dry"], "sold": "1"}"#,
        )
    };
    assert_eq!(effect(&mut store, write()), Effect::Updated);
    let again = store.plan(&[Command { action: write().into(), expect: Some(Expect::OneOf(vec![2])) }]);
    assert!(again.changeset.is_empty() && again.changeset.changes.is_empty());
    assert_eq!(again.outcomes[0].as_ref().map(|done| done.effect), Ok(Effect::Unchanged));
}

#[test]
fn absent_leaves_null_clears() {
    let mut store = shop();
    let update = |json: &str| put(Document, "lamp", Update).values(json);
    accept(store.write([update(r#"{"weight": 1, "story": {"en_GB": "a", "fr_FR": "b"}, "wash": ["w30"]}"#).into()]));
    accept(store.write([update(r#"{"story": {"en_GB": null}}"#).into()]));
    assert_eq!(body(&store, Document, "lamp"), json!({"story": {"fr_FR": "b"}, "wash": ["w30"], "weight": 1}));
    accept(store.write([update(r#"{"story": {"fr_FR": ""}, "wash": []}"#).into()]));
    assert_eq!(body(&store, Document, "lamp"), json!({"weight": 1}));
    accept(store.write([update(r#"{"story": {"en_GB": "a", "fr_FR": "b"}}"#).into()]));
    accept(store.write([update(r#"{"story": "", "weight": ""}"#).into()]));
    assert_eq!(body(&store, Document, "lamp"), json!({}));
    accept(store.write([put(Document, "lamp", Update).active(false).at(7).into()]));
    let cleared = put(Document, "lamp", Update).with(|put| (put.active, put.sequence) = (Patch::Null, Patch::Null));
    accept(store.write([cleared.into()]));
    assert_eq!((object(&store, Document, "lamp").active, object(&store, Document, "lamp").sequence), (true, 0));
}

#[test]
fn an_expected_revision_must_hold() {
    let mut store = shop();
    let command = |action: Put, expect| Command { action: action.into(), expect: Some(Expect::OneOf(vec![expect])) };
    let change = || put(Document, "lamp", Update).active(false);
    assert_eq!(refusal_of(&mut store, command(change(), 2)).kind, Kind::Stale);
    assert_eq!(refusal_of(&mut store, command(document("new").with(|p| p.mode = Upsert), 1)).kind, Kind::Stale);
    let gone = Command { action: delete(Document, "lamp"), expect: Some(Expect::OneOf(vec![3])) };
    assert_eq!(refusal_of(&mut store, gone).message, "Expected revision 3, but the stored one is 1.");
    accept(store.run(&[command(change(), 1)]));
    assert_eq!(refusal_of(&mut store, command(change(), 1)).kind, Kind::Stale);
    let cases = [
        (Expect::OneOf(vec![]), "Expected an ETag of this very thing, but the stored one is 2."),
        (Expect::OneOf(vec![1, 3]), "Expected revision 1 or 3, but the stored one is 2."),
        (Expect::NoneOf(vec![1, 2]), "Expected another revision than 1 or 2, but the stored one is 2."),
        (Expect::Nothing, "Expected nothing, but the stored one is 2."),
    ];
    for (expect, message) in cases {
        let command = Command { action: change().into(), expect: Some(expect) };
        assert_eq!(refusal_of(&mut store, command).message, message);
    }
    let create = Command { action: document("new").into(), expect: Some(Expect::Nothing) };
    let upsert = Command {
        action: document("newer").with(|put| put.mode = Upsert).into(),
        expect: Some(Expect::NoneOf(vec![1])),
    };
    let change = Command { action: change().into(), expect: Some(Expect::OneOf(vec![1, 2])) };
    accept(store.run(&[create, upsert, change]));
}

#[test]
fn a_reader_may_not_write() {
    let mut store = shop();
    let command = Command { action: delete(Document, "lamp"), expect: Some(Expect::OneOf(vec![99])) };
    let loaded = store.load(&refs(std::slice::from_ref(&command), &store.schema));
    let plan = plan(&[command], &loaded, &store.schema, &actor(Rights::READ), 0);
    assert!(plan.changeset.is_empty());
    assert_eq!(plan.outcomes[0].as_ref().map_err(|problem| problem.kind).err(), Some(Kind::Forbidden));
}

#[test]
fn an_unchanged_thing_is_still_a_condition_of_the_rest() {
    let mut store = shop();
    let plan = store.write([put(Document, "lamp", Upsert).into(), document("moon").into()]);
    let lamp = object(&store, Document, "lamp");
    assert_eq!(plan.changeset.conditions, [(lamp.id, lamp.rev)]);
    assert_eq!(plan.changeset.creates.len(), 1);
}

#[test]
fn a_deletion_takes_the_variants_along() {
    let mut store = shop();
    accept(store.write([variant("lamp-s", "lamp").into(), variant("lamp-m", "lamp").into()]));
    assert_eq!(effect(&mut store, delete(Document, "lamp")), Effect::Deleted);
    assert!(store.find(Variant, "lamp-s").is_none() && store.find(Document, "lamp").is_none());
    assert_eq!(refusal(&mut store, delete(Document, "lamp")).message, "There is no document \"lamp\".");
}

/// v4.md 1.5: what is wrong with references and values is told before that a code is taken.
#[test]
fn a_code_that_is_taken_is_told_last() {
    let mut store = shop();
    let lamp = || document("lamp");
    assert_eq!(refusal(&mut store, lamp()).kind, Kind::Conflict);
    assert_eq!(refusal(&mut store, put(Document, "lamp", Create)).kind, Kind::Conflict, "though its type is missing");
    assert_eq!(refusal(&mut store, lamp().placed(&["nope"])).kind, Kind::Invalid);
    assert_eq!(refusal(&mut store, put(Document, "lamp", Create).of_type("nope")).kind, Kind::Invalid);
    assert_eq!(refusal(&mut store, lamp().values(r#"{"weight": "heavy"}"#)).kind, Kind::Invalid);
    accept(store.write([put(Document, "lamp", Update).values(r#"{"ean": "1"}"#).into(), document("other").into()]));
    assert_eq!(refusal(&mut store, lamp().values(r#"{"ean": "1"}"#)).kind, Kind::Conflict, "its own value");
    let renamed = |values: &str| put(Document, "lamp", Update).values(values).with(|put| put.new_code = given("other"));
    assert_eq!(refusal(&mut store, renamed("{}")).kind, Kind::Conflict);
    assert_eq!(refusal(&mut store, renamed(r#"{"weight": "heavy"}"#)).kind, Kind::Invalid);
}
