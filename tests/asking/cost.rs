//! What a list asks of the database doesn't grow with its size nor with what is printed with it.

use app::{App, statements};
use model::command::Patch;
use model::object::ObjectKind::{Classification, Document, Variant};
use model::permission::Rights;
use model::query::{AttributeName, Condition, Filter, Query, Sort, SortBy, Test};
use serde_json::json;

use super::ask::ask;
use super::writes::{attribute, document_type, must_write, object, values};
use crate::support::app::Instance;
use crate::support::db::on_both;

/// A hundred lamps in one classification, each with two variants; every list below has more than 80 of them.
async fn furnish(app: &App) {
    must_write(app, vec![document_type("lamp", None)]).await;
    must_write(
        app,
        vec![
            attribute("text", Document, "lamp", "text", |_| {}),
            attribute("power", Document, "lamp", "integer", |_| {}),
        ],
    )
    .await;
    must_write(app, vec![object(Classification, "lights", |put| put.parent = Patch::Value("root".into()))]).await;
    let lamp = |n: usize| {
        object(Document, &format!("lamp {n}"), |put| {
            put.document_type = Patch::Value("lamp".into());
            put.classifications = Patch::Value(vec!["lights".into()]);
            // Beyond what a key holds the rows decide.
            put.values = values(&json!({"text": format!("bright {}{n}", "light ".repeat(20)), "power": n % 7}));
        })
    };
    must_write(app, (0..100).map(lamp).collect()).await;
    let variant =
        |n: usize| object(Variant, &format!("variant {n}"), |put| put.parent = Patch::Value(format!("lamp {}", n / 2)));
    must_write(app, (0..200).map(variant).collect()).await;
}

fn lists() -> Vec<Query> {
    let all = Query::all(Document, Rights::FULL);
    let of = |code: &str| AttributeName { code: code.into(), part: None };
    let is = |code: &str, test| Filter::Is(Condition::Attribute { of: of(code), test });
    let by = |code: &str| vec![Sort { by: SortBy::Attribute(of(code)), descending: true }];
    let placed = Filter::Is(Condition::Classified { nodes: vec!["lights".into()], descendants: true });
    vec![
        all.clone(),
        Query { filter: placed.clone(), ..all.clone() },
        Query { filter: is("power", Test::Less("5".into(), true)), order: by("text"), ..all.clone() },
        Query { filter: is("text", Test::Contains("LIGHT light".into())), order: by("power"), ..all.clone() },
        Query { search: Some("bright lig".into()), facets: vec![of("power"), of("text")], ..all.clone() },
        Query { search: Some("amp".into()), filter: placed, facets: vec![of("power")], order: by("text"), ..all },
    ]
}

on_both! {
    async fn a_list_costs_the_same_for_any_number(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        furnish(&app).await;
        for query in lists() {
            let cost = async |limit: u32| {
                let (heads, cost) = statements::counted(ask(&app, &Query { limit, ..query.clone() })).await;
                let ids: Vec<i64> = heads.unwrap().heads.iter().map(|head| head.id).collect();
                let count = ids.len();
                let schema = app.schema().await.unwrap();
                let (sheets, printed) = statements::counted(app.sheets(&Rights::FULL, Document, ids, &schema)).await;
                assert!(sheets.unwrap().sheets.iter().all(|sheet| sheet.children.len() == 2));
                (count, cost, printed)
            };
            cost(2).await;
            app.store().engine().forget();
            let cold = cost(2).await;
            let warm = cost(2).await;
            let many = cost(80).await;
            app.store().engine().forget();
            let many_cold = cost(80).await;
            assert!(cold.0 == 2 && many.0 == 80, "{query:?}: {many:?} rows");
            assert_eq!((cold.1, cold.2), (many_cold.1, many_cold.2), "without anything kept: {query:?}");
            assert_eq!((warm.1, warm.2), (many.1, many.2), "with all of it kept: {query:?}");
            assert!(warm.1 <= cold.1, "{query:?}: {cold:?}, {warm:?}");
        }
    }
}
