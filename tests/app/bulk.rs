//! Bulk: any number of commands in chunks, in order, one bad one harming no other.

use std::sync::{Arc, Mutex};

use app::{App, Mode, Options};
use model::changes::{Effect, Outcome};
use model::command::{
    Action, AttributeFields, Command, DefinitionFields, DocumentTypeFields, Expect, Patch, PutDefinition, PutMode,
    PutObject, ValueInput,
};
use model::input::Input;
use model::object::ObjectKind;
use model::permission::{Actor, Origin, Rights};
use model::problem::{Kind, Problem};
use store::Urgency;

use crate::support::app::Instance;
use crate::support::db::{Engine, on_both};

fn actor() -> Actor {
    Actor::program("loader", Rights::FULL, Origin::V5)
}

fn define(code: &str, fields: DefinitionFields) -> Command {
    let put = PutDefinition { code: code.into(), mode: PutMode::Create, body_code: None, fields };
    Command { action: Action::PutDefinition(put), expect: None }
}

fn sku(unique: bool) -> Command {
    let fields = AttributeFields {
        object_type: Patch::Value("document".into()),
        document_type: Patch::Value("product".into()),
        kind: Patch::Value("text".into()),
        is_unique: Patch::Value(unique),
        ..AttributeFields::default()
    };
    define("sku", DefinitionFields::Attribute(Box::new(fields)))
}

fn product(code: &str, sku: &str) -> Command {
    let mut put = PutObject::new(ObjectKind::Document, code, PutMode::Upsert);
    put.document_type = Patch::Value("product".into());
    put.values = vec![("sku".into(), ValueInput::Whole(Input::Text(sku.into())))];
    Command { action: Action::PutObject(put), expect: None }
}

fn delete(code: &str) -> Command {
    let action = Action::DeleteObject { kind: ObjectKind::Document, code: code.into(), recursive: false };
    Command { action, expect: None }
}

fn node(code: &str, parent: &str) -> Command {
    let mut put = PutObject::new(ObjectKind::Classification, code, PutMode::Upsert);
    put.parent = Patch::Value(parent.into());
    Command { action: Action::PutObject(put), expect: None }
}

async fn shop(engine: Engine, unique: bool) -> (Instance, Arc<App>) {
    let instance = Instance::fresh(engine).await;
    let app = instance.node().await;
    let name = Patch::Value([("en_GB".to_owned(), "Product".to_owned())].into());
    let fields = DocumentTypeFields { name, ..DocumentTypeFields::default() };
    let product = define("product", DefinitionFields::DocumentType(fields));
    for outcome in app.write(&actor(), vec![product, sku(unique)], Options::of(Mode::EachAlone)).await.unwrap() {
        outcome.unwrap();
    }
    (instance, app)
}

async fn bulk(app: &App, commands: Vec<Result<Command, Problem>>, dry: bool) -> Vec<Outcome> {
    let outcomes = Mutex::new(Vec::new());
    let sink = |outcome| {
        outcomes.lock().unwrap().push(outcome);
        Ok(())
    };
    if dry {
        app.bulk_dry_run(&actor(), commands.into_iter(), sink).await.unwrap();
    } else {
        app.bulk(&actor(), commands.into_iter(), sink).await.unwrap();
    }
    outcomes.into_inner().unwrap()
}

fn effects(outcomes: &[Outcome]) -> Vec<Option<Effect>> {
    outcomes.iter().map(|outcome| outcome.as_ref().ok().map(|done| done.effect)).collect()
}

async fn exists(app: &App, kind: ObjectKind, code: &str) -> bool {
    app.head(&Rights::FULL, kind, code).await.is_ok()
}

on_both! {
    async fn outcomes_come_in_order_over_many_chunks(engine: Engine) {
        let (_instance, app) = shop(engine, false).await;
        let mut commands: Vec<_> = (0..2_500).map(|n| Ok(product(&format!("p{n:04}"), "x"))).collect();
        commands[1_700] = Err(Problem::new(Kind::Malformed, "no JSON"));
        let outcomes = bulk(&app, commands, false).await;
        assert_eq!(outcomes.len(), 2_500);
        for (position, outcome) in outcomes.iter().enumerate() {
            match outcome {
                Ok(done) => assert_eq!(done.entity.code(), format!("p{position:04}")),
                Err(problem) => assert_eq!((position, problem.kind), (1_700, Kind::Malformed)),
            }
        }
        assert!(exists(&app, ObjectKind::Document, "p2499").await);
        assert!(!exists(&app, ObjectKind::Document, "p1700").await);
    }

    /// What one chunk makes the next one may name, and the last word on an object counts.
    async fn a_later_chunk_sees_what_an_earlier_one_wrote(engine: Engine) {
        let (_instance, app) = shop(engine, false).await;
        let chain = (0..1_100).map(|n| Ok(node(&format!("n{n}"), &match n { 0 => "root".into(), n => format!("n{}", n - 1) })));
        assert!(bulk(&app, chain.collect(), false).await.iter().all(Result::is_ok));
        let twice = (0..2_200).map(|n| Ok(product(&format!("p{}", n % 1_100), &format!("round {}", n / 1_100))));
        let outcomes = effects(&bulk(&app, twice.collect(), false).await);
        assert!(outcomes[..1_100].iter().all(|effect| *effect == Some(Effect::Created)));
        assert!(outcomes[1_100..].iter().all(|effect| *effect == Some(Effect::Updated)));
        let same = (0..1_100).map(|n| Ok(product(&format!("p{n}"), "round 1")));
        assert!(effects(&bulk(&app, same.collect(), false).await).iter().all(|e| *e == Some(Effect::Unchanged)));
    }

    async fn a_dry_run_foretells_the_run_and_writes_nothing(engine: Engine) {
        let (_instance, app) = shop(engine, true).await;
        let commands = || {
            let mut commands: Vec<_> = (0..1_500).map(|n| Ok(product(&format!("p{n}"), &format!("sku {n}")))).collect();
            commands.push(Ok(product("p7", "sku 7"))); // as it would be by then
            commands.push(Ok(product("p8", "changed")));
            commands.push(Ok(product("other", "sku 9"))); // taken by p9
            commands.push(Ok(product("other", "sku 8"))); // given up by p8
            commands.push(Ok(delete("p10")));
            commands.push(Ok(product("p10", "sku 10")));
            commands.push(Ok(node("chairs", "root")));
            commands.extend((0..1_000).map(|n| Ok(node(&format!("c{n}"), "chairs"))));
            commands.push(Ok(product("p10", "in a later chunk")));
            commands
        };
        let foretold = bulk(&app, commands(), true).await;
        assert!(!exists(&app, ObjectKind::Document, "p0").await);
        assert!(!exists(&app, ObjectKind::Classification, "chairs").await);
        let done = bulk(&app, commands(), false).await;
        assert_eq!(effects(&foretold), effects(&done));
        let expected = [Some(Effect::Unchanged), Some(Effect::Updated), None, Some(Effect::Created)];
        assert_eq!(effects(&done)[1_500..1_504], expected);
        assert_eq!(effects(&done).last(), Some(&Some(Effect::Updated)));
    }

    /// The database refuses a row for a reason that no rule foresees.
    async fn one_row_that_the_database_refuses_harms_no_other(engine: Engine) {
        let (_instance, app) = shop(engine, false).await;
        refuse_poison(engine, &app).await;
        let commands = (0..300).map(|n| Ok(product(if n == 123 { "poison" } else { "p" }, &n.to_string())));
        let outcomes = bulk(&app, commands.collect(), false).await;
        let failed: Vec<usize> = (0..300).filter(|n| outcomes[*n].is_err()).collect();
        assert_eq!(failed, [123]);
        assert!(exists(&app, ObjectKind::Document, "p").await);
        assert!(!exists(&app, ObjectKind::Document, "poison").await);
    }

    async fn all_or_nothing_writes_nothing_after_a_failure(engine: Engine) {
        let (_instance, app) = shop(engine, false).await;
        let mut bad = product("bad", "x");
        bad.expect = Some(Expect::OneOf(vec![7]));
        let batch = vec![product("good", "x"), bad];
        let outcomes = app.write(&actor(), batch, Options::of(Mode::AllOrNothing)).await.unwrap();
        let kinds: Vec<_> = outcomes.iter().map(|outcome| outcome.as_ref().unwrap_err().kind).collect();
        assert_eq!(kinds, [Kind::Conflict, Kind::Stale]);
        assert!(!exists(&app, ObjectKind::Document, "good").await);
    }
}

/// A trigger behind the program's back.
async fn refuse_poison(engine: Engine, app: &App) {
    let statements: &'static [&'static str] = match engine {
        Engine::Sqlite => &["CREATE TRIGGER poison BEFORE INSERT ON objects WHEN NEW.code = 'poison' \
            BEGIN SELECT RAISE(ABORT, 'poison'); END"],
        Engine::Postgres => &[
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poison'; END $$",
            "CREATE TRIGGER poison BEFORE INSERT ON objects FOR EACH ROW WHEN (NEW.code = 'poison') \
             EXECUTE FUNCTION refuse()",
        ],
    };
    let work = async move |conn: &mut store::conn::Conn<'_>| {
        for statement in statements {
            conn.execute(statement, &[]).await?;
        }
        Ok(())
    };
    app.store().write(Urgency::Interactive, work).await.unwrap();
}
