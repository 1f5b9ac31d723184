use super::*;
use crate::v5::jsonld::{CLASSIFICATION, DOCUMENT_TYPE};

fn fields(json: &str) -> Fields {
    Fields::of(parse(json.as_bytes()).unwrap()).unwrap()
}

#[test]
fn absent_null_and_given_stay_apart() {
    let mut body = fields(r#"{"a":null,"b":true,"c":7,"d":"x","d":"y"}"#);
    assert_eq!(body.switch("a"), Patch::Null);
    assert_eq!(body.switch("b"), Patch::Value(true));
    assert_eq!(body.integer("c"), Patch::Value(7));
    assert_eq!(body.text("d"), Patch::Value("y".into()));
    assert_eq!(body.text("e"), Patch::Absent);
    assert_eq!(body.finish(), Ok(vec![]));
}

#[test]
fn references_are_ids_or_iris() {
    let cases = [
        (r#"{"id":"a/b"}"#, Some("a/b")),
        (r#"{"@id":"/api/document-types/a%2Fb"}"#, Some("a/b")),
        (r#"{"@id":"/api/document-types/other","@type":"DocumentType","id":"one"}"#, Some("one")),
        (r#""/api/document-types/color""#, Some("color")),
        (r#""https://pim.example.org/api/document-types/color""#, Some("color")),
        (r#""/api/classifications/color""#, None),
        (r#""color""#, None),
        (r#"{"id":7}"#, None),
        (r#"{"code":"color"}"#, None),
        (r"[]", None),
    ];
    for (json, expected) in cases {
        let mut body = fields(&format!("{{\"documentType\":{json}}}"));
        let got = body.reference("documentType", DOCUMENT_TYPE, Field::DocumentType);
        assert_eq!(got.value().map(String::as_str), expected, "{json}");
        assert_eq!(body.finish().is_ok(), expected.is_some(), "{json}");
    }
}

#[test]
fn all_wrong_kinds_are_reported_at_once() {
    let mut body = fields(
        r#"{"isActive":"yes","sequence":1.5,"name":{"en_GB":1},"attributes":3,
            "classifications":[{"id":"a"},5,{"id":"b"}]}"#,
    );
    body.switch("isActive");
    body.integer("sequence");
    body.labels("name");
    body.values();
    let codes = body.references("classifications", CLASSIFICATION, Field::Classifications);
    assert_eq!(codes, Patch::Value(vec!["a".into(), "b".into()]));
    let problem = body.finish().unwrap_err();
    assert_eq!(problem.kind, Kind::Invalid);
    let fields: Vec<_> = problem.violations.iter().map(|v| v.field.clone()).collect();
    let property = Field::Property;
    let wanted = [
        property("isActive"),
        property("sequence"),
        property("name"),
        property("attributes"),
        Field::Classifications(1),
    ];
    assert_eq!(fields, wanted);
    assert!(problem.violations[0].message.contains("\"yes\""), "{}", problem.violations[0].message);
}

#[test]
fn broken_json_tells_where() {
    let cases = [
        (&b"{\"a\":1,\n \"b\" 2}"[..], "line 2 column 6"),
        (b"{\"a\":", "line 1 column 5"),
        (b"", "line 1 column 0"),
        (b"{\"a\":\"\xff\"}", "byte 6"),
    ];
    for (body, place) in cases {
        let problem = parse(body).unwrap_err();
        assert_eq!(problem.kind, Kind::Malformed);
        assert!(problem.message.contains(place), "{}", problem.message);
    }
    assert_eq!(Fields::of(Input::List(vec![])).unwrap_err().kind, Kind::Malformed);
}

#[test]
fn numbers_keep_their_digits() {
    let mut body = fields(r#"{"attributes":{"w":123456789012345678901234567890.10,"n":null,"t":{"en_GB":"x"}}}"#);
    let values = body.values();
    assert_eq!(values[0].1, ValueInput::Whole(Input::Number("123456789012345678901234567890.10".into())));
    assert_eq!(values[1].1, ValueInput::Whole(Input::Null));
    assert_eq!(values.len(), 3);
    assert_eq!(fields(r#"{"attributes":[]}"#).values(), vec![]);
}

#[test]
fn labels_merge_and_names_may_be_texts() {
    let mut body = fields(r#"{"name":{"fr_FR":null,"en_GB":"Red"},"a":"plain","b":{"fr_FR":"Rouge","en_GB":"Red"}}"#);
    let wanted = Labels::from([("en_GB".into(), "Red".into()), ("fr_FR".into(), String::new())]);
    assert_eq!(body.labels("name"), Patch::Value(wanted));
    assert_eq!(body.text_in("a", "en_GB"), Patch::Value("plain".into()));
    assert_eq!(body.text_in("b", "en_GB"), Patch::Value("Red".into()));
}

#[test]
fn what_is_not_kept_yet_is_warned_of_if_it_says_something() {
    let mut body = fields(r#"{"tags":[{"id":"new"}],"workflows":[],"attributeSet":null}"#);
    body.unsupported(&["tags", "workflows", "attributeSet", "links"]);
    let warnings = body.finish().unwrap();
    assert_eq!(warnings.iter().map(|w| w.field.clone()).collect::<Vec<_>>(), [Field::Property("tags")]);
}
