//! A reader who may not see all is answered as if the rest weren't there.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::{App, Failure};
use model::object::ObjectKind;
use model::permission::{Rights, Scope};
use model::query::{AttributeName, Condition, Filter, Query, Sort, SortBy, Test};

use super::ask::{self, ask};
use super::draw::Draw;
use super::moves;
use super::truth::Truth;
use crate::failure::chance::Chance;
use crate::support::app::Instance;
use crate::support::db::on_both;

/// Queries for each reader.
const QUERIES: u64 = 400;

fn set(codes: &[&str]) -> BTreeSet<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

fn scopes() -> Vec<Scope> {
    let attributes = set(&["name", "price", "rooms", "label"]);
    let nodes = Some(set(&["lights", "stools"]));
    vec![
        Scope { hidden_attributes: attributes.clone(), ..Scope::default() },
        Scope { hidden_types: set(&["chair"]), ..Scope::default() },
        Scope { nodes: nodes.clone(), ..Scope::default() },
        Scope { nodes: Some(BTreeSet::new()), ..Scope::default() },
        Scope { hidden_attributes: attributes, hidden_types: set(&["lamp"]), nodes },
    ]
}

fn rights(scope: &Scope) -> Rights {
    Rights { id: 7, rev: 1, scope: Some(Arc::new(scope.clone())), ..Rights::READ }
}

async fn message(app: &App, query: &Query) -> String {
    match ask(app, query).await {
        Err(Failure::Problem(problem)) => format!("{problem:?}"),
        other => panic!("{query:?}\nexpected a refusal; got {other:?}"),
    }
}

/// All ways to name an attribute.
fn named(code: &str, rights: &Rights) -> Vec<Query> {
    let of = AttributeName { code: code.into(), part: None };
    let in_locale = AttributeName { code: code.into(), part: Some("fr_FR".into()) };
    let all = Query::all(ObjectKind::Document, rights.clone());
    let is = |of: &AttributeName, test| Filter::Is(Condition::Attribute { of: of.clone(), test });
    let asked = [
        is(&of, Test::Exists),
        is(&of, Test::Equals(vec!["1".into()])),
        is(&of, Test::Less("x".into(), false)),
        is(&in_locale, Test::Exists),
        Filter::Not(Box::new(is(&of, Test::Exists))),
    ];
    let sort = Sort { by: SortBy::Attribute(of.clone()), descending: false };
    let mut queries: Vec<_> = asked.into_iter().map(|filter| Query { filter, ..all.clone() }).collect();
    queries.push(Query { order: vec![sort], ..all.clone() });
    queries.push(Query { facets: vec![of], ..all });
    queries
}

on_both! {
    async fn answers_are_those_of_a_catalogue_without_the_hidden(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        moves::furnish(&app, &mut Chance::new(5), 150).await;
        let whole = Truth::read(&app).await;
        for (place, scope) in scopes().iter().enumerate() {
            let reduced = whole.reduced(scope);
            assert!(reduced.things.len() < whole.things.len() || !scope.hidden_attributes.is_empty());
            // What he asks is drawn from all there is: he may guess well.
            let mut draw = Draw::new(&whole, 11);
            for n in 0..QUERIES {
                let query = Query { rights: rights(scope), ..draw.query() };
                ask::check(&app, &reduced, &query, &mut draw, &format!("reader {place}, query {n}")).await;
            }
        }
    }

    async fn a_hidden_attribute_is_an_unknown_one(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        moves::furnish(&app, &mut Chance::new(5), 5).await;
        for scope in scopes() {
            for code in &scope.hidden_attributes {
                for (hidden, unknown) in named(code, &rights(&scope)).iter().zip(named("nowhere", &Rights::FULL)) {
                    let told = message(&app, hidden).await;
                    assert_eq!(told, message(&app, &unknown).await.replace("nowhere", code));
                }
            }
        }
    }

    async fn a_hidden_object_is_a_missing_one(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        moves::furnish(&app, &mut Chance::new(5), 150).await;
        let whole = Truth::read(&app).await;
        for scope in &scopes() {
            let reduced = whole.reduced(scope);
            for kind in ObjectKind::ALL {
                let hidden = whole.of_kind(kind).filter(|thing| !reduced.things.contains_key(&thing.object.id));
                for code in hidden.map(|thing| &thing.object.code) {
                    let told = app.head(&rights(scope), kind, code).await.unwrap_err();
                    let unknown = app.head(&Rights::FULL, kind, "nothing").await.unwrap_err();
                    assert_eq!(format!("{told:?}"), format!("{unknown:?}").replace("nothing", code), "{scope:?}");
                }
                for code in reduced.of_kind(kind).map(|thing| &thing.object.code) {
                    app.head(&rights(scope), kind, code).await.unwrap_or_else(|told| panic!("{scope:?}: {told}"));
                }
                let all: Vec<i64> = whole.of_kind(kind).map(|thing| thing.object.id).collect();
                shows_what_is_left(&app, &reduced, scope, kind, all).await;
            }
        }
    }
}

/// Prints these objects: nothing that was removed is among them or in them.
async fn shows_what_is_left(app: &App, reduced: &Truth, scope: &Scope, kind: ObjectKind, all: Vec<i64>) {
    let schema = app.schema().await.unwrap();
    let sheets = app.sheets(&rights(scope), kind, all, &schema).await.unwrap().sheets;
    let shown: Vec<i64> = sheets.iter().map(|sheet| sheet.object.id).collect();
    let left: Vec<i64> = reduced.of_kind(kind).map(|thing| thing.object.id).collect();
    assert_eq!(reduced.codes(&shown), reduced.codes(&left), "{scope:?}");
    for shown in
        sheets.iter().flat_map(|sheet| [&sheet.object].into_iter().chain(&sheet.children).chain(&sheet.ancestors))
    {
        let left = reduced.things.get(&shown.id).map(|thing| &thing.object);
        let left = left.unwrap_or_else(|| panic!("{scope:?}: {shown:?} is shown"));
        assert_eq!(shown.body, left.body, "{scope:?}: {}", shown.code);
        assert_eq!(shown.placements, left.placements, "{scope:?}: {}", shown.code);
        assert_eq!(shown.parent, left.parent, "{scope:?}: {}", shown.code);
    }
}
