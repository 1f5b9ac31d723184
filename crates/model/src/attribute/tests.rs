use super::{AttributeType, Pattern, check, read};
use crate::input::Input;
use crate::schema::Constraints;
use crate::value::Value;

fn normal(kind: AttributeType, json: &str) -> Option<Value> {
    read(kind, &Input::parse(json).expect("the test's JSON")).ok()
}

#[expect(clippy::unnecessary_wraps, reason = "beside `None` in tables")]
fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.into()))
}

#[expect(clippy::unnecessary_wraps, reason = "beside `None` in tables")]
fn number(text: &str) -> Option<Value> {
    Some(Value::Number(text.into()))
}

#[test]
fn each_type_has_one_normal_form() {
    use AttributeType::{Boolean, Date, Datetime, Decimal, Html, Integer, Multiline, Multiselect, Select, Text};
    let cases = [
        (Text, r#"" a ""#, text(" a ")),
        (Text, r#""a\nb""#, None),
        (Text, "1", None),
        (Text, r#""a\u0000b""#, None),
        (Multiline, r#""a\r\nb\rc""#, text("a\nb\nc")),
        (Html, r#""<b>x</b>\r\n""#, text("<b>x</b>\r\n")),
        (Integer, "12", number("12")),
        (Integer, r#""12""#, number("12")),
        (Integer, "12.0", number("12")),
        (Integer, "1e3", number("1000")),
        (Integer, "12.5", None),
        (Integer, "9007199254740993", number("9007199254740993")),
        (Decimal, "1.10", number("1.1")),
        (Decimal, "100", number("100")),
        (Decimal, "-0.0", number("0")),
        (Decimal, "0.1000000000000000055511151231257827", number("0.1000000000000000055511151231257827")),
        (Decimal, r#""12,5""#, None),
        (Decimal, r#""abc""#, None),
        (Decimal, "1e999999999", None),
        (Boolean, "true", Some(Value::Bool(true))),
        (Boolean, r#""0""#, Some(Value::Bool(false))),
        (Boolean, "2", None),
        (Date, r#""2027-03-01""#, text("2027-03-01")),
        (Date, r#""2027-03-01T10:00:00Z""#, text("2027-03-01")),
        (Date, r#""2027-02-30""#, None),
        (Date, r#""2027-03-01 and so on""#, None),
        (Datetime, r#""2023-11-09T10:00:00""#, text("2023-11-09T10:00:00")),
        (Datetime, r#""2023-11-09 10:00:00""#, text("2023-11-09T10:00:00")),
        (Datetime, r#""2023-11-09T10:00:00+02:00""#, text("2023-11-09T08:00:00")),
        (Datetime, r#""2023-11-09""#, text("2023-11-09T00:00:00")),
        (Datetime, r#""2023-11-09T10:00:00.9""#, text("2023-11-09T10:00:00")),
        (Datetime, r#""9999-12-31T23:59:59-05:00""#, None),
        (Datetime, r#""2023-11-09T10:00:00[Europe/Paris]""#, None),
        (Datetime, r#""soon""#, None),
        (Select, r#""SS27""#, text("SS27")),
        (Select, r#"{"code":"SS27"}"#, text("SS27")),
        (Select, r#"[{"id":"attribute=season;code=SS27","code":"SS27","labels":{}}]"#, text("SS27")),
        (Select, r#"{"id":"attribute=season;code=SS27"}"#, text("SS27")),
        (Select, r#"["a","b"]"#, None),
        (Multiselect, r#"["w30",{"code":"nodry"},"w30"]"#, Some(Value::Codes(vec!["nodry".into(), "w30".into()]))),
        (Multiselect, r#""w30""#, Some(Value::Codes(vec!["w30".into()]))),
        (Multiselect, "[1]", None),
    ];
    for (kind, json, expected) in cases {
        assert_eq!(normal(kind, json), expected, "{} of {json}", kind.name());
    }
}

#[test]
fn constraints_name_what_was_expected_and_what_came() {
    let bounded = Constraints { max_value: Some("10".into()), decimals: Some(1), ..Constraints::default() };
    let refuse = |number: &str| check(&bounded, &Value::Number(number.into())).expect_err("refused").1;
    assert_eq!(refuse("11"), "This value should be 10 or less; got 11.");
    assert_eq!(refuse("1.25"), "This value should have at most 1 decimals; got 1.25.");
    assert_eq!(check(&bounded, &Value::Number("9.5".into())), Ok(()));
    let short = Constraints { max_length: Some(3), ..Constraints::default() };
    assert!(check(&short, &Value::Text("déjà".into())).is_err());
    assert!(check(&short, &Value::Text("été".into())).is_ok());
}

#[test]
fn a_pattern_matches_the_whole_text_or_not_at_all() {
    let pattern = Pattern::new("a|bc");
    assert!(pattern.matches("a") && pattern.matches("bc"));
    assert!(!pattern.matches("abc") && !pattern.matches("xa"));
    for broken in ["a)|(b", "(", r"\w{5000}{5000}"] {
        assert!(!Pattern::new(broken).is_valid(), "{broken}");
    }
}
