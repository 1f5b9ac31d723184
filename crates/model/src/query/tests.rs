use std::collections::BTreeSet;
use std::ops::Bound;
use std::sync::Arc;

use super::*;
use crate::attribute::AttributeType;
use crate::object::{ObjectRef, Stamp};
use crate::permission::Scope;
use crate::schema::{
    Attribute, Catalog, CatalogContent, Constraints, Definition, DocumentType, Labels, Locale, MeasureFamily, Schema,
    Spec, State, Unit,
};

fn definition(id: i64, code: &str, spec: Spec) -> Definition {
    let (created, updated) = (Stamp::default(), Stamp::default());
    Definition { id, code: code.into(), spec, rev: 1, index: id, state: State::Active, created, updated }
}

fn locale(slot: u8, is_default: bool) -> Spec {
    let name = String::new();
    Spec::Locale(Locale { name, is_data: true, is_interface: true, is_default, is_active: true, fallback: None, slot })
}

fn document_type() -> Spec {
    Spec::DocumentType(DocumentType {
        name: Labels::new(),
        description: Labels::new(),
        is_active: true,
        has_variants: true,
        title_attribute: None,
        sequence: 0,
    })
}

fn catalog(object_type: CatalogContent) -> Spec {
    Spec::Catalog(Catalog { name: String::new(), description: None, object_type, root: "root".into() })
}

fn attribute(kind: AttributeType, is_localizable: bool, is_filterable: bool) -> Spec {
    Spec::Attribute(Attribute {
        object_type: ObjectKind::Document,
        document_type: Some("lamp".into()),
        link_type: None,
        kind,
        name: Labels::new(),
        description: Labels::new(),
        is_localizable,
        is_inherited: false,
        is_required: false,
        is_unique: false,
        is_read_only: false,
        is_hidden: false,
        is_filterable,
        is_searchable: true,
        section: None,
        sequence: 0,
        constraints: Constraints::NONE,
        measure_family: (kind == AttributeType::Measure).then(|| "weight".into()),
        default_value: None,
        metadata_sources: Vec::new(),
    })
}

fn weight() -> Spec {
    let unit = |code: &str, factor: &str| Unit { code: code.into(), name: Labels::new(), factor: factor.into() };
    let units = vec![unit("kg", "1"), unit("g", "0.001")];
    Spec::MeasureFamily(MeasureFamily { name: Labels::new(), base_unit: "kg".into(), units })
}

fn schema() -> Schema {
    use AttributeType::{Boolean, Date, Decimal, Json, Measure, Price, Select, Text};
    Schema::new(
        1,
        1,
        [
            definition(1, "en_GB", locale(1, true)),
            definition(2, "fr_FR", locale(2, false)),
            definition(3, "lamp", document_type()),
            definition(4, "chair", document_type()),
            definition(5, "PIM", catalog(CatalogContent::Document)),
            definition(6, "DAM", catalog(CatalogContent::Asset)),
            definition(10, "name", attribute(Text, true, true)),
            definition(11, "price", attribute(Decimal, false, true)),
            definition(12, "lit", attribute(Boolean, false, true)),
            definition(13, "since", attribute(Date, false, true)),
            definition(14, "brand", attribute(Select, false, true)),
            definition(15, "notes", attribute(Text, false, false)),
            definition(16, "cost", attribute(Price, false, true)),
            definition(17, "size", attribute(Measure, false, true)),
            definition(18, "extra", attribute(Json, false, true)),
            definition(19, "weight", weight()),
        ],
    )
}

fn restricted() -> Rights {
    let set = |code: &str| BTreeSet::from([code.to_owned()]);
    let scope = Scope { hidden_attributes: set("price"), hidden_types: set("chair"), nodes: Some(set("desk")) };
    Rights { scope: Some(Arc::new(scope)), ..Rights::READ }
}

fn all() -> Query {
    Query::all(ObjectKind::Document, Rights::READ)
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn name(text: &str) -> AttributeName {
    let (code, part) = text.split_once('.').map_or((text, None), |(code, part)| (code, Some(part.to_owned())));
    AttributeName { code: code.to_owned(), part }
}

fn value(of: &str, test: Test) -> Condition {
    Condition::Attribute { of: name(of), test }
}

fn wanted(kind: ObjectKind, rights: Rights, condition: Condition) -> Result<Expr, String> {
    let query = Query { filter: Filter::Is(condition), ..Query::all(kind, rights) };
    Question::of(&query, &schema()).map(|question| question.wanted).map_err(|problem| problem.message)
}

/// The fields and the test of a condition on an attribute of documents.
fn fields(of: &str, test: Test) -> Result<(Vec<i64>, KeyTest), String> {
    match wanted(ObjectKind::Document, Rights::READ, value(of, test))? {
        Expr::Is(Leaf::Field(fields, test)) => Ok((fields.iter().map(|field| field.field).collect(), test)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn names_become_fields_and_operands_keys() {
    let number = |text: &str| crate::index::number_key(text);
    let equals = |text: &str| Test::Equals(owned(&[text]));
    let cases = [
        ("name", equals("Été"), vec![2561, 2562], KeyTest::Equals(owned(&["ete"]))),
        ("name.fr_FR", Test::Contains("ﬁN".into()), vec![2562], KeyTest::Contains("fin".into())),
        ("name.en_GB", Test::Exists, vec![2561], KeyTest::Exists),
        ("price", equals("12.50"), vec![2816], KeyTest::Equals(vec![number("12.5")])),
        (
            "price",
            Test::Greater("1e1".into(), false),
            vec![2816],
            KeyTest::Range(Bound::Excluded(number("10")), Bound::Unbounded),
        ),
        (
            "price",
            Test::Between("-1".into(), "1".into()),
            vec![2816],
            KeyTest::Range(Bound::Included(number("-1")), Bound::Included(number("1"))),
        ),
        ("lit", equals("true"), vec![3072], KeyTest::Equals(owned(&["1"]))),
        (
            "since",
            Test::Less("2026-01-02T10:00:00".into(), true),
            vec![3328],
            KeyTest::Range(Bound::Unbounded, Bound::Included("2026-01-02".into())),
        ),
        ("brand", Test::StartsWith("AcMe".into()), vec![3584], KeyTest::StartsWith("AcMe".into())),
        ("notes", Test::Exists, vec![3840], KeyTest::Exists),
        ("cost", Test::Exists, vec![4096], KeyTest::Exists),
        ("cost.EUR", equals("12.50"), vec![4096 + 43], KeyTest::Equals(vec![number("12.5")])),
        ("size", equals("900 g"), vec![4352], KeyTest::Equals(vec![number("0.9")])),
        ("extra", Test::Exists, vec![4608], KeyTest::Exists),
    ];
    for (of, test, in_fields, expected) in cases {
        assert_eq!(fields(of, test.clone()), Ok((in_fields, expected)), "{of} {test:?}");
    }
    let backwards = wanted(ObjectKind::Document, Rights::READ, value("price", Test::Between("2".into(), "1".into())));
    assert_eq!(backwards, Ok(Expr::NEVER));
}

#[test]
fn what_cannot_be_asked_is_named() {
    let equals = |text: &str| Test::Equals(owned(&[text]));
    let cases = [
        ("colour", Test::Exists, "attributes.colour: expected the code of an attribute; got \"colour\"."),
        ("name.de_DE", Test::Exists, "attributes.name.de_DE: expected a locale (en_GB, fr_FR); got \"de_DE\"."),
        ("price.fr_FR", Test::Exists, "expected no locale, as the attribute isn't localised; got \"fr_FR\"."),
        ("price", equals("cheap"), "attributes.price: expected a number; got \"cheap\"."),
        ("price", Test::Contains("1".into()), "as its type is decimal; got \"contains\"."),
        ("lit", equals("maybe"), "attributes.lit: expected true, false, 1 or 0; got \"maybe\"."),
        ("lit", Test::Less("1".into(), true), "expected equals, notEquals or exists, as its type is boolean"),
        ("since", equals("soon"), "attributes.since: expected a date YYYY-MM-DD; got \"soon\"."),
        ("brand", Test::Greater("a".into(), true), "as its type is select; got \"gte\"."),
        (
            "cost.EURO",
            equals("1"),
            "attributes.cost.EURO: expected a currency, as in attributes.cost.EUR; got \"EURO\".",
        ),
        ("cost", equals("cheap"), "attributes.cost: expected a number; got \"cheap\"."),
        ("size", equals("1 m"), "attributes.size: expected a number in the base unit, or with a blank and its unit"),
        ("extra", equals("{}"), "attributes.extra: expected an attribute of another type"),
        ("notes", equals("x"), "attributes.notes: expected an attribute whose isFilterable is true"),
    ];
    for (of, test, expected) in cases {
        let message = fields(of, test).unwrap_err();
        assert!(message.contains(expected), "{message}");
    }
}

#[test]
fn conditions_mean_what_the_kind_has() {
    use ObjectKind::{Classification, Document, Variant};
    let is = |leaf| Ok(Expr::Is(leaf));
    let never = || Ok(Expr::NEVER);
    let placed = || Condition::Classified { nodes: owned(&["desk"]), descendants: false };
    let span = Span { from: Some(1), to: None };
    let cases = [
        (Document, Condition::Type(owned(&["lamp", "nothing"])), is(Leaf::Type(vec![3]))),
        (Variant, Condition::Type(owned(&["nothing"])), is(Leaf::Type(Vec::new()))),
        (Classification, Condition::Type(owned(&["lamp"])), never()),
        (Document, Condition::Catalog(owned(&["PIM"])), is(Leaf::PlacedInCatalog(vec![5]))),
        (Classification, Condition::Catalog(owned(&["PIM", "DAM"])), is(Leaf::Type(vec![5, 6]))),
        (Classification, Condition::Content(CatalogContent::Asset), is(Leaf::Type(vec![6]))),
        (Document, placed(), is(Leaf::Classified { nodes: owned(&["desk"]), descendants: false })),
        (Variant, placed(), never()),
        (Variant, Condition::Parent(owned(&["a"])), is(Leaf::Parent(owned(&["a"])))),
        (Document, Condition::Parent(owned(&["a"])), never()),
        (Document, Condition::Orphan, is(Leaf::Orphan)),
        (Classification, Condition::Orphan, never()),
        (Classification, Condition::Level(vec![0]), is(Leaf::Level(vec![0]))),
        (Document, Condition::Within(owned(&["desk"])), never()),
        (Document, Condition::Created(span), is(Leaf::Created(Bound::Included(1), Bound::Unbounded))),
        (Variant, Condition::Code(Test::Equals(owned(&["É"]))), is(Leaf::Code(KeyTest::Equals(owned(&["É"]))))),
        (Variant, Condition::Code(Test::Exists), Ok(Expr::ALWAYS)),
    ];
    for (kind, condition, expected) in cases {
        assert_eq!(wanted(kind, Rights::READ, condition.clone()), expected, "{kind:?} {condition:?}");
    }
}

#[test]
fn orders_have_defaults_and_one_locale() {
    let order = |kind, search: Option<&str>, order| {
        let query = Query { search: search.map(str::to_owned), order, ..Query::all(kind, Rights::READ) };
        Question::of(&query, &schema()).unwrap().order
    };
    assert_eq!(order(ObjectKind::Variant, None, vec![]), [SortKey::Code(false)]);
    assert_eq!(order(ObjectKind::Variant, Some(" "), vec![]), [SortKey::Code(false)]);
    assert_eq!(order(ObjectKind::Variant, Some("lamp"), vec![]), []);
    assert_eq!(order(ObjectKind::Classification, None, vec![]), [SortKey::Sequence(false), SortKey::Code(false)]);
    let by_name = Sort { by: SortBy::Attribute(name("name")), descending: true };
    match &order(ObjectKind::Document, Some("lamp"), vec![by_name])[..] {
        [SortKey::Field(field, true)] => {
            assert_eq!((field.field, field.locale.as_deref(), &field.name), (2561, Some("en_GB"), &name("name")));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_order_needs_one_currency() {
    let order = |of: &str| {
        let order = vec![Sort { by: SortBy::Attribute(name(of)), descending: false }];
        Question::of(&Query { order, ..all() }, &schema()).map(|question| question.order)
    };
    assert!(matches!(&order("cost.USD").unwrap()[..], [SortKey::Field(field, _)] if field.field == 4096 + 142));
    let refused = order("cost").unwrap_err().message;
    assert_eq!(refused, "attributes.cost: expected a currency, as in attributes.cost.EUR; got \"\".");
}

#[test]
fn questions_are_bounded_and_ask_what_is_filterable() {
    let query = Query { filter: Filter::Any(vec![Filter::Is(Condition::Active); 201]), ..all() };
    assert_eq!(
        Question::of(&query, &schema()).unwrap_err().message,
        "Expected at most 200 conditions in a filter; got 201."
    );
    let sort = Sort { by: SortBy::Code, descending: false };
    let query = Query { order: vec![sort; MAX_ORDER + 1], ..all() };
    assert_eq!(Question::of(&query, &schema()).unwrap_err().message, "Expected at most 8 orders; got 9.");
    let query = Query { facets: vec![name("notes")], ..all() };
    assert!(Question::of(&query, &schema()).unwrap_err().message.contains("isFilterable"));
}

#[test]
fn what_is_hidden_is_as_if_it_were_not_there() {
    let hidden = wanted(ObjectKind::Document, restricted(), value("price", Test::Exists)).unwrap_err();
    let unknown = wanted(ObjectKind::Document, restricted(), value("brice", Test::Exists)).unwrap_err();
    assert_eq!(hidden, unknown.replace("brice", "price"));

    let placed = || Expr::Is(Leaf::Classified { nodes: owned(&["desk"]), descendants: true });
    let lit = Expr::Is(Leaf::Active);
    let no_chair = || Expr::Not(Box::new(Expr::Is(Leaf::Type(vec![4]))));
    let of_visible = Expr::Is(Leaf::ParentIs(ObjectKind::Document, Box::new(placed())));
    let within = || Expr::Is(Leaf::Within(owned(&["desk"])));
    let cases = [
        (ObjectKind::Document, Expr::all([no_chair(), placed(), lit.clone()])),
        (ObjectKind::Variant, Expr::all([no_chair(), of_visible, lit.clone()])),
        (ObjectKind::Classification, Expr::all([within(), lit])),
    ];
    for (kind, expected) in cases {
        assert_eq!(wanted(kind, restricted(), Condition::Active), Ok(expected));
    }
    let below = wanted(ObjectKind::Classification, restricted(), Condition::Parent(owned(&["lighting"])));
    let of_hidden = Expr::Is(Leaf::Parent(owned(&["lighting"])));
    assert_eq!(
        below,
        Ok(Expr::all([within(), of_hidden, Expr::Is(Leaf::ParentIs(ObjectKind::Classification, Box::new(within())))]))
    );

    let query = Query { search: Some(" Ab c ".into()), ..Query::all(ObjectKind::Document, restricted()) };
    let question = Question::of(&query, &schema()).unwrap();
    assert_eq!(question.nodes, Some(owned(&["desk"])));
    let search = Search { text: "Ab c".into(), words: owned(&["ab", "c"]), hidden: owned(&["price"]) };
    assert_eq!(question.search, Some(search));
}

/// A lamp as it stood.
fn stood() -> Sheet {
    let mut lamp = Object::new(7, ObjectKind::Document, "L1", 3, "ann");
    lamp.body.set("price", None, Some(Value::Number("12.5".into())));
    lamp.body.set("name", Some("fr_FR"), Some(Value::Text("Été".into())));
    lamp.body.set("cost", None, Some(Value::Price([("EUR".to_owned(), "3".to_owned())].into())));
    lamp.placements = vec![ObjectRef { id: 9, code: "desk".into() }];
    lamp.created.at = 5_000_000;
    Sheet::of(Arc::new(lamp))
}

#[test]
fn what_stood_is_told_from_itself() {
    let equals = |text: &str| Test::Equals(owned(&[text]));
    let nodes = |code: &str| Condition::Classified { nodes: owned(&[code]), descendants: false };
    let created = |from, to| Condition::Created(Span { from, to });
    let cases = [
        (Condition::Code(equals("L1")), true),
        (Condition::Code(equals("l1")), false),
        (Condition::Type(owned(&["chair", "lamp"])), true),
        (Condition::Type(owned(&["chair"])), false),
        (value("price", equals("12.50")), true),
        (value("price", Test::Greater("12.5".into(), false)), false),
        (value("name", equals("ete")), true),
        (value("name.en_GB", Test::Exists), false),
        (value("name.fr_FR", Test::Exists), true),
        (value("cost.EUR", equals("3.0")), true),
        (value("cost.USD", Test::Exists), false),
        (value("lit", Test::Exists), false),
        (nodes("desk"), true),
        (nodes("floor"), false),
        (Condition::Orphan, false),
        (Condition::Active, true),
        (created(Some(5_000_000), None), true),
        (created(None, Some(5_000_000)), false),
    ];
    let (schema, sheet) = (schema(), stood());
    for (condition, expected) in cases {
        let is = Filter::Is(condition.clone());
        for (filter, expected) in [(is.clone(), expected), (Filter::Not(Box::new(is)), !expected)] {
            let wanted = Wanted::of(&Query { filter, ..all() }, &schema).unwrap();
            assert_eq!(wanted.has(&sheet, &schema), expected, "{condition:?}");
        }
    }
}

#[test]
fn what_an_index_alone_tells_is_refused_of_the_past() {
    let by = Sort { by: SortBy::Code, descending: false };
    let is = |condition| Query { filter: Filter::Not(Box::new(Filter::Is(condition))), ..all() };
    let cases = [
        (Query { search: Some("lamp".into()), ..all() }, "search"),
        (Query { order: vec![by], ..all() }, "order"),
        (Query { facets: vec![name("brand")], ..all() }, "facets"),
        (is(Condition::Classified { nodes: owned(&["a"]), descendants: true }), "classifications[descendants]"),
        (is(Condition::Catalog(owned(&["PIM"]))), "catalogs.id"),
        (is(Condition::LinkedTo(vec![ObjectKind::Asset])), "links"),
        (is(value("colour", Test::Exists)), "attributes.colour"),
    ];
    for (query, word) in cases {
        let message = Wanted::of(&query, &schema()).unwrap_err().message;
        assert!(message.contains(word), "{message}");
    }
    // Values that don't exist for the reader can't be asked for; whether objects do is no part of it.
    let hidden = Query { rights: restricted(), ..is(value("price", Test::Exists)) };
    assert!(Wanted::of(&hidden, &schema()).is_err());
    let open = Query { rights: restricted(), ..is(Condition::Type(owned(&["chair"]))) };
    assert!(Wanted::of(&open, &schema()).unwrap().has(&stood(), &schema()));
}
