//! Answers that were thought out by hand: the plain evaluation is held against them too.

use app::App;
use model::command::Patch;
use model::object::ObjectKind::{Classification, Document, Variant};
use model::permission::Rights;
use model::query::{AttributeName, Condition, Filter, Query, Sort, SortBy, Test};
use serde_json::{Value, json};

use super::ask;
use super::draw::Draw;
use super::shop;
use super::truth::Truth;
use super::writes::{must_write, object, values};
use crate::support::app::Instance;
use crate::support::db::on_both;

/// Lamps in the order of their numbers; the codes are not in that order.
async fn furnish(app: &App) {
    shop::open(app).await;
    let long = "sixty-four bytes are not enough to tell these two texts from each other";
    let lamps = [
        (
            "d",
            json!({"name": {"en_GB": "E\u{fb03}ciency lamp", "fr_FR": "Lampe"}, "power": 9, "rooms": ["study", "hall"]}),
            "desk",
        ),
        (
            "b",
            json!({"name": {"en_GB": "Vestes d'hiver"}, "power": 10, "price": "-0.5", "rooms": ["kitchen"]}),
            "floor-led",
        ),
        (
            "c",
            json!({"name": {"zh_CN": "苹果手机壳"}, "power": 9, "price": "0.50", "notes": format!("{long}: 2")}),
            "lights",
        ),
        (
            "a",
            json!({"story": {"en_GB": "<p>CO<sub>2</sub> lamp</p>"}, "price": "12", "notes": format!("{long}: 1")}),
            "seats",
        ),
    ];
    let lamp = |(code, own, node): &(&str, Value, &str)| {
        object(Document, code, |put| {
            put.document_type = Patch::Value("lamp".into());
            put.classifications = Patch::Value(vec![(*node).into()]);
            put.values = values(own);
        })
    };
    must_write(app, lamps.iter().map(lamp).collect()).await;
    must_write(app, vec![object(Variant, "v", |put| put.parent = Patch::Value("b".into()))]).await;
}

fn of(code: &str, locale: Option<&str>) -> AttributeName {
    AttributeName { code: code.into(), part: locale.map(str::to_owned) }
}

fn is(code: &str, test: Test) -> Filter {
    Filter::Is(Condition::Attribute { of: of(code, None), test })
}

fn filters() -> Vec<(Filter, &'static [&'static str])> {
    let texts = |all: &[&str]| all.iter().map(|&text| text.to_owned()).collect::<Vec<_>>();
    let equals = |text: &str| Test::Equals(texts(&[text]));
    let placed = |node: &str, descendants| Filter::Is(Condition::Classified { nodes: texts(&[node]), descendants });
    let not = |filter| Filter::Not(Box::new(filter));
    let in_french = Condition::Attribute { of: of("name", Some("fr_FR")), test: Test::Exists };
    vec![
        (is("name", equals("efficiency LAMP")), &["d"]),
        (is("name", equals("lampe")), &["d"]),
        (Filter::Is(in_french), &["d"]),
        (is("power", equals("9.0")), &["c", "d"]),
        (not(is("power", equals("9"))), &["a", "b"]),
        (is("price", Test::Between("-0.5".into(), "0.5".into())), &["b", "c"]),
        (is("price", Test::Greater("0.5".into(), false)), &["a"]),
        (is("notes", Test::EndsWith("OTHER: 2".into())), &["c"]),
        (
            is(
                "notes",
                Test::Greater(
                    "sixty-four bytes are not enough to tell these two texts from each other: 1".into(),
                    false,
                ),
            ),
            &["c"],
        ),
        (is("rooms", Test::Contains("itch".into())), &["b"]),
        (is("rooms", equals("Hall")), &[]),
        (placed("lights", false), &["c"]),
        (placed("lights", true), &["b", "c", "d"]),
        (Filter::Any(vec![]), &[]),
        (Filter::All(vec![]), &["a", "b", "c", "d"]),
    ]
}

fn searches() -> [(&'static str, &'static [&'static str]); 9] {
    [
        ("efficiency", &["d"]),
        ("CO2", &["a"]),
        ("veste", &["b"]),
        ("hiver vest", &["b"]),
        ("手机", &["c"]),
        ("果手", &["c"]),
        ("lamp", &["d", "a"]),
        ("ficien", &["d"]),
        ("a", &["a", "c"]),
    ]
}

fn orders() -> [(&'static str, bool, &'static [&'static str]); 5] {
    [
        ("power", false, &["d", "c", "b", "a"]),
        ("power", true, &["b", "c", "d", "a"]),
        ("price", false, &["b", "c", "a", "d"]),
        ("rooms", true, &["b", "d", "a", "c"]),
        ("notes", true, &["c", "a", "b", "d"]),
    ]
}

on_both! {
    async fn both_answer_as_expected(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        furnish(&app).await;
        let all = Query::all(Document, Rights::FULL);
        let order = |code, descending| vec![Sort { by: SortBy::Attribute(of(code, None)), descending }];
        let mut cases: Vec<(Query, &[&str])> = Vec::new();
        cases.extend(filters().into_iter().map(|(filter, codes)| (Query { filter, ..all.clone() }, codes)));
        cases.extend(searches().map(|(text, codes)| (Query { search: Some(text.into()), ..all.clone() }, codes)));
        cases.extend(orders().map(|(code, descending, codes)| (Query { order: order(code, descending), ..all.clone() }, codes)));
        let of_b = Filter::Is(Condition::ParentIs(Box::new(is("price", Test::Less("0".into(), false)))));
        cases.push((Query { filter: of_b, ..Query::all(Variant, Rights::FULL) }, &["v"]));
        let below = Filter::All(vec![
            Filter::Is(Condition::Within(vec!["lights".into()])),
            Filter::Is(Condition::Level(vec![2, 3])),
        ]);
        cases.push((Query { filter: below, ..Query::all(Classification, Rights::FULL) }, &["desk", "floor", "floor-led"]));

        let truth = Truth::read(&app).await;
        let mut draw = Draw::new(&truth, 1);
        for (query, codes) in cases {
            let answer = truth.answer(&query).expect("a good query");
            assert_eq!(truth.codes(&answer.ids), codes, "{query:?}");
            ask::check(&app, &truth, &query, &mut draw, "by hand").await;
        }
    }
}
