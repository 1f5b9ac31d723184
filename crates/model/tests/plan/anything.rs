//! Commands at random, over few things, so that they meet.

use model::command::{Action, DefinitionFields, LocaleFields, OnUse, Patch, PutValue};
use model::object::ObjectKind;
use model::schema::DefinitionKind;
use proptest::prelude::*;
use proptest::sample::select;

use crate::shop::*;

fn code(letter: char) -> impl Strategy<Value = String> {
    (0..4).prop_map(move |n| format!("{letter}{n}"))
}

fn patch<T: std::fmt::Debug + Clone>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Patch<T>> {
    prop_oneof![3 => Just(Patch::Absent), 1 => Just(Patch::Null), 3 => value.prop_map(Patch::Value)]
}

fn mode() -> impl Strategy<Value = model::command::PutMode> {
    prop_oneof![1 => Just(Create), 1 => Just(Update), 6 => Just(Upsert)]
}

/// A value of an attribute as API v5 writes it; now and then one that is refused.
fn written() -> impl Strategy<Value = String> {
    let localised = |code: &'static str| {
        let text = select(vec!["null", "\"\"", "\"a\"", "\"b\"", "\"a\\r\\n\""]);
        let locales = select(vec!["en_GB", "en_GB", "fr_FR", "fr_FR", "de_DE"]);
        let pairs = prop::collection::vec((locales, text), 0..3);
        let map =
            pairs.prop_map(|pairs| pairs.iter().map(|(l, t)| format!("\"{l}\": {t}")).collect::<Vec<_>>().join(", "));
        prop_oneof![1 => Just("null".to_owned()), 6 => map.prop_map(|map| format!("{{{map}}}"))]
            .prop_map(move |json| format!("\"{code}\": {json}"))
    };
    let plain = |code: &'static str, values: Vec<&'static str>| {
        select(values).prop_map(move |json| format!("\"{code}\": {json}"))
    };
    prop_oneof![
        localised("story"),
        localised("label"),
        localised("slogan"),
        plain("weight", vec!["1", "1.50", "\"1.5\"", "null", "101", "2.123", "\"x\""]),
        plain("ean", vec!["\"1\"", "\"01\"", "\"2\"", "\"x\"", "null", "\"\""]),
        plain("size", vec!["\"S\"", "{\"code\": \"M\"}", "\"L\"", "null"]),
        plain("wash", vec!["[\"w30\", \"dry\"]", "[\"dry\", \"w30\", \"dry\"]", "[\"w60\"]", "[]", "null"]),
        plain("sold", vec!["true", "0", "null"]),
        plain("since", vec!["\"2027-03-01\"", "\"2027-03-01T10:00:00Z\"", "null"]),
    ]
}

fn values() -> impl Strategy<Value = String> {
    prop::collection::vec(written(), 0..4).prop_map(|written| format!("{{{}}}", written.join(", ")))
}

fn node() -> impl Strategy<Value = String> {
    prop_oneof![6 => code('c'), 1 => Just("root".to_owned()), 1 => Just("shoes".to_owned())]
}

/// A put of an object.
pub fn put_object() -> impl Strategy<Value = Put> {
    let common = (mode(), values(), patch(any::<bool>()), patch(0_i64..3), any::<bool>());
    let places = (patch(prop::collection::vec(node(), 0..3)), patch(node()));
    let document =
        (code('d'), select(vec!["shoe", "shoe", "shoe", "book"]), places).prop_map(|(code, of_type, places)| {
            put(Document, &code, Upsert).of_type(of_type).with(|put| (put.classifications, put.classification) = places)
        });
    let variant = (code('v'), code('d')).prop_map(|(code, document)| variant(&code, &document));
    let node = (code('c'), patch(node()))
        .prop_map(|(code, parent)| put(Classification, &code, Upsert).with(|put| put.parent = parent));
    (prop_oneof![document, variant, node], common).prop_map(|(object, (mode, values, active, sequence, lenient))| {
        let object = object.values(&values);
        let object = if lenient { object.lenient() } else { object };
        object.with(|put| (put.mode, put.active, put.sequence) = (mode, active, sequence))
    })
}

fn delete_object() -> impl Strategy<Value = Action> {
    let kinds = select(vec![(Document, 'd'), (Variant, 'v'), (Classification, 'c')]);
    (kinds, 0..4, any::<bool>()).prop_map(|((kind, letter), n, recursive): ((ObjectKind, char), i32, bool)| {
        Action::DeleteObject { kind, code: format!("{letter}{n}"), recursive }
    })
}

fn listed() -> impl Strategy<Value = (&'static str, &'static str)> {
    select(vec![("size", "S"), ("size", "L"), ("wash", "w30"), ("wash", "w60"), ("wash", "dry"), ("weight", "x")])
}

fn predefined_value() -> impl Strategy<Value = Action> {
    let name =
        patch(select(vec![labels(&[("en_GB", "A")]), labels(&[("en_GB", ""), ("fr_FR", "B")])])).prop_map(|patch| {
            match patch {
                Patch::Value(labels) => labels,
                Patch::Null => Patch::Null,
                Patch::Absent => Patch::Absent,
            }
        });
    let put = (listed(), mode(), name, patch(0_i64..3), patch(any::<bool>()));
    let put = put.prop_map(|((attribute, code), mode, name, sequence, active)| {
        Action::PutValue(PutValue { attribute: attribute.into(), code: code.into(), mode, name, sequence, active })
    });
    let delete = (listed(), any::<bool>()).prop_map(|((attribute, code), clear)| {
        delete_value(attribute, code, if clear { OnUse::Clear } else { OnUse::Refuse })
    });
    prop_oneof![put, delete]
}

fn changed_attribute() -> impl Strategy<Value = Action> {
    let retyped =
        (select(vec!["weight", "ean", "since", "sold"]), select(vec!["text", "integer", "decimal", "datetime"]))
            .prop_map(|(code, kind)| change_attribute(code, Update, |fields| fields.kind = given(kind)));
    let flagged =
        (select(vec!["weight", "ean", "story", "slogan"]), 0..3, any::<bool>()).prop_map(|(code, flag, on)| {
            change_attribute(code, Update, |fields| match flag {
                0 => fields.is_unique = Patch::Value(on),
                1 => fields.is_localizable = Patch::Value(on),
                _ => fields.is_inherited = Patch::Value(on),
            })
        });
    let limited = select(vec![r#"{"maxValue": 1}"#, r#"{"maxValue": null, "decimals": 3}"#, "{}"])
        .prop_map(|json| change_attribute("weight", Update, |fields| fields.constraints = Patch::Value(input(json))));
    prop_oneof![retyped, flagged, limited]
}

fn changed_locale() -> impl Strategy<Value = Action> {
    (select(vec!["en_GB", "fr_FR", "de_DE"]), patch(any::<bool>()), patch(any::<bool>())).prop_map(
        |(code, is_active, is_default)| {
            let fields = LocaleFields { is_active, is_default, ..Default::default() };
            definition(code, Upsert, DefinitionFields::Locale(fields))
        },
    )
}

/// A change of a definition that its lines of history can undo.
pub fn definition_change() -> impl Strategy<Value = Action> {
    let gone = select(vec![
        (DefinitionKind::Attribute, "sold"),
        (DefinitionKind::Attribute, "slogan"),
        (DefinitionKind::Locale, "fr_FR"),
        (DefinitionKind::Locale, "de_DE"),
        (DefinitionKind::DocumentType, "book"),
        (DefinitionKind::DocumentType, "shoe"),
    ]);
    let gone = gone.prop_map(|(kind, code)| delete_definition(kind, code));
    prop_oneof![4 => changed_attribute(), 2 => changed_locale(), 1 => gone]
}

/// Any command of the shop's daily life.
pub fn daily() -> impl Strategy<Value = Action> {
    prop_oneof![12 => put_object().prop_map(Action::from), 3 => delete_object(), 2 => predefined_value()]
}

/// Any command at all.
pub fn anything() -> impl Strategy<Value = Action> {
    let list = select(vec!["size", "wash"]);
    let anew = list.prop_map(|code| delete_definition(DefinitionKind::Attribute, code));
    let made = select(vec![("size", Variant, "select"), ("sold", Document, "boolean"), ("slogan", Document, "text")]);
    let made = made.prop_map(|(code, kind, of_type)| attribute(code, kind, of_type, |_| {}));
    prop_oneof![20 => daily(), 3 => definition_change(), 1 => anew, 1 => made]
}
