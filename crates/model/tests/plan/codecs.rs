//! The texts of inputs and bodies: what is written is what is read.

use std::collections::BTreeMap;

use model::attribute::{AttributeType, Form};
use model::body::Body;
use model::input::Input;
use model::value::{Stored, Value};
use proptest::prelude::*;

fn number() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?(0|[1-9][0-9]{0,30})",
        "-?(0|[1-9][0-9]{0,6})\\.[0-9]{1,30}",
        "-?[1-9](\\.[0-9]{1,4})?[eE][+-]?[0-9]{1,3}",
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[ -~]{0,12}", Just("\u{2028}\"\\\u{7f}\u{1f600}/\u{8}".to_owned())]
}

fn input() -> impl Strategy<Value = Input> {
    let leaf = prop_oneof![
        Just(Input::Null),
        any::<bool>().prop_map(Input::Bool),
        number().prop_map(Input::Number),
        text().prop_map(Input::Text),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Input::List),
            prop::collection::vec((text(), inner), 0..6).prop_map(Input::Map),
        ]
    })
}

/// JSON of an input, with `gap` wherever blanks are allowed.
fn write(input: &Input, gap: &str) -> String {
    let quoted = |text: &String| serde_json::to_string(text).expect("a text");
    let joined = |parts: Vec<String>| parts.join(&format!("{gap},{gap}"));
    match input {
        Input::Null => "null".into(),
        Input::Bool(value) => value.to_string(),
        Input::Number(text) => text.clone(),
        Input::Text(text) => quoted(text),
        Input::List(items) => format!("[{gap}{}{gap}]", joined(items.iter().map(|item| write(item, gap)).collect())),
        Input::Map(pairs) => {
            let pair = |(key, item): &(String, Input)| format!("{}{gap}:{gap}{}", quoted(key), write(item, gap));
            format!("{{{gap}{}{gap}}}", joined(pairs.iter().map(pair).collect()))
        }
    }
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        text().prop_map(Value::Text),
        number().prop_map(Value::Number),
        any::<bool>().prop_map(Value::Bool),
        prop::collection::btree_set(text(), 1..4).prop_map(|codes| Value::Codes(codes.into_iter().collect())),
        prop::collection::btree_map("[A-Z]{3}", number(), 1..4).prop_map(Value::Price),
        (number(), text()).prop_map(|(number, unit)| Value::Measure { number, unit }),
        input().prop_filter_map("a JSON that can be kept", |input| Form::plain(AttributeType::Json).read(&input).ok()),
    ]
}

fn stored() -> impl Strategy<Value = Stored> {
    let localised = prop::collection::btree_map("[a-z]{2}_[A-Z]{2}", value(), 1..4);
    prop_oneof![value().prop_map(Stored::Plain), localised.prop_map(Stored::Localised)]
}

proptest! {
    #[test]
    fn an_input_is_read_as_written(input in input(), gap in "[ \t\r\n]{0,2}") {
        let json = write(&input, &gap);
        prop_assert_eq!(&Input::parse(&format!("{gap}{json}{gap}")).expect("JSON"), &input);
        let inside: BTreeMap<String, Input> = serde_json::from_str(&format!("{{\"a\":{json}}}")).expect("JSON");
        prop_assert_eq!(&inside["a"], &input);
    }

    #[test]
    fn what_is_no_json_is_no_input(input in input(), at in any::<prop::sample::Index>(), other in "[ -~]{0,2}") {
        let mut json: Vec<char> = write(&input, "").chars().collect();
        let at = at.index(json.len());
        json.splice(at..=at, other.chars());
        let json: String = json.into_iter().collect();
        let is_json = serde_json::from_str::<serde::de::IgnoredAny>(&json).is_ok();
        prop_assert_eq!(Input::parse(&json).is_ok(), is_json, "{}", json);
    }

    #[test]
    fn a_body_is_read_as_written(body in prop::collection::btree_map("[A-Za-z0-9_-]{1,8}", stored(), 0..8)) {
        let body = Body(body);
        prop_assert_eq!(Body::from_json(&body.to_json()), Some(body));
    }
}

#[test]
fn odd_texts_are_read_or_refused() {
    let read = |json: &str| Input::parse(json).ok();
    assert_eq!(read(r#""\u00e9\ud83d\ude00\/""#), Some(Input::Text("é😀/".into())));
    assert_eq!(
        read(r#"{"a\u0062": 1, "ab": 2}"#).and_then(|map| map.get("ab").cloned()),
        Some(Input::Number("2".into()))
    );
    assert!(read(&format!("{}1{}", "[".repeat(31), "]".repeat(31))).is_some());
    for broken in [
        r#""\ud83d""#,
        "\"a\nb\"",
        "[1,]",
        "{\"a\"}",
        "1 2",
        "01",
        "nul",
        "",
        "{\"a\":1,}",
        "\"",
        "[",
        "-",
        "1.",
        "\u{feff}1",
    ] {
        assert_eq!(read(broken), None, "{broken:?}");
    }
    assert_eq!(read(&format!("{}1{}", "[".repeat(33), "]".repeat(33))), None, "too deep");
    assert_eq!(read(&"[".repeat(100_000)), None);
}

#[test]
fn a_damaged_body_is_told() {
    for damaged in [
        "",
        "[]",
        r#"{"a": null}"#,
        r#"{"a": {"en_GB": {}}}"#,
        r#"{"a": [1]}"#,
        r#"{"a": {}}"#,
        r##"{"a": {"#else": 1}}"##,
        r##"{"a": {"#price": {"EUR": "1"}}}"##,
        r##"{"a": {"#measure": [1]}}"##,
    ] {
        assert_eq!(Body::from_json(damaged), None, "{damaged}");
    }
}
