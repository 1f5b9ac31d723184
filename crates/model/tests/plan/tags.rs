//! Tags: written by hand, or given by rules to whatever they hold for.

use model::changes::Effect;
use model::command::Patch;
use model::problem::Kind;
use model::schema::DefinitionKind;
use serde_json::json;

use crate::shop::*;
use crate::store::Store;

/// The codes of a document's tags.
fn tags(store: &Store, code: &str) -> String {
    let all = model::tags::of(object(store, Document, code), &store.schema);
    all.iter().map(|tag| tag.code.as_str()).collect::<Vec<_>>().join(" ")
}

fn ruled(rules: &str) -> model::command::Action {
    change_tag("promo", Update, |fields| fields.rules = Patch::Value(input(rules)))
}

#[test]
fn what_is_written_stays_beside_what_rules_give() {
    let mut store = tagged_shop();
    accept(store.write([document("a").values(r#"{"weight": 2.5}"#).into(), document("b").tagged(&[]).into()]));
    assert_eq!([tags(&store, "a"), tags(&store, "b")], ["fresh heavy old", "old"]);
    assert_eq!(body(&store, Document, "a"), json!({"#tags": ["fresh"], "weight": 2.5}));
    let done = accept(store.write([put(Document, "a", Update).tagged(&["promo", "heavy", "promo"]).into()]));
    assert_eq!((done[0].warnings.len(), path(&done[0].warnings[0].field)), (1, "tags[1].id".to_owned()));
    assert_eq!(tags(&store, "a"), "heavy old promo");
    assert_eq!(effect(&mut store, put(Document, "a", Update).tagged(&["heavy", "promo"])), Effect::Unchanged);
    accept(store.write([put(Document, "a", Update).values(r#"{"weight": 1, "since": "2027-03-01"}"#).into()]));
    assert_eq!(tags(&store, "a"), "promo");
    accept(store.write([put(Document, "a", Update).with(|put| put.tags = Patch::Null).into()]));
    assert_eq!(tags(&store, "a"), "");
    accept(store.write([put(Document, "tome", Create).of_type("book").placed(&["shoes"]).into()]));
    assert_eq!(tags(&store, "tome"), "");
    let refused = violations(&mut store, put(Document, "tome", Update).tagged(&["promo", "x"]));
    assert_eq!(
        refused,
        ["tags[0].id: A document of the type \"book\" has no tag \"promo\".", "tags[1].id: There is no tag \"x\"."]
    );
}

/// As the filters of the same names do.
#[test]
fn rules_compare_like_filters() {
    let mut store = tagged_shop();
    let values = r#"{"weight": 12.5, "story": {"en_GB": "Crème brûlée", "fr_FR": "Gâteau"}, "ean": "7", "wash": ["w30"], "sold": false,
        "cost": [{"amount": 10, "currency": "EUR"}, {"amount": 9, "currency": "USD"}]}"#;
    accept(store.write([attribute("cost", Document, "price", |_| {})]));
    accept(store.write([document("a").values(values).into()]));
    let mut holds = |rule: &str| {
        accept(store.write([ruled(&format!("[{{{rule}}}]"))]));
        tags(&store, "a").contains("promo")
    };
    let of = |attribute: &str, operator: &str, value: &str| {
        format!(r#""attribute": {{"id": "{attribute}"}}, "operator": "{operator}", "value": {value}"#)
    };
    for (attribute, operator, value, expected) in [
        ("weight", "equals", "12.50", true),
        ("weight", "equals", "\"12.5\"", true),
        ("weight", "notEquals", "12.5", false),
        ("weight", "in", "[1, 12.5]", true),
        ("weight", "gt", "12.5", false),
        ("weight", "gte", "12.5", true),
        ("weight", "lt", "100", true),
        ("weight", "lte", "9", false),
        ("weight", "between", "[9, 12.5]", true),
        ("weight", "exists", "false", false),
        ("since", "exists", "false", true),
        ("since", "notEquals", "\"2027-01-01\"", true),
        ("since", "lt", "\"2027-01-01\"", false),
        ("cost", "lt", "9", false),
        ("cost", "equals", "10", true),
        ("cost", "exists", "true", true),
        ("sold", "equals", "false", true),
        ("ean", "equals", "7", true),
        ("story", "equals", "\"creme brulee\"", true),
        ("story", "contains", "\"ATE\"", true),
        ("story", "startsWith", "\"gate\"", true),
        ("story", "endsWith", "\"x\"", false),
        ("wash", "equals", "\"w30\"", true),
        ("wash", "notEquals", "\"w30\"", false),
        ("wash", "contains", "\"30\"", true),
    ] {
        assert_eq!(holds(&of(attribute, operator, value)), expected, "{attribute} {operator} {value}");
    }
    assert!(!holds(&format!(r#"{}, "locale": "en_GB""#, of("story", "contains", "\"ate\""))));
    assert!(!holds(&format!("{}}}, {{{}", of("weight", "gt", "1"), of("ean", "equals", "8"))), "all must hold");
}

#[test]
fn a_rule_that_cannot_be_read_is_refused_where_it_is_wrong() {
    let mut store = tagged_shop();
    for (rule, field) in [
        ("{}", "rules[0].attribute"),
        (r#"{"attribute": {"id": "nope"}, "operator": "exists", "value": true}"#, "rules[0].attribute.id"),
        (r#"{"attribute": {"id": "size"}, "operator": "exists", "value": true}"#, "rules[0].attribute.id"),
        (r#"{"attribute": {"id": "weight"}, "operator": "like", "value": 1}"#, "rules[0].operator"),
        (r#"{"attribute": {"id": "weight"}, "operator": "contains", "value": 1}"#, "rules[0].operator"),
        (r#"{"attribute": {"id": "weight"}, "operator": "gt", "value": "x"}"#, "rules[0].value"),
        (r#"{"attribute": {"id": "weight"}, "operator": "gt"}"#, "rules[0].value"),
        (r#"{"attribute": {"id": "weight"}, "operator": "in", "value": []}"#, "rules[0].value"),
        (r#"{"attribute": {"id": "weight"}, "operator": "between", "value": [2, 1]}"#, "rules[0].value"),
        (r#"{"attribute": {"id": "weight"}, "operator": "exists", "value": "yes"}"#, "rules[0].value"),
        (r#"{"attribute": {"id": "weight"}, "locale": "fr_FR", "operator": "gt", "value": 1}"#, "rules[0].locale"),
        (r#"{"attribute": {"id": "story"}, "locale": "xx", "operator": "exists", "value": true}"#, "rules[0].locale"),
    ] {
        let refused = violations(&mut store, ruled(&format!("[{rule}]")));
        assert!(refused[0].starts_with(&format!("{field}: ")), "{rule}: {refused:?}");
    }
    let both = change_tag("heavy", Update, |fields| fields.is_default = Patch::Value(true));
    assert!(violations(&mut store, both)[0].starts_with("isDefault: "));
}

#[test]
fn what_a_rule_needs_stays() {
    let mut store = tagged_shop();
    let mut refused = |action| {
        let problem = refusal(&mut store, action);
        assert_eq!(problem.kind, Kind::Conflict, "{problem:?}");
        problem.message
    };
    assert!(refused(delete_definition(DefinitionKind::Attribute, "weight")).contains("\"heavy\""));
    let retyped = |code: &str, kind: &str| change_attribute(code, Update, |fields| fields.kind = given(kind));
    assert!(refused(retyped("since", "boolean")).contains("\"old\""));
    accept(
        store.write([ruled(
            r#"[{"attribute": {"id": "story"}, "locale": "fr_FR", "operator": "exists", "value": true}]"#,
        )]),
    );
    assert!(refusal(&mut store, delete_definition(DefinitionKind::Locale, "fr_FR")).message.contains("\"promo\""));
    accept(store.write([retyped("weight", "text")]));
}

#[test]
fn what_was_written_goes_with_the_tag_and_with_its_first_rule() {
    let mut store = tagged_shop();
    accept(store.write([document("a").tagged(&["promo", "fresh"]).into(), document("b").tagged(&["promo"]).into()]));
    let refused = conflict(&mut store, delete_definition(DefinitionKind::Tag, "fresh"));
    assert_eq!(refused, "The tag \"fresh\" can't be deleted: it is used by 1 object.");
    accept(store.write([clear_definition(DefinitionKind::Tag, "fresh")]));
    assert_eq!(body(&store, Document, "a"), json!({"#tags": ["promo"]}));
    accept(store.write([ruled(r#"[{"attribute": {"id": "weight"}, "operator": "gt", "value": 1}]"#)]));
    assert_eq!([body(&store, Document, "a"), body(&store, Document, "b")], [json!({}), json!({})]);
    accept(store.write([delete_definition(DefinitionKind::Tag, "promo")]));
}
