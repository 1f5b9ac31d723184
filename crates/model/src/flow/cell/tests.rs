use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::select;

use super::*;
use crate::attribute::Form;
use crate::schema::{Constraints, Extension, Labels, Unit};

fn family() -> MeasureFamily {
    let unit = |code: &str, name: &str| Unit {
        code: code.into(),
        name: Labels::from([("en_GB".into(), name.into())]),
        factor: "1".into(),
    };
    let units = vec![unit("g", "Gram"), unit("kg", "Kilogram"), unit("l-100km", "per 100 km")];
    MeasureFamily { name: Labels::new(), base_unit: "g".into(), units }
}

fn notations() -> impl Strategy<Value = Notation> {
    let formats = &["yyyy-MM-dd", "dd/MM/yyyy", "d.m.Y", "MM-dd-yy", "yyyyMMdd", "y/d/M"];
    (
        select(&['.', ','][..]),
        select(&formats[..]),
        select(&["T", " ", ", ", " um "][..]),
        select(&['|', ';', '/', '\n'][..]),
        select(&[Extension::Csv, Extension::Xlsx][..]),
    )
        .prop_map(|(decimal_separator, date_format, date_time_separator, multi_value_separator, extension)| {
            Notation {
                decimal_separator,
                date_format: date_format.into(),
                date_time_separator: date_time_separator.into(),
                multi_value_separator,
                extension,
                ..Notation::default()
            }
        })
}

fn number() -> impl Strategy<Value = String> {
    ("-?(0|[1-9][0-9]{0,12})(\\.[0-9]{1,6})?").prop_map(|text| {
        let read = Form::plain(AttributeType::Decimal).read(&Input::Text(text));
        match read.expect("a number") {
            Value::Number(number) => number,
            other => panic!("{other:?}"),
        }
    })
}

/// A code as objects have it: no blank at either end.
fn code() -> impl Strategy<Value = String> {
    "[a-zA-Z0-9é|;/\\\\_.-]([ a-zA-Z0-9|;/\\\\]{0,6}[a-zA-Z0-9é|;/\\\\])?"
}

fn day() -> impl Strategy<Value = String> {
    (1_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"))
}

fn time() -> impl Strategy<Value = String> {
    (0..24, 0..60, 0..60).prop_map(|(h, m, s)| format!("{h:02}:{m:02}:{s:02}"))
}

fn json() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(|value| value.to_string()),
        number(),
        any::<String>().prop_map(|text| serde_json::to_string(&text).expect("a text")),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|items| format!("[{}]", items.join(","))),
            inner.prop_map(|item| format!("{{\"a b\":{item}}}")),
        ]
    })
}

/// A value of a type in its normal form, as the catalogue keeps it.
fn of(kind: AttributeType) -> BoxedStrategy<Value> {
    let text = |strategy: BoxedStrategy<String>| strategy.prop_map(Value::Text).boxed();
    let constant = |text: &'static str| Just(Value::Text(text.to_owned())).boxed();
    let read = move |json: String| Form::plain(kind).read(&Input::parse(&json).ok()?).ok();
    match kind {
        AttributeType::Text => text("[^\\x00\\r\\n]{1,20}".boxed()),
        AttributeType::Multiline => text("[^\\x00\\r]{1,20}".boxed()),
        AttributeType::Html => text("[^\\x00]{1,20}".boxed()),
        AttributeType::Integer => {
            "-?(0|[1-9][0-9]{0,20})".prop_filter_map("-0", |n| (n != "-0").then_some(Value::Number(n))).boxed()
        }
        AttributeType::Decimal => number().prop_map(Value::Number).boxed(),
        AttributeType::Price => {
            let currency = select(&["EUR", "USD", "JPY", "CHF"][..]).prop_map(str::to_owned);
            prop::collection::btree_map(currency, number(), 1..4).prop_map(Value::Price).boxed()
        }
        AttributeType::Measure => (number(), select(&["g", "kg", "l-100km"][..]))
            .prop_map(|(number, unit)| Value::Measure { number, unit: unit.into() })
            .boxed(),
        AttributeType::Boolean => any::<bool>().prop_map(Value::Bool).boxed(),
        AttributeType::Date => text(day().boxed()),
        AttributeType::Datetime => text((day(), time()).prop_map(|(day, time)| format!("{day}T{time}")).boxed()),
        AttributeType::Time => text(time().boxed()),
        AttributeType::Select => text(code().boxed()),
        AttributeType::Multiselect => prop::collection::btree_set(code(), 1..4)
            .prop_map(|codes| Value::Codes(codes.into_iter().collect()))
            .boxed(),
        AttributeType::Json => json().prop_filter_map("JSON", read).boxed(),
        AttributeType::Table => prop::collection::vec(number(), 1..3)
            .prop_map(|cells| {
                let rows: Vec<_> = cells.iter().map(|cell| format!("{{\"a\":{cell},\"b|c\":\"x\"}}")).collect();
                format!("[{}]", rows.join(","))
            })
            .prop_filter_map("rows", read)
            .boxed(),
        AttributeType::Url => constant("https://example.org/a%20b?c=d|e"),
        AttributeType::Email => constant("ada@example.org"),
        AttributeType::Color => constant("#00FF7F"),
        AttributeType::Gtin => constant("04006381333931"),
        // Their values are links; what is written is their codes, as of several values.
        AttributeType::Media | AttributeType::Document => Just(Value::Bool(true)).boxed(),
    }
}

fn anything() -> impl Strategy<Value = (AttributeType, Value)> {
    let linked = [AttributeType::Media, AttributeType::Document];
    let kinds: Vec<_> = AttributeType::ALL.iter().copied().filter(|kind| !linked.contains(kind)).collect();
    select(kinds).prop_flat_map(|kind| of(kind).prop_map(move |value| (kind, value)))
}

fn form(kind: AttributeType, family: &MeasureFamily) -> Form<'_> {
    Form { family: Some(family), ..Form::plain(kind) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_cell_is_read_as_the_value_that_it_was((kind, value) in anything(), notation in notations()) {
        let (family, date_format) = (family(), DateFormat::parse(&notation.date_format).expect("a format"));
        let writing = Writing { notation: &notation, date_format: &date_format, family: Some(&family), unit: None };
        let cell = write(&value, kind, &writing);
        prop_assert!(!cell.is_empty(), "an empty cell would say that there is no value");
        let read = read(&cell, kind, &writing).and_then(|input| form(kind, &family).read(&input));
        prop_assert_eq!(read.as_ref(), Ok(&value), "{:?}", cell);
    }

    #[test]
    fn parts_in_their_own_columns_are_read_as_they_were(price in of(AttributeType::Price), measure in of(AttributeType::Measure), notation in notations()) {
        let (family, date_format) = (family(), DateFormat::parse(&notation.date_format).expect("a format"));
        let amounts = ["CHF", "EUR", "JPY", "USD"].map(|currency| {
            read_amount(&write_amount(&price, currency, &notation), currency, &notation).expect("an amount")
        });
        let merged = form(AttributeType::Price, &family).merge(None, &Input::Map(amounts.to_vec()));
        prop_assert_eq!(merged, Ok(Some(price)));

        let (number, unit) = write_apart(&measure, &notation);
        let writing = Writing { notation: &notation, date_format: &date_format, family: Some(&family), unit: Some(&unit) };
        let read = read(&number, AttributeType::Measure, &writing).and_then(|input| form(AttributeType::Measure, &family).read(&input));
        prop_assert_eq!(read, Ok(measure));
    }

    #[test]
    fn several_texts_are_read_as_they_were(texts in prop::collection::vec(code(), 0..5), separator in select(&['|', ';', '/', '\n'][..])) {
        prop_assert_eq!(split(&join(texts.iter().map(String::as_str), separator), separator), texts);
    }

    #[test]
    fn no_cell_is_too_odd(cell in any::<String>(), kind in select(AttributeType::ALL.to_vec()), notation in notations()) {
        let (family, date_format) = (family(), DateFormat::parse(&notation.date_format).expect("a format"));
        let writing = Writing { notation: &notation, date_format: &date_format, family: Some(&family), unit: None };
        let _ = read(&cell, kind, &writing);
    }
}

fn said(cell: &str, kind: AttributeType, notation: &Notation) -> Option<Value> {
    let (family, date_format) = (family(), DateFormat::parse(&notation.date_format).expect("a format"));
    let writing = Writing { notation, date_format: &date_format, family: Some(&family), unit: None };
    let only = Constraints { currencies: vec!["EUR".into()], ..Constraints::NONE };
    let form = Form { kind, constraints: &only, family: Some(&family) };
    form.read(&read(cell, kind, &writing).ok()?).ok()
}

fn number_of(text: &str) -> Value {
    Value::Number(text.into())
}

#[test]
fn numbers_are_read_as_the_file_writes_them_or_not_at_all() {
    let point = Notation::default();
    let comma = Notation { decimal_separator: ',', ..Notation::default() };
    let book = Notation { extension: Extension::Xlsx, ..comma.clone() };
    for (cell, notation, wanted) in [
        ("12.50", &point, Some("12.5")),
        (" 1 234 567.5 ", &point, Some("1234567.5")),
        ("1,234.5", &point, Some("1234.5")),
        ("1'234", &point, Some("1234")),
        ("+.5", &point, Some("0.5")),
        ("1,234", &point, None),
        ("12,5", &point, None),
        ("1.2.3", &point, None),
        ("1,23.5", &point, None),
        ("12,50", &comma, Some("12.5")),
        ("1.234,5", &comma, Some("1234.5")),
        ("-1\u{202f}234,5", &comma, Some("-1234.5")),
        ("1.234", &comma, None),
        ("12.5", &book, Some("12.5")),
        ("12 5.5.5", &book, None),
        ("1e3", &point, Some("1000")),
        ("", &point, None),
        ("-", &point, None),
        ("twelve", &point, None),
    ] {
        let wanted = wanted.map(number_of);
        assert_eq!(said(cell, AttributeType::Decimal, notation), wanted, "{cell} with {}", notation.decimal_separator);
    }
}

#[test]
fn words_for_yes_and_no_are_known_in_four_languages() {
    for (yes, no) in [
        ("1", "0"),
        ("TRUE", "False"),
        ("Yes", "no"),
        ("vrai", "FAUX"),
        ("Oui", "non"),
        ("wahr", "falsch"),
        ("Ja", "nein"),
        ("verdadero", "falso"),
        ("Sí", "No"),
    ] {
        let read = |cell: &str| said(cell, AttributeType::Boolean, &Notation::default());
        assert_eq!((read(yes), read(no)), (Some(Value::Bool(true)), Some(Value::Bool(false))), "{yes}, {no}");
    }
    for neither in ["2", "maybe", "ye s", "t rue"] {
        assert_eq!(said(neither, AttributeType::Boolean, &Notation::default()), None, "{neither}");
    }
}

#[test]
fn prices_and_measures_are_read_as_people_write_them() {
    let price = |cell: &str| said(cell, AttributeType::Price, &Notation::default());
    let euro = |amount: &str| Some(Value::Price(BTreeMap::from([("EUR".to_owned(), amount.to_owned())])));
    for cell in ["12.50 EUR", "12.5EUR", "EUR 12.50", "€12.50", "12.5 €", "12.50", "12.5 eur"] {
        assert_eq!(price(cell), euro("12.5"), "{cell}");
    }
    for cell in ["12.50 USD", "twelve EUR", "EUR", "12|EUR"] {
        assert_eq!(price(cell), None, "{cell}");
    }
    let measure = |cell: &str| said(cell, AttributeType::Measure, &Notation::default());
    let of = |number: &str, unit: &str| Some(Value::Measure { number: number.into(), unit: unit.into() });
    for (cell, wanted) in [
        ("12 kg", of("12", "kg")),
        ("12.0kg", of("12", "kg")),
        ("1 200 kg", of("1200", "kg")),
        ("3 KILOGRAM", of("3", "kg")),
        ("3 gram", of("3", "g")),
        ("7 l-100km", of("7", "l-100km")),
        ("12", None),
        ("12 lb", None),
        ("kg", None),
    ] {
        assert_eq!(measure(cell), wanted, "{cell}");
    }
}

#[test]
fn days_are_read_in_the_format_of_the_file_and_in_that_of_workbooks() {
    let french =
        Notation { date_format: "dd/MM/yyyy".into(), date_time_separator: " à ".into(), ..Notation::default() };
    let short = Notation { date_format: "d.m.y".into(), ..Notation::default() };
    let text = |text: &str| Some(Value::Text(text.into()));
    for (cell, kind, notation, wanted) in [
        ("31/12/2026", AttributeType::Date, &french, text("2026-12-31")),
        ("1/2/2026", AttributeType::Date, &french, text("2026-02-01")),
        ("2026-12-31", AttributeType::Date, &french, text("2026-12-31")),
        ("2026-12-31T00:00:00", AttributeType::Date, &french, text("2026-12-31")),
        ("31/12/26", AttributeType::Date, &french, None),
        ("12/31/2026", AttributeType::Date, &french, None),
        ("31/12/2026x", AttributeType::Date, &french, None),
        ("31.12.26", AttributeType::Date, &short, text("2026-12-31")),
        ("1.1.70", AttributeType::Date, &short, text("1970-01-01")),
        ("1.1.1934", AttributeType::Date, &short, text("1934-01-01")),
        ("31/12/2026 à 08:30", AttributeType::Datetime, &french, text("2026-12-31T08:30:00")),
        ("31/12/2026", AttributeType::Datetime, &french, text("2026-12-31T00:00:00")),
        ("2026-12-31T08:30:00+02:00", AttributeType::Datetime, &french, text("2026-12-31T06:30:00")),
        ("31/12/2026 8h30", AttributeType::Datetime, &french, None),
        ("08:30", AttributeType::Time, &french, text("08:30:00")),
    ] {
        assert_eq!(said(cell, kind, notation), wanted, "{cell}");
    }
    for format in ["", "dd/MM", "yyyy-MM-dd HH:mm", "dd/dd/yyyy", "yyyy-MM-ddT", "yyy-MM-dd", "Y-m-d-Y"] {
        assert!(DateFormat::parse(format).is_none(), "{format}");
    }
}
