//! Attributes, and the values that follow when one changes or goes.

use model::changes::Effect;
use model::command::{AttributeFields, OnUse, Patch};
use model::schema::{Constraints, DefinitionKind};
use serde_json::json;

use crate::shop::*;

fn retyped(code: &str, kind: &str) -> model::command::Action {
    change_attribute(code, Update, |fields| fields.kind = given(kind))
}

#[test]
fn what_a_new_attribute_needs() {
    let mut store = shop();
    let new = |change: fn(&mut AttributeFields)| change_attribute("colour", Create, change);
    let types = model::attribute::AttributeType::names().join(", ");
    assert_eq!(
        violations(&mut store, new(|_| {})),
        [
            "objectType: Expected one of document, variant, classification, asset, link.".to_owned(),
            "documenttype: An attribute of documents or variants needs a document type.".to_owned(),
            format!("type: Expected one of {types}."),
        ]
    );
    let wrong = new(|fields| {
        fields.object_type = given("folder");
        fields.document_type = given("robe");
        fields.kind = given("colour");
        fields.name = labels(&[("xx", "a")]);
    });
    assert_eq!(
        violations(&mut store, wrong),
        [
            "objectType: Expected one of document, variant, classification, asset, link; got \"folder\".".to_owned(),
            "documenttype: There is no document type \"robe\".".to_owned(),
            format!("type: Expected one of {types}; got \"colour\"."),
            "name: Expected labels by locale; there is no locale \"xx\".".to_owned(),
        ]
    );
    let of_nodes = attribute("colour", Classification, "text", |fields| fields.is_inherited = Patch::Value(true));
    assert_eq!(
        violations(&mut store, of_nodes),
        [
            "documenttype: Attributes of classifications have no document type; got \"shoe\".",
            "isInherited: Only attributes of documents are inherited; this one is of the kind \"classification\".",
        ]
    );
    let plan = store.write([attribute("colour", Document, "textarea", |_| {})]);
    assert!(plan.changeset.relabels && !plan.changeset.narrows);
    assert_eq!(store.schema.attribute("colour").map(|a| (a.kind.name(), a.sequence)), Some(("multiline", 11)));
}

#[test]
fn what_stays_since_creation() {
    let mut store = shop();
    let moved = change_attribute("ean", Update, |fields| {
        fields.object_type = given("variant");
        fields.document_type = given("book");
    });
    assert_eq!(
        violations(&mut store, moved),
        [
            "objectType: This is \"document\" since creation and stays so; got \"variant\".",
            "documenttype: This is \"shoe\" since creation and stays so; got \"book\".",
        ]
    );
    assert_eq!(effect(&mut store, attribute("ean", Document, "text", |_| {}).upsert()), Effect::Unchanged);
    assert_eq!(
        violations(&mut store, retyped("shoe_name", "html")),
        ["type: Expected \"text\", as this names documents of the type \"shoe\"."]
    );
}

#[test]
fn tighter_rules_narrow_and_bind_later_writes_only() {
    let mut store = shop();
    accept(store.write([put(Document, "lamp", Update).values(r#"{"weight": 50}"#).into()]));
    let limited = change_attribute("weight", Update, |f| f.constraints = Patch::Value(input(r#"{"maxValue": 10}"#)));
    let plan = store.write([limited]);
    assert!(plan.changeset.narrows && plan.changeset.updates.is_empty());
    let update = |json: &str| put(Document, "lamp", Update).values(json);
    assert_eq!(effect(&mut store, update(r#"{"weight": 50}"#)), Effect::Unchanged, "what is stored may be sent back");
    assert_eq!(
        violations(&mut store, update(r#"{"weight": 40}"#)),
        ["attributes.weight: This value should be 10 or less; got 40."]
    );
    let shown = store.write([change_attribute("weight", Update, |f| f.name = labels(&[("en_GB", "Weight")]))]);
    assert!(!shown.changeset.narrows && shown.changeset.relabels);
}

#[test]
fn a_type_changes_when_every_value_converts() {
    let mut store = shop();
    accept(store.write([
        put(Document, "lamp", Update).values(r#"{"weight": 2, "ean": "007", "sold": true, "wash": ["w30"]}"#).into(),
        document("moon").values(r#"{"weight": 3.50, "ean": "x"}"#).into(),
        variant("v", "lamp").values(r#"{"weight": 4, "size": "S"}"#).into(),
    ]));
    assert_eq!(
        violations(&mut store, retyped("weight", "integer")),
        ["type: The document \"moon\": This value should be an integer; got 3.5."]
    );
    assert_eq!(
        violations(&mut store, retyped("ean", "select")),
        [
            "type: The document \"lamp\": This value should be in the attribute's list, which is empty.",
            "type: The document \"moon\": This value should be in the attribute's list, which is empty.",
        ]
    );
    let plan = store.write([retyped("weight", "text"), retyped("sold", "html"), retyped("wash", "select")]);
    assert!(plan.changeset.narrows && plan.outcomes.iter().all(Result::is_ok));
    assert_eq!(plan.changeset.updates.len(), 3);
    assert_eq!(body(&store, Document, "lamp"), json!({"ean": "007", "sold": "true", "wash": "w30", "weight": "2"}));
    assert_eq!(body(&store, Document, "moon"), json!({"ean": "x", "weight": "3.5"}));
    assert_eq!(body(&store, Variant, "v"), json!({"size": "S", "weight": "4"}));
    let weight = store.schema.attribute("weight").expect("stored");
    assert_eq!(weight.constraints, Constraints::default(), "what a text can't obey is dropped");
    accept(store.write([retyped("weight", "decimal"), retyped("size", "multiselect")]));
    assert_eq!(body(&store, Variant, "v"), json!({"size": ["S"], "weight": 4}));
}

#[test]
fn at_most_twenty_offenders_are_named_in_order() {
    let mut store = shop();
    accept(store.write([variant("v", "lamp").values(r#"{"weight": 1}"#).into()]));
    let plan = store.write([
        put(Variant, "v", Update).values(r#"{"weight": 2}"#).into(),
        put(Document, "lamp", Update).values(r#"{"weight": 3}"#).into(),
        retyped("weight", "date"),
    ]);
    let problem = plan.outcomes[2].clone().expect_err("refused");
    let offenders: Vec<_> = problem.violations.iter().map(|violation| &violation.message[..12]).collect();
    assert_eq!(offenders, ["The document", "The variant "], "as they were made, not as they were touched");
    accept(store.write((0..25).map(|n| document(&format!("d{n}")).values(&format!(r#"{{"ean": "x{n}"}}"#)).into())));
    assert_eq!(violations(&mut store, retyped("ean", "integer")).len(), 20);
}

#[test]
fn a_day_keeps_what_a_moment_says() {
    let mut store = shop();
    accept(store.write([
        attribute("at", Document, "datetime", |_| {}),
        put(Document, "lamp", Update).values(r#"{"since": "2027-03-01", "at": "2027-03-01T10:00:00Z"}"#).into(),
    ]));
    assert_eq!(
        violations(&mut store, retyped("at", "date")),
        ["type: The document \"lamp\": This value should be a date without a time; got \"2027-03-01T10:00:00\"."]
    );
    accept(store.write([retyped("since", "datetime")]));
    accept(store.write([retyped("since", "date")]));
    assert_eq!(body(&store, Document, "lamp")["since"], json!("2027-03-01"));
}

#[test]
fn values_that_become_equal_are_not_unique() {
    let mut store = shop();
    accept(store.write([
        put(Document, "lamp", Update).values(r#"{"ean": "7"}"#).into(),
        document("moon").values(r#"{"ean": "07"}"#).into(),
        document("desk").values(r#"{"ean": "8"}"#).into(),
    ]));
    assert_eq!(
        violations(&mut store, retyped("ean", "integer")),
        ["type: The document \"moon\" holds a value that another one has too."]
    );
    accept(store.write([put(Document, "moon", Update).values(r#"{"ean": null}"#).into(), retyped("ean", "integer")]));
    assert_eq!(
        violations(&mut store, put(Document, "moon", Update).values(r#"{"ean": "8.0"}"#)),
        ["attributes.ean: This value should be unique; another document has it already."]
    );
}

#[test]
fn uniqueness_begins_when_no_value_is_double() {
    let mut store = shop();
    let unique = |is_unique| {
        change_attribute("weight", Update, |fields: &mut AttributeFields| fields.is_unique = Patch::Value(is_unique))
    };
    let weigh = |code: &str, weight: u8| {
        put(Document, code, Upsert).of_type("shoe").values(&json!({ "weight": weight }).to_string())
    };
    accept(store.write([
        weigh("lamp", 2).into(),
        weigh("moon", 2).into(),
        variant("v", "lamp").values(r#"{"weight": 3}"#).into(),
    ]));
    assert_eq!(
        violations(&mut store, unique(true)),
        ["isUnique: The document \"moon\" holds a value that another one has too."]
    );
    accept(store.write([weigh("moon", 3).into()]));
    let plan = store.write([unique(true)]);
    assert!(plan.changeset.narrows && plan.changeset.updates.is_empty(), "no object changes");
    assert_eq!((plan.changeset.unique_added.len(), plan.changeset.conditions.len()), (3, 3));
    assert_eq!(violations(&mut store, weigh("moon", 2)).len(), 1);
    assert_eq!(store.write([unique(false)]).changeset.unique_removed.len(), 3);
    accept(store.write([weigh("moon", 2).into()]));
}

#[test]
fn form_and_inheritance_change_without_values_only() {
    let mut store = shop();
    let flagged = |code: &str, change: fn(&mut AttributeFields)| change_attribute(code, Update, change);
    accept(store.write([
        put(Document, "lamp", Update).values(r#"{"ean": "1", "weight": 1}"#).into(),
        variant("v", "lamp").values(r#"{"weight": 4}"#).into(),
    ]));
    let localised = || flagged("ean", |fields| fields.is_localizable = Patch::Value(true));
    assert_eq!(
        violations(&mut store, localised()),
        ["isLocalizable: This can't change while there are values; 1 hold some."]
    );
    let inherited = || flagged("weight", |fields| fields.is_inherited = Patch::Value(false));
    assert_eq!(
        violations(&mut store, inherited()),
        ["isInherited: This can't change while variants hold values of their own; 1 do."]
    );
    let plan = store.write([
        put(Document, "lamp", Update).values(r#"{"ean": null}"#).into(),
        localised(),
        put(Document, "lamp", Update).values(r#"{"ean": {"en_GB": "1"}}"#).into(),
        delete(Variant, "v"),
        inherited(),
    ]);
    assert!(plan.outcomes.iter().all(Result::is_ok) && plan.changeset.narrows);
    assert_eq!(body(&store, Document, "lamp"), json!({"ean": {"en_GB": "1"}, "weight": 1}));
    let ends = flagged("wash", |fields| fields.is_inherited = Patch::Value(false));
    assert!(store.write([ends]).changeset.narrows);
    let begins = flagged("wash", |fields| fields.is_inherited = Patch::Value(true));
    assert!(!store.write([begins]).changeset.narrows);
}

#[test]
fn a_deleted_attribute_goes_from_all_objects() {
    let mut store = shop();
    accept(store.write([
        put(Document, "lamp", Update).values(r#"{"weight": 1, "ean": "1", "wash": ["dry"]}"#).into(),
        variant("v", "lamp").values(r#"{"weight": 4}"#).into(),
    ]));
    let gone = |code: &str| delete_definition(DefinitionKind::Attribute, code);
    let plan = store.write([gone("weight"), gone("ean"), gone("wash")]);
    assert!(plan.changeset.narrows);
    assert_eq!(body(&store, Document, "lamp"), json!({}));
    assert_eq!(body(&store, Variant, "v"), json!({}));
    assert_eq!(store.schema.attribute("ean"), None);
    assert!(store.value("wash", "dry").is_none());
}

#[test]
fn an_attribute_made_anew_has_an_empty_list() {
    let mut store = shop();
    let plan = store.write([
        delete_definition(DefinitionKind::Attribute, "size"),
        attribute("size", Variant, "select", |_| {}),
        variant("v", "lamp").values(r#"{"size": "S"}"#).into(),
        value("size", "L"),
        variant("v", "lamp").values(r#"{"size": "L"}"#).into(),
        delete_value("size", "M", OnUse::Clear),
    ]);
    let failed: Vec<usize> = (0..6).filter(|n| plan.outcomes[*n].is_err()).collect();
    assert_eq!(failed, [2, 5]);
    assert_eq!(store.value("size", "L").map(|value| value.sequence), Some(1));
    assert_eq!(store.values.values().filter(|value| value.attribute == "size").count(), 1);
}

trait AsUpsert {
    fn upsert(self) -> Self;
}

impl AsUpsert for model::command::Action {
    fn upsert(mut self) -> Self {
        if let Self::PutDefinition(put) = &mut self {
            put.mode = Upsert;
        }
        self
    }
}

#[test]
fn what_names_classifications_and_assets_stays_while_it_names_any() {
    let mut store = shop();
    for (code, kind, named) in [("classification_name", Classification, "hats"), ("asset_name", Asset, "pic")] {
        let new = change_attribute(code, Create, |fields| {
            (fields.object_type, fields.kind) = (given(kind.name()), given("text"));
        });
        let name = |value: &str| put(kind, named, Upsert).values(&format!(r#"{{"{code}": {value}}}"#));
        accept(store.write([new, name("\"Hats\"").into()]));
        let gone = || delete_definition(DefinitionKind::Attribute, code);
        let message = format!("The attribute \"{code}\" can't be deleted: it names 1 object.");
        assert_eq!(conflict(&mut store, gone()), message);
        accept(store.write([name("null").into()]));
        assert_eq!(effect(&mut store, gone()), Effect::Deleted);
    }
}
