//! Commands at random, over few things, so that they meet.

use model::command::{Action, DefinitionFields, DocumentTypeFields, LocaleFields, OnUse, Patch, PutMode, PutValue};
use model::object::ObjectKind;
use model::schema::DefinitionKind;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::Union;

use crate::shop::*;

fn code(letter: char) -> impl Strategy<Value = String> {
    (0..4).prop_map(move |n| format!("{letter}{n}"))
}

fn patch<T: std::fmt::Debug + Clone>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Patch<T>> {
    prop_oneof![3 => Just(Patch::Absent), 1 => Just(Patch::Null), 3 => value.prop_map(Patch::Value)]
}

fn mode() -> impl Strategy<Value = PutMode> {
    prop_oneof![1 => Just(Create), 1 => Just(Update), 8 => Just(Upsert)]
}

fn localised(code: &'static str) -> BoxedStrategy<String> {
    let text = select(vec!["null", "\"\"", "\"a\"", "\"b\"", "\"c\""]);
    let locale = prop_oneof![6 => Just("en_GB"), 6 => Just("fr_FR"), 1 => Just("de_DE")];
    let pair = (locale, text).prop_map(|(locale, text)| format!("\"{locale}\": {text}"));
    let map = prop::collection::vec(pair, 0..3).prop_map(|pairs| format!("{{{}}}", pairs.join(", ")));
    prop_oneof![1 => Just("null".to_owned()), 6 => map].prop_map(move |json| format!("\"{code}\": {json}")).boxed()
}

fn plain(code: &'static str, values: Vec<&'static str>) -> BoxedStrategy<String> {
    select(values).prop_map(move |json| format!("\"{code}\": {json}")).boxed()
}

/// A value that objects of that kind may hold, as API v5 writes it; now and then one that is refused.
fn written(kind: ObjectKind) -> impl Strategy<Value = String> {
    let weight = plain("weight", vec!["1", "1.50", "\"1.5\"", "1.5", "2", "null", "101"]);
    let lists = vec!["[\"w30\", \"dry\"]", "[\"dry\", \"w30\", \"dry\"]", "[\"dry\"]", "[]", "null"];
    let wash = plain("wash", lists);
    let size = plain("size", vec!["\"S\"", "{\"code\": \"M\"}", "[\"S\"]", "null", "\"L\""]);
    let held = match kind {
        Document => Union::new([
            localised("story"),
            localised("slogan"),
            weight,
            wash,
            plain("ean", vec!["\"1\"", "\"01\"", "\"2\"", "\"x\"", "null", "\"\""]),
            plain("sold", vec!["true", "0", "null"]),
            plain("since", vec!["\"2027-03-01\"", "\"2027-03-01T10:00:00Z\"", "null"]),
        ]),
        Variant => {
            Union::new([localised("story"), weight, wash, size.clone(), plain("sold", vec!["true", "0", "null"])])
        }
        Classification | Asset | Link => Union::new([localised("label")]),
    };
    prop_oneof![40 => held, 1 => size, 1 => localised("label")]
}

fn values(kind: ObjectKind) -> impl Strategy<Value = String> {
    prop::collection::vec(written(kind), 0..4).prop_map(|written| format!("{{{}}}", written.join(", ")))
}

fn node() -> impl Strategy<Value = String> {
    prop_oneof![1 => code('c'), 2 => select(vec!["root", "shoes", "c0", "c1"]).prop_map(str::to_owned)]
}

fn tag_code() -> impl Strategy<Value = String> {
    select(vec!["promo", "promo", "promo", "fresh", "fresh", "heavy", "lost"]).prop_map(str::to_owned)
}

/// A put of an object; few of them exist at first: `d0`, `d1`, `v0`, `c0` and, below it, `c1`.
pub fn put_object() -> impl Strategy<Value = Put> {
    let places = (patch(prop::collection::vec(node(), 0..3)), patch(node()));
    let of_type = prop_oneof![9 => Just("shoe"), 1 => Just("book")];
    let standing = prop_oneof![3 => Just(None), 3 => select(vec!["a", "b", "c"]).prop_map(Some), 1 => Just(Some("d"))];
    let set = patch(select(vec!["full", "lean"]).prop_map(str::to_owned));
    let document = (code('d'), of_type, set, places, standing, values(Document));
    let document = document.prop_map(|(code, of_type, set, places, node, values)| {
        let new = put(Document, &code, Upsert).of_type(of_type).values(&values);
        let new = match node {
            Some(node) => new.standing(node),
            None => new,
        };
        new.with(|put| {
            put.attribute_set = set;
            (put.classifications, put.classification) = places;
        })
    });
    let variant = (0..4, values(Variant))
        .prop_map(|(n, values)| variant(&format!("v{n}"), &format!("d{}", n / 2)).values(&values));
    let node =
        (code('c'), prop_oneof![1 => Just(Patch::Absent), 3 => node().prop_map(Patch::Value)], values(Classification))
            .prop_map(|(code, parent, values)| {
                put(Classification, &code, Upsert).values(&values).with(|put| put.parent = parent)
            });
    let document = (document, patch(prop::collection::vec(tag_code(), 0..3)))
        .prop_map(|(document, tags)| document.with(|put| put.tags = tags));
    let common = (mode(), patch(any::<bool>()), patch(0_i64..3), any::<bool>());
    (prop_oneof![4 => document, 3 => variant, 3 => node], common).prop_map(|(object, common)| {
        let (mode, active, sequence, lenient) = common;
        let object = object.with(|put| (put.mode, put.active, put.sequence) = (mode, active, sequence));
        if lenient { object.lenient() } else { object }
    })
}

fn delete_object() -> impl Strategy<Value = Action> {
    let kind = select(vec![(Document, 'd'), (Variant, 'v'), (Classification, 'c'), (Classification, 'c')]);
    (kind, 0..4, any::<bool>()).prop_map(|((kind, letter), n, recursive)| Action::DeleteObject {
        kind,
        code: format!("{letter}{n}"),
        recursive,
    })
}

fn listed() -> impl Strategy<Value = (&'static str, &'static str)> {
    let known = select(vec![("size", "S"), ("size", "L"), ("wash", "w30"), ("wash", "w60"), ("wash", "dry")]);
    prop_oneof![12 => known, 1 => Just(("weight", "x"))]
}

fn predefined_value() -> impl Strategy<Value = Action> {
    let named = [Patch::Absent, Patch::Null, labels(&[("en_GB", "A")]), labels(&[("en_GB", ""), ("fr_FR", "B")])];
    let put = (listed(), mode(), select(named.to_vec()), 0_i64..3, patch(any::<bool>()));
    let put = put.prop_map(|((attribute, code), mode, name, sequence, active)| {
        let (attribute, code) = (attribute.to_owned(), code.to_owned());
        let sequence = if sequence == 0 { Patch::Absent } else { Patch::Value(sequence) };
        Action::PutValue(PutValue { attribute, code, mode, body_code: None, name, sequence, active })
    });
    let delete = (listed(), any::<bool>()).prop_map(|((attribute, code), clear)| {
        delete_value(attribute, code, if clear { OnUse::Clear } else { OnUse::Refuse })
    });
    prop_oneof![put, delete]
}

fn changed_attribute() -> impl Strategy<Value = Action> {
    let codes = select(vec!["weight", "ean", "since", "sold"]);
    let retyped = (codes, select(vec!["text", "integer", "decimal", "datetime"]))
        .prop_map(|(code, kind)| change_attribute(code, Update, |fields| fields.kind = given(kind)));
    let codes = select(vec!["weight", "ean", "story", "slogan"]);
    let flagged = (codes, 0..5, any::<bool>()).prop_map(|(code, flag, on)| {
        change_attribute(code, Update, |fields| match flag {
            0 => fields.is_unique = Patch::Value(on),
            1 => fields.is_localizable = Patch::Value(on),
            2 => fields.is_filterable = Patch::Value(on),
            3 => fields.is_searchable = Patch::Value(on),
            _ => fields.is_inherited = Patch::Value(on),
        })
    });
    let limited = select(vec![r#"{"maxValue": 1}"#, r#"{"maxValue": null, "decimals": 3}"#, "{}"])
        .prop_map(|json| change_attribute("weight", Update, |fields| fields.constraints = Patch::Value(input(json))));
    prop_oneof![retyped, flagged, limited]
}

fn changed_locale() -> impl Strategy<Value = Action> {
    let code = select(vec!["en_GB", "fr_FR", "de_DE"]);
    (code, patch(any::<bool>()), patch(any::<bool>())).prop_map(|(code, is_active, is_default)| {
        let fields = LocaleFields { is_active, is_default, ..Default::default() };
        definition(code, Upsert, DefinitionFields::Locale(fields))
    })
}

fn changed_title() -> impl Strategy<Value = Action> {
    let titles = [Patch::Null, given("slogan"), given("story"), given("shoe_name")];
    select(titles.to_vec()).prop_map(|title_attribute| {
        let fields = DocumentTypeFields { title_attribute, ..Default::default() };
        definition("shoe", Update, DefinitionFields::DocumentType(fields))
    })
}

fn changed_tag() -> impl Strategy<Value = Action> {
    let rules = vec![
        "[]",
        r#"[{"attribute": {"id": "weight"}, "operator": "lt", "value": 2}]"#,
        r#"[{"attribute": {"id": "story"}, "locale": "fr_FR", "operator": "contains", "value": "A"}]"#,
        r#"[{"attribute": {"id": "ean"}, "operator": "between", "value": [1, "2"]},
            {"attribute": {"id": "wash"}, "operator": "exists", "value": false}]"#,
    ];
    let code = || select(vec!["promo", "fresh", "heavy", "clean", "told"]);
    let other_rules = (code(), select(rules))
        .prop_map(|(code, rules)| change_tag(code, Update, |fields| fields.rules = Patch::Value(input(rules))));
    let default = (code(), any::<bool>())
        .prop_map(|(code, on)| change_tag(code, Update, |fields| fields.is_default = Patch::Value(on)));
    let gone = code().prop_map(|code| delete_definition(DefinitionKind::Tag, code));
    prop_oneof![3 => other_rules, 1 => default, 1 => gone]
}

/// Nodes come and go, the first one too; the workflow itself goes and comes back.
pub fn changed_workflow() -> impl Strategy<Value = Action> {
    let nodes = vec![
        r#"{"d": {}}"#,
        r#"{"a": null}"#,
        r#"{"b": null}"#,
        r#"{"d": null, "c": null}"#,
        r#"{"a": {"name": {"en_GB": "A"}}, "b": {}, "c": {}}"#,
    ];
    let changed = (select(nodes), any::<bool>()).prop_map(|(nodes, clear)| {
        change_workflow(Update, if clear { OnUse::Clear } else { OnUse::Refuse }, |fields| {
            (fields.nodes, fields.links) = (Patch::Value(input(nodes)), Patch::Null);
        })
    });
    let gone = any::<bool>().prop_map(|clear| Action::DeleteDefinition {
        kind: DefinitionKind::Workflow,
        code: "way".to_owned(),
        on_use: if clear { OnUse::Clear } else { OnUse::Refuse },
    });
    let made = Just(workflow(r#"[{"id": "a"}, {"id": "b"}, {"id": "c"}]"#));
    prop_oneof![3 => changed, 1 => gone, 3 => made]
}

/// A change of what documents are complete by.
pub fn changed_indicator() -> impl Strategy<Value = Action> {
    let counted = select(vec!["weight", "story", "slogan", "wash", "sold", "size"]);
    let put = (select(vec!["web", "print"]), prop::collection::vec(counted, 0..4))
        .prop_map(|(code, attributes)| indicator(code, &attributes, &[]));
    let gone = select(vec!["web", "print"]);
    let gone = gone.prop_map(|code| delete_definition(DefinitionKind::CompletenessSetting, code));
    prop_oneof![3 => put, 1 => gone]
}

fn changed_set() -> impl Strategy<Value = Action> {
    let lists = [all(&["weight", "sold"]), all(&["story", "slogan", "wash"]), Patch::Null, Patch::Absent];
    let of_variants = [all(&["size"]), all(&["sold", "size", "ean"]), Patch::Absent];
    let changed =
        (select(vec!["full", "lean"]), select(lists.to_vec()), select(of_variants.to_vec()), patch(any::<bool>()));
    let changed = changed.prop_map(|(code, attributes, variant_attributes, is_default)| {
        change_set(code, Upsert, |fields| {
            fields.document_type = given("shoe");
            (fields.attributes, fields.variant_attributes, fields.is_default) =
                (attributes, variant_attributes, is_default);
        })
    });
    let gone = select(vec!["full", "lean"]).prop_map(|code| Action::DeleteDefinition {
        kind: DefinitionKind::AttributeSet,
        code: code.to_owned(),
        on_use: OnUse::Clear,
    });
    prop_oneof![3 => changed, 1 => gone]
}

/// A change of a definition that its lines of history can undo.
pub fn definition_change() -> impl Strategy<Value = Action> {
    let gone = select(vec![
        (DefinitionKind::Attribute, "sold"),
        (DefinitionKind::Attribute, "slogan"),
        (DefinitionKind::Locale, "fr_FR"),
        (DefinitionKind::Locale, "de_DE"),
        (DefinitionKind::DocumentType, "book"),
    ]);
    let gone = gone.prop_map(|(kind, code)| delete_definition(kind, code));
    prop_oneof![
        4 => changed_attribute(),
        2 => changed_tag(), 2 => changed_locale(),
        1 => changed_title(),
        2 => changed_indicator(),
        2 => changed_set(),
        1 => gone
    ]
}

/// Any command of the shop's daily life.
pub fn daily() -> impl Strategy<Value = Action> {
    prop_oneof![12 => put_object().prop_map(Action::from), 3 => delete_object(), 2 => predefined_value()]
}

/// Any command at all.
pub fn anything() -> impl Strategy<Value = Action> {
    let anew = select(vec!["size", "wash"]).prop_map(|code| delete_definition(DefinitionKind::Attribute, code));
    let made = select(vec![("size", Variant, "select"), ("sold", Document, "boolean"), ("slogan", Document, "text")]);
    let made = made.prop_map(|(code, kind, of_type)| attribute(code, kind, of_type, |_| {}));
    let whole = Just(delete_definition(DefinitionKind::DocumentType, "shoe"));
    prop_oneof![80 => daily(), 12 => definition_change(), 2 => anew, 2 => made, 1 => whole, 6 => changed_workflow()]
}
