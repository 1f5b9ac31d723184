//! Values: locales, types, constraints, uniqueness, both ways to hand them over.

use model::changes::Effect;
use model::command::Patch;
use serde_json::json;

use crate::shop::*;

#[test]
fn a_localised_attribute_takes_values_by_locale() {
    let mut store = shop();
    let update = |json: &str| put(Document, "lamp", Update).values(json);
    let bare = "attributes.story: This value should be an object with values by locale (en_GB, fr_FR); got \"a\".";
    assert_eq!(violations(&mut store, update(r#"{"story": "a"}"#)), [bare]);
    assert_eq!(
        violations(&mut store, update(r#"{"story": {"xx": null, "de_DE": "a", "ja_JP": "b"}}"#)),
        [
            "attributes.story.xx: The locale \"xx\" does not exist; expected one of en_GB, fr_FR.",
            "attributes.story.de_DE: The locale \"de_DE\" is inactive; expected one of en_GB, fr_FR.",
            "attributes.story.ja_JP: The locale \"ja_JP\" holds no data; expected one of en_GB, fr_FR.",
        ]
    );
    assert_eq!(
        violations(&mut store, update(r#"{"weight": {"en_GB": 1}}"#)),
        ["attributes.weight: This value should be a number; got an object."]
    );
    assert_eq!(effect(&mut store, update(r#"{"story": {}}"#)), Effect::Unchanged);
}

#[test]
fn what_a_locale_held_before_it_became_inactive_may_be_sent_back() {
    let mut store = shop();
    let update = |json: &str| put(Document, "lamp", Update).values(json);
    accept(store.write([update(r#"{"story": {"fr_FR": "a"}}"#).into()]));
    let fields = model::command::LocaleFields { is_active: Patch::Value(false), ..Default::default() };
    accept(store.write([definition("fr_FR", Update, model::command::DefinitionFields::Locale(fields))]));
    assert_eq!(effect(&mut store, update(r#"{"story": {"fr_FR": "a"}}"#)), Effect::Unchanged);
    assert_eq!(violations(&mut store, update(r#"{"story": {"fr_FR": "b"}}"#)).len(), 1);
    accept(store.write([update(r#"{"story": null}"#).into()]));
    assert_eq!(body(&store, Document, "lamp"), json!({}));
}

#[test]
fn the_other_face_writes_one_locale_at_a_time() {
    let mut store = shop();
    let update = || put(Document, "lamp", Update).lenient();
    accept(
        store.write([update()
            .value_in("fr_FR", "story", r#""a""#)
            .value_in("fr_FR", "weight", "2")
            .value_in("fr_FR", "wash", r#"["dry"]"#)
            .into()]),
    );
    let stored = json!({"story": {"fr_FR": "a"}, "wash": ["dry"], "weight": 2});
    assert_eq!(body(&store, Document, "lamp"), stored);
    let unknown = update().value_in("fr_FR", "nope", "1").value_in("fr_FR", "size", r#""S""#);
    assert_eq!(
        warnings(&mut store, unknown),
        [
            "attributes.nope: There is no attribute \"nope\".",
            "attributes.size: A document of the type \"shoe\" has no attribute \"size\".",
        ]
    );
    assert_eq!(body(&store, Document, "lamp"), stored);
    accept(store.write([update().value_in("en_GB", "story", "null").value_in("fr_FR", "story", r#""""#).into()]));
    assert_eq!(body(&store, Document, "lamp"), json!({"wash": ["dry"], "weight": 2}));
}

#[test]
fn the_last_of_two_writes_to_one_attribute_counts() {
    let mut store = shop();
    let twice = put(Document, "lamp", Update).values(r#"{"weight": 1}"#).values(r#"{"weight": 2}"#);
    accept(store.write([twice.into()]));
    assert_eq!(body(&store, Document, "lamp"), json!({"weight": 2}));
    let there_and_back = put(Document, "lamp", Update).values(r#"{"weight": null}"#).values(r#"{"weight": 2}"#);
    assert_eq!(effect(&mut store, there_and_back), Effect::Unchanged);
}

#[test]
fn constraints_are_checked_with_the_field() {
    let mut store = shop();
    let update = |json: &str| put(Document, "lamp", Update).values(json);
    assert_eq!(
        violations(
            &mut store,
            update(r#"{"slogan": {"en_GB": "hello hello hello", "fr_FR": "Été"}, "weight": 1.234}"#)
        ),
        [
            "attributes.slogan.en_GB: This value should have at most 12 characters; got 17.",
            "attributes.slogan.fr_FR: This value should match [a-zé ]+; got \"Été\".",
            "attributes.weight: This value should have at most 2 decimals; got 1.234.",
        ]
    );
    assert_eq!(effect(&mut store, update(r#"{"slogan": {"fr_FR": "été"}}"#)), Effect::Updated);
    assert_eq!(
        violations(&mut store, update(r#"{"ean": "a\u0000b"}"#)),
        ["attributes.ean: This value should be without the character U+0000."]
    );
}

#[test]
fn constraints_of_attributes_merge_by_key() {
    let mut store = shop();
    let limit = |code: &str, json: &str| {
        let constraints = Patch::Value(input(json));
        change_attribute(code, Update, |fields| fields.constraints = constraints)
    };
    accept(store.write([limit("weight", r#"{"minValue": "-1.50", "decimals": null}"#)]));
    let weight = || store.schema.attribute("weight").expect("stored").constraints.clone();
    assert_eq!(json!(weight()), json!({"minValue": "-1.5", "maxValue": "100"}));
    let cases = [
        ("weight", "3", "Expected an object; got 3."),
        ("weight", r#"{"maxLength": 3}"#, "The constraint maxLength doesn't apply to the type \"decimal\"."),
        ("weight", r#"{"extensions": "png"}"#, "The constraint extensions doesn't apply to the type \"decimal\"."),
        ("weight", r#"{"minValue": "a"}"#, "Expected minValue to be a number; got \"a\"."),
        ("weight", r#"{"minValue": 101}"#, "Expected a minValue up to the maxValue; got 101 and 100."),
        ("weight", r#"{"decimals": -1}"#, "Expected decimals to be a whole number; got -1."),
        ("ean", r#"{"maxLength": 1.5}"#, "Expected maxLength to be a whole number; got 1.5."),
        ("ean", r#"{"regex": "("}"#, "Expected regex to be a regular expression of moderate size; got \"(\"."),
        (
            "ean",
            r#"{"regex": "\\w{9000}{900}"}"#,
            "Expected regex to be a regular expression of moderate size; got \"\\w{9000}{900}\".",
        ),
        ("ean", r#"{"regex": "\u0000"}"#, "Expected regex to be a regular expression of moderate size; got \"\0\"."),
    ];
    for (code, constraints, message) in cases {
        assert_eq!(violations(&mut store, limit(code, constraints)), [format!("constraints: {message}")]);
    }
    accept(store.write([change_attribute("weight", Update, |fields| fields.constraints = Patch::Null)]));
    assert_eq!(json!(store.schema.attribute("weight").expect("stored").constraints), json!({}));
}

#[test]
fn a_unique_value_is_held_once_in_its_kind_and_locale() {
    let mut store = shop();
    let ean =
        |code: &str, ean: &str| put(Document, code, Upsert).of_type("shoe").values(&json!({ "ean": ean }).to_string());
    let taken = "attributes.ean: This value should be unique; another document has it already.";
    accept(store.write([ean("lamp", "1").into()]));
    assert_eq!(violations(&mut store, ean("moon", "1")), [taken]);
    accept(store.write([ean("moon", "1 ").into()]));
    assert_eq!(effect(&mut store, ean("lamp", "1")), Effect::Unchanged);
    let slogan = |code: &str, json: &str| put(Document, code, Update).values(json);
    accept(store.write([slogan("lamp", r#"{"slogan": {"en_GB": "a", "fr_FR": "a"}}"#).into()]));
    assert_eq!(
        violations(&mut store, slogan("moon", r#"{"slogan": {"fr_FR": "a"}}"#)),
        ["attributes.slogan.fr_FR: This value should be unique; another document has it already."]
    );
    accept(store.write([attribute("tag", Variant, "text", |fields| fields.is_unique = Patch::Value(true))]));
    accept(store.write([variant("v", "lamp").values(r#"{"tag": "1"}"#).into()]));
}

#[test]
fn a_unique_value_changes_hands_in_the_order_of_the_batch() {
    let mut store = shop();
    let ean = |code: &str, ean: &str| put(Document, code, Update).values(&json!({ "ean": ean }).to_string()).into();
    accept(store.write([ean("lamp", "1"), document("moon").values(r#"{"ean": "2"}"#).into()]));
    let plan = store.write([ean("lamp", "2"), ean("lamp", "3"), ean("moon", "1"), ean("lamp", "2")]);
    assert!(plan.outcomes[0].is_err(), "it is still held");
    assert_eq!(plan.outcomes[1..].iter().filter(|outcome| outcome.is_ok()).count(), 3);
    assert_eq!((plan.changeset.unique_removed.len(), plan.changeset.unique_added.len()), (2, 2));
    assert_eq!(plan.changeset.updates.len(), 2);
    let plan =
        store.write([document("a").values(r#"{"ean": "9"}"#).into(), document("b").values(r#"{"ean": "9"}"#).into()]);
    assert!(plan.outcomes[0].is_ok() && plan.outcomes[1].is_err(), "earlier commands win");
    accept(store.write([delete(Document, "a"), document("b").values(r#"{"ean": "9"}"#).into()]));
}
