//! Attribute sets: which attributes a document and its variants have.

use model::changes::Effect;
use model::command::{Action, Patch};
use model::loaded::MAX_USES;
use model::schema::{AttributeSet, DefinitionKind};
use serde_json::json;

use crate::shop::*;
use crate::store::Store;

fn set_of<'a>(store: &'a Store, code: &str) -> Option<&'a str> {
    object(store, Document, code).set.map(|id| store.schema.code_of(id))
}

fn stored<'a>(store: &'a Store, code: &str) -> &'a AttributeSet {
    store.schema.get(code).expect("a stored set").1
}

fn default(code: &str, is_default: bool) -> Action {
    change_set(code, Update, |fields| fields.is_default = Patch::Value(is_default))
}

fn clear(code: &str) -> Action {
    clear_definition(DefinitionKind::AttributeSet, code)
}

#[test]
fn what_a_set_may_list() {
    let mut store = shop();
    let of = |list: &[&str], of_variants: &[&str]| set("x", "shoe", list, of_variants);
    assert_eq!(
        violations(&mut store, of(&["none", "label", "size", "book_name"], &["size", "label"])),
        [
            "attributes: Expected attributes of the document type \"shoe\"; \"book_name\" is another.",
            "attributes: Expected attributes of the document type \"shoe\"; \"label\" is another.",
            "attributes: There is no attribute \"none\".",
            "attributes: \"size\" is an attribute of variants: it belongs in variantAttributes.",
            "variantAttributes: Expected attributes of the document type \"shoe\"; \"label\" is another.",
        ]
    );
    assert_eq!(
        violations(&mut store, change_set("x", Create, |_| {})),
        ["documenttype: An attribute set needs a document type."]
    );
    assert_eq!(
        violations(&mut store, set("x", "none", &[], &[])),
        ["documenttype: There is no document type \"none\"."]
    );
    let moved = change_set("lean", Update, |fields| fields.document_type = given("book"));
    assert_eq!(
        violations(&mut store, moved),
        ["documenttype: This is \"shoe\" since creation and stays so; got \"book\"."]
    );
}

#[test]
fn a_document_has_a_set_of_its_type() {
    let mut store = shop();
    accept(store.write([set("thin", "book", &[], &[]), document("a").in_set("full").into()]));
    assert_eq!(set_of(&store, "a"), Some("full"));
    let again = || put(Document, "a", Update);
    assert_eq!(
        violations(&mut store, again().in_set("none")),
        ["attributeSet.id: There is no attribute set \"none\"."]
    );
    assert_eq!(
        violations(&mut store, again().in_set("thin")),
        ["attributeSet.id: Expected an attribute set of the type \"shoe\"; \"thin\" is one of \"book\"."]
    );
    assert_eq!(effect(&mut store, again().in_set("full")), Effect::Unchanged);
    assert_eq!(effect(&mut store, again().in_set("lean")), Effect::Updated);
    assert_eq!(effect(&mut store, again().values(r#"{"weight": 1}"#)), Effect::Updated);
    assert_eq!(set_of(&store, "a"), Some("lean"));
    assert_eq!(effect(&mut store, again().with(|put| put.attribute_set = Patch::Null)), Effect::Updated);
    assert_eq!(set_of(&store, "a"), None);
}

#[test]
fn new_documents_have_the_default_set() {
    let mut store = shop();
    accept(store.write([default("full", true), default("lean", true)]));
    assert!(!stored(&store, "full").is_default && stored(&store, "lean").is_default);
    let none = document("c").with(|put| put.attribute_set = Patch::Null);
    accept(store.write([document("a").into(), document("b").in_set("full").into(), none.into()]));
    assert_eq!([set_of(&store, "a"), set_of(&store, "b"), set_of(&store, "c")], [Some("lean"), Some("full"), None]);
    assert_eq!(set_of(&store, "lamp"), None);
}

/// Values outside of the set are stored, whether they come before it or after.
#[test]
fn what_is_within() {
    let mut store = shop();
    let values = r#"{"weight": 1, "ean": "1", "wash": ["dry"]}"#;
    accept(store.write([document("a").in_set("lean").values(values).into()]));
    assert_eq!(body(&store, Document, "a"), json!({"weight": 1, "ean": "1", "wash": ["dry"]}));
    let number = |code| store.schema.get::<AttributeSet>(code).map(|(id, _)| id);
    let shown = |set, kind| {
        let codes = ["weight", "story", "ean", "size", "wash", "sold"];
        codes.into_iter().filter(|code| store.schema.is_within(set, kind, code)).collect::<Vec<_>>()
    };
    assert_eq!(shown(number("lean"), Document), ["weight", "wash"]);
    assert_eq!(shown(number("lean"), Variant), ["weight", "wash"]);
    assert_eq!(shown(number("full"), Document), ["weight", "story", "ean", "sold"]);
    assert_eq!(shown(number("full"), Variant), ["weight", "story", "size", "sold"]);
    assert_eq!(shown(None, Variant), ["weight", "story", "size", "wash"]);
    assert_eq!(shown(None, Document).len(), 6);
}

#[test]
fn a_variant_has_the_set_of_its_document() {
    let mut store = shop();
    accept(store.write([document("a").in_set("full").into(), document("b").into()]));
    let sold = |code: &str, document: &str| variant(code, document).values(r#"{"sold": true}"#);
    accept(store.write([sold("v", "a").in_set("full").into()]));
    assert_eq!(
        violations(&mut store, sold("w", "b")),
        ["attributes.sold: A variant of the type \"shoe\" has no attribute \"sold\"."]
    );
    assert_eq!(
        violations(&mut store, put(Variant, "v", Update).in_set("lean")),
        ["attributeSet.id: A variant has the attribute set of its document, \"full\"; got \"lean\"."]
    );
    let shown = object(&store, Variant, "v").shown;
    accept(store.write([put(Document, "a", Update).in_set("lean").into()]));
    let after = object(&store, Variant, "v");
    assert_eq!((after.shown, after.rev, after.set), (shown + 1, 1, None));
    assert_eq!(body(&store, Variant, "v"), json!({"sold": true}));
}

/// Only what API v4 writes is told.
#[test]
fn values_outside_are_told_where_unknown_ones_are() {
    let mut store = shop();
    let ean = || document("a").in_set("lean").values(r#"{"ean": "1"}"#);
    let told = warnings(&mut store, ean().lenient());
    assert_eq!(
        told,
        ["attributes.ean: The attribute \"ean\" is outside of the attribute set; its value is not shown."]
    );
    assert_eq!(body(&store, Document, "a"), json!({"ean": "1"}));
    assert!(warnings(&mut store, put(Document, "a", Update).values(r#"{"ean": "2"}"#)).is_empty());
}

#[test]
fn defaults_are_given_within_the_set() {
    let mut store = shop();
    let yes = change_attribute("sold", Update, |fields| fields.default_value = Patch::Value(input("true")));
    accept(store.write([yes, document("a").in_set("full").into(), document("b").in_set("lean").into()]));
    assert_eq!([body(&store, Document, "a"), body(&store, Document, "b")], [json!({"sold": true}), json!({})]);
}

#[test]
fn attributes_and_types_take_themselves_out_of_sets() {
    let mut store = shop();
    accept(store.write([delete_definition(DefinitionKind::Attribute, "sold")]));
    let full = stored(&store, "full");
    assert!(!full.attributes.contains("sold") && full.variant_attributes.iter().eq(["size"]));
    accept(store.write([delete(Document, "lamp"), delete_definition(DefinitionKind::DocumentType, "shoe")]));
    assert_eq!(store.schema.all(DefinitionKind::AttributeSet).count(), 0);
}

#[test]
fn a_set_in_use_goes_by_force_alone() {
    let mut store = shop();
    accept(store.write([document("a").in_set("full").into()]));
    assert_eq!(
        conflict(&mut store, delete_definition(DefinitionKind::AttributeSet, "full")),
        "The attribute set \"full\" can't be deleted: it is used by 1 object."
    );
    accept(store.write([clear("full")]));
    assert_eq!(set_of(&store, "a"), None);
    accept(store.write([delete_definition(DefinitionKind::AttributeSet, "lean")]));
}

/// From the first moment nobody has it any more, and its code is free in the end.
#[test]
fn a_set_of_many_goes_by_a_job() {
    let mut store = shop();
    accept(store.write((0..=MAX_USES).map(|n| document(&format!("n{n}")).in_set("full").into())));
    accept(store.write([clear("full")]));
    assert!(store.is_reshaped());
    assert_eq!(
        violations(&mut store, put(Document, "n1", Update).in_set("full")),
        ["attributeSet.id: There is no attribute set \"full\"."]
    );
    accept(store.write([put(Document, "n7", Update).values(r#"{"weight": 1}"#).into()]));
    assert_eq!(set_of(&store, "n7"), None);
    assert!(store.schema.attribute_set(object(&store, Document, "n8").set.expect("not yet")).is_none());
    let reused = set("full", "shoe", &[], &[]);
    let message = "The attribute set \"full\" is still being deleted; its code is free once that is done.";
    assert_eq!(conflict(&mut store, reused), message);
}
