//! Histories, past states and reverts for readers who may not see all.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::feed::After;
use app::past::{Entry, Revert, To};
use app::{App, Failure, Mode, Options, statements};
use model::command::{Action, Command, Patch, PutMode, PutObject, ValueInput};
use model::feed::Filter;
use model::input::Input;
use model::object::ObjectKind;
use model::permission::{Actor, Origin, Rights, Scope};
use model::problem::Kind;
use model::query::{Start, Subject};

use super::moves;
use crate::failure::chance::Chance;
use crate::support::app::Instance;
use crate::support::db::on_both;
use crate::support::until::until;

fn actor(rights: Rights) -> Actor {
    Actor::program("ann", rights, Origin::V5)
}

fn hiding(rights: &Rights, scope: Scope) -> Rights {
    Rights { id: 7, rev: 1, scope: Some(Arc::new(scope)), ..rights.clone() }
}

fn set(codes: &[&str]) -> BTreeSet<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

async fn put(app: &App, put: PutObject) {
    let commands = vec![Command { action: Action::PutObject(put), expect: None }];
    let outcomes = app.write(&actor(Rights::FULL), commands, Options::of(Mode::AllOrNothing)).await.unwrap();
    assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
}

fn document(code: &str, mode: PutMode, values: &[(&str, &str)]) -> PutObject {
    let value = |(code, json): &(&str, &str)| ((*code).to_owned(), ValueInput::Whole(Input::parse(json).unwrap()));
    PutObject {
        document_type: Patch::Value("lamp".into()),
        values: values.iter().map(value).collect(),
        ..PutObject::new(ObjectKind::Document, code, mode)
    }
}

async fn paths(app: &App, rights: &Rights, code: &str) -> Vec<Vec<String>> {
    let subject = Subject::Object(ObjectKind::Document, code.into());
    let page = app.history(rights, &subject, Start::Page(1), 100).await.unwrap();
    page.entries.iter().map(|entry| entry.fields.iter().map(|told| told.path.join(".")).collect()).collect()
}

fn is_missing<T>(asked: Result<T, Failure>) -> bool {
    matches!(asked, Err(Failure::Problem(problem)) if problem.kind == Kind::NotFound)
}

on_both! {
    /// A hidden attribute is in no history, no past state and no revert; a change of it alone isn't there.
    async fn a_hidden_attribute_has_no_history(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        moves::furnish(&app, &mut Chance::new(5), 1).await;
        put(&app, document("seen", PutMode::Create, &[("price", "1"), ("name", r#"{"en_GB": "a"}"#)])).await;
        instance.pass(10);
        let mut change = document("seen", PutMode::Update, &[("price", "2")]);
        change.document_type = Patch::Absent;
        put(&app, change.clone()).await;
        change.values = document("seen", PutMode::Update, &[("price", "3"), ("name", r#"{"en_GB": "b"}"#)]).values;
        put(&app, change).await;
        let rights = hiding(&Rights::FULL, Scope { hidden_attributes: set(&["price"]), ..Scope::default() });
        assert_eq!(paths(&app, &Rights::FULL, "seen").await.len(), 3);
        let seen = paths(&app, &rights, "seen").await;
        assert_eq!(seen.len(), 2, "{seen:?}");
        assert!(seen.iter().flatten().all(|path| !path.contains("price")), "{seen:?}");
        let at = 1_790_000_000_000_000 + 5_000_000;
        let (sheets, _) = app.sheets_at(&rights, ObjectKind::Document, "seen", at).await.unwrap();
        assert!(sheets.sheets[0].object.body.0.contains_key("name") && !sheets.sheets[0].object.body.0.contains_key("price"));
        let wish = Revert {
            kind: ObjectKind::Document,
            code: "seen".into(),
            to: To::Moment(at),
            attributes: Vec::new(),
            expect: None,
            dry_run: false,
        };
        app.revert(&actor(rights), &wish, None).await.unwrap();
        let (now, _) = app.sheets_at(&Rights::FULL, ObjectKind::Document, "seen", i64::MAX).await.unwrap();
        assert_eq!(now.sheets[0].object.body.to_json(), r#"{"name":{"en_GB":"a"},"price":3}"#);
    }

    /// What a reader may not see has no past for him either, deleted or not.
    async fn a_hidden_object_has_no_past(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        moves::furnish(&app, &mut Chance::new(5), 1).await;
        put(&app, document("there", PutMode::Create, &[])).await;
        put(&app, document("gone", PutMode::Create, &[])).await;
        let at = 1_790_000_000_000_000 + 5_000_000;
        instance.pass(10);
        let delete = Action::DeleteObject { kind: ObjectKind::Document, code: "gone".into(), recursive: false };
        let commands = vec![Command { action: delete, expect: None }];
        app.write(&actor(Rights::FULL), commands, Options::of(Mode::AllOrNothing)).await.unwrap();
        let scopes = [
            Scope { hidden_types: set(&["lamp"]), ..Scope::default() },
            Scope { nodes: Some(BTreeSet::new()), ..Scope::default() },
        ];
        for code in ["there", "gone"] {
            let subject = Subject::Object(ObjectKind::Document, code.into());
            app.sheets_at(&Rights::FULL, ObjectKind::Document, code, at).await.unwrap();
            for scope in scopes.clone() {
                let rights = hiding(&Rights::READ, scope);
                assert!(is_missing(app.history(&rights, &subject, Start::Page(1), 9).await), "{code}");
                assert!(is_missing(app.sheets_at(&rights, ObjectKind::Document, code, at).await), "{code}");
            }
            let shows = hiding(&Rights::READ, Scope { hidden_types: set(&["chair"]), ..Scope::default() });
            app.history(&shows, &subject, Start::Page(1), 9).await.unwrap();
            app.sheets_at(&shows, ObjectKind::Document, code, at).await.unwrap();
        }
    }

    /// The feed has nothing of what a reader may not see, deleted or not, and the rest in the same order.
    async fn the_feed_is_of_what_a_reader_sees(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        moves::furnish(&app, &mut Chance::new(5), 1).await;
        let start = app.place(&After::Now).await.unwrap();
        put(&app, document("there", PutMode::Create, &[("price", "1"), ("name", r#"{"en_GB": "a"}"#)])).await;
        put(&app, document("gone", PutMode::Create, &[])).await;
        let change = PutObject { document_type: Patch::Absent, ..document("there", PutMode::Update, &[("price", "2")]) };
        put(&app, change).await;
        let delete = Action::DeleteObject { kind: ObjectKind::Document, code: "gone".into(), recursive: false };
        let commands = vec![Command { action: delete, expect: None }];
        app.write(&actor(Rights::FULL), commands, Options::of(Mode::AllOrNothing)).await.unwrap();
        let ours = Filter { codes: vec!["there".into(), "gone".into()], ..Filter::default() };
        let told = async |rights: &Rights| {
            let page = app.changes(rights, &ours, start, 100).await.unwrap();
            let line = |entry: &Entry| (entry.line.change.op.name(), entry.line.change.code.clone());
            (page.entries.iter().map(line).collect::<Vec<_>>(), page.entries)
        };
        until(async || told(&Rights::FULL).await.0.len() == 4).await;
        let (made, deleted) = (("create", "there".to_owned()), ("delete", "gone".to_owned()));
        let hidden = hiding(&Rights::READ, Scope { hidden_attributes: set(&["price"]), ..Scope::default() });
        let (lines, entries) = told(&hidden).await;
        assert_eq!(lines, [made, ("create", "gone".to_owned()), deleted]);
        let paths = entries.iter().flat_map(|entry| &entry.fields).map(|told| told.path.join(".")).collect::<Vec<_>>();
        assert!(paths.iter().any(|path| path.contains("name")) && paths.iter().all(|path| !path.contains("price")), "{paths:?}");
        for scope in [
            Scope { hidden_types: set(&["lamp"]), ..Scope::default() },
            Scope { nodes: Some(BTreeSet::new()), ..Scope::default() },
        ] {
            assert_eq!(told(&hiding(&Rights::READ, scope)).await.0, []);
        }
        let others = hiding(&Rights::READ, Scope { hidden_types: set(&["chair"]), ..Scope::default() });
        assert_eq!(told(&others).await.0.len(), 4);
    }

    /// However much has happened, and however much stands around.
    async fn the_past_costs_the_same(engine: Engine) {
        let instance = Instance::fresh(engine).await;
        let app = instance.node().await;
        moves::furnish(&app, &mut Chance::new(5), 1).await;
        let variant = |code: &str, parent: &str| PutObject {
            parent: Patch::Value(parent.into()),
            ..PutObject::new(ObjectKind::Variant, code, PutMode::Create)
        };
        for (code, variants) in [("small", 1), ("large", 30)] {
            put(&app, document(code, PutMode::Create, &[("price", "1")])).await;
            for n in 0..variants {
                put(&app, variant(&format!("{code}-{n}"), code)).await;
            }
        }
        let at = 1_790_000_000_000_000 + 5_000_000;
        instance.pass(10);
        for (code, changes) in [("small", 1), ("large", 20)] {
            for n in 0..changes {
                let price = (n + 2).to_string();
                put(&app, PutObject { document_type: Patch::Absent, ..document(code, PutMode::Update, &[("price", &price)]) }).await;
            }
        }
        let cost = async |code: &str| {
            let subject = Subject::Object(ObjectKind::Document, code.into());
            let work = Box::pin(async {
                app.history(&Rights::FULL, &subject, Start::Page(1), 100).await.unwrap();
                let (sheets, _) = app.sheets_at(&Rights::FULL, ObjectKind::Document, code, at).await.unwrap();
                sheets.sheets[0].children.len()
            });
            statements::counted(work).await
        };
        let (small, large) = (cost("small").await, cost("large").await);
        assert_eq!((small.0, large.0), (1, 30));
        assert_eq!(small.1, large.1);
    }
}
