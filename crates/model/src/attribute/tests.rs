use super::{AttributeType, Form, Pattern};
use crate::input::Input;
use crate::schema::{Constraints, Labels, MeasureFamily, Unit};
use crate::value::Value;

fn normal(kind: AttributeType, json: &str) -> Option<Value> {
    Form::plain(kind).read(&Input::parse(json).expect("the test's JSON")).ok()
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
    use AttributeType::{Boolean, Date, Datetime, Decimal, Html, Integer, Multiline, Multiselect, Select, Text, Time};
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
        (Time, r#""09:30:00""#, text("09:30:00")),
        (Time, r#""09:30""#, text("09:30:00")),
        (Time, r#""24:00:00""#, None),
        (Time, r#""9:30""#, None),
        (Time, r#""09:30:00Z""#, None),
        (Time, "930", None),
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
    let of = |kind, constraints| Form { constraints, ..Form::plain(kind) };
    let bounded = of(AttributeType::Decimal, &bounded);
    let refuse = |number: &str| bounded.check(&Value::Number(number.into())).expect_err("refused").1;
    assert_eq!(refuse("11"), "This value should be 10 or less; got 11.");
    assert_eq!(refuse("1.25"), "This value should have at most 1 decimals; got 1.25.");
    assert_eq!(bounded.check(&Value::Number("9.5".into())), Ok(()));
    let short = Constraints { max_length: Some(3), ..Constraints::default() };
    let short = of(AttributeType::Text, &short);
    assert!(short.check(&Value::Text("déjà".into())).is_err());
    assert!(short.check(&Value::Text("été".into())).is_ok());
    let pdf = Constraints { extensions: vec!["pdf".into()], ..Constraints::default() };
    let pdf = of(AttributeType::Url, &pdf);
    assert!(pdf.check(&Value::Text("https://a.example/x.PDF?v=2.doc#y.txt".into())).is_ok());
    let other = pdf.check(&Value::Text("https://a.pdf/x".into())).expect_err("refused").1;
    assert_eq!(other, "This value should end in .pdf; got \"https://a.pdf/x\".");
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

#[test]
fn validated_texts_are_kept_or_refused() {
    use AttributeType::{Color, Email, Gtin, Url};
    let cases = [
        (Url, "https://example.org", true),
        (Url, "ftp://a.b/c d", false),
        (Url, "http://exämple.org/é?q=1#x", true),
        (Url, "example.org", false),
        (Url, "https:///path", false),
        (Url, "1x://host", false),
        (Email, "ada@example.org", true),
        (Email, "ada+x.y@mail.example", true),
        (Email, "ada@", false),
        (Email, "@example.org", false),
        (Email, "a b@example.org", false),
        (Email, "a@b@example.org", false),
        (Email, "a@example..org", false),
        (Color, "#FF8000", true),
        (Color, "FF8000", false),
        (Color, "#F80", false),
        (Color, "#GG8000", false),
        (Gtin, "4006381333931", true),
        (Gtin, "96385074", true),
        (Gtin, "036000291452", true),
        (Gtin, "10614141000415", true),
        (Gtin, "4006381333932", false),
        (Gtin, "400638133393", false),
        (Gtin, "40063813339316", false),
        (Gtin, "4006381 33393", false),
    ];
    for (kind, sent, is_kept) in cases {
        let read = Form::plain(kind).read(&Input::Text(sent.into())).ok();
        assert_eq!(read, is_kept.then(|| Value::Text(sent.into())), "{} {sent}", kind.name());
    }
    assert_eq!(normal(Color, r##""#ff8a00""##), text("#FF8A00"));
    assert_eq!(normal(Gtin, "4006381333931"), text("4006381333931"));
    let lenient = Constraints { lenient: true, ..Constraints::default() };
    let lenient = Form { constraints: &lenient, ..Form::plain(Gtin) };
    assert!(lenient.read(&Input::Text("4006381333932".into())).is_ok());
    assert!(lenient.read(&Input::Text("400638133393X".into())).is_err());
}

#[test]
fn prices_are_amounts_by_currency() {
    let one = Constraints { currencies: vec!["EUR".into()], ..Constraints::default() };
    let any = Form::plain(AttributeType::Price);
    let euro = Form { constraints: &one, ..any };
    let price = |pairs: &[(&str, &str)]| {
        Some(Value::Price(pairs.iter().map(|&(code, amount)| (code.into(), amount.into())).collect()))
    };
    let cases = [
        (any, r#"{"amount":12.50,"currency":"EUR"}"#, price(&[("EUR", "12.5")])),
        (any, r#"{"value":"12.50","currency":"EUR"}"#, price(&[("EUR", "12.5")])),
        (any, r#"[{"amount":2,"currency":"USD"},{"amount":1,"currency":"EUR"}]"#, price(&[("EUR", "1"), ("USD", "2")])),
        (any, "12.5", None),
        (any, r#"[{"amount":2,"currency":"USD"},{"amount":1,"currency":"USD"}]"#, None),
        (any, r#"{"amount":12.5,"currency":"EURO"}"#, None),
        (any, r#"{"amount":12.5,"currency":"eur"}"#, None),
        (any, r#"{"amount":null,"currency":"EUR"}"#, None),
        (any, r#"{"amount":12.5}"#, None),
        (euro, "12.5", price(&[("EUR", "12.5")])),
        (euro, r#""12.5""#, price(&[("EUR", "12.5")])),
        (euro, r#"{"amount":12.5,"currency":"USD"}"#, None),
    ];
    for (form, json, expected) in cases {
        assert_eq!(form.read(&Input::parse(json).expect("JSON")).ok(), expected, "{json}");
    }
    let rows = any.rows(0, &price(&[("EUR", "10"), ("USD", "2")]).expect("a price"));
    assert_eq!(rows.iter().map(|(slot, _)| *slot).collect::<Vec<_>>(), [0, 43, 142]);
    assert_eq!(any.rows(2, &price(&[("EUR", "10")]).expect("a price")), [(2, String::new())]);
}

#[test]
fn measures_compare_in_the_base_unit() {
    let unit = |code: &str, factor: &str| Unit { code: code.into(), name: Labels::new(), factor: factor.into() };
    let units = vec![unit("kg", "1"), unit("g", "0.001"), unit("lb", "0.45359237")];
    let weight = MeasureFamily { name: Labels::new(), base_unit: "kg".into(), units };
    let form = Form { family: Some(&weight), ..Form::plain(AttributeType::Measure) };
    let read = |json: &str| form.read(&Input::parse(json).expect("JSON")).ok();
    let key = |json: &str| form.rows(0, &read(json).expect("a measure")).remove(0).1;
    assert_eq!(key(r#"{"value":900,"unit":"g"}"#), key(r#"{"value":"0.90","unit":"kg"}"#));
    assert!(key(r#"{"value":900,"unit":"g"}"#) < key(r#"{"value":2,"unit":"lb"}"#));
    assert!(key(r#"{"value":2,"unit":"lb"}"#) < key(r#"{"value":1,"unit":"kg"}"#));
    for bad in [r#"{"value":3,"unit":"m"}"#, r#"{"value":3}"#, "3", r#"{"value":"x","unit":"g"}"#] {
        assert_eq!(read(bad), None, "{bad}");
    }
    let operand = |text: &str| super::measure_key(text, Some(&weight));
    assert_eq!(operand("900 g"), operand("0.9"));
    assert_eq!(operand("900 m"), None);
    let light = Constraints { max_value: Some("1".into()), ..Constraints::default() };
    let light = Form { constraints: &light, ..form };
    assert!(light.check(&read(r#"{"value":1000,"unit":"g"}"#).expect("a measure")).is_ok());
    assert!(light.check(&read(r#"{"value":1001,"unit":"g"}"#).expect("a measure")).is_err());
}

#[test]
fn json_has_one_text() {
    let json = |text: &str| Some(Value::Json(text.into()));
    let cases = [
        (
            AttributeType::Json,
            r#"{ "b": 1.0, "a": [null, "é", 1e2], "b": 2.50 }"#,
            json(r#"{"a":[null,"é",100],"b":2.5}"#),
        ),
        (AttributeType::Json, "{}", json("{}")),
        (AttributeType::Json, r#""a\\u0000""#, json(r#""a\\u0000""#)),
        (AttributeType::Json, r#"{"a\u0000":1}"#, None),
        (AttributeType::Table, r#"[{"size":"M","width":52.0},{}]"#, json(r#"[{"size":"M","width":52},{}]"#)),
        (AttributeType::Table, r#"{"size":"M"}"#, None),
        (AttributeType::Table, r#"[{"size":["M"]}]"#, None),
        (AttributeType::Table, "[1]", None),
    ];
    for (kind, sent, expected) in cases {
        assert_eq!(normal(kind, sent), expected, "{} {sent}", kind.name());
    }
}

#[test]
fn values_convert_unless_they_lose_something() {
    use AttributeType::{Decimal, Gtin, Json, Multiselect, Price, Text, Url};
    let euro = Constraints { currencies: vec!["EUR".into()], ..Constraints::default() };
    let converted = |kind, value| Form { constraints: &euro, ..Form::plain(kind) }.convert(&value).ok();
    let money = || Value::Price([("EUR".into(), "1.5".into())].into());
    assert_eq!(converted(Price, Value::Number("1.5".into())), Some(money()));
    assert_eq!(converted(Decimal, money()), None);
    assert_eq!(converted(Json, money()), Some(Value::Json(r#"[{"amount":1.5,"currency":"EUR"}]"#.into())));
    assert_eq!(converted(Price, Value::Json(r#"[{"amount":1.5,"currency":"EUR"}]"#.into())), Some(money()));
    assert_eq!(converted(Gtin, Value::Number("96385074".into())), text("96385074"));
    assert_eq!(converted(Url, Value::Text("no address".into())), None);
    assert_eq!(converted(Text, Value::Json(r#""plain""#.into())), text("plain"));
    assert_eq!(converted(Text, Value::Json(r#"{"a":1}"#.into())), None);
    let codes = Value::Codes(vec!["a".into()]);
    assert_eq!(converted(Json, codes.clone()), Some(Value::Json(r#"["a"]"#.into())));
    assert_eq!(converted(Multiselect, codes.clone()), Some(codes));
}
