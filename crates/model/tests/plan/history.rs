//! Lines of history, differences of a dry run, and the writes that undo them.

use model::changes::{Change, Op};
use model::command::{Command, DefinitionFields, LocaleFields, OnUse, Patch};
use model::plan::revert;
use model::schema::{DefinitionKind, DocumentType};
use serde_json::{Value as Json, json};

use crate::shop::*;
use crate::store::Store;

fn image(side: Option<&String>) -> Json {
    side.map_or(Json::Null, |text| serde_json::from_str(text).expect("JSON"))
}

fn told(change: &Change) -> (&'static str, &str, Json, Json) {
    (change.kind, change.op.name(), image(change.before.as_ref()), image(change.after.as_ref()))
}

#[test]
fn a_line_says_only_what_differs() {
    let mut store = shop();
    let plan = store.write([document("moon").values(r#"{"weight": 1, "story": {"fr_FR": "b", "en_GB": "a"}}"#).into()]);
    let change = &plan.changeset.changes[0];
    assert_eq!(told(change), ("document", "create", Json::Null, Json::Null));
    assert_eq!((change.code.as_str(), change.by.as_str(), change.origin), ("moon", "ann", "v5"));
    assert_eq!(change.locales, ["en_GB", "fr_FR"]);

    let update = put(Document, "moon", Update)
        .placed(&["hats", "boots"])
        .active(false)
        .standing("c")
        .values(r#"{"weight": 1.10, "story": {"en_GB": null}, "wash": ["dry"]}"#);
    let plan = store.write([update.into()]);
    let change = &plan.changeset.changes[0];
    assert_eq!(
        told(change),
        (
            "document",
            "update",
            json!({"attributes": {"story": {"en_GB": "a"}, "wash": null, "weight": 1},
                "classifications": ["shoes"], "isActive": true, "workflows": {"way": "a"}}),
            json!({"attributes": {"story": {"en_GB": null}, "wash": ["dry"], "weight": 1.1},
                "classifications": ["hats", "boots"], "isActive": false, "workflows": {"way": "c"}}),
        )
    );
    assert_eq!(change.locales, ["en_GB"]);
    assert!(change.after.as_ref().is_some_and(|after| after.contains("\"weight\":1.1")), "as exact text");

    let plan = store.write([delete(Document, "moon")]);
    assert_eq!(
        told(&plan.changeset.changes[0]),
        (
            "document",
            "delete",
            json!({"attributes": {"story": {"fr_FR": "b"}, "wash": ["dry"], "weight": 1.1},
                "classifications": ["hats", "boots"], "documentType": "shoe", "isActive": false, "sequence": 0,
                "workflows": {"way": "c"}}),
            Json::Null,
        )
    );
}

#[test]
fn a_batch_leaves_one_line_for_each_thing() {
    let mut store = shop();
    let change = |json: &str| put(Document, "lamp", Update).values(json).into();
    let plan = store.write([change(r#"{"weight": 1}"#), document("moon").into(), change(r#"{"weight": 2}"#)]);
    let lines: Vec<_> = plan.changeset.changes.iter().map(|change| (change.code.as_str(), change.op)).collect();
    assert_eq!(lines, [("lamp", Op::Update), ("moon", Op::Create)]);
    assert_eq!(image(plan.changeset.changes[0].after.as_ref()), json!({"attributes": {"weight": 2}}));
    assert_eq!(object(&store, Document, "lamp").rev, 2, "one revision for a batch");

    let plan = store.write([change(r#"{"weight": 3}"#), change(r#"{"weight": 2}"#)]);
    assert!(plan.changeset.is_empty(), "there and back is nothing");

    let plan = store.write([document("desk").into(), delete(Document, "desk")]);
    let lines: Vec<_> = plan.changeset.changes.iter().map(|change| (change.code.as_str(), change.op)).collect();
    assert_eq!(lines, [("desk", Op::Create), ("desk", Op::Delete)]);
    assert!(plan.changeset.creates.is_empty() && plan.changeset.deletes.is_empty() && !plan.changeset.is_empty());
}

#[test]
fn definitions_and_values_have_lines_too() {
    let mut store = shop();
    let limit = change_attribute("weight", Update, |fields| {
        fields.constraints = Patch::Value(input(r#"{"maxValue": 5, "decimals": null}"#));
        fields.name = labels(&[("en_GB", "Weight")]);
        fields.is_hidden = Patch::Value(true);
    });
    let plan = store.write([limit]);
    assert_eq!(
        told(&plan.changeset.changes[0]),
        (
            "attribute",
            "update",
            json!({"constraints": {"decimals": 2, "maxValue": "100"}, "isHidden": false, "name": {"en_GB": null}}),
            json!({"constraints": {"decimals": null, "maxValue": "5"}, "isHidden": true, "name": {"en_GB": "Weight"}}),
        )
    );
    let default = LocaleFields { is_default: Patch::Value(true), ..Default::default() };
    let plan = store.write([definition("fr_FR", Update, DefinitionFields::Locale(default))]);
    let codes: Vec<_> = plan.changeset.changes.iter().map(|change| change.code.as_str()).collect();
    assert_eq!(codes, ["fr_FR", "en_GB"]);
    let plan = store.write([delete_value("size", "S", OnUse::Clear)]);
    let [change] = plan.changeset.changes.as_slice() else { panic!("one line") };
    assert_eq!(change.code, "attribute=size;code=S");
    assert_eq!(told(change), ("predefined_value", "delete", json!({"isActive": true, "sequence": 1}), Json::Null));
}

#[test]
fn a_dry_run_tells_the_differences() {
    let mut store = shop();
    let differences = |store: &mut Store, action| {
        let plan = store.plan(&[Command { action, expect: None }]);
        let done = plan.outcomes[0].clone().expect("accepted");
        let rows = done.differences(&store.schema).into_iter();
        rows.map(|d| (d.path, d.before.unwrap_or_default(), d.after.unwrap_or_default())).collect::<Vec<_>>()
    };
    let row = |path: &str, before: &str, after: &str| (path.to_owned(), before.to_owned(), after.to_owned());
    accept(store.write([put(Document, "lamp", Update).values(r#"{"story": {"en_GB": "a"}}"#).into()]));
    let update = put(Document, "lamp", Update).active(false).values(r#"{"story": {"en_GB": "b"}, "weight": 1}"#);
    assert_eq!(
        differences(&mut store, update.into()),
        [
            row("attributes.story.en_GB", "\"a\"", "\"b\""),
            row("attributes.weight", "", "1"),
            row("isActive", "true", "false"),
        ]
    );
    assert_eq!(
        differences(&mut store, classification("flats", "shoes").into()),
        [
            row("catalogs", "", "[\"PIM\"]"),
            row("isActive", "", "true"),
            row("parent", "", "\"shoes\""),
            row("sequence", "", "0"),
        ]
    );
    assert_eq!(differences(&mut store, delete(Classification, "boots")).len(), 4);
    assert_eq!(differences(&mut store, put(Document, "lamp", Update).into()), []);
}

/// Undoes all lines that the last write left, the last first.
fn undo(store: &mut Store, lines: usize) {
    let last: Vec<Change> = store.history[store.history.len() - lines..].to_vec();
    for change in last.iter().rev() {
        accept(store.write([revert(change).expect("a line that can be undone")]));
    }
}

#[test]
fn definitions_can_be_brought_back() {
    let mut store = shop();
    let spec = |store: &Store, kind, code: &str| store.schema.definition(kind, code).map(|found| found.spec.clone());
    for (kind, code) in [
        (DefinitionKind::Attribute, "weight"),
        (DefinitionKind::Locale, "de_DE"),
        (DefinitionKind::DocumentType, "book"),
    ] {
        let before = spec(&store, kind, code);
        let lines = store.write([delete_definition(kind, code)]).changeset.changes.len();
        assert_eq!(spec(&store, kind, code), None);
        undo(&mut store, lines);
        assert_eq!(spec(&store, kind, code), before, "{code}");
    }
    let before = spec(&store, DefinitionKind::Attribute, "weight");
    let changed = change_attribute("weight", Update, |fields| {
        fields.constraints = Patch::Value(input(r#"{"maxValue": 5, "minValue": null}"#));
        fields.name = labels(&[("en_GB", "Weight")]);
        fields.kind = given("integer");
    });
    accept(store.write([changed]));
    undo(&mut store, 1);
    assert_eq!(spec(&store, DefinitionKind::Attribute, "weight"), before);
    let made = store.write([document_type("hat", true)]).changeset.changes;
    accept(store.write([revert(&made[0]).expect("a line that can be undone")]));
    assert!(store.schema.get::<DocumentType>("hat").is_none() && store.schema.attribute("hat_name").is_none());
}

#[test]
fn predefined_values_can_be_brought_back() {
    let mut store = shop();
    accept(store.write([delete_value("size", "S", OnUse::Clear)]));
    undo(&mut store, 1);
    assert_eq!(store.value("size", "S").map(|value| (value.sequence, value.active)), Some((1, true)));
    accept(store.write([value("size", "L")]));
    undo(&mut store, 1);
    assert!(store.value("size", "L").is_none());
}
