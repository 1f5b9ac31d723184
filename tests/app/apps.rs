//! Apps, as the core has them: rights and time.

use std::collections::BTreeSet;
use std::sync::Arc;

use app::apps::{Asker, Objects, Shown};
use app::{App, Mode, Options};
use model::command::{
    Action, AppFields, Command, DefinitionFields, DocumentTypeFields, Patch, PutDefinition, PutMode, PutObject,
};
use model::object::ObjectKind;
use model::permission::{Actor, Origin, Rights, Scope};
use model::problem::Kind;
use outward::Rules;

use super::kind;
use crate::support::app::Instance;
use crate::support::db::{Engine, on_both};
use crate::support::little_app::{Answer, LittleApp};

fn program(rights: Rights) -> Actor {
    Actor::program("full", rights, Origin::V5)
}

fn asker(actor: &Actor) -> Asker<'_> {
    Asker { actor, instance: "acme", base: "", data_locale: None, interface_locale: None }
}

/// An instance with a document `a` of the type `product` and the app `hello`.
async fn open(engine: Engine, other: &LittleApp) -> (Instance, Arc<App>) {
    let instance = Instance::fresh(engine).await;
    let rules = Rules { allowed: vec!["127.0.0.0/8".parse().unwrap()], ..Rules::default() };
    let app = instance.node_calling(rules, 1_000).await;
    let define = |code: &str, fields| {
        Action::PutDefinition(PutDefinition { code: code.into(), mode: PutMode::Create, body_code: None, fields })
    };
    let name = Patch::Value([("en_GB".to_owned(), "Product".to_owned())].into());
    let of_type = DocumentTypeFields { name, ..DocumentTypeFields::default() };
    let own = AppFields {
        name: Patch::Value("Hello".into()),
        url: Patch::Value(other.url()),
        slots: Patch::Value(vec!["document.page.tab".into()]),
        ..AppFields::default()
    };
    let mut document = PutObject::new(ObjectKind::Document, "a".to_owned(), PutMode::Create);
    document.document_type = Patch::Value("product".into());
    for action in [
        define("product", DefinitionFields::DocumentType(of_type)),
        define("hello", DefinitionFields::App(Box::new(own))),
        Action::PutObject(document),
    ] {
        let command = Command { action, expect: None };
        let outcomes = app.write(&program(Rights::FULL), vec![command], Options::of(Mode::AllOrNothing)).await.unwrap();
        assert!(outcomes.iter().all(Result::is_ok), "{outcomes:?}");
    }
    (instance, app)
}

async fn is_live(app: &App, token: &str) -> bool {
    app.accounts.actor(token).await.unwrap().is_some()
}

on_both! {
    async fn an_app_is_told_nothing_that_is_hidden_from_who_calls_it(engine: Engine) {
        let other = LittleApp::open().await;
        let (_instance, app) = open(engine, &other).await;
        let about = Objects { kind: "document".into(), ids: vec!["a".into()] };
        let hidden = Scope { hidden_types: BTreeSet::from(["product".to_owned()]), ..Scope::default() };
        let part = program(Rights { scope: Some(Arc::new(hidden)), ..Rights::FULL });
        let refused = app.call_slot(asker(&part), "hello", "document.page.tab", &about).await;
        assert_eq!((kind(refused), other.calls("/").len()), (Some(Kind::Invalid), 0));
        let all = program(Rights::READ);
        let shown = app.call_slot(asker(&all), "hello", "document.page.tab", &about).await.unwrap();
        assert_eq!((shown, other.calls("/").len()), (Shown::Message("Done".into()), 1));
    }

    /// Its token would see and write what they don't.
    async fn who_may_do_less_than_an_app_installs_none(engine: Engine) {
        let other = LittleApp::open().await;
        let (_instance, app) = open(engine, &other).await;
        let part = program(Rights { scope: Some(Arc::default()), ..Rights::FULL });
        let user = Actor { admin: false, ..program(Rights::FULL) };
        for actor in [&part, &user, &program(Rights::READ)] {
            assert_eq!(kind(app.install(asker(actor), "hello").await), Some(Kind::Forbidden), "{actor:?}");
        }
        assert!(other.calls("/permission").is_empty());
        app.install(asker(&program(Rights::FULL)), "hello").await.unwrap();
        let own = app.accounts.actor(&other.token()).await.unwrap().unwrap();
        assert_eq!((own.name.as_str(), own.admin, own.rights), ("hello", false, Rights::FULL));
    }

    /// Whatever became of who asked for it.
    async fn a_token_that_no_app_takes_ends_after_two_minutes(engine: Engine) {
        let other = LittleApp::open().await;
        let (instance, app) = open(engine, &other).await;
        other.answer("/install", Answer::Hang);
        let full = program(Rights::FULL);
        tokio::select! {
            _ = app.install(asker(&full), "hello") => panic!("it waits for the app"),
            () = other.heard("/install", 1) => {}
        }
        let token = other.token();
        instance.pass(119);
        assert!(is_live(&app, &token).await);
        instance.pass(1);
        assert!(!is_live(&app, &token).await);
        // One that was taken lives on.
        other.answer("/install", Answer::words("Done", 0));
        app.install(asker(&full), "hello").await.unwrap();
        instance.pass(1_000 * 86_400);
        assert!(is_live(&app, &other.token()).await);
    }
}
