use model::file::Fact;
use model::object::ObjectKind::{self, Classification, Document, Variant};
use model::query::{Condition, Filter, Span, Test};
use model::schema::CatalogContent;

use super::*;

fn read(kind: ObjectKind, query: &str) -> Result<Filter, String> {
    super::read(kind, &Params::parse(query).unwrap()).map_err(|problem| problem.message)
}

fn is(condition: Condition) -> Filter {
    Filter::Is(condition)
}

fn not(filter: Filter) -> Filter {
    Filter::Not(Box::new(filter))
}

fn any(conditions: impl IntoIterator<Item = Condition>) -> Filter {
    Filter::Any(conditions.into_iter().map(Filter::Is).collect())
}

fn of_document(filter: Filter) -> Filter {
    is(Condition::ParentIs(Box::new(Filter::At("document.".into(), Box::new(filter)))))
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

fn equals(values: &[&str]) -> Test {
    Test::Equals(texts(values))
}

fn value(name: &str, test: Test) -> Condition {
    Condition::Attribute { of: attribute(&format!("attributes.{name}")).unwrap(), test }
}

fn percent(test: Test) -> Condition {
    Condition::Completeness { of: completeness("completeness[web][en_GB]").unwrap(), test }
}

#[test]
fn values_are_tested_in_every_spelling() {
    let w = |test| value("w", test);
    let cases = [
        ("attributes.w=v", is(w(equals(&["v"])))),
        ("attributes.w[]=a&attributes.w%5B%5D=b", is(w(equals(&["a", "b"])))),
        ("attributes.w=a&attributes.w[equals]=b&attributes.w[equals][0]=c", is(w(equals(&["a", "b", "c"])))),
        ("attributes.n.fr_FR[contains]=%C3%A9", any([value("n.fr_FR", Test::Contains("é".into()))])),
        ("attributes.w[notEquals]=a&attributes.w[notEquals]=b", not(is(w(equals(&["a", "b"]))))),
        ("attributes.w[in]=a,b", is(w(equals(&["a", "b"])))),
        ("attributes.w[in][]=a,b&attributes.w[in][]=c", is(w(equals(&["a,b", "c"])))),
        ("attributes.w[notIn]=a,b", not(is(w(equals(&["a", "b"]))))),
        (
            "attributes.w[startsWith]=a&attributes.w[startsWith]=b",
            any([w(Test::StartsWith("a".into())), w(Test::StartsWith("b".into()))]),
        ),
        (
            "attributes.w[gte]=1&attributes.w[lt]=2",
            Filter::All(vec![any([w(Test::Greater("1".into(), true))]), any([w(Test::Less("2".into(), false))])]),
        ),
        ("attributes.w[between]=1..2", any([w(Test::Between("1".into(), "2".into()))])),
        ("attributes.w[exists]=0", Filter::Any(vec![not(is(w(Test::Exists)))])),
        ("exists[attributes.n.fr_FR]=true", any([value("n.fr_FR", Test::Exists)])),
        ("id=a&id[]=b", is(Condition::Code(equals(&["a", "b"])))),
        ("id[startsWith]=a", any([Condition::Code(Test::StartsWith("a".into()))])),
    ];
    for (query, expected) in cases {
        assert_eq!(read(Document, query), Ok(expected), "{query}");
    }
}

#[test]
fn each_kind_has_its_names() {
    let placed = |code: &str, descendants| is(Condition::Classified { nodes: texts(&[code]), descendants });
    let cases = [
        (Document, "documentType.id[]=lamp", is(Condition::Type(texts(&["lamp"])))),
        (Document, "attributeSet.id[]=a&attributeSet.id[]=b", is(Condition::Set(texts(&["a", "b"])))),
        (Document, "exists[attributeSet]=true", any([Condition::AnySet])),
        (Document, "classifications.id[]=desk", placed("desk", false)),
        (Document, "classifications[descendants]=desk", placed("desk", true)),
        (Document, "catalogs.id=PIM", is(Condition::Catalog(texts(&["PIM"])))),
        (Document, "orphan=true", any([Condition::Orphan])),
        (Document, "exists[classifications]=1", Filter::Any(vec![not(is(Condition::Orphan))])),
        (Document, "isActive=0", Filter::Any(vec![not(is(Condition::Active))])),
        (Document, "completeness[web][en_GB]=50", is(percent(equals(&["50"])))),
        (Document, "completeness[web][en_GB][in]=50,100", is(percent(equals(&["50", "100"])))),
        (Document, "completeness%5Bweb%5D%5Ben_GB%5D[gte][]=50", any([percent(Test::Greater("50".into(), true))])),
        (
            Document,
            r#"filter={"completeness[web][en_GB]":{"lt":50}}"#,
            Filter::Any(vec![Filter::All(vec![Filter::At(
                "filter.".into(),
                Box::new(any([percent(Test::Less("50".into(), false))])),
            )])]),
        ),
        (
            Variant,
            "document.completeness[web][en_GB][between]=1..50",
            of_document(any([percent(Test::Between("1".into(), "50".into()))])),
        ),
        (Variant, "document.id[]=a&document.id[]=b", is(Condition::Parent(texts(&["a", "b"])))),
        (Document, "tags.id[]=a&tags.id[]=b", is(Condition::Tagged(texts(&["a", "b"])))),
        (Document, "workflows.node.id=a", is(Condition::Node { workflow: None, nodes: texts(&["a"]) })),
        (Document, "workflows[w].node.id=a", is(Condition::Node { workflow: Some("w".into()), nodes: texts(&["a"]) })),
        (Variant, "attributeSet.id=a", is(Condition::Set(texts(&["a"])))),
        (Variant, "document.attributeSet.id=a", of_document(is(Condition::Set(texts(&["a"]))))),
        (Variant, "document.documentType.id[]=lamp", of_document(is(Condition::Type(texts(&["lamp"]))))),
        (Variant, "document.attributes.w=1", of_document(is(value("w", equals(&["1"]))))),
        (Classification, "id[descendants]=desk", is(Condition::Within(texts(&["desk"])))),
        (Classification, "parent.id=desk", is(Condition::Parent(texts(&["desk"])))),
        (Classification, "catalogs.id[]=PIM", is(Condition::Catalog(texts(&["PIM"])))),
        (Classification, "objectType=asset", any([Condition::Content(CatalogContent::Asset)])),
        (
            ObjectKind::Asset,
            "exists[metadata.trouble]=1",
            any([Condition::File { of: Fact::Status, test: equals(&["failed"]) }]),
        ),
        (Classification, "level=0&level=2", is(Condition::Level(vec![0, 2]))),
    ];
    for (kind, query, expected) in cases {
        assert_eq!(read(kind, query), Ok(expected), "{query}");
    }
    let unknown = [
        (Document, "colour=red&parent.id=a&document.id=b&level=1&attributes=y&page=2&exists[tags]=1"),
        (Document, "completeness[web]=50&dateCreated=2026-01-01&classifications=x"),
        (Variant, "orphan=true&documentType.id=lamp&document.document.id=a&parent.id=a"),
        (Classification, "documentType.id=lamp&classifications[descendants]=a&orphan=1"),
    ];
    for (kind, query) in unknown {
        assert_eq!(read(kind, query), Ok(Filter::everything()), "{query}");
    }
}

#[test]
fn dates_compare_whole_seconds() {
    let at = 1_767_323_045_000_000;
    let cases = [
        ("after", Some(at), None),
        ("strictly_after", Some(at + 1_000_000), None),
        ("before", None, Some(at + 1_000_000)),
        ("strictly_before", None, Some(at)),
    ];
    for (operator, from, to) in cases {
        let spellings = ["2026-01-02T03:04:05", "2026-01-02T03:04:05+00:00", "2026-01-02%2004:04:05%2B01:00"];
        for date in spellings {
            let found = read(Variant, &format!("dateModified[{operator}]={date}"));
            assert_eq!(found, Ok(any([Condition::Updated(Span { from, to })])), "{operator} {date}");
        }
    }
    let midnight = Span { from: Some(1_767_312_000_000_000), to: None };
    assert_eq!(read(Document, "dateCreated[after]=2026-01-02"), Ok(any([Condition::Created(midnight)])));
}

#[test]
fn groups_say_the_same_in_json() {
    let cases = [
        ("{}", "", true),
        (
            r#"{"attributes.w":{"gt":"5","lt":7},"id":["a","b"]}"#,
            "attributes.w[gt]=5&attributes.w[lt]=7&id[]=a&id[]=b",
            false,
        ),
        (r#"{"isActive":true,"exists":{"attributes.w":false}}"#, "isActive=true&exists[attributes.w]=false", false),
        (
            r#"{"attributes.w":{"in":["a,b"]},"attributes.x":{"in":"a,b"}}"#,
            "attributes.w[in][]=a,b&attributes.x[in]=a,b",
            false,
        ),
        (r#"{"dateCreated":{"after":"2026-01-02"}}"#, "dateCreated[after]=2026-01-02", false),
    ];
    for (json, query, is_empty) in cases {
        let group = groups::read(Document, json).unwrap();
        let plain = read(Document, query).unwrap();
        let (Filter::All(mut group), plain) = (bare(group), plain) else { panic!("{json}") };
        let mut plain = if let Filter::All(plain) = plain { plain } else { vec![plain] };
        let by_text = |filter: &Filter| format!("{filter:?}");
        group.sort_by_key(by_text);
        plain.sort_by_key(by_text);
        assert_eq!((group.is_empty(), group), (is_empty, plain), "{json}");
    }
    let found = read(Variant, r#"filter={"or":[{"id":"a"},{"not":{"document.id":"b"}}]}&isActive=1"#);
    let or = Filter::Any(vec![
        Filter::All(vec![is(Condition::Code(equals(&["a"])))]),
        Filter::All(vec![not(Filter::All(vec![is(Condition::Parent(texts(&["b"])))]))]),
    ]);
    let group = Filter::Any(vec![Filter::All(vec![or])]);
    assert_eq!(found.map(bare), Ok(Filter::All(vec![any([Condition::Active]), group])));
    let none = Filter::At("filter.".into(), Box::new(is(Condition::Code(equals(&[])))));
    assert_eq!(groups::read(Document, r#"{"id":[]}"#), Ok(Filter::All(vec![none])));
}

/// The same without the places.
fn bare(filter: Filter) -> Filter {
    let all = |filters: Vec<Filter>| filters.into_iter().map(bare).collect();
    match filter {
        Filter::All(filters) => Filter::All(all(filters)),
        Filter::Any(filters) => Filter::Any(all(filters)),
        Filter::Not(filter) => not(bare(*filter)),
        Filter::At(_, filter) => bare(*filter),
        Filter::Is(_) => filter,
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    let deep = format!("filter={}{}", r#"{"not":"#.repeat(9), "{}".to_owned() + &"}".repeat(9));
    let cases = [
        ("attributes.w[like]=a", "Query parameter attributes.w[like]: expected equals, notEquals, in"),
        ("attributes.w[gt][x]=a", r#"got "gt][x"."#),
        ("attributes.w[between]=5", r#"attributes.w[between]: expected a range such as 10..20; got "5"."#),
        ("isActive=yes", r#"isActive: expected true, false, 1 or 0; got "yes"."#),
        ("isActive[not]=1", r#"isActive[not]: expected no operator; got "not"."#),
        ("exists[attributes.w]=", r#"exists[attributes.w]: expected true, false, 1 or 0; got ""."#),
        ("dateCreated[since]=2026-01-01", "dateCreated[since]: expected after, before, strictly_after or"),
        ("dateCreated[after]=yesterday", "dateCreated[after]: expected a date such as"),
        ("classifications[below]=a", r#"classifications[below]: expected the operator descendants; got "below"."#),
        ("filter=x", "Query parameter filter: expected JSON"),
        (r#"filter=["a"]"#, r#"filter: expected an object of filters; got "a list"."#),
        (r#"filter={"and":[{"or":{}}]}"#, r#"filter.and[0].or: expected a list of objects; got "an object"."#),
        (
            r#"filter={"or":[{},{"colour":1}]}"#,
            r#"filter.or[1].colour: expected the name of a filter, and, or, not; got "colour"."#,
        ),
        (r#"filter={"not":{"attributes.w":{"gt":null}}}"#, "filter.not.attributes.w[gt]: expected a text, a number,"),
        (r#"filter={"isActive":"maybe"}"#, r#"filter.isActive: expected true, false, 1 or 0; got "maybe"."#),
        (&deep, r#"filter.not.not.not.not.not.not.not.not: expected at most 8 groups in each other; got "one more"."#),
    ];
    for (query, expected) in cases {
        let message = read(Document, query).unwrap_err();
        assert!(message.contains(expected), "{query}: {message}");
    }
    let problem = read(Classification, "level=-1&objectType=shelf").unwrap_err();
    assert!(problem.contains("level: expected a whole number from 0; got \"-1\"."), "{problem}");
    let problem = read(Classification, "objectType=shelf").unwrap_err();
    assert!(problem.contains("objectType: expected document or asset; got \"shelf\"."), "{problem}");
}
