//! Lists of the past and the history of everything, for everybody and for readers who may not see all.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::{App, Failure, Mode, Options, statements};
use model::command::{Action, Command, Patch, PutMode, PutObject};
use model::object::ObjectKind;
use model::permission::{Rights, Scope};
use model::problem::Kind;
use model::query::history::subject;
use model::query::{HistoryQuery, Query, Start};

use super::draw::Draw;
use super::moves;
use super::truth::Truth;
use super::writes::actor;
use crate::failure::chance::Chance;
use crate::support::app::Instance;
use crate::support::db::on_both;

const QUERIES: u64 = 250;

fn set(codes: &[&str]) -> BTreeSet<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

fn rights(scope: Scope) -> Rights {
    Rights { id: 7, rev: 1, scope: Some(Arc::new(scope)), ..Rights::READ }
}

fn readers() -> [Rights; 4] {
    [
        rights(Scope { hidden_attributes: set(&["name", "price", "rooms", "label"]), ..Scope::default() }),
        rights(Scope { hidden_types: set(&["chair"]), ..Scope::default() }),
        rights(Scope { nodes: Some(set(&["lights", "stools"])), ..Scope::default() }),
        rights(Scope { nodes: Some(BTreeSet::new()), ..Scope::default() }),
    ]
}

/// Queries that lists of the past may answer; how deep a reader sees a tree is his own.
fn queries(draw: &mut Draw) -> Vec<Query> {
    let asked =
        (0..QUERIES).map(|_| Query { search: None, order: Vec::new(), facets: Vec::new(), limit: 7, ..draw.query() });
    asked
        .filter(|query| !["Updated", "Level"].iter().any(|word| format!("{:?}", query.filter).contains(word)))
        .collect()
}

/// The numbers of all that were there, page by page; `None`: that can't be asked.
async fn stood(app: &App, query: &Query, moment: i64) -> Option<BTreeSet<i64>> {
    let (mut query, mut all) = (query.clone(), BTreeSet::new());
    query.start = Start::After(String::new());
    loop {
        let found = match app.stood(&query, moment).await {
            Ok((found, _)) => found,
            Err(Failure::Problem(problem)) if problem.kind == Kind::Malformed => return None,
            Err(failure) => panic!("{query:?}: {failure}"),
        };
        assert!(found.sheets.sheets.len() <= 7, "{query:?}");
        for sheet in &found.sheets.sheets {
            assert!(all.insert(sheet.object.id), "{} comes twice: {query:?}", sheet.object.code);
        }
        let Some(next) = found.next else { return Some(all) };
        query.start = Start::After(next);
    }
}

async fn happen(app: &App, chance: &mut Chance, moves: usize) {
    for _ in 0..moves {
        let commands = (0..=chance.below(3)).map(|_| moves::one(chance)).collect();
        app.write(&actor(), commands, Options::of(Mode::EachAlone)).await.unwrap();
    }
}

on_both! {
    /// Whatever happened since, a list of then has what the same question found then.
    async fn lists_of_then_are_those_of_then(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        let mut chance = Chance::new(23);
        moves::furnish(&app, &mut chance, 150).await;
        let truth = Truth::read(&app).await;
        let moment = app.now();
        let queries = queries(&mut Draw::new(&truth, 29));
        let answers: Vec<_> = queries.iter().map(|query| truth.answer(query).map(|answer| BTreeSet::from_iter(answer.ids))).collect();
        instance.pass(10);
        let mut compared = 0;
        for round in 0..2 {
            for (query, expected) in queries.iter().zip(&answers) {
                let Some(found) = stood(&app, query, moment).await else { continue };
                let expected = expected.as_ref().unwrap_or_else(|| panic!("round {round}: that can't be asked: {query:?}"));
                assert_eq!(&found, expected, "round {round}: {query:?}");
                compared += usize::from(!found.is_empty());
            }
            happen(&app, &mut chance, 60).await;
        }
        assert!(compared > 50, "{compared}");
    }

    /// A reader is answered as if the rest had never been there.
    async fn lists_of_then_show_what_a_reader_may_see(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        moves::furnish(&app, &mut Chance::new(31), 150).await;
        let whole = Truth::read(&app).await;
        let moment = app.now();
        for rights in readers() {
            let truth = whole.reduced(rights.scope.as_ref().unwrap());
            let mut compared = 0;
            for query in queries(&mut Draw::new(&whole, 37)) {
                let query = Query { rights: rights.clone(), ..query };
                let Some(found) = stood(&app, &query, moment).await else { continue };
                let expected = truth.answer(&query).unwrap_or_else(|| panic!("that can't be asked: {query:?}"));
                assert_eq!(found, BTreeSet::from_iter(expected.ids), "{query:?}");
                compared += 1;
            }
            assert!(compared > 50, "{compared}");
        }
    }

    /// The history of everything is that of each thing: nothing more, nothing less, for every reader.
    async fn all_histories_together_are_the_history_of_everything(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        moves::furnish(&app, &mut Chance::new(41), 120).await;
        let everything = entries(&app, &Rights::FULL).await;
        let things: BTreeSet<_> = everything.iter().map(|(kind, code, ..)| (*kind, code.clone())).collect();
        for rights in readers().into_iter().chain([Rights::FULL]) {
            let mut apart = Vec::new();
            for (kind, code) in &things {
                if ObjectKind::from_name(kind).is_none() {
                    continue;
                }
                let own = subject(kind, code).unwrap();
                match app.history(&rights, &own, Start::Page(1), 1_000).await {
                    Ok(page) => apart.extend(page.entries.into_iter().map(|entry| {
                        let change = entry.line.change;
                        (change.kind, change.code, entry.line.cursor.seq, format!("{:?}", entry.fields))
                    })),
                    Err(Failure::Problem(problem)) if problem.kind == Kind::NotFound => {}
                    Err(failure) => panic!("{failure}"),
                }
            }
            let mut together = entries(&app, &rights).await;
            together.retain(|(kind, ..)| ObjectKind::from_name(kind).is_some());
            apart.sort_by_key(|(_, _, seq, _)| -seq);
            assert_eq!(together, apart, "{rights:?}");
        }
    }

    /// A page costs the same number of statements however many it shows, and whatever stands around them.
    async fn pages_cost_the_same(engine: Engine) {
        let cost = async |documents: usize| {
            let instance = Instance::fresh(engine).await;
            let app = instance.node().await;
            moves::furnish(&app, &mut Chance::new(43), 0).await;
            for n in 0..documents {
                put(&app, document(&format!("d{n}"), PutMode::Create)).await;
                let parent = Patch::Value(format!("d{n}"));
                put(&app, PutObject { parent, ..PutObject::new(ObjectKind::Variant, format!("v{n}"), PutMode::Create) }).await;
            }
            let moment = app.now();
            instance.pass(10);
            for n in 0..documents {
                put(&app, PutObject { active: Patch::Value(false), ..document(&format!("d{n}"), PutMode::Update) }).await;
            }
            let work = Box::pin(async {
                let query = Query { limit: 100, ..Query::all(ObjectKind::Document, Rights::FULL) };
                let shown = app.stood(&query, moment).await.unwrap().0.sheets.sheets.len();
                let query = HistoryQuery::all(Start::Page(1), 500, Rights::FULL);
                app.history_of_all(query).await.unwrap();
                shown
            });
            statements::counted(work).await
        };
        let (small, large) = (cost(2).await, cost(40).await);
        assert_eq!((small.0, large.0), (2, 40));
        assert_eq!(small.1, large.1);
    }
}

fn document(code: &str, mode: PutMode) -> PutObject {
    let of_type = if mode == PutMode::Create { Patch::Value("lamp".into()) } else { Patch::Absent };
    PutObject { document_type: of_type, ..PutObject::new(ObjectKind::Document, code, mode) }
}

async fn put(app: &App, put: PutObject) {
    let commands = vec![Command { action: Action::PutObject(put), expect: None }];
    let outcomes = app.write(&actor(), commands, Options::of(Mode::AllOrNothing)).await.unwrap();
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
}

type Entry = (&'static str, String, i64, String);

/// The whole history, page by page.
async fn entries(app: &App, rights: &Rights) -> Vec<Entry> {
    let mut all = Vec::new();
    let mut query = HistoryQuery::all(Start::After(String::new()), 40, rights.clone());
    loop {
        let page = app.history_of_all(query.clone()).await.unwrap();
        all.extend(page.entries.into_iter().map(|entry| {
            let change = entry.line.change;
            (change.kind, change.code, entry.line.cursor.seq, format!("{:?}", entry.fields))
        }));
        let Some(next) = page.next else { return all };
        query.start = Start::After(next);
    }
}
